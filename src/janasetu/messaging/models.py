"""Tables of messages. Bucket family, but for the lines and the raw batches."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.lib.ids import uuid7
from janasetu.messaging.capabilities import Capabilities, capabilities_of
from janasetu.messaging.choices import BatchState, InboundState, OutboundKind, OutboundState, StandingKind


class Line(models.Model):
    """A number citizens write to. A reference table; `body_id` is empty on an area line."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=64, help_text="WhatsApp: phone_number_id")
    display = models.CharField(max_length=64, help_text="As printed on the banner.")
    body_id = models.UUIDField(null=True, blank=True)
    active = models.BooleanField(default=True)
    per_second = models.FloatField(
        null=True,
        blank=True,
        help_text="Messages, where the provider gave it another rate than its channel's.",
    )
    people_a_day = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="How many people its account may write to first in 24 hours; empty: no limit known.",
    )
    held_for = models.CharField(
        max_length=20,
        blank=True,
        db_default="",
        help_text="values.Refusal for which the sender sends nothing on it now; empty where it sends.",
    )
    held_since = models.DateTimeField(null=True, blank=True, help_text="Wall time.")
    sent_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Wall time of the last message that the provider took, to some seconds.",
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "provider_id"], name="line_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.display}"

    @property
    def can(self) -> Capabilities:
        return capabilities_of(self.channel)


class InboundBatch(models.Model):
    """The raw bytes of one webhook, committed before it is answered."""

    id = models.UUIDField(primary_key=True, editable=False)
    channel = models.CharField(max_length=20)
    body = models.BinaryField()
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.NEW)
    note = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(state=BatchState.NEW), name="batch_unsplit"),
            models.Index(
                fields=["received_at"], condition=Q(state=BatchState.SPLIT), name="batch_split_by_time"
            ),
        ]

    def __str__(self) -> str:
        return f"batch {self.id}"


class Pulse(models.Model):
    """One intake process, as long as it runs; it writes its row itself, by the database's clock."""

    id = models.UUIDField(primary_key=True, editable=False)
    beat_at = models.DateTimeField()
    hears_since = models.DateTimeField(help_text="Since then nothing was refused.")

    def __str__(self) -> str:
        return f"pulse {self.id}"


class SeenKey(models.Model):
    """What we have already taken in, by the provider's own id. The constraint is the dedupe."""

    pk = models.CompositePrimaryKey("bucket", "key")
    bucket = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=400)
    seen_at = models.DateTimeField(help_text="Office time.")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["seen_at"], name="seen_by_time")]

    def __str__(self) -> str:
        return self.key


