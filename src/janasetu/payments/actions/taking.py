"""Take money for a demand, once, and give it the next number of the receipts."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.payments import notices, queries, rules, typed
from janasetu.payments.actions.numbering import RECEIPT, take_next
from janasetu.payments.choices import DemandState, Mode
from janasetu.payments.models import DayClosing, Demand, Receipt
from janasetu.payments.notices import news_of
from janasetu.payments.rules import RefusedError


@dataclass(frozen=True, slots=True)
class Came:
    """Money that came. `source` brings it once; `by`: ROLE@BODY, or the payment company."""

    mode: Mode
    source: str
    by: str
    reference: str = ""
    officer: Officer | None = None


@transaction.atomic
def take_cash(
    *, officer: Officer, demand_id: UUID, amount: Decimal, seen: Decimal, once: UUID, now: datetime
) -> Receipt:
    """Receive this amount over the counter: exactly what is due. `seen`: what the page said is due; `once`:
    the form's own mark, by which pressing twice gives the first receipt again.

    RefusedError with the sentence for the clerk: another amount, a fee that has changed since the page was
    opened, that is paid or not due any more, a closed day. TermEndedError for who is out of office.
    """
    came = Came(Mode.CASH, f"cash:{once}", officer.post, officer=officer)
    return _taken_by_officer(officer, demand_id, came, amount=amount, seen=seen, now=now)


@transaction.atomic
def confirm_payment(
    *, officer: Officer, demand_id: UUID, utr: str, seen: Decimal, once: UUID, now: datetime
) -> Receipt:
    """Receive what an officer has seen in the office's account, by the number that UPI gave it.

    RefusedError as of `take_cash`, and for a number that is none or that another receipt has.
    """
    reference = typed.utr_typed(utr)
    came = Came(Mode.UPI, f"upi:{once}", officer.post, reference, officer)
    return _taken_by_officer(officer, demand_id, came, amount=seen, seen=seen, now=now)


def receive(demand: Demand, came: Came, *, now: datetime) -> Receipt:
    """The receipt for a demand that is locked and due, its number taken last; the payer is told."""
    day, year = local(now).date(), bn.financial_year(local(now).date())
    demand.state, demand.ended_at = DemandState.PAID, now
    demand.save(update_fields=["state", "ended_at"])
    receipt = Receipt(
        id=uuid7(),
        body=demand.body,
        demand=demand,
        year=year,
        serial=take_next(demand.body_id, RECEIPT, year),
        mode=came.mode,
        reference=came.reference,
        amount=demand.amount,
        lines=demand.lines,
        day=day,
        at=now,
        by=came.by,
        officer=came.officer,
        source=came.source,
    )
    _check_reference(demand, came)
    if came.mode == Mode.CASH:
        check_open(demand.body_id, now=now)
    receipt.save(force_insert=True)
    notices.tell(news_of(demand, "told_paid", source="paid", receipt=receipt.number), now=now)
    return receipt


def check_open(body_id: UUID, *, now: datetime) -> None:
    """RefusedError where the cash book of today is closed. Asked with the series locked, as closing has it:
    no cash slips in between its count and its row.
    """
    if DayClosing.objects.filter(body_id=body_id, day=local(now).date()).exists():
        raise RefusedError("day_closed")


def _taken_by_officer(
    officer: Officer, demand_id: UUID, came: Came, *, amount: Decimal, seen: Decimal, now: datetime
) -> Receipt:
    officer.require_office(at=now)
    if not rules.may_take(officer.tenure, now):
        raise RefusedError("may_not_take")
    demand = queries.demand_for_update(officer.body_id, demand_id)
    if again := _given_before(demand, came):
        return again
    _check_due(demand, amount=amount, seen=seen)
    return receive(demand, came, now=now)


def _given_before(demand: Demand, came: Came) -> Receipt | None:
    """The receipt that this very form was given: the button was pressed twice."""
    given = Receipt.objects.filter(body_id=demand.body_id, demand=demand, source=came.source)
    return given.select_related("demand", "body").first()


def _check_due(demand: Demand, *, amount: Decimal, seen: Decimal) -> None:
    if demand.state == DemandState.PAID:
        paid = Receipt.objects.get(body_id=demand.body_id, demand=demand)
        raise RefusedError("paid_already", receipt=paid.number, by=paid.by)
    if demand.state != DemandState.DUE:
        raise RefusedError("not_due")
    if seen != demand.amount:
        raise RefusedError("demand_changed", amount=demand.amount)
    if amount != demand.amount:
        raise RefusedError("amount_differs", amount=demand.amount, typed=amount)


def _check_reference(demand: Demand, came: Came) -> None:
    """RefusedError where another receipt is for this payment. Asked with the series locked, so that of two
    clerks with one number the second reads so.
    """
    if not came.reference:
        return
    known = Receipt.objects.filter(body_id=demand.body_id, mode=came.mode, reference=came.reference).first()
    if known:
        raise RefusedError("utr_taken", receipt=known.number)
