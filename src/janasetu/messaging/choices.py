"""The states a message passes, and their rank: a status never goes down."""

from django.db import models


class BatchState(models.TextChoices):
    NEW = "new"
    SPLIT = "split"
    UNREADABLE = "unreadable"


class InboundState(models.TextChoices):
    NEW = "new"
    DONE = "done"
    PARKED = "parked"
    STALE = "stale"  # came so late that nothing follows from it


class OutboundState(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


class OutboundKind(models.TextChoices):
    TEXT = "text"
    CHOICE = "choice"
    IMAGE = "image"
    DOCUMENT = "document"
    AUDIO = "audio"


class StandingKind(models.TextChoices):
    TEMPLATE = "template"
    NUMBER = "number"
    ACCOUNT = "account"


# `failed` outranks everything but proof of arrival: a provider may report both, and a message
# that was delivered was delivered.
RANK: dict[str, int] = {
    OutboundState.QUEUED: 0,
    OutboundState.SENDING: 1,
    OutboundState.ACCEPTED: 2,
    OutboundState.SENT: 3,
    OutboundState.FAILED: 4,
    OutboundState.DELIVERED: 5,
    OutboundState.READ: 6,
}

# What a provider may say of a message; the states before it are ours to give.
REPORTED = frozenset({OutboundState.SENT, OutboundState.DELIVERED, OutboundState.READ, OutboundState.FAILED})
