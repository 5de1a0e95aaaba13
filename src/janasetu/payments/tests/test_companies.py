"""Money through a payment company: received once, and what nobody owed is kept until it has gone back."""

from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest

from janasetu.payments import queries
from janasetu.payments.actions import open_checkout, return_stray, take_callback
from janasetu.payments.actions.companies import NoSuchOrderError, order_for
from janasetu.payments.companies import company, stand_in
from janasetu.payments.gateways import Told
from janasetu.payments.models import Checkout, Demand, Receipt
from janasetu.payments.rules import RefusedError
from janasetu.payments.tests.factories import NOW, Office, a_payer, cash, make_office, owed, told


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def checkout(demand: Demand) -> Checkout:
    return open_checkout(body_id=demand.body_id, demand_id=demand.id, company="sample", now=NOW)


def said(order: Checkout, transaction: str = "T1", *, outcome: Literal["paid", "failed"] = "paid") -> Told:
    """What the company says of it, through its signature."""
    raw, signature = stand_in().answer(order_for(order), outcome=outcome, transaction=transaction)
    found = company()
    assert found
    return found.read(raw, signature)


def callback(told: Told) -> Checkout:
    return take_callback(company="sample", told=told, now=NOW)


def test_what_is_paid_online_gets_its_receipt_and_the_payer_hears_of_it(office: Office) -> None:
    payer = a_payer()
    demand = owed(office, contact=payer)

    done = callback(said(checkout(demand)))

    receipt = Receipt.objects.get()
    assert (done.state, Demand.objects.get().state) == ("paid", "paid")
    assert (receipt.mode, receipt.reference, receipt.by, receipt.officer) == ("gateway", "T1", "sample", None)
    assert "রসিদ নম্বর: 2026-27/000001" in told(payer)[-1].text


def test_the_same_answer_again_changes_nothing(office: Office) -> None:
    order = checkout(owed(office))

    first, second = callback(said(order)), callback(said(order))

    assert first.id == second.id
    assert (Receipt.objects.count(), Checkout.objects.count()) == (1, 1)


def test_pressing_twice_opens_one_order(office: Office) -> None:
    demand = owed(office)

    assert checkout(demand).id == checkout(demand).id


def test_a_failed_try_pays_nothing_and_may_still_be_paid_later(office: Office) -> None:
    order = checkout(owed(office))

    assert callback(said(order, outcome="failed")).state == "failed"
    assert Demand.objects.get().state == "due"
    assert callback(said(order)).state == "paid"


def test_a_failure_that_comes_after_the_payment_takes_nothing_back(office: Office) -> None:
    order = checkout(owed(office))
    callback(said(order))

    assert callback(said(order, "T2", outcome="failed")).state == "paid"
    assert Demand.objects.get().state == "paid"


def test_what_was_paid_in_cash_meanwhile_has_to_go_back(office: Office) -> None:
    demand = owed(office)
    order = checkout(demand)
    cash(office, demand)

    stray = callback(said(order))

    assert (stray.state, stray.why, stray.told) == ("stray", "not_due", Decimal(200))
    assert list(queries.strays(office.body.id)) == [stray]
    assert Receipt.objects.count() == 1


def test_a_second_payment_on_one_order_has_to_go_back(office: Office) -> None:
    order = checkout(owed(office))
    callback(said(order, "T1"))

    stray = callback(said(order, "T2"))

    assert (stray.state, stray.why) == ("stray", "paid_twice")
    assert callback(said(order, "T2")).id == stray.id
    assert Checkout.objects.count() == 2


def test_another_amount_is_no_payment(office: Office) -> None:
    order = checkout(owed(office))

    stray = callback(replace(said(order), amount=Decimal("199.99")))

    assert (stray.state, stray.why) == ("stray", "other_amount")
    assert Demand.objects.get().state == "due"


def test_an_order_that_we_never_gave_is_nobodys(office: Office) -> None:
    order = checkout(owed(office))
    other = make_office("basirhat", number=1003)

    with pytest.raises(NoSuchOrderError):
        callback(replace(said(order), body_id=other.body.id))


def test_what_is_not_due_any_more_opens_no_order(office: Office) -> None:
    demand = owed(office)
    cash(office, demand)

    with pytest.raises(RefusedError, match="not_due"):
        checkout(demand)


def test_that_it_went_back_is_written_down_once(office: Office) -> None:
    demand = owed(office)
    order = checkout(demand)
    cash(office, demand)
    stray = callback(said(order))
    note = "ব্যাঙ্কে ফেরত, ২৫ নভেম্বর"

    returned = return_stray(officer=office.clerk, checkout_id=stray.id, note=note, now=NOW)

    assert (returned.state, returned.returned_by, returned.returned_note) == ("returned", office.clerk, note)
    assert not queries.strays(office.body.id).exists()
    with pytest.raises(RefusedError, match="nothing_stray"):
        return_stray(officer=office.clerk, checkout_id=stray.id, note=note, now=NOW)
