"""The money of a case: what falls due on its way, and what follows once that is paid, let go or given back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.cases import desks, queries
from janasetu.cases.actions import receipts
from janasetu.cases.actions.arriving import put_off
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, begin_pauses, end_pauses
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import AT_WORK, EventCode, PauseReason, Status
from janasetu.cases.models import Case, CaseDesk, CaseEvent, CaseParty
from janasetu.cases.notices import Notice
from janasetu.cases.rules import RefusedError, while_referred
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.messaging.values import Enclosed
from janasetu.payments import fees, notices
from janasetu.payments import queries as payments
from janasetu.payments.actions import FeeOrder, end_demands, raise_demands
from janasetu.payments.choices import DemandState
from janasetu.payments.fees import WITH_APPLICATION
from janasetu.payments.models import Demand
from janasetu.payments.notices import Payer
from janasetu.people.values import ContactKey

AT_ONCE = 500
SYSTEM, CITIZEN = "system", "citizen"
# The sentences that say what is to be paid have these kinds of service of their own.
_TELLS_FEES = frozenset({"application", "booking"})
_NOTED = {
    DemandState.PAID: EventCode.FEE_PAID,
    DemandState.WAIVED: EventCode.FEE_WAIVED,
    DemandState.REFUNDED: EventCode.FEE_RETURNED,
}


@dataclass(frozen=True, slots=True)
class Falling:
    """A case for which something may fall due. `payer`: whom to tell; `dues`: as the definition says them;
    `told_elsewhere`: the message that the case sends anyway says what is to be paid.
    """

    case: Case
    payer: Payer | None
    dues: tuple[str, ...]
    told_elsewhere: bool = True


@dataclass(frozen=True, slots=True)
class Owed:
    """What fell due just now: by case, and what stands on its timeline. `pausing`: the events with which
    clocks stand still.
    """

    demands: Mapping[UUID, Sequence[Demand]] = field(default_factory=dict)
    events: Sequence[CaseEvent] = ()
    pausing: Sequence[CaseEvent] = ()

    def falls_due_for(self, case: Case) -> bool:
        return bool(self.demands.get(case.id))

    def picture(self, case: Case) -> Enclosed | None:
        """The QR by which the first of it is paid, where the office has an account in UPI."""
        return next((notices.picture(one, case.body) for one in self.demands.get(case.id, ())), None)


def fees_in_words(case: Case, owed: Owed, dues: Sequence[str], lang: Lang) -> str:
    """All that the applicant is told of money with the receipt: what is due now, what will be, or that nothing
    ever is.
    """
    demands = owed.demands.get(case.id, ())
    later = fees.lines_later(case.service, case.fields, on=_day(case), but=dues)
    after = notices.later_words(
        [(one.line, desks.stage_name(case.service, one.stage, lang) if one.stage else "") for one in later],
        lang,
    )
    if demands:
        now = notices.owed_words(demands, {case.body_id: case.body}, lang)
    else:
        now = notices.nothing_now(lang) if later else notices.nothing_to_pay(lang)
    return "\n".join(filter(None, (now, after)))


def due_in_words(case: Case, owed: Owed, lang: Lang) -> str:
    """What has fallen due just now."""
    return notices.owed_words(owed.demands.get(case.id, ()), {case.body_id: case.body}, lang)


def tells_fees(case: Case) -> bool:
    """Whether the receipt of a case like this says what is to be paid."""
    return case.service.kind in _TELLS_FEES


# --- it falls due ---


def dues_with(case: Case, rows: Iterable[CaseDesk]) -> tuple[str, ...]:
    """What falls due when a case comes to these desks, as far as its service has fees of that time."""
    stages = [stage for row in rows for stage in (row.stage, row.beside) if stage]
    return tuple(due for due in dict.fromkeys(map(fees.before, stages)) if fees.knows_fees(case.service, due))


def dues_at_opening(case: Case, rows: Iterable[CaseDesk]) -> tuple[str, ...]:
    """The same when it is opened, with what is due with any application."""
    return (WITH_APPLICATION, *dues_with(case, rows))


def fall_due(falling: Sequence[Falling], *, now: datetime) -> Owed:
    """Let these cases, which nobody else can change now, owe what falls due. Where their clocks stand still
    meanwhile they wait for the applicant: whoever calls saves the cases, and then writes what comes back.

    Queries do not grow with their number; none where no service has fees of that time.
    """
    orders = [
        FeeOrder(
            body_id=one.case.body_id,
            case_id=one.case.id,
            ref=one.case.ref,
            service=one.case.service,
            fields=one.case.fields,
            on=_day(one.case),
            due=due,
            payer=one.payer,
            told_elsewhere=one.told_elsewhere,
        )
        for one in falling
        for due in one.dues
        if fees.knows_fees(one.case.service, due)
    ]
    raised = [one for one in raise_demands(orders, now=now) if _is_new(one, now)] if orders else []
    cases = {one.case.id: one.case for one in falling}
    demands: dict[UUID, list[Demand]] = {}
    events, pausing = [], []
    for one in raised:
        case = cases[one.case_id]
        demands.setdefault(case.id, []).append(one)
        event = _event(case, EventCode.DEMAND_RAISED, _told(one), by=SYSTEM, now=now)
        events.append(event)
        if one.pauses and case.status in AT_WORK:
            case.status = Status.WAITING_CITIZEN
            pausing.append(event)
    return Owed(demands, events, pausing)


def _is_new(demand: Demand, now: datetime) -> bool:
    """Whether it fell due just now, or has become another amount."""
    return demand.state == DemandState.DUE and demand.raised_at == now


def come_due(arrived: Sequence[CaseDesk], *, now: datetime, told_elsewhere: bool = True) -> Owed:
    """Let the cases that come to these desks owe what falls due there; as `fall_due`, and a query for whom
    to tell where anything does.
    """
    rows: dict[UUID, list[CaseDesk]] = {}
    for row in arrived:
        rows.setdefault(row.case_id, []).append(row)
    cases = {row.case_id: row.case for row in arrived}
    dues = {case_id: dues_with(cases[case_id], rows[case_id]) for case_id in cases}
    asked = [case for case_id, case in cases.items() if dues[case_id]]
    if not asked:
        return Owed()
    parties = queries.parties({case.body_id for case in asked}, [case.id for case in asked])
    return fall_due(
        [Falling(one, payer_of(parties.get(one.id)), dues[one.id], told_elsewhere) for one in asked], now=now
    )


def write(owed: Owed, *, now: datetime) -> None:
    """Keep on the timelines what fell due, and let the clocks stand still that do; nothing for nothing."""
    if owed.events:
        CaseEvent.objects.bulk_create(owed.events)
        begin_pauses(owed.pausing, reason=PauseReason.WAITING_PAYMENT, now=now)


def payer_of(party: CaseParty | None) -> Payer | None:
    """Whom to tell of a fee: the applicant, where a line leads to them."""
    if party is None or party.contact_bucket is None or party.contact_id is None or party.line_id is None:
        return None
    contact = ContactKey(party.contact_bucket, party.contact_id)
    return Payer(contact, party.line_id, party.lang, party.contact_epoch)


def check_paid(case: Case) -> None:
    """RefusedError where the case owes what must be paid before anybody leads it on. One query at most."""
    if case.service.fee and payments.unpaid(case.body_id, case.id):
        raise RefusedError("fee_unpaid")


def over(cases: Sequence[Case], how: str, *, now: datetime) -> None:
    """These cases have ended so: `withdrawn` or `rejected`. Nobody owes anything for them any more, and what
    was paid goes back where its rule says so.
    """
    with_fees = [case for case in cases if case.service.fee]
    if with_fees:
        end_demands(
            body_ids={case.body_id for case in with_fees},
            case_ids=[case.id for case in with_fees],
            how=how,
            now=now,
        )


# --- what became of it ---


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
    receipts.draft([(one, cases[one.case_id]) for one in known if one.state == DemandState.PAID], now=now)
    return len(demands)


def _happened(demand: Demand, case: Case, *, now: datetime) -> Iterable[CaseEvent]:
    """What the timeline says; of what was paid and given back before anybody looked, both."""
    state, noted = DemandState(demand.state), DemandState(demand.noted)
    if state == DemandState.REFUNDED and noted != DemandState.PAID:
        yield _event(case, EventCode.FEE_PAID, *_paid(demand), now=now)
    if state == DemandState.PAID:
        yield _event(case, EventCode.FEE_PAID, *_paid(demand), now=now)
    elif state in _NOTED:
        yield _event(case, _NOTED[state], *_relieved(demand), now=now)


def _paid(demand: Demand) -> tuple[dict[str, Any], str]:
    receipt = next(iter(demand.receipts.all()))
    params = {**_told(demand), "receipt": receipt.number, "mode": receipt.mode}
    return params, receipt.by if receipt.officer_id else CITIZEN


def _relieved(demand: Demand) -> tuple[dict[str, Any], str]:
    relief = next(iter(demand.reliefs.all()), None)
    if relief is None or relief.decided_by is None:
        return _told(demand), SYSTEM
    voucher = {"receipt": relief.number} if relief.serial else {}
    return {**_told(demand), "reason": relief.reason, **voucher}, relief.decided_by.post


def _told(demand: Demand) -> dict[str, Any]:
    return {"amount": f"{demand.amount:f}", "due": demand.due, "part": demand.part}


def _event(case: Case, code: EventCode, params: Mapping[str, Any], by: str, *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(), body_id=case.body_id, case=case, code=code, by=by, params=dict(params), at=now
    )


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


def _day(case: Case) -> Any:
    return local(case.opened_at).date()
