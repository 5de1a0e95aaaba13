"""The book of a day: what came by which way, and the count with which it is closed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from janasetu.audit.models import Look
from janasetu.lib.ids import uuid7
from janasetu.payments import queries
from janasetu.payments.actions import (
    agree_to_relief,
    ask_refund,
    close_day,
    confirm_payment,
    take_out_book,
)
from janasetu.payments.actions.relieving import GivenBack
from janasetu.payments.choices import Mode
from janasetu.payments.models import DayClosing, Demand
from janasetu.payments.rules import RefusedError
from janasetu.payments.sentences import refusal
from janasetu.payments.tests.factories import DAY, NOW, Office, cash, make_office, owed, paid
from janasetu.people.tests.factories import statements

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def give_back(office: Office, demand: Demand) -> None:
    asked = ask_refund(officer=office.clerk, demand_id=demand.id, reason="দুবার দেওয়া হয়েছিল", now=NOW)
    agree_to_relief(officer=office.chairman, relief_id=asked.id, given=GivenBack(Mode.CASH), now=NOW)


def close(office: Office, pieces: dict[int, int], *, day: date = DAY, note: str = "") -> DayClosing:
    return close_day(officer=office.clerk, day=day, pieces=pieces, note=note, now=NOW)


def test_the_book_tells_what_came_and_went_by_each_way(office: Office) -> None:
    first, second, third = owed(office), owed(office, fields={"workers": 9}), owed(office)
    cash(office, first)
    cash(office, second, "500")
    confirm_payment(
        officer=office.clerk,
        demand_id=third.id,
        utr="412356789012",
        seen=third.amount,
        once=uuid7(),
        now=NOW,
    )
    give_back(office, first)

    book = queries.book_of(office.body.id, DAY)

    assert list(book.totals()) == [
        (Mode.CASH, 2, Decimal(700), Decimal(200)),
        (Mode.UPI, 1, Decimal(200), Decimal(0)),
        (Mode.GATEWAY, 0, Decimal(0), Decimal(0)),
    ]
    assert (book.total, book.cash) == (Decimal(700), Decimal(500))
    assert [one.serial for one in book.receipts] == [1, 2, 3]


def test_a_full_book_takes_no_more_queries_than_an_empty_one(office: Office) -> None:
    def read() -> None:
        book = queries.book_of(office.body.id, DAY)
        assert all(one.demand.ref and one.officer for one in book.receipts)

    empty = statements(read)
    for _ in range(3):
        paid(office)

    assert statements(read) == empty == 3


def test_a_day_stands_in_the_book_by_the_calendar_of_kolkata(office: Office) -> None:
    paid(office, now=NOW.replace(hour=23, minute=59))
    paid(office, now=(NOW + timedelta(days=1)).replace(hour=0, minute=1))

    assert [len(queries.book_of(office.body.id, day).receipts) for day in (DAY, TOMORROW)] == [1, 1]


def test_a_count_that_agrees_closes_the_day(office: Office) -> None:
    paid(office)

    closing = close(office, {100: 1, 50: 2})

    assert (closing.expected, closing.counted) == (Decimal(200), Decimal(200))
    assert closing.pieces == {"100": 1, "50": 2}
    assert queries.book_of(office.body.id, DAY).closing == closing


def test_a_count_that_differs_needs_a_word_why(office: Office) -> None:
    paid(office)

    with pytest.raises(RefusedError) as refused:
        close(office, {100: 1})

    assert refusal(refused.value, "bn") == "গোনা টাকা ₹১০০, বইয়ে ₹২০০। মিলছে না কেন, লিখুন।"
    assert close(office, {100: 1}, note="একটি ১০০ টাকার নোট ছেঁড়া").counted == Decimal(100)


def test_a_day_is_closed_once(office: Office) -> None:
    close(office, {})

    with pytest.raises(RefusedError, match="closed_already"):
        close(office, {})


def test_a_day_to_come_is_not_closed_and_one_before_is(office: Office) -> None:
    with pytest.raises(RefusedError, match="close_not_yet"):
        close(office, {}, day=TOMORROW)

    assert close(office, {}, day=DAY - timedelta(days=1)).day == DAY - timedelta(days=1)


def test_after_closing_no_cash_is_taken_that_day_and_the_next_day_it_is(office: Office) -> None:
    demand = owed(office)
    close(office, {})

    with pytest.raises(RefusedError, match="day_closed"):
        cash(office, demand)
    assert cash(office, demand, now=NOW + timedelta(days=1)).serial == 1


def test_a_day_that_was_left_open_is_named(office: Office) -> None:
    assert queries.latest_unclosed(office.body.id, before=TOMORROW) is None
    paid(office)
    assert queries.latest_unclosed(office.body.id, before=TOMORROW) == DAY
    close(office, {200: 1})
    assert queries.latest_unclosed(office.body.id, before=TOMORROW) is None


def test_taking_the_book_out_is_on_record(office: Office) -> None:
    paid(office)

    book = take_out_book(officer=office.clerk, day=DAY, now=NOW)

    look = Look.objects.get()
    assert len(book.receipts) == 1
    assert (look.what, look.rows, look.by) == ("export", 1, office.clerk.post)
    assert look.asked == {"view": "cash", "day": "2026-11-24"}
