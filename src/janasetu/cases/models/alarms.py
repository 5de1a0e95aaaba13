"""Who is on duty, and whom a case calls at once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7


class Duty(models.Model):
    """Who hears the alarms of a body first, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(help_text="The first instant off duty.")
    entered_by = models.CharField(max_length=80, help_text="ROLE@BODY or `system`")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "officer", "since"], name="duty_once_at_a_time"),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="duty_ends_after_it_began"),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "until"], name="duty_of_body")]

    def __str__(self) -> str:
        return f"{self.officer_id} from {self.since}"


class Alarm(models.Model):
    """A case that calls the duty officer, until somebody has heard it. `calls_at`: when it is told next."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alarms")
    contact_id = models.UUIDField(null=True, blank=True, help_text="Who called for help by message.")
    by = models.CharField(max_length=80, help_text="ROLE@BODY or `citizen`")
    began_at = models.DateTimeField()
    calls_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0, help_text="How often it was told.")
    heard_at = models.DateTimeField(null=True, blank=True)
    heard_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case"], condition=Q(heard_at__isnull=True), name="alarm_once_at_a_time"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["calls_at"], condition=Q(heard_at__isnull=True), name="alarm_to_call"),
            models.Index(fields=["body", "contact_id", "began_at"], name="alarm_of_contact"),
        ]

    def __str__(self) -> str:
        return f"alarm of {self.case_id}"
