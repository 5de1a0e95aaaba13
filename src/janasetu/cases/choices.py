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
# Nobody has said yet that it is done: who has the same matter may join.
AT_WORK = (*WITH_OFFICE, Status.WAITING_CITIZEN)
# Said to be done by the office, whatever the citizen says of it.
CLAIMED = (Status.AWAITING_CONFIRMATION, Status.RESOLVED_CONFIRMED, Status.RESOLVED_UNCONFIRMED)
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
    MERGE = "merge"
    SPLIT = "split"
    DECLARE = "declare"
    HASTEN = "hasten"


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
    EVIDENCE_ADDED = "evidence_added"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    HANDED_OVER = "handed_over"
    JOINED = "joined"
    AGREED = "agreed"
    MERGED = "merged"
    SPLIT = "split"
    INCIDENT = "incident"
    FIRST_ACTION_MISSED = "first_action_missed"
    DUE_MOVED = "due_moved"
    HASTENED = "hastened"
    ASKED_AGAIN = "asked_again"
    RUNG = "rung"
    CLOSED_UNCONFIRMED = "closed_unconfirmed"
    RATED = "rated"
    REMARKED = "remarked"
    THANKED = "thanked"


class PauseReason(models.TextChoices):
    WAITING_CITIZEN = "waiting_citizen"  # the citizen was asked something


class PartyRole(models.TextChoices):
    COMPLAINANT = "complainant"
    SUPPORTER = "supporter"  # has the same matter, and hears of it


class AttachmentRole(models.TextChoices):
    GIVEN = "given"  # came with the case
    HELD = "held"  # the same, of a complainant who is hidden
    EVIDENCE = "evidence"  # proof of work


FROM_CITIZENS = (AttachmentRole.GIVEN, AttachmentRole.HELD)


class Confidential(models.TextChoices):
    """What is hidden of a case; empty: nothing."""

    COMPLAINANT = "complainant"  # who complains
    OFFICE = "office"  # the same, and the case from the body that it is about


class CallReason(models.TextChoices):
    RANG = "rang"  # rang the message line
    UNREACHED = "unreached"  # no message arrives
    CHECKING = "checking"  # to hear whether the work is really done
    QUIET = "quiet"  # somebody else reads their messages


class CallOutcome(models.TextChoices):
    SPOKEN = "spoken"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    ANSWERED = "answered"  # the citizen has written meanwhile


# What may come of a call that somebody makes.
OF_A_CALL = (CallOutcome.SPOKEN, CallOutcome.NO_ANSWER, CallOutcome.WRONG_NUMBER)
