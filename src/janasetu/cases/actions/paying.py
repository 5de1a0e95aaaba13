"""The money of a case: what falls due on its way, what waits for it, and what its end does to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from janasetu.cases import desks, queries, records
from janasetu.cases.actions.pausing import begin_pauses
from janasetu.cases.choices import AT_WORK, EventCode, PauseReason, Status
from janasetu.cases.models import Case, CaseDesk, CaseEvent, CaseParty
from janasetu.cases.rules import RefusedError
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.messaging.values import Enclosed
from janasetu.payments import fees, notices
from janasetu.payments import queries as payments
from janasetu.payments.actions import FeeOrder, end_demands, raise_demands
from janasetu.payments.choices import DemandState
from janasetu.payments.fees import ON_DELIVERY, WITH_APPLICATION
from janasetu.payments.models import Demand
from janasetu.payments.notices import Payer
from janasetu.people.values import ContactKey

SYSTEM = "system"
# The sentences that say what is to be paid have these kinds of service of their own.
_TELLS_FEES = frozenset({"application", "booking"})


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


def fees_in_words(case: Case, owed: Owed, lang: Lang) -> str:
    """All that the applicant is told of money with the receipt: what is due now, what will be, or that
    nothing ever is.
    """
    demands = owed.demands.get(case.id, ())
    dues = {WITH_APPLICATION, *(one.due for one in demands)}
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


def brief_words(case: Case, owed: Owed, lang: Lang) -> str:
    """What is due now in one line, or that nothing is; of what will be nothing."""
    for one in owed.demands.get(case.id, ()):
        one.body = case.body
    if said := notices.owed_in_brief(owed.demands.get(case.id, ()), lang):
        return said
    later = fees.lines_later(case.service, case.fields, on=_day(case), but=(WITH_APPLICATION,))
    return notices.nothing_now(lang) if later else notices.nothing_to_pay(lang)


def due_values(case: Case, owed: Owed) -> dict[str, Callable[[Lang], str]]:
    """What fills a message about what has fallen due just now."""
    return {
        "fees": lambda lang: due_in_words(case, owed, lang),
        "fees_brief": lambda lang: brief_words(case, owed, lang),
    }


def opening_values(case: Case, owed: Owed) -> dict[str, Callable[[Lang], str]]:
    """What fills the receipt of an application."""
    return {
        "fees": lambda lang: fees_in_words(case, owed, lang),
        "fees_brief": lambda lang: brief_words(case, owed, lang),
    }


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
    unfound = records.missing_among([one.case for one in falling])
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
            unfound=one.case.id in unfound,
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
        event = event_of(case, EventCode.DEMAND_RAISED, told_of(one), SYSTEM, now=now)
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
    for one in owed.events:
        one.id = uuid7()  # after what brought the case here
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


# --- when the paper goes out ---


def fall_due_on_delivery(cases: Sequence[Case], parties: Mapping[UUID, CaseParty], *, now: datetime) -> Owed:
    """Let these cases, whose papers are there, owe what is due when they are handed out; it stands on their
    timelines. Nothing for who owes nothing then.
    """
    asked = [case for case in cases if fees.knows_fees(case.service, ON_DELIVERY)]
    owed = fall_due([Falling(one, payer_of(parties.get(one.id)), (ON_DELIVERY,)) for one in asked], now=now)
    write(owed, now=now)
    return owed


def held_back(cases: Iterable[Case]) -> set[UUID]:
    """Those of these whose papers are not handed out before a fee is paid. One query, none for none."""
    asked = [case for case in cases if fees.knows_fees(case.service, ON_DELIVERY)]
    return payments.owing({one.body_id for one in asked}, [one.id for one in asked]) if asked else set()


def event_of(case: Case, code: EventCode, params: Mapping[str, Any], by: str, *, now: datetime) -> CaseEvent:
    """What happened to the money of a case; not saved."""
    return CaseEvent(
        id=uuid7(), body_id=case.body_id, case=case, code=code, by=by, params=dict(params), at=now
    )


def told_of(demand: Demand) -> dict[str, Any]:
    """What an event says of a demand."""
    return {"amount": f"{demand.amount:f}", "due": demand.due, "part": demand.part}


def _day(case: Case) -> date:
    return local(case.opened_at).date()
