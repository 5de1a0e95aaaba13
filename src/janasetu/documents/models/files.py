"""Tables of files received. Bucket family: a case carries the id and the hash, not a key."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.documents.choices import FileState
from janasetu.lib.ids import uuid7

UNASKED = "unasked"  # so the note begins of a file that no question took, unless it was taken in


class ReceivedFile(models.Model):
    """A file somebody sent: wanted from a line, or received at once. Its bytes lie in the media folder."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=FileState.choices)
    kind = models.CharField(max_length=20)
    contact_id = models.UUIDField(
        null=True, blank=True, help_text="Who sent it, to be told when it is refused."
    )
    line_id = models.UUIDField(null=True, blank=True)
    provider_id = models.CharField(max_length=64, blank=True, help_text="The line's id of the file.")
    expected_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Base64, as the provider writes it."
    )
    sha256 = models.CharField(max_length=64, blank=True, help_text="Hex, of the bytes we keep.")
    mime = models.CharField(max_length=80, blank=True)
    size = models.PositiveIntegerField(default=0)
    was_signed = models.BooleanField(
        default=False,
        help_text="Of a paper: it came with an electronic signature, which our copy has not.",
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True, help_text="Wall time.")
    note = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["bucket", "id"], condition=Q(state=FileState.WANTED), name="file_wanted"),
            models.Index(fields=["bucket", "contact_id"], name="file_of_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_unasked(self) -> bool:
        """Its sender was told already that nobody needs it, and is told nothing more of it."""
        return self.note.partition(" ")[0] == UNASKED

    @property
    def why(self) -> str:
        """Why it is not here."""
        return self.note.removeprefix(UNASKED).strip() if self.is_unasked else self.note
