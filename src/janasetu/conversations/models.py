"""Tables of talks. Bucket family."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.lib.ids import uuid7


class TalkState(models.TextChoices):
    IDLE = "idle"
    ASKING = "asking"
    CONFIRMING = "confirming"
    HANDED_OVER = "handed_over"
    STOPPED = "stopped"


class Conversation(models.Model):
    """One talk of one contact on one line. `version_id` pins the definition its draft began with.

    `body_id`: the line's own body; on a line of many offices the one that the person chose.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField()
    line_id = models.UUIDField()
    body_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=TalkState.choices, default=TalkState.IDLE)
    version_id = models.UUIDField(null=True, blank=True)
    draft = models.CharField(max_length=20, blank=True)
    step = models.CharField(max_length=120, blank=True, help_text="The path of the question that waits.")
    page = models.PositiveSmallIntegerField(default=0)
    fields = models.JSONField(default=dict)
    intents = models.JSONField(default=list)
    beside = models.JSONField(default=dict, help_text="Parked drafts, whose matter, words held back.")
    epoch = models.PositiveIntegerField(default=1, help_text="The contact's, when this was said.")
    handed_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when a person of the office has it."
    )
    at = models.DateTimeField(help_text="Of the last turn.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bucket", "contact_id", "line_id"], name="one_talk_a_line")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body_id"], condition=Q(state=TalkState.HANDED_OVER), name="talk_handed_over"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"
