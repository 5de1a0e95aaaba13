"""What the law on public services gives to who applies: the papers of it, and appeals. Body family."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.cases.choices import RightsForm
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7


class RightsPaper(models.Model):
    """The receipt for an application (Form 1), or the appeal itself (Form 2), in what it says.

    Whoever opens the case writes the row; what it says is put together, frozen and pressed behind the scenes.
    From the snapshot the same bytes can be pressed again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rights_papers")
    form = models.CharField(max_length=6, choices=RightsForm.choices)
    asked_at = models.DateTimeField()
    snapshot = models.JSONField(null=True, blank=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    layout_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    sha256 = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="Of the PDF, which lies in the media folder.",
    )
    pressed_at = models.DateTimeField(null=True, blank=True)
    why_not = models.CharField(
        max_length=400, blank=True, default="", db_default="", help_text="Why it cannot be pressed."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "form"], name="rights_paper_once_a_case"),
            models.CheckConstraint(
                condition=Q(pressed_at__isnull=True) | ~Q(sha256="") | ~Q(why_not=""),
                name="rights_paper_pressed_or_why_not",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at"], condition=Q(pressed_at__isnull=True), name="rights_paper_to_press"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} of {self.case_id}"


class Appeal(models.Model):
    """What an appeal is against, and what was decided. `against`: the case whose handling it is about: the
    application, or of a second appeal the first; `application`: what it is all about.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    against = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True, default="", db_default="", help_text="ROLE@BODY")
    allowed = models.BooleanField(null=True, blank=True)
    by_day = models.DateField(null=True, blank=True, help_text="Until when the office now has to decide.")
    reason = models.CharField(max_length=1000, blank=True, default="", db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case"], name="appeal_once_a_case"),
            models.UniqueConstraint(fields=["body", "against"], name="appeal_once_against"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, allowed__isnull=True)
                | Q(decided_at__isnull=False, allowed=True, by_day__isnull=False)
                | (Q(decided_at__isnull=False, allowed=False) & ~Q(reason="")),
                name="appeal_decided_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "application"], name="appeal_of_application")]

    def __str__(self) -> str:
        return f"appeal {self.case_id}"
