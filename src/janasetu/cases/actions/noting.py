"""What became of fees: it stands on the timelines, clocks go on, desks hear of it, papers are handed out."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from janasetu.cases import queries
from janasetu.cases.actions import receipts
from janasetu.cases.actions.arriving import put_off
from janasetu.cases.actions.handing_out import hand_out_paid
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, end_pauses
from janasetu.cases.actions.paying import SYSTEM, event_of, told_of
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import AT_WORK, EventCode, PauseReason, Status
from janasetu.cases.models import Case, CaseDesk, CaseEvent
from janasetu.cases.notices import Notice
from janasetu.cases.rules import while_referred
from janasetu.payments import queries as payments
from janasetu.payments.choices import DemandState
from janasetu.payments.fees import ON_DELIVERY
from janasetu.payments.models import Demand

AT_ONCE = 500
CITIZEN = "citizen"
_NOTED = {DemandState.WAIVED: EventCode.FEE_WAIVED, DemandState.REFUNDED: EventCode.FEE_RETURNED}


def note_payments(*, now: datetime) -> int:
    """Write on the timelines what was paid, let go or given back since, let the clocks go on that waited for
    it, and have the receipts made; of how many demands. Safe to run twice, or twice at once.
    """
    noted = 0
    while batch := _note_some(now=now):
        noted += batch
    return noted


@transaction.atomic
def _note_some(*, now: datetime) -> int:
    waiting = payments.to_note(AT_ONCE)
    if not waiting:
        return 0
    body_ids, case_ids = {one.body_id for one in waiting}, {one.case_id for one in waiting}
    cases = {case.id: case for case in queries.cases_locked(body_ids, case_ids)}
    demands = payments.to_note_for_update(body_ids, case_ids)
    known = [one for one in demands if one.case_id in cases]
    events = [event for one in known for event in _happened(one, cases[one.case_id], now=now)]
    for one in demands:
        one.noted = one.state
    Demand.objects.bulk_update(demands, ["noted"])
    CaseEvent.objects.bulk_create(events)
    _go_on([cases[case_id] for case_id in dict.fromkeys(one.case_id for one in known)], now=now)
    hand_out_paid([cases[one.case_id] for one in known if _lets_the_paper_go(one)], now=now)
    receipts.draft([(one, cases[one.case_id]) for one in known if one.state == DemandState.PAID], now=now)
    return len(demands)


def _lets_the_paper_go(demand: Demand) -> bool:
    return demand.due == ON_DELIVERY and demand.state in (DemandState.PAID, DemandState.WAIVED)


def _happened(demand: Demand, case: Case, *, now: datetime) -> Iterator[CaseEvent]:
    """What the timeline says; of what was paid and given back before anybody looked, both."""
    state, noted = DemandState(demand.state), DemandState(demand.noted)
    if state == DemandState.REFUNDED and noted != DemandState.PAID:
        yield event_of(case, EventCode.FEE_PAID, *_paid(demand), now=now)
    if state == DemandState.PAID:
        yield event_of(case, EventCode.FEE_PAID, *_paid(demand), now=now)
    elif state in _NOTED:
        yield event_of(case, _NOTED[state], *_relieved(demand), now=now)


def _paid(demand: Demand) -> tuple[dict[str, Any], str]:
    (receipt,) = demand.receipts.all()  # the database lets no demand have two
    params = {**told_of(demand), "receipt": receipt.number, "mode": receipt.mode}
    return params, receipt.by if receipt.officer_id else CITIZEN


def _relieved(demand: Demand) -> tuple[dict[str, Any], str]:
    relief = next(iter(demand.reliefs.all()), None)
    if relief is None or relief.decided_by is None:
        return told_of(demand), SYSTEM
    voucher = {"receipt": relief.number} if relief.serial else {}
    return {**told_of(demand), "reason": relief.reason, **voucher}, relief.decided_by.post


def _go_on(cases: Sequence[Case], *, now: datetime) -> None:
    """Let the clocks go on of those that owe nothing more for which they stand still, and tell the desks."""
    if not cases:
        return
    owed = payments.owed_by({case.body_id for case in cases}, [case.id for case in cases])
    paid = [
        case
        for case in cases
        if case.status in AT_WORK and not any(one.pauses for one in owed.get(case.id, ()))
    ]
    waited = [case for case in paid if case.status == Status.WAITING_CITIZEN]
    waiting = end_pauses(waited, now=now, reasons=(PauseReason.WAITING_PAYMENT,))
    put_off(waited, now=now)
    for case in waited:
        if case.id not in waiting:
            case.status = Status(while_referred(Status.IN_PROGRESS, case.awaited_answers))
    Case.objects.bulk_update(waited, ["status", *CLOCK_COLUMNS])
    _tell_desks([case for case in paid if case.id not in owed], now=now)


def _tell_desks(cases: Sequence[Case], *, now: datetime) -> None:
    """Whoever has a desk at which such a case lies hears that the money is there."""
    rows = CaseDesk.objects.filter(
        body_id__in={case.body_id for case in cases},
        case_id__in=[case.id for case in cases],
        left_at__isnull=True,
        officer__isnull=False,
    ).select_related("case__body", "officer__body")
    told = [
        Reminder(row.officer, Notice(row.case, "desk_paid", f"paid:{row.id}:{now.isoformat()}"))
        for row in rows
    ]
    remind_officers(told, now=now)
