"""Which slots there are, by the calendar of the office."""

from datetime import date, datetime, time

import pytest

from janasetu.bodies.calendars import Calendar, ClosedDay, Hours
from janasetu.deliveries import codes
from janasetu.deliveries.rules import Slot, first_slot, offered, tries_again
from janasetu.lib.clock import KOLKATA

NIGHT = datetime(2026, 11, 24, 1, 10, tzinfo=KOLKATA)  # a Tuesday
USUAL = Calendar()


def test_what_is_ready_at_night_comes_on_the_next_working_morning() -> None:
    assert first_slot(USUAL, now=NIGHT) == Slot(date(2026, 11, 25), "morning")


def test_weekends_and_holidays_are_passed_over() -> None:
    monday = ClosedDay(date(2026, 11, 30), {"bn": "ছুটি"})

    found = first_slot(Calendar.of([monday]), now=datetime(2026, 11, 27, 18, 0, tzinfo=KOLKATA))

    assert found == Slot(date(2026, 12, 1), "morning")


def test_an_office_that_closes_at_one_has_mornings_only() -> None:
    short = Calendar.of(hours=[Hours(date(2026, 1, 1), None, time(10), time(13))])

    assert {slot.part for slot in offered(short, now=NIGHT)} == {"morning"}


def test_a_slot_that_has_begun_or_is_had_already_is_not_offered() -> None:
    noon = datetime(2026, 11, 24, 12, 0, tzinfo=KOLKATA)

    found = offered(USUAL, now=noon, but=Slot(date(2026, 11, 25), "morning"))

    assert [slot.code for slot in found] == [
        *("20261124-afternoon", "20261125-afternoon", "20261126-morning"),
        *("20261126-afternoon", "20261127-morning", "20261127-afternoon"),
    ]


def test_an_office_closed_for_months_comes_when_it_opens() -> None:
    closed = [ClosedDay(date.fromordinal(date(2026, 11, 24).toordinal() + n), {}) for n in range(60)]

    assert first_slot(Calendar.of(closed), now=NIGHT) == Slot(date(2027, 1, 25), "morning")
    assert offered(Calendar.of(closed), now=NIGHT) == []


@pytest.mark.parametrize(
    "written", ["", "20261124", "20261324-morning", "2026112৪-morning", "20261124-night"]
)
def test_what_is_no_slot_of_ours_is_none(written: str) -> None:
    assert Slot.of_code(written) is None


def test_a_code_is_known_in_any_digits_and_its_seal_tells_nothing() -> None:
    seal, other = codes.sealed("0471"), codes.sealed("0471")

    assert codes.opens(seal, " ০৪ ৭১ ")
    assert not codes.opens(seal, "0472")
    assert not codes.opens("", "0471")
    assert "0471" not in seal
    assert seal != other


def test_a_refusal_or_the_third_try_ends_the_walks() -> None:
    assert tries_again("absent", 2)
    assert not tries_again("absent", 3)
    assert not tries_again("refused", 1)