class Window(models.Model):
    """How a contact is reached on a line: the address that wrote last, and when (24 hours count from it)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField()
    line_id = models.UUIDField()
    address = models.CharField(max_length=200, help_text="As given: a wa_id or a business-scoped id.")
    address_kind = models.CharField(max_length=10)
    last_inbound_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty for somebody who has never written on this line."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bucket", "contact_id", "line_id"], name="window_once")
        ]

    def __str__(self) -> str:
        return f"window of {self.contact_id}"


class InboundMessage(models.Model):
    """One stored inbound item of any kind: a message, a status, something not understood."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField(null=True, blank=True)
    line_id = models.UUIDField(null=True, blank=True)
    batch_id = models.UUIDField()
    provider_id = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    said = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=InboundState.choices, default=InboundState.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    provider_at = models.DateTimeField(help_text="The provider's second.")
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["bucket", "provider_at", "id"],
                condition=Q(state=InboundState.NEW),
                name="inbound_waiting",
            ),
            models.Index(fields=["bucket", "contact_id", "id"], name="inbound_of_contact"),
            models.Index(fields=["provider_id"], name="inbound_by_provider_id"),
            models.Index(fields=["received_at"], name="inbound_by_time"),
            models.Index(
                fields=["line_id", "received_at"], condition=~Q(kind="status"), name="inbound_by_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class OutboundMessage(models.Model):
    """One thing we say to a contact on a line. `source` makes it once: who asks again gets the same row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField()
    line_id = models.UUIDField()
    source = models.CharField(max_length=120)
    caused_by = models.UUIDField(null=True, blank=True, help_text="The inbound message it answers.")
    kind = models.CharField(max_length=10, choices=OutboundKind.choices)
    text = models.TextField()
    choices = models.JSONField(default=list)
    menu = models.CharField(max_length=20, blank=True, help_text="The words on the list's button.")
    file = models.JSONField(null=True, blank=True, help_text="What goes with it: values.Enclosed.")
    template = models.JSONField(null=True, blank=True, help_text="What to send when the window is closed.")
    state = models.CharField(max_length=10, choices=OutboundState.choices, default=OutboundState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    provider_id = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=200, blank=True)
    by_template = models.BooleanField(
        default=False,
        db_default=False,
        help_text="The provider told that the window is closed, whatever we thought.",
    )
    lane = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="Who goes first: values.Lane.")
    about_body_id = models.UUIDField(
        null=True, blank=True, help_text="The body of the matter it tells of, or that was spoken with."
    )
    about_id = models.UUIDField(null=True, blank=True, help_text="The matter itself.")
    draft = models.CharField(
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="The form that was open when it was said; on the receipt of a case, the form it came from.",
    )
    category = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="What the provider charges it as, in its word.",
    )
    billable = models.BooleanField(
        null=True, blank=True, help_text="Whether it costs anything; empty while the provider has not told."
    )
    parts = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Text messages: in how many parts it was sent."
    )
    elsewhere = models.JSONField(
        null=True, blank=True, help_text="Text and template for a line without answers, where they differ."
    )
    passed_on = models.BooleanField(
        default=False, db_default=False, help_text="It did not arrive, and what follows from that is done."
    )
    for_room = models.BooleanField(
        default=False,
        db_default=False,
        help_text="It would be one more person written to first than the account may today.",
    )
    first_at = models.DateTimeField(
        null=True, blank=True, help_text="Wall time at which it was handed over as a template."
    )
    queued_at = models.DateTimeField(help_text="Office time.")
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="Wall time of the last try.")
    retry_at = models.DateTimeField(
        null=True, blank=True, help_text="Wall time before which nobody tries again."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bucket", "source"], name="outbound_once_a_source")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["bucket", "contact_id", "id"],
                condition=Q(state__in=[OutboundState.QUEUED, OutboundState.SENDING]),
                name="outbound_waiting",
            ),
            models.Index(
                fields=["line_id", "lane", "id"],
                condition=Q(state=OutboundState.QUEUED, retry_at__isnull=True, for_room=False),
                name="outbound_ready",
            ),
            models.Index(
                fields=["retry_at"],
                condition=Q(state=OutboundState.QUEUED, retry_at__isnull=False),
                name="outbound_put_off",
            ),
            models.Index(
                fields=["line_id", "lane", "id"],
                condition=Q(state=OutboundState.QUEUED, for_room=True),
                name="outbound_for_room",
            ),
            models.Index(
                fields=["line_id", "first_at"],
                condition=Q(first_at__isnull=False),
                name="outbound_by_first",
            ),
            models.Index(
                fields=["id"],
                condition=Q(state=OutboundState.FAILED, passed_on=False, about_id__isnull=False),
                name="outbound_in_vain",
            ),
            models.Index(fields=["bucket", "contact_id", "-id"], name="outbound_of_contact"),
            models.Index(fields=["provider_id"], name="outbound_by_provider_id"),
            models.Index(fields=["queued_at"], name="outbound_by_time"),
            models.Index(fields=["about_body_id", "about_id", "queued_at"], name="outbound_of_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Standing(models.Model):
    """How a provider stands to something of ours: a template, a number, the account. A reference table.

    Every word is the provider's own. Each part has the provider's second, so that older news changes nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=StandingKind.choices)
    name = models.CharField(max_length=512, help_text="Of a template; a number's digits; an account's id.")
    lang = models.CharField(max_length=20, blank=True, help_text="Of a template.")
    state = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    state_at = models.DateTimeField(null=True, blank=True)
    category = models.CharField(max_length=40, blank=True)
    was_category = models.CharField(max_length=40, blank=True, help_text="Before the provider changed it.")
    category_at = models.DateTimeField(null=True, blank=True)
    quality = models.CharField(max_length=20, blank=True)
    quality_at = models.DateTimeField(null=True, blank=True)
    limit = models.CharField(max_length=40, blank=True, help_text="A number: how many may be written to.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "kind", "name", "lang"], name="standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.state}"
