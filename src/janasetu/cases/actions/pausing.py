"""The clocks of a case stand still while the office waits for somebody, and are due by as much later."""

from collections.abc import Sequence
from datetime import datetime

from janasetu.cases.choices import PauseReason
from janasetu.cases.clocks import Clocks, Pause
from janasetu.cases.counting import clocks_of
from janasetu.cases.models import Case, CaseEvent, CasePause
from janasetu.cases.reminders import next_look
from janasetu.lib.ids import uuid7

# What a pause or another calendar changes of a case: whoever lets that happen writes these.
CLOCK_COLUMNS = ("promise_due_at", "statutory_due_at", "first_action_due_at", "escalates_at", "looks_at")


def begin_pauses(events: Sequence[CaseEvent], *, reason: PauseReason, now: datetime) -> None:
    """Let the clocks of the cases of these events stand still from now on; where they do so already, no more.

    One query, none for none.
    """
    CasePause.objects.bulk_create(
        [
            CasePause(
                id=uuid7(),
                body_id=event.body_id,
                case_id=event.case_id,
                reason=reason,
                event=event,
                began_at=now,
            )
            for event in events
        ],
        ignore_conflicts=True,
    )


def end_pauses(cases: Sequence[Case], *, now: datetime) -> None:
    """Let the clocks of these cases, locked by the caller, go on; who calls writes their CLOCK_COLUMNS.

    Two queries, one more where any clock counts open days; none for none.
    """
    if not cases:
        return
    rows = list(
        CasePause.objects.filter(
            body_id__in={case.body_id for case in cases}, case_id__in=[case.id for case in cases]
        ).order_by("began_at", "id")
    )
    ended = {row.case_id: row for row in rows if row.ended_at is None}
    for row in ended.values():
        row.ended_at = now
    CasePause.objects.bulk_update(ended.values(), ["ended_at"])
    paused = [case for case in cases if case.id in ended]
    all_pauses = {case.id: tuple(row.pause for row in rows if row.case_id == case.id) for case in paused}
    clocks = clocks_of(paused, all_pauses)
    for case in paused:
        put_off(case, clocks[case.id], ended[case.id].pause)


def put_off(case: Case, clocks: Clocks, pause: Pause) -> None:
    """Let the case be due, and climb, by as much later as this pause lasted, which is one of the clocks'."""
    climbs = case.escalates_at
    promised = case.promise_due_at
    set_dues(case, clocks)
    if climbs and climbs != promised and climbs > pause.began_at:
        case.escalates_at = clocks.promise.put_off(climbs, pause)


def set_dues(case: Case, clocks: Clocks) -> None:
    """Let the case be due as its clocks say; what climbs at its promise climbs at the new one. What was done
    first is done.
    """
    dues, promised = clocks.dues, case.promise_due_at
    if case.escalates_at == promised:
        case.escalates_at = dues.promise
    case.promise_due_at = dues.promise
    case.statutory_due_at = dues.statutory
    case.looks_at = next_look(clocks, reminded=case.reminded)
    if case.first_action_at is None:
        case.first_action_due_at = dues.first_action
