"""The clocks of a case stand still while the office waits for somebody, and are due by as much later."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from janasetu.cases.choices import PauseReason
from janasetu.cases.clocks import Clocks, Pause
from janasetu.cases.counting import clocks_of
from janasetu.cases.models import Case, CaseEvent, CasePause
from janasetu.cases.reminders import next_look
from janasetu.lib.ids import uuid7

# What a pause or another calendar changes of a case: whoever lets that happen writes these.
CLOCK_COLUMNS = ("promise_due_at", "statutory_due_at", "first_action_due_at", "escalates_at", "looks_at")


_FOR_THE_APPLICANT = (PauseReason.WAITING_CITIZEN, PauseReason.WAITING_PAYMENT)


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


def end_pauses(
    cases: Sequence[Case], *, now: datetime, reasons: Collection[PauseReason] | None = None
) -> set[UUID]:
    """Let the clocks of these cases, locked by the caller, go on; who calls writes their CLOCK_COLUMNS.
    `reasons`: which pauses end; all where none are named. Gives back those that still stand still, for
    another reason.

    Two queries, one more where any clock counts open days; none for none.
    """
    if not cases:
        return set()
    rows = list(
        CasePause.objects.filter(
            body_id__in={case.body_id for case in cases}, case_id__in=[case.id for case in cases]
        ).order_by("began_at", "id")
    )
    ended = [row for row in rows if row.ended_at is None and (reasons is None or row.reason in reasons)]
    for row in ended:
        row.ended_at = now
    CasePause.objects.bulk_update(ended, ["ended_at"])
    still = {row.case_id for row in rows if row.ended_at is None}
    over = {row.case_id for row in ended} - still
    paused = [case for case in cases if case.id in over]
    all_pauses = {case.id: tuple(row.pause for row in rows if row.case_id == case.id) for case in paused}
    clocks = clocks_of(paused, all_pauses)
    for case in paused:
        put_off(case, clocks[case.id], _whole(all_pauses[case.id], now))
    return still


def _whole(pauses: Sequence[Pause], now: datetime) -> Pause:
    """The time that is over now in which a case waited for its applicant, for one reason or several."""
    waited = [one for one in pauses if one.reason in _FOR_THE_APPLICANT]
    last = max(waited, key=lambda one: (one.ended_at == now, one.began_at))
    began = last.began_at
    for one in sorted(waited, key=lambda one: one.began_at, reverse=True):
        if one.ended_at and one.ended_at >= began:
            began = min(began, one.began_at)
    return Pause(last.reason, began, now)


def waiting_for_money_only(cases: Sequence[Case]) -> set[UUID]:
    """Those of these waiting cases that were asked nothing: they wait for a fee. One query, none where no
    service has such a fee.
    """
    asked = [case for case in cases if any(fee.pauses for fee in case.service.fee)]
    if not asked:
        return set()
    waiting = CasePause.objects.filter(
        body_id__in={case.body_id for case in asked},
        case_id__in=[case.id for case in asked],
        ended_at__isnull=True,
    )
    reasons: dict[UUID, set[str]] = {}
    for case_id, reason in waiting.values_list("case_id", "reason"):
        reasons.setdefault(case_id, set()).add(reason)
    return {case_id for case_id, found in reasons.items() if found == {PauseReason.WAITING_PAYMENT}}


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
