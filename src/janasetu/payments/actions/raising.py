"""Let a case owe what falls due, once, by the table of the day on which it was opened."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import LocalBody
from janasetu.catalogue.schema import Service
from janasetu.lib.ids import uuid7
from janasetu.payments import fees, notices
from janasetu.payments.choices import DemandState
from janasetu.payments.fees import Line
from janasetu.payments.models import Demand
from janasetu.payments.notices import News, Payer, news_of, page_address, payment_link

_Key = tuple[UUID, UUID, str]  # a body, a case, a due time
WITHDRAWN: Final = "withdrawn"
_CHANGEABLE = (DemandState.DUE, DemandState.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeOrder:
    """What falls due for a case at one time. `on`: the day whose table holds, that of its opening; `due`: as
    the definition says it, see `fees.before`; `payer`: whom to tell, None where nobody can be;
    `told_elsewhere`: another message says it, in the same transaction; `unfound`: it is for the paper that
    says that somebody is in no register.
    """

    body_id: UUID
    case_id: UUID
    ref: str
    service: Service
    fields: Mapping[str, Any]
    on: date
    due: str
    payer: Payer | None = None
    told_elsewhere: bool = False
    unfound: bool = False

    @property
    def key(self) -> _Key:
        return self.body_id, self.case_id, self.due


@dataclass(slots=True)
class _Raising:
    """What is there already, and what comes of the orders."""

    known: dict[_Key, Demand]
    parts: dict[tuple[UUID, UUID], int]
    bodies: Mapping[UUID, LocalBody]
    new: list[Demand] = field(default_factory=list)
    changed: list[Demand] = field(default_factory=list)
    news: list[News] = field(default_factory=list)


@transaction.atomic
def raise_demands(orders: Sequence[FeeOrder], *, now: datetime) -> list[Demand]:
    """Let these cases owe what falls due, and tell them how much, or that nothing is to be paid.

    The same order again changes nothing. Where the answers have changed meanwhile, what is still due becomes
    the new amount or is dropped, and the payer hears of it; what was paid or let go stays as it is. Gives
    back the demands of these orders, whatever became of them. The caller has the cases locked. Constant
    queries for any number of orders, but one for each demand that changes. TooMuchError for an amount that
    nobody can owe.
    """
    asking = [order for order in orders if order.service.fee]
    if not asking:
        return []
    raising = _looked_up(asking)
    for order in asking:
        _raise(raising, order, now=now)
    Demand.objects.bulk_create(raising.new)
    for demand in raising.changed:
        demand.save(update_fields=["lines", "amount", "state", "noted", "raised_at", "ended_at"])
    notices.tell(raising.news, now=now)
    return [raising.known[order.key] for order in asking if order.key in raising.known]


def demands_of(orders: Sequence[FeeOrder], *, now: datetime) -> list[Demand]:
    """What cases that owed nothing before would owe by these orders; nothing is saved, and nobody is told."""
    made: list[Demand] = []
    for order in orders:
        lines = fees.lines_due(order.service, order.fields, on=order.on, due=order.due)
        if amount := fees.total(lines):
            part = 1 + sum(one.case_id == order.case_id for one in made)
            made.append(_demand(order, lines, amount, part=part, now=now))
    return made


@transaction.atomic
def end_demands(
    *, body_ids: Collection[UUID], case_ids: Collection[UUID], how: str, now: datetime
) -> list[Demand]:
    """Of these cases, which are over, nobody owes any more what is still due; what was paid goes back where
    its fees are given back after such an end (`how`: withdrawn, rejected), and the payer hears of that.
    Whoever takes an application back hears also that what they paid stays where it is.

    Gives back those that are to go back; two officers do it. Three queries at most, and the message.
    """
    theirs = Demand.objects.select_for_update().filter(body_id__in=body_ids, case_id__in=case_ids)
    rows = list(theirs.filter(state__in=(DemandState.DUE, DemandState.PAID)).order_by("id"))
    over = [one for one in rows if one.state == DemandState.DUE]
    back = [
        one for one in rows if one.state == DemandState.PAID and all(how in line.returns for line in one.fees)
    ]
    stays = [one for one in rows if one.state == DemandState.PAID and one not in back and how == WITHDRAWN]
    for one in over:
        one.state, one.ended_at = DemandState.DROPPED, now
    for one in back:
        one.goes_back_at = now
    if rows:
        Demand.objects.bulk_update([*over, *back], ["state", "ended_at", "goes_back_at"])
    told = [(one, "told_goes_back", "back") for one in back] + [(one, "told_stays", "stays") for one in stays]
    notices.tell([news for one, key, source in told for news in news_of(one, key, source=source)], now=now)
    return back


def _looked_up(orders: Sequence[FeeOrder]) -> _Raising:
    body_ids = {order.body_id for order in orders}
    rows = Demand.objects.select_for_update().filter(
        body_id__in=body_ids, case_id__in={order.case_id for order in orders}
    )
    raising = _Raising({}, {}, LocalBody.objects.in_bulk(body_ids))
    for demand in rows.order_by("id"):
        raising.known[demand.body_id, demand.case_id, demand.due] = demand
        place = (demand.body_id, demand.case_id)
        raising.parts[place] = max(demand.part, raising.parts.get(place, 0))
    return raising


def _raise(raising: _Raising, order: FeeOrder, *, now: datetime) -> None:
    lines = fees.lines_due(order.service, order.fields, on=order.on, due=order.due, unfound=order.unfound)
    amount, known = fees.total(lines), raising.known.get(order.key)
    if known is None:
        _begin(raising, order, lines, amount, now=now)
    elif known.state in _CHANGEABLE and _differs(known, lines, amount):
        _change(raising, known, lines, amount, now=now, tells=not order.told_elsewhere)


def _begin(
    raising: _Raising, order: FeeOrder, lines: tuple[Line, ...], amount: Decimal, *, now: datetime
) -> None:
    if not amount:
        raising.news += [] if order.told_elsewhere else _nothing(order)
        return
    place = (order.body_id, order.case_id)
    raising.parts[place] = raising.parts.get(place, 0) + 1
    demand = _demand(order, lines, amount, part=raising.parts[place], now=now)
    raising.known[order.key] = demand
    raising.new.append(demand)
    if not order.told_elsewhere:
        raising.news += _due_news(demand, raising.bodies, "told_due")


def _change(
    raising: _Raising,
    demand: Demand,
    lines: tuple[Line, ...],
    amount: Decimal,
    *,
    now: datetime,
    tells: bool,
) -> None:
    if amount:
        demand.charge(lines)
        demand.amount, demand.state, demand.ended_at = amount, DemandState.DUE, None
        demand.noted = DemandState.DUE
        news = _due_news(demand, raising.bodies, "told_changed", at=now)
    else:
        demand.state, demand.ended_at = DemandState.DROPPED, now
        news = news_of(demand, "told_nothing", source=f"nothing:{now.isoformat()}")
    raising.news += news if tells else []
    demand.raised_at = now
    raising.changed.append(demand)


def _differs(demand: Demand, lines: tuple[Line, ...], amount: Decimal) -> bool:
    if demand.state == DemandState.DROPPED:
        return bool(amount)
    return demand.fees != lines


def _demand(order: FeeOrder, lines: tuple[Line, ...], amount: Decimal, *, part: int, now: datetime) -> Demand:
    payer = order.payer
    demand = Demand(
        id=uuid7(),
        body_id=order.body_id,
        case_id=order.case_id,
        ref=order.ref,
        service=order.service.code,
        due=order.due,
        part=part,
        amount=amount,
        raised_at=now,
        pauses=fees.stands_still(order.service, order.due),
    )
    demand.charge(lines)
    if payer:
        demand.lang, demand.line_id, demand.contact_epoch = payer.lang, payer.line_id, payer.epoch
        demand.contact_bucket, demand.contact_id = payer.contact.bucket, payer.contact.id
    return demand


def _due_news(
    demand: Demand, bodies: Mapping[UUID, LocalBody], key: str, *, at: datetime | None = None
) -> list[News]:
    body = bodies[demand.body_id]
    link, page = payment_link(demand, body), page_address(demand, body)
    source = f"changed:{at.isoformat()}" if at else "due"
    return news_of(demand, f"{key}_by_upi" if link else key, source=source, link=link, page=page)


def _nothing(order: FeeOrder) -> list[News]:
    """That nothing is to be paid, where one could think so: the service has fees of that due time."""
    if order.payer is None or not fees.knows_fees(order.service, order.due):
        return []
    source = f"fee:{order.case_id}:{order.due}:nothing"
    return [News(order.body_id, order.case_id, order.ref, order.payer, "told_nothing", source=source)]
