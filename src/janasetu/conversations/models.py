"""Tables of talks. Bucket family."""

from typing import ClassVar

from django.db import models

from janasetu.lib.ids import uuid7


class TalkState(models.TextChoices):
    IDLE = "idle"
    ASKING = "asking"
    CONFIRMING = "confirming"
    HANDED_OVER = "handed_over"
    STOPPED = "stopped"


class Conversation(models.Model):
    """One talk of one contact on one line. `version_id` pins the definition its draft began with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField()
    line_id = models.UUIDField()
    body_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=TalkState.choices, default=TalkState.IDLE)
    version_id = models.UUIDField(null=True, blank=True)
    draft = models.CharField(max_length=20, blank=True)
    step = models.CharField(max_length=40, blank=True)
    page = models.PositiveSmallIntegerField(default=0)
    fields = models.JSONField(default=dict)
    intents = models.JSONField(default=list)
    at = models.DateTimeField(help_text="Of the last turn.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bucket", "contact_id", "line_id"], name="one_talk_a_line")
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"
