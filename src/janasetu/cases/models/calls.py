"""People whom the office is to ring up."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.cases.choices import CallOutcome, CallReason
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7


class CallBack(models.Model):
    """Somebody to be telephoned: who rang the message line, or whom no message reaches.

    Number and name are here because the person may have no case yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=120, help_text="What asked for it; the same source asks once.")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="call_backs")
    reason = models.CharField(max_length=20, choices=CallReason.choices)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    lang = models.CharField(max_length=5, default="bn")
    contact_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_id = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField(
        null=True, blank=True, help_text="Somebody else may have the phone until then."
    )
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    outcome = models.CharField(max_length=20, blank=True, choices=CallOutcome.choices)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="How often nobody answered.")
    note = models.TextField(blank=True)
    asked_by = models.CharField(
        max_length=80, blank=True, default="", db_default="", help_text="ROLE@BODY of whose call it was."
    )
    draft = models.JSONField(
        null=True, blank=True, help_text="The operator's form as it stood when the line broke, until done."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "source"], name="call_back_once_a_source")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "due_at"], condition=Q(done_at__isnull=True), name="call_back_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.id}"
