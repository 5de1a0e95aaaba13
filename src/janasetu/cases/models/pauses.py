"""When the clocks of a case stand still, and why one was late."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.choices import PauseReason
from janasetu.cases.clocks import Pause
from janasetu.cases.models.case import Case, CaseEvent
from janasetu.lib.ids import uuid7


class CasePause(models.Model):
    """A time in which the clocks of a case stand still, and what for. `event`: what began it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=20, choices=PauseReason.choices)
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case", "reason"],
                condition=Q(ended_at__isnull=True),
                name="case_pauses_once_for_a_reason",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["body", "case", "began_at"], name="pause_of_case")]

    def __str__(self) -> str:
        return f"{self.reason} of {self.case_id}"

    @property
    def pause(self) -> Pause:
        """As the pure clocks know it."""
        return Pause(self.reason, self.began_at, self.ended_at)


class Explanation(models.Model):
    """Why a case was not settled in time, asked of who had it then: once a level."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="explanations")
    level = models.PositiveSmallIntegerField(help_text="On which the time ran out.")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="explanations")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    given_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "level"], name="explanation_once_a_level"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | ~Q(words=""), name="explanation_is_in_words"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "asked_at"], name="explanation_by_asking"),
            models.Index(
                fields=["body", "due_at"], condition=Q(given_at__isnull=True), name="explanation_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.officer_id} on {self.case_id}"
