"""Who looked at a name that is kept secret."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7


class Unmasking(models.Model):
    """One officer asks to see who complains, and why; another lets them, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="unmaskings")
    reason = models.TextField()
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case", "asked_by"],
                condition=Q(agreed_at__isnull=True),
                name="unmasking_asked_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "asked_at"], condition=Q(agreed_at__isnull=True), name="unmasking_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_id} at {self.case_id}"
