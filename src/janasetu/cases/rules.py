"""Pure rules of a case: who may make which move, when it is due, who hears of it next. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from janasetu.catalogue.schema import Span
from janasetu.lib.clock import local
from janasetu.lib.dates import months_later

_SATURDAY = 5
# Statuses as they are stored; choices.py carries the same words for the database.
_AT_WORK = frozenset({"received", "in_progress", "referred", "waiting_citizen"})
_WAITING = "waiting_citizen"
_OPEN = _AT_WORK | {"awaiting_confirmation"}
_ENDED = frozenset(
    {"resolved_confirmed", "resolved_unconfirmed", "rejected", "withdrawn", "duplicate", "not_ours"}
)
# The share of the promised time after which a case is pressing; pages mark it and colour by it.
SOON = 0.75
# What a citizen's "no" still opens again.
REOPENED_BY_NO = frozenset({"awaiting_confirmation", "rejected"})
# Why a case is refused; the sentences are `reject_{reason}` in phrases.yaml.
REJECT_REASONS = ("place_not_found", "nothing_found", "not_our_work", "against_rules", "other")
# What colleagues may do meanwhile without the case having moved on for whoever is typing.
_LEAVES_AS_IT_WAS = frozenset(
    {"noted", "revealed", "seen", "on_the_way", "answered_question", "unmask_asked", "unmasked"}
)


class RefusedError(Exception):
    """An act that the rules do not allow; `key` is its sentence in phrases.yaml beside this module."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Move:
    """What an officer may do with a case, and what it takes.

    `passes_on`: it may go to another officer. `keeps_waiting`: it changes who has the case or who has read
    it, never what it waits for.
    """

    code: str
    allowed_in: frozenset[str]
    leads_to: str | None = None  # the status afterwards; None: as it was
    needs_note: bool = False
    needs_reason: bool = False
    may_need_evidence: bool = False
    passes_on: bool = False
    keeps_waiting: bool = False


MOVES: dict[str, Move] = {
    move.code: move
    for move in (
        Move("assign", _AT_WORK, leads_to="in_progress", passes_on=True, keeps_waiting=True),
        Move("see", _AT_WORK, leads_to="in_progress", keeps_waiting=True),
        Move("set_out", _AT_WORK, leads_to="in_progress"),
        Move("reply", _OPEN, needs_note=True),
        Move("ask", _AT_WORK, leads_to="waiting_citizen", needs_note=True),
        Move("note", _OPEN | _ENDED, needs_note=True),
        Move("refer", _AT_WORK, leads_to="in_progress", needs_note=True, passes_on=True, keeps_waiting=True),
        Move("resolve", _AT_WORK, leads_to="awaiting_confirmation", may_need_evidence=True),
        Move("reject", _AT_WORK, leads_to="rejected", needs_reason=True),
    )
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """Everything a move is judged by. `roles`: those whose authority the officer has for this case."""

    move: str
    status: str
    roles: frozenset[str]
    note: str
    photos: int
    reason: str = ""


def check_move(attempt: Attempt, *, levels: Sequence[str], evidence: frozenset[str]) -> Move:
    """The move, if it may be made now with this authority and what it brings; RefusedError says why not.

    The roles of the service's `levels` may act at every level: the field officer goes on with the
    work while his superior watches over it.
    """
    move = MOVES.get(attempt.move)
    if move is None:
        raise RefusedError("move_unknown")
    if attempt.roles.isdisjoint(levels):
        raise RefusedError("move_not_yours")
    if attempt.status not in move.allowed_in:
        raise RefusedError(_why_not_now(attempt.status))
    if move.needs_reason and attempt.reason not in REJECT_REASONS:
        raise RefusedError("reason_needed")
    if (move.needs_note or attempt.reason == "other") and not attempt.note.strip():
        raise RefusedError("note_needed")
    if move.may_need_evidence and move.code in evidence and attempt.photos == 0:
        raise RefusedError("evidence_needed")
    return move


def status_after(move: Move, status: str) -> str:
    """Where the case stands once the move is made. What the citizen was asked stays open, and the clock at
    rest, while the case only changes hands.
    """
    if move.leads_to is None or (move.keeps_waiting and status == _WAITING):
        return status
    return move.leads_to


def _why_not_now(status: str) -> str:
    """The sentence for a move that a case of this status does not allow."""
    return "move_after_the_end" if status in _ENDED else "move_while_asked"


def moves_open_to(status: str, roles: frozenset[str], *, levels: Sequence[str]) -> list[Move]:
    """The moves a page may offer now to somebody with the authority of these roles."""
    if roles.isdisjoint(levels):
        return []
    return [move for move in MOVES.values() if status in move.allowed_in]


def has_moved_on(move: str, later: Sequence[tuple[str, str]], *, mover: str) -> bool:
    """Whether what happened since somebody looked makes their move one about another state of the case.

    `later`: code and author of each event since. A note only adds, and nobody collides with themselves.
    """
    return move != "note" and any(code not in _LEAVES_AS_IT_WAS and by != mover for code, by in later)


def due(opened_at: datetime, within: Span) -> datetime:
    """When a limit that began at `opened_at` falls due. Working days are Monday to Friday.

    Holidays and pauses are not counted yet. A month later is the same day of the next month, or its last
    where it has no such day.
    """
    match within.unit:
        case "minutes":
            return opened_at + timedelta(minutes=within.count)
        case "hours":
            return opened_at + timedelta(hours=within.count)
        case "days":
            return opened_at + timedelta(days=within.count)
        case "working days":
            return _working_days_later(opened_at, within.count)
    return _months_later(opened_at, within.count * (12 if within.unit == "years" else 1))


def _working_days_later(start: datetime, count: int) -> datetime:
    """The same hour, so many Mondays to Fridays (Kolkata's) later."""
    moment = start
    while count:
        moment += timedelta(days=1)
        count -= local(moment).weekday() < _SATURDAY
    return moment


def _months_later(start: datetime, count: int) -> datetime:
    """The same hour of the day that lies so many months later in Kolkata."""
    there = local(start)
    later = datetime.combine(months_later(there.date(), count), there.timetz())
    return later.astimezone(start.tzinfo)


def used(opened_at: datetime, due_at: datetime, now: datetime) -> float:
    """The share of the promised time that is used up: 0 at the opening, 1 when due, more after it.

    Of a promise of no length everything is used. Pauses are not counted yet, as in `due`.
    """
    promised = due_at - opened_at
    return max(0.0, (now - opened_at) / promised) if promised else 1.0


def urgency(opened_at: datetime, due_at: datetime, now: datetime) -> str:
    """How pressing a promise is: `late`, `soon` once `SOON` of its time is used up, else `in_time`."""
    if now > due_at:
        return "late"
    return "soon" if used(opened_at, due_at, now) >= SOON else "in_time"


def next_level(level: int, levels: Sequence[str]) -> int:
    """Who hears of a breach or a "no": one level up; the top level keeps it."""
    return min(level + 1, len(levels) - 1)


def escalates_next(now: datetime, within: timedelta, *, level: int, levels: Sequence[str]) -> datetime | None:
    """When the case passes from this level to the one above: each level has the promised time again."""
    return now + within if level < len(levels) - 1 else None


def escalates_again(
    now: datetime, *, opened_at: datetime, due_at: datetime, levels: Sequence[str]
) -> datetime | None:
    """When a case that is back on its lowest level climbs: at its promise, or if that is past, after the
    promised time once more.
    """
    if due_at > now:
        return escalates_next(now, due_at - now, level=0, levels=levels)
    return escalates_next(now, due_at - opened_at, level=0, levels=levels)
