"""Voice notes that wait to be heard."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7


class VoiceNote(models.Model):
    """That a case was opened by a voice which nobody of the office has heard, until somebody has.

    `alarms_at`: when the desk is called to it; `listens_until`: wall time until which it is the listener's;
    `transcript`: what an engine heard, a draft for whoever listens, gone when they have.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="voice_notes")
    contact_id = models.UUIDField(null=True, blank=True, help_text="Whose further voices are of it too.")
    contact_epoch = models.PositiveIntegerField(default=1)
    arrived_at = models.DateTimeField()
    alarms_at = models.DateTimeField(null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    heard_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    listener = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    listens_until = models.DateTimeField(null=True, blank=True, help_text="Wall time.")
    transcript = models.TextField(blank=True)
    transcript_by = models.CharField(max_length=80, blank=True, help_text="Which engine heard it.")
    confidence = models.FloatField(null=True, blank=True, help_text="0 to 1, where the engine says it.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case"], name="voice_note_once_a_case")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "arrived_at"], condition=Q(heard_at__isnull=True), name="voice_note_unheard"
            ),
            models.Index(
                fields=["alarms_at"],
                condition=Q(heard_at__isnull=True, alarms_at__isnull=False),
                name="voice_note_to_alarm",
            ),
            models.Index(
                fields=["body", "contact_id"],
                condition=Q(heard_at__isnull=True),
                name="voice_note_of_contact",
            ),
        ]

    def __str__(self) -> str:
        return f"voice of {self.case_id}"
