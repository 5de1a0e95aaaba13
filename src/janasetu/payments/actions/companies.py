"""Money through a payment company: an order, its signed answer, and what nobody owed, sent back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.payments import queries, rules
from janasetu.payments.actions.taking import Came, receive
from janasetu.payments.choices import CheckoutState, DemandState, Mode
from janasetu.payments.gateways import Order, Told
from janasetu.payments.models import Checkout, Demand
from janasetu.payments.rules import RefusedError

_OVER = frozenset({CheckoutState.PAID, CheckoutState.STRAY, CheckoutState.RETURNED})
_PAID_TWICE, _NOT_DUE, _OTHER_AMOUNT = "paid_twice", "not_due", "other_amount"


class NoSuchOrderError(LookupError):
    """An answer about an order that we never gave."""


@transaction.atomic
def open_checkout(*, body_id: UUID, demand_id: UUID, company: str, now: datetime) -> Checkout:
    """An order to a company over exactly what is due; the open one where there is one over the same.

    RefusedError where nothing is due any more.
    """
    demand = queries.demand_for_update(body_id, demand_id)
    if demand.state != DemandState.DUE:
        raise RefusedError("not_due")
    open_ones = Checkout.objects.filter(
        body_id=body_id,
        demand=demand,
        company=company,
        amount=demand.amount,
        state=CheckoutState.OPEN,
    )
    return open_ones.first() or Checkout.objects.create(
        id=uuid7(),
        body_id=body_id,
        demand=demand,
        company=company,
        amount=demand.amount,
        opened_at=now,
    )


def order_for(checkout: Checkout) -> Order:
    """The order as the company gets it."""
    return Order(checkout.body_id, checkout.id, checkout.amount)


@transaction.atomic
def take_callback(*, company: str, told: Told, now: datetime) -> Checkout:
    """Do what a company's answer says, once however often it comes: the receipt for what is due.

    Money for what nobody owes any more, of another amount, or for the second time is kept as stray: it has
    to go back. A failed try can still become a paid one, never the other way. NoSuchOrderError.
    """
    known = Checkout.objects.filter(body_id=told.body_id, id=told.checkout_id, company=company).first()
    if known is None:
        raise NoSuchOrderError(told.checkout_id)
    demand = queries.demand_for_update(told.body_id, known.demand_id)
    checkout = Checkout.objects.select_for_update().get(body_id=told.body_id, id=told.checkout_id)
    before = Checkout.objects.filter(
        body_id=told.body_id, company=company, transaction=told.transaction
    ).first()
    if before is not None and before.state in _OVER:
        return before
    if told.outcome == "failed":
        return _fail(checkout, told, now=now)
    if checkout.state in _OVER:
        return _second(checkout, told, now=now)
    return _pay(checkout, demand, told, now=now)


@transaction.atomic
def return_stray(*, officer: Officer, checkout_id: UUID, note: str, now: datetime) -> Checkout:
    """Write down how money that nobody owed was sent back. RefusedError with the sentence for the officer."""
    officer.require_office(at=now)
    if not (rules.may_take(officer.tenure, now) or rules.may_agree(officer.tenure, now)):
        raise RefusedError("may_not_take")
    stray = queries.strays(officer.body_id).select_for_update(of=("self",)).filter(id=checkout_id).first()
    if stray is None:
        raise RefusedError("nothing_stray")
    why = tame(bn.normalise(note)).strip()
    rules.check_reason(why)
    stray.state, stray.returned_by, stray.returned_note = CheckoutState.RETURNED, officer, why
    stray.save(update_fields=["state", "returned_by", "returned_note"])
    return stray


def _fail(checkout: Checkout, told: Told, *, now: datetime) -> Checkout:
    if checkout.state == CheckoutState.OPEN:
        checkout.state, checkout.told_at = CheckoutState.FAILED, now
        checkout.save(update_fields=["state", "told_at"])
    return checkout


def _second(checkout: Checkout, told: Told, *, now: datetime) -> Checkout:
    """Another payment on an order that was paid already."""
    again = Checkout(
        id=uuid7(),
        body_id=checkout.body_id,
        demand_id=checkout.demand_id,
        company=checkout.company,
        amount=checkout.amount,
        opened_at=now,
    )
    return _note(again, told, CheckoutState.STRAY, _PAID_TWICE, now=now)


def _pay(checkout: Checkout, demand: Demand, told: Told, *, now: datetime) -> Checkout:
    if demand.state != DemandState.DUE:
        return _note(checkout, told, CheckoutState.STRAY, _NOT_DUE, now=now)
    if told.amount != demand.amount:
        return _note(checkout, told, CheckoutState.STRAY, _OTHER_AMOUNT, now=now)
    _note(checkout, told, CheckoutState.PAID, now=now)
    source = f"gateway:{checkout.company}:{told.transaction}"
    receive(demand, Came(Mode.GATEWAY, source, checkout.company, told.transaction), now=now)
    return checkout


def _note(checkout: Checkout, told: Told, state: CheckoutState, why: str = "", *, now: datetime) -> Checkout:
    checkout.state, checkout.why = state, why
    checkout.transaction, checkout.told, checkout.told_at = told.transaction, told.amount, now
    checkout.save()
    return checkout
