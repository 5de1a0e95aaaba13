"""Which entry of a register an application is about."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7
from janasetu.registers.models import RegisterEntry


class CaseEntry(models.Model):
    """The entry that somebody of the office says an application means: its paper is copied from it.

    `digest`: what the entry said then. Another choice later leaves the row of the earlier one, with its end.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=32)
    chosen_by = models.CharField(max_length=80, help_text="ROLE@BODY")
    chosen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True, help_text="When another was chosen instead.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case"], condition=Q(left_at__isnull=True), name="entry_chosen_once_a_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} of {self.case_id}"

    @property
    def still_says_so(self) -> bool:
        """Whether the register says today what it said when the entry was chosen."""
        return self.digest == self.entry.digest
