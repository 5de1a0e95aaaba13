"""The words a case is described by: statuses, lanes, moves, events."""

from django.db import models


class Status(models.TextChoices):
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    WAITING_CITIZEN = "waiting_citizen"
    REFERRED = "referred"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    RESOLVED_CONFIRMED = "resolved_confirmed"
    RESOLVED_UNCONFIRMED = "resolved_unconfirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    NOT_OURS = "not_ours"


# With the office: its clock runs and it may be escalated.
WITH_OFFICE = (Status.RECEIVED, Status.IN_PROGRESS, Status.REFERRED)
OPEN = (*WITH_OFFICE, Status.WAITING_CITIZEN, Status.AWAITING_CONFIRMATION)


class Lane(models.TextChoices):
    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class MoveCode(models.TextChoices):
    ASSIGN = "assign"
    SEE = "see"
    SET_OUT = "set_out"
    REPLY = "reply"
    ASK = "ask"
    NOTE = "note"
    REFER = "refer"
    RESOLVE = "resolve"
    REJECT = "reject"


class EventCode(models.TextChoices):
    OPENED = "opened"
    ASSIGNED = "assigned"
    SEEN = "seen"
    ON_THE_WAY = "on_the_way"
    REPLIED = "replied"
    ASKED = "asked"
    ANSWERED = "answered_question"
    NOTED = "noted"
    REFERRED = "referred"
    REVEALED = "revealed"
    UNMASK_ASKED = "unmask_asked"
    UNMASKED = "unmasked"
    REJECTED = "rejected"
    RESOLVE_CLAIMED = "resolve_claimed"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    HANDED_OVER = "handed_over"


class PartyRole(models.TextChoices):
    COMPLAINANT = "complainant"


class AttachmentRole(models.TextChoices):
    GIVEN = "given"  # came with the case
    HELD = "held"  # the same, of a complainant who is hidden
    EVIDENCE = "evidence"  # proof of work


class Confidential(models.TextChoices):
    """What is hidden of a case; empty: nothing."""

    COMPLAINANT = "complainant"  # who complains
    OFFICE = "office"  # the same, and the case from the body that it is about


class CallReason(models.TextChoices):
    RANG = "rang"  # rang the message line
    UNREACHED = "unreached"  # no message arrives
    QUIET = "quiet"  # somebody else reads their messages


class CallOutcome(models.TextChoices):
    SPOKEN = "spoken"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
