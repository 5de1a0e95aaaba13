"""Pages of a paper that is signed by hand, as they were photographed. Body family."""

from typing import ClassVar

from django.db import models

from janasetu.bodies.models import LocalBody
from janasetu.documents.choices import InkPen, InkReading
from janasetu.documents.models.papers import Paper
from janasetu.lib.ids import uuid7


class InkPage(models.Model):
    """One photo of a signed and sealed page, and the straight page that was made of it.

    The photo as it came through the gate is kept beside the page; both lie in the media folder.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="ink_pages")
    came_sha256 = models.CharField(max_length=64, help_text="Hex, of the photo as it came: once a paper.")
    photo_sha256 = models.CharField(max_length=64, help_text="Hex, of the photo that we keep.")
    sha256 = models.CharField(max_length=64, help_text="Hex, of the straight page.")
    size = models.PositiveIntegerField(help_text="Bytes of the straight page.")
    reading = models.CharField(max_length=10, choices=InkReading.choices, default=InkReading.NONE)
    pen = models.CharField(
        max_length=10, choices=InkPen.choices, blank=True, default=InkPen.UNKNOWN, db_default=InkPen.UNKNOWN
    )
    by = models.CharField(max_length=80, help_text="ROLE@BODY who took the photo.")
    confirmed_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY who typed the code.")
    at = models.DateTimeField()
    away_at = models.DateTimeField(null=True, blank=True, help_text="When it was put aside for a better one.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "paper", "came_sha256"], name="ink_photo_once_a_paper")
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.sha256[:8]}"
