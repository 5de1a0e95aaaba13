"""Pure rules of a case: who may make which move, what it leads to, who hears of it next. No Django."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from janasetu.lib.clock import local
from janasetu.lib.words import Lang

# Statuses as they are stored; choices.py carries the same words for the database.
_AT_WORK = frozenset({"received", "in_progress", "referred", "waiting_citizen"})
_WAITING = "waiting_citizen"
_MERGED = "duplicate"
_OPEN = _AT_WORK | {"awaiting_confirmation"}
_ENDED = frozenset(
    {
        *("resolved_confirmed", "resolved_unconfirmed", "issued"),
        *("rejected", "withdrawn", "duplicate", "not_ours"),
    }
)
# What a citizen's "no" opens again; of what has ended in silence only while its term lasts.
REOPENED_BY_NO = frozenset({"awaiting_confirmation", "resolved_unconfirmed", "rejected"})
# So often somebody is rung who does not answer; then what was to be asked stays unasked.
MOST_CALLS = 3
# After so long a citizen hears again that an outside answer was asked for once more.
TOLD_AGAIN = timedelta(days=3)
# The desk is told that an outside answer has not come, and so long later again.
REMINDED_AGAIN = timedelta(days=1)
# Of one person no second alarm is made so soon after the first.
ALARMED_AGAIN = timedelta(hours=1)
# Between these hours of Kolkata nobody is written to unasked.
_EVENING, _MORNING = time(20), time(9)
# Why a case is refused; the sentences are `reject_{reason}` in phrases.yaml.
REJECT_REASONS = ("place_not_found", "nothing_found", "not_our_work", "against_rules", "other")
# What colleagues may do meanwhile without the case having moved on for whoever is typing.
_LEAVES_AS_IT_WAS = frozenset(
    {
        "noted",
        "revealed",
        "unmask_asked",
        "unmasked",
        "seen",
        "on_the_way",
        "answered_question",
        "evidence_added",
        "hastened",
        "reminded",
        "explanation_asked",
        "explained",
        "first_action_missed",
        "due_moved",
        "asked_again",
        "rung",
        "thanked",
        "answer_missed",
        *("alarm_raised", "alarmed", "alarm_heard"),
        "voice_unheard",
        "joined",
        "agreed",
        *("demand_raised", "fee_paid", "fee_waived", "fee_returned"),
        *("law_passed", "appealed"),
        *("records_asked", "records_answered"),
        *("desk_done", "approved", "desk_nudged", "desk_vacant"),  # whoever is at another desk goes on
    }
)
# What is not done with an appeal: it is decided by an act of its own, and is what it is.
NOT_WITH_APPEALS = frozenset({"resolve", "reject", "refer", "correct", "merge", "declare", "refer_outside"})
# What becomes of a case only at its desks, where its definition has any.
_AT_DESKS = frozenset({"resolve", "reject", "refer"})


class RefusedError(Exception):
    """An act that the rules do not allow; `key` is its sentence in phrases.yaml beside this module. `values`:
    what stands in it, by language.
    """

    def __init__(self, key: str, **values: Callable[[Lang], str]) -> None:
        super().__init__(key)
        self.key, self.values = key, values

    def values_in(self, lang: Lang) -> dict[str, str]:
        """What stands in the sentence."""
        return {name: value(lang) for name, value in self.values.items()}


@dataclass(frozen=True, slots=True)
class Move:
    """What an officer may do with a case, and what it takes.

    `passes_on`: it may go to another officer. `keeps_waiting`: it changes who has the case or who has read
    it, never what it waits for. `acts`: something is done about the case, or said to the citizen; seeing it,
    handing it on within the office and a note to oneself are no first action. `top_only`: it is for who
    answers at the last, and the auditor reads why. `ends`: the office is done with it then, which it is not
    while an outside answer is awaited. `on_referral`: it is about such an answer.
    """

    code: str
    allowed_in: frozenset[str]
    leads_to: str | None = None  # the status afterwards; None: as it was
    needs_note: bool = False
    needs_reason: bool = False
    may_need_evidence: bool = False
    passes_on: bool = False
    keeps_waiting: bool = False
    acts: bool = False
    top_only: bool = False
    ends: bool = False
    on_referral: bool = False


MOVES: dict[str, Move] = {
    move.code: move
    for move in (
        Move("assign", _AT_WORK, leads_to="in_progress", passes_on=True, keeps_waiting=True),
        Move("see", _AT_WORK, leads_to="in_progress", keeps_waiting=True),
        Move("set_out", _AT_WORK, leads_to="in_progress", acts=True),
        Move("reply", _OPEN, needs_note=True, acts=True),
        Move("ask", _AT_WORK, leads_to="waiting_citizen", needs_note=True, acts=True),
        Move("note", _OPEN | _ENDED, needs_note=True),
        Move(
            "refer",
            _AT_WORK,
            leads_to="in_progress",
            needs_note=True,
            passes_on=True,
            keeps_waiting=True,
            acts=True,
        ),
        Move(
            "resolve",
            _AT_WORK,
            leads_to="awaiting_confirmation",
            may_need_evidence=True,
            acts=True,
            ends=True,
        ),
        Move("reject", _AT_WORK, leads_to="rejected", needs_reason=True, acts=True, ends=True),
        Move("hasten", _AT_WORK, needs_note=True, top_only=True),
        Move(
            "refer_outside",
            _AT_WORK,
            leads_to="in_progress",
            needs_note=True,
            keeps_waiting=True,
            acts=True,
        ),
        Move("chase", _AT_WORK, acts=True, on_referral=True),
        Move("take_answer", _AT_WORK, needs_note=True, acts=True, on_referral=True),
        Move("alarm", _AT_WORK, needs_note=True),
        Move("take_back", _AT_WORK, needs_note=True, acts=True, on_referral=True),
        Move("merge", _AT_WORK, leads_to=_MERGED, ends=True),
        Move("split", frozenset({_MERGED}), leads_to="in_progress"),
        Move("declare", _AT_WORK),
        Move(
            "correct",
            _AT_WORK,
            leads_to="in_progress",
            needs_note=True,
            passes_on=True,
            keeps_waiting=True,
            acts=True,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """Everything a move is judged by. `roles`: those whose authority the officer has for this case;
    `awaited`: how many outside answers have not come.
    """

    move: str
    status: str
    roles: frozenset[str]
    note: str
    photos: int
    reason: str = ""
    awaited: int = 0


def check_move(
    attempt: Attempt, *, levels: Sequence[str], evidence: frozenset[str], staged: bool = False
) -> Move:
    """The move, if it may be made now with this authority and what it brings; RefusedError says why not.

    The roles of the service's `levels` may act at every level: the field officer goes on with the
    work while his superior watches over it. `staged`: what becomes of the case is decided at its desks.
    """
    move = _move_named(attempt.move, staged=staged)
    if attempt.roles.isdisjoint(levels):
        raise RefusedError("move_not_yours")
    if move.top_only and attempt.roles.isdisjoint(levels[-1:]):
        raise RefusedError("move_top_only")
    if attempt.status not in move.allowed_in:
        raise RefusedError(_why_not_now(move, attempt.status))
    _check_awaited(move, attempt.awaited)
    if move.needs_reason and attempt.reason not in REJECT_REASONS:
        raise RefusedError("reason_needed")
    if (move.needs_note or attempt.reason == "other") and not attempt.note.strip():
        raise RefusedError("why_needed" if move.top_only else "note_needed")
    if move.may_need_evidence and move.code in evidence and attempt.photos == 0:
        raise RefusedError("evidence_needed")
    return move


def _move_named(code: str, *, staged: bool) -> Move:
    """The move of this code, where it is made on the case itself."""
    if code not in MOVES:
        raise RefusedError("move_unknown")
    if staged and code in _AT_DESKS:
        raise RefusedError("move_by_stages")
    return MOVES[code]


def _check_awaited(move: Move, awaited: int) -> None:
    """RefusedError where the office would be done with what others have not answered."""
    if move.ends and awaited:
        raise RefusedError("answer_awaited")
    if move.on_referral and not awaited:
        raise RefusedError("no_answer_awaited")


def status_after(move: Move, status: str) -> str:
    """Where the case stands once the move is made. What the citizen was asked stays open, and the clock at
    rest, while the case only changes hands.
    """
    if move.leads_to is None or (move.keeps_waiting and status == _WAITING):
        return status
    return move.leads_to


def while_referred(status: str, awaited: int) -> str:
    """Where a case stands once it is known how many outside answers are awaited."""
    if awaited and status in ("received", "in_progress"):
        return "referred"
    return "in_progress" if status == "referred" and not awaited else status


def _why_not_now(move: Move, status: str) -> str:
    """The sentence for a move that a case of this status does not allow."""
    if move.allowed_in == {_MERGED}:
        return "split_what"
    return "move_after_the_end" if status in _ENDED else "move_while_asked"


def moves_open_to(
    status: str, roles: frozenset[str], *, levels: Sequence[str], awaited: int = 0, staged: bool = False
) -> list[Move]:
    """The moves a page may offer now to somebody with the authority of these roles."""
    if roles.isdisjoint(levels):
        return []
    is_top = not roles.isdisjoint(levels[-1:])
    return [
        move
        for move in MOVES.values()
        if status in move.allowed_in
        and (is_top or not move.top_only)
        and not (move.ends if awaited else move.on_referral)
        and not (staged and move.code in _AT_DESKS)
    ]


def lane_of_other_subject(lane: str, *, was: str, becomes: str) -> str:
    """Before which others a case comes whose subject is put right: as the new subject says, unless somebody
    had hurried it beyond the old one. An emergency stays one.
    """
    if "emergency" in (lane, becomes):
        return "emergency"
    return becomes if lane == was or becomes != "normal" else lane


def has_moved_on(move: str, later: Sequence[tuple[str, str]], *, mover: str) -> bool:
    """Whether what happened since somebody looked makes their move one about another state of the case.

    `later`: code and author of each event since. A note only adds, and nobody collides with themselves.
    """
    return move != "note" and any(code not in _LEAVES_AS_IT_WAS and by != mover for code, by in later)


def next_level(level: int, levels: Sequence[str]) -> int:
    """Who hears of a breach or a "no": one level up; the top level keeps it."""
    return min(level + 1, len(levels) - 1)


# --- the citizen's word on a claim ---


@dataclass(frozen=True, slots=True)
class Claimed:
    """A case as a citizen's word on it is judged.

    `until`: how long a word still counts after the end; None where none is asked for. `by_telephone`: that
    the yes which ended it was heard by the office and not written by the citizen. `by_another`: the word is
    that of somebody else than the complainant.
    """

    status: str
    until: datetime | None = None
    by_telephone: bool = False
    by_another: bool = False


def takes_yes(claimed: Claimed, now: datetime) -> bool:
    """Whether a yes ends the case: it is waited for, or comes after the silence, while the term lasts."""
    return claimed.status == "awaiting_confirmation" or (
        claimed.status == "resolved_unconfirmed" and _in_term(claimed, now)
    )


def takes_no(claimed: Claimed, now: datetime) -> bool:
    """Whether a no opens the case again. Who has said yes themselves has said it; what the office says it
    heard on the telephone, the citizen may deny; what somebody else said, whoever has the same matter.
    """
    if claimed.status == "resolved_confirmed":
        return (claimed.by_telephone or claimed.by_another) and _in_term(claimed, now)
    if claimed.status == "resolved_unconfirmed":
        return _in_term(claimed, now)
    return claimed.status in REOPENED_BY_NO


def is_past_term(claimed: Claimed, now: datetime) -> bool:
    """Whether only the time is over in which a word on this case would have counted."""
    return claimed.status == "resolved_unconfirmed" and claimed.until is not None and claimed.until < now


def _in_term(claimed: Claimed, now: datetime) -> bool:
    return claimed.until is not None and now <= claimed.until


def reminds_at(claimed_at: datetime, closes_at: datetime) -> datetime:
    """When who is silent is asked once more: after half of the window, and at no hour of the night."""
    return min(by_day(claimed_at + (closes_at - claimed_at) / 2), closes_at)


def by_day(moment: datetime) -> datetime:
    """This moment, or the next morning where it is an hour at which nobody is written to unasked."""
    there = local(moment)
    if _MORNING <= there.time() < _EVENING:
        return moment
    day = there.date() + timedelta(days=there.time() >= _EVENING)
    return datetime.combine(day, _MORNING, tzinfo=there.tzinfo).astimezone(moment.tzinfo)


def is_drawn(lot: float, called: Decimal) -> bool:
    """Whether a claim is among the `called` in a hundred that are checked. `lot`: from 0 up to 1."""
    return lot * 100 < called


@dataclass(frozen=True, slots=True)
class Call:
    """What somebody writes down of a call.

    `word`: the yes or no that was heard, or nothing; `is_awaited`: it still changes something. `checks`: the
    call was made to hear it. `by_worker`: who rang says themselves that the work is done. `by_registrar`:
    who rang may enter what others say.
    """

    is_spoken: bool
    word: str
    checks: bool
    by_worker: bool
    by_registrar: bool
    is_awaited: bool


def check_call(call: Call) -> None:
    """RefusedError where this may not be written down: nobody hears the word on their own work."""
    if not (call.word or call.checks):
        return
    if call.by_worker:
        raise RefusedError("call_own_work")
    if not call.by_registrar:
        raise RefusedError("call_not_yours")
    if call.word and not call.is_spoken:
        raise RefusedError("call_word_unheard")
    if call.checks and call.is_spoken and not call.word:
        raise RefusedError("call_word_needed")
    if call.word and not call.is_awaited:
        raise RefusedError("call_word_too_late")
