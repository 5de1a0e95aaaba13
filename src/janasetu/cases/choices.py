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
    ISSUED = "issued"  # the paper is with the applicant, or ready for them


# With the office: its clock runs and it may be escalated.
WITH_OFFICE = (Status.RECEIVED, Status.IN_PROGRESS, Status.REFERRED)
# Nobody has said yet that it is done: who has the same matter may join.
AT_WORK = (*WITH_OFFICE, Status.WAITING_CITIZEN)
# Said to be done by the office, whatever the citizen says of it.
CLAIMED = (Status.AWAITING_CONFIRMATION, Status.RESOLVED_CONFIRMED, Status.RESOLVED_UNCONFIRMED)
# The office has done its part: by these a promise is kept or broken.
DONE = (*CLAIMED, Status.ISSUED)
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
    REFER_OUTSIDE = "refer_outside"
    CHASE = "chase"
    TAKE_ANSWER = "take_answer"
    TAKE_BACK = "take_back"
    ALARM = "alarm"
    CORRECT = "correct"


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
    COVERED = "covered"
    GIVEN_BACK = "given_back"
    REMINDED = "reminded"
    EXPLANATION_ASKED = "explanation_asked"
    EXPLAINED = "explained"
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
    REFERRED_OUTSIDE = "referred_outside"
    CHASED = "chased"
    OUTSIDE_ANSWERED = "outside_answered"
    TAKEN_BACK = "taken_back"
    ANSWER_MISSED = "answer_missed"
    ALARM_RAISED = "alarm_raised"
    ALARMED = "alarmed"
    ALARM_HEARD = "alarm_heard"
    VOICE_HEARD = "voice_heard"
    VOICE_UNHEARD = "voice_unheard"
    SUBJECT_CORRECTED = "subject_corrected"
    DESK_DONE = "desk_done"  # somebody at a desk made one of its moves
    APPROVED = "approved"  # one of several who must
    PAPER_JUDGED = "paper_judged"
    DESK_NUDGED = "desk_nudged"
    DESK_VACANT = "desk_vacant"  # nobody has the post at whose desk it lies
    PAPER_DRAFTED = "paper_drafted"
    PAPER_SIGNED = "paper_signed"
    PAPER_RELEASED = "paper_released"
    PAPER_RETURNED = "paper_returned"
    PAPER_ENDED = "paper_ended"
    ISSUED = "issued"
    PROOF_NOTED = "proof_noted"  # who somebody is, seen by an officer
    PAPER_FETCHED = "paper_fetched"  # by a link
    RENEWAL_TOLD = "renewal_told"  # that the paper runs out
    WITHDRAWN = "withdrawn"
    DEMAND_RAISED = "demand_raised"  # a fee has fallen due
    FEE_PAID = "fee_paid"
    FEE_WAIVED = "fee_waived"  # two officers let it go
    FEE_RETURNED = "fee_returned"  # two officers gave it back
    LAW_PASSED = "law_passed"  # the time of the law ran out, and the citizen was told
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal_decided"
    ENTRY_CHOSEN = "entry_chosen"
    RECORDS_ASKED = "records_asked"
    RECORDS_ANSWERED = "records_answered"
    CORRECTION_ASKED = "correction_asked"  # of the paper of this case
    LINES_CORRECTED = "lines_corrected"  # what the new paper is to say
    MARGIN_WRITTEN = "margin_written"  # the register was corrected beside the entry
    PAPER_REPLACED = "paper_replaced"  # by one that says it right


class PauseReason(models.TextChoices):
    WAITING_CITIZEN = "waiting_citizen"  # the citizen was asked something
    WAITING_PAYMENT = "waiting_payment"  # a fee is due that the definition waits for
    REFERRED = "referred"  # somebody outside was asked, until the day on which they should answer
    RECORD_ROOM = "record_room"  # our own record room looks, until the day on which it should answer


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
    ALARM = "alarm"  # an officer who does not answer an alarm
    QUIET = "quiet"  # somebody else reads their messages
    LOST = "lost"  # rang the office, and the line broke


class CallOutcome(models.TextChoices):
    SPOKEN = "spoken"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    ANSWERED = "answered"  # the citizen has written meanwhile


# Who rang first: their own matter ends the waiting.
BY_THE_CALLER = (CallReason.RANG, CallReason.LOST)
# What may come of a call that somebody makes.
OF_A_CALL = (CallOutcome.SPOKEN, CallOutcome.NO_ANSWER, CallOutcome.WRONG_NUMBER)


class ReferredBy(models.TextChoices):
    """How a matter went to somebody outside."""

    LETTER = "letter"
    TELEPHONE = "telephone"
    MAIL = "mail"
    PORTAL = "portal"  # entered in their own system
    IN_PERSON = "in_person"
    INBOX = "inbox"  # a body that we serve: it stands in its inbox
    CITIZEN = "citizen"  # the citizen was told whose work it is, and the office asks how it stands


class ReferralEnd(models.TextChoices):
    """How the waiting for an outside answer ended."""

    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"  # the office waits no longer, and the citizen is told why


class Reach(models.TextChoices):
    """Of which cases a tally of a body is."""

    OWN = "own"
    NEAR = "near"  # its own, and those of bodies that lie next in it and in which none lie
    WHOLE = "whole"  # with all that lies in it


class Decided(models.TextChoices):
    """What followed from the words a case began with."""

    ACCEPT = "accept"  # the likeliest was taken without a question
    CHOOSE = "choose"  # the person chose among the few likeliest
    HAND = "hand"  # they found it themselves in the lists


class PhraseState(models.TextChoices):
    """How a citizen's words stand from which the next model may learn."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class ProofKind(models.TextChoices):
    """By what somebody was found to be who may have a paper."""

    IDENTITY_PAPER = "identity_paper"  # an officer has seen it
    HANDOVER_CODE = "handover_code"  # told to a runner at the door
    KNOWN = "known"  # an officer knows the person
    CODE = "code"  # that of the case, typed in the chat


class BroughtState(models.TextChoices):
    """How a paper that an applicant has brought stands with the office."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    REFUSED = "refused"  # the applicant is asked for another
    REPLACED = "replaced"  # another has come


class RightsForm(models.TextChoices):
    """The papers that the law on public services knows."""

    ONE = "form-1"  # the receipt for an application
    TWO = "form-2"  # an appeal
