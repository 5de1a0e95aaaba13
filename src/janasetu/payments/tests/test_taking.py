"""Money is taken once, exactly, by who may, and its receipts are numbered without a gap."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from janasetu.bodies.errors import TermEndedError
from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.payments.actions import close_day, confirm_payment, raise_demands
from janasetu.payments.actions.numbering import RECEIPT, take_next
from janasetu.payments.models import Demand, Receipt
from janasetu.payments.rules import RefusedError
from janasetu.payments.sentences import refusal
from janasetu.payments.tests.factories import (
    DAY,
    NOW,
    Office,
    a_payer,
    cash,
    make_office,
    order,
    owed,
    paid,
    told,
)

UTR = "412356789012"


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def demand(office: Office) -> Demand:
    return owed(office)


def test_cash_is_taken_and_the_payer_hears_the_number_of_the_receipt(office: Office) -> None:
    payer = a_payer()
    demand = owed(office, contact=payer)

    receipt = cash(office, demand)

    assert (receipt.number, receipt.amount, receipt.mode) == ("2026-27/000001", Decimal(200), "cash")
    assert (receipt.by, receipt.day) == (office.clerk.post, DAY)
    assert Demand.objects.get().state == "paid"
    assert told(payer)[-1].text == (
        "26-1002-0001-4 নম্বর আবেদনের ₹২০০ জমা পড়েছে।\nরসিদ নম্বর: 2026-27/000001\nধন্যবাদ।"
    )


@pytest.mark.parametrize("amount", ["199.99", "200.01", "2000"])
def test_neither_less_nor_more_is_taken(office: Office, demand: Demand, amount: str) -> None:
    with pytest.raises(RefusedError) as refused:
        cash(office, demand, amount)

    assert refused.value.key == "amount_differs"
    assert refusal(refused.value, "bn").startswith("দিতে হবে ঠিক ₹২০০।")
    assert not Receipt.objects.exists()


def test_the_same_form_twice_gives_the_same_receipt(office: Office, demand: Demand) -> None:
    once = uuid7()

    first, second = cash(office, demand, once=once), cash(office, demand, once=once)

    assert first.id == second.id
    assert Receipt.objects.count() == 1


def test_a_second_clerk_is_told_who_took_it_and_the_number(office: Office, demand: Demand) -> None:
    cash(office, demand)

    with pytest.raises(RefusedError) as refused:
        cash(office, demand, officer=office.colleague)

    assert refusal(refused.value, "bn") == (
        f"এই টাকা আগেই নেওয়া হয়েছে। রসিদ নম্বর 2026-27/000001, নিয়েছেন {office.clerk.post}। আবার নেবেন না।"
    )


def test_what_changed_since_the_page_was_opened_is_not_taken(office: Office) -> None:
    asked = order(office)
    (shown,) = raise_demands([asked], now=NOW)
    (changed,) = raise_demands(
        [order(office, case_id=asked.case_id, fields={"workers": 9})], now=NOW + timedelta(minutes=1)
    )

    with pytest.raises(RefusedError) as refused:
        cash(office, changed, "200", seen=shown.amount)

    assert refusal(refused.value, "bn").startswith("ইতিমধ্যে ফি বদলে ₹৫০০ হয়েছে।")


def test_another_office_finds_no_such_fee(office: Office, demand: Demand) -> None:
    other = make_office("basirhat", number=1003)

    with pytest.raises(RefusedError, match="no_such_demand"):
        cash(office, demand, officer=other.clerk)


@pytest.mark.parametrize("role", ["councillor", "inspector", "payroll", "chairman"])
def test_whose_post_signs_no_receipts_takes_no_money(office: Office, demand: Demand, role: str) -> None:
    with pytest.raises(RefusedError, match="may_not_take"):
        cash(office, demand, officer=make_officer(office.body, role))


@pytest.mark.parametrize("role", ["clerk", "secretary", "runner"])
def test_whose_post_signs_receipts_takes_money(office: Office, demand: Demand, role: str) -> None:
    assert cash(office, demand, officer=make_officer(office.body, role)).serial == 1


def test_whose_term_is_over_takes_no_money(office: Office, demand: Demand) -> None:
    former = make_officer(office.body, "clerk", until=NOW)

    with pytest.raises(TermEndedError):
        cash(office, demand, officer=former)


# --- UPI ---


def confirm(office: Office, demand: Demand, utr: str = UTR) -> Receipt:
    return confirm_payment(
        officer=office.clerk, demand_id=demand.id, utr=utr, seen=demand.amount, once=uuid7(), now=NOW
    )


def test_a_payment_seen_in_the_account_is_received_by_its_number(office: Office, demand: Demand) -> None:
    receipt = confirm(office, demand, "৪১২৩ ৫৬৭৮ ৯০১২")

    assert (receipt.mode, receipt.reference) == ("upi", UTR)


def test_one_payment_pays_for_one_thing(office: Office, demand: Demand) -> None:
    confirm(office, demand)

    with pytest.raises(RefusedError) as refused:
        confirm(office, owed(office))

    assert refusal(refused.value, "bn") == ("এই ইউটিআর নম্বরে আগেই একটি রসিদ হয়েছে, রসিদ নম্বর 2026-27/000001।")


# --- numbers ---


def test_a_new_fiscal_year_begins_anew(office: Office) -> None:
    spring = datetime(2027, 4, 1, 0, 5, tzinfo=KOLKATA)

    numbers = [paid(office, owed(office), now=at).number for at in (NOW, spring)]

    assert numbers == ["2026-27/000001", "2027-28/000001"]


def test_each_office_counts_for_itself(office: Office) -> None:
    other = make_office("basirhat", number=1003)

    assert [paid(one).serial for one in (office, other, office)] == [1, 1, 2]


def test_a_refused_receipt_takes_no_number(office: Office, demand: Demand) -> None:
    close_day(officer=office.clerk, day=DAY, pieces={}, note="", now=NOW)

    with pytest.raises(RefusedError, match="day_closed"):
        cash(office, demand)

    assert confirm(office, demand).serial == 1


def at_once(act: Callable[[Any], Any], given: Iterable[Any]) -> list[Any]:
    """What two clerks get who work at the same time, each on a connection of their own."""

    def work(one: Any) -> Any:
        try:
            return act(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, given))


def test_clerks_at_once_leave_no_gap_and_no_number_twice(transactional_db: None) -> None:
    office = make_office()
    demands = [owed(office, ref=f"2610020{n:03}4") for n in range(12)]

    serials = at_once(lambda demand: paid(office, demand).serial, demands)

    assert sorted(serials) == list(range(1, 13))


def test_two_clerks_who_take_the_same_money_make_one_receipt(transactional_db: None) -> None:
    office = make_office()
    demand = owed(office)

    def take(officer: Officer) -> str:
        try:
            return cash(office, demand, officer=officer).number
        except RefusedError as error:
            return error.key

    assert sorted(at_once(take, (office.clerk, office.colleague))) == ["2026-27/000001", "paid_already"]
    assert Receipt.objects.count() == 1


def test_two_clerks_with_one_number_of_a_payment_make_one_receipt(transactional_db: None) -> None:
    office = make_office()

    def take(demand: Demand) -> str:
        try:
            return confirm(office, demand).number
        except RefusedError as error:
            return error.key

    assert sorted(at_once(take, (owed(office), owed(office)))) == ["2026-27/000001", "utr_taken"]


def take_one_and_die(office: Office) -> None:
    """The connection is cut between the number and the end of the transaction, as by kill -9."""
    with transaction.atomic():
        assert take_next(office.body.id, RECEIPT, 2026) == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_a_process_that_dies_with_a_number_in_its_hand_leaves_no_gap(transactional_db: None) -> None:
    office = make_office()
    demand = owed(office)

    with pytest.raises(OperationalError):
        take_one_and_die(office)
    connection.close()

    assert cash(office, demand).serial == 1


def test_the_database_lets_nobody_change_a_receipt(office: Office, demand: Demand) -> None:
    cash(office, demand)

    with pytest.raises(Exception, match="payments_receipt"), transaction.atomic():
        Receipt.objects.update(amount=Decimal(1))
