"""Tests of the calendar of an office, as the pure rules know it."""

from datetime import date, timedelta

import pytest

from janasetu.bodies.calendars import Calendar, ClosedDay, Hours, NeverOpenError

PUJA = [date(2026, 10, day) for day in (16, 19, 20, 21, 22)]  # Friday, then Monday to Thursday


def closed(*days: date) -> list[ClosedDay]:
    return [ClosedDay(day, {"bn": "ছুটি", "en": "Holiday"}) for day in days]


PUJA_YEAR = Calendar.of(closed(*PUJA))


def test_an_office_of_which_nothing_is_written_down_is_open_from_monday_to_friday() -> None:
    week = [date(2026, 11, 23) + timedelta(days=day) for day in range(7)]

    assert [Calendar().is_open(day) for day in week] == [True] * 5 + [False] * 2


def test_a_holiday_is_closed_and_tells_its_name() -> None:
    assert not PUJA_YEAR.is_open(date(2026, 10, 19))
    assert PUJA_YEAR.is_open(date(2026, 10, 23))
    assert PUJA_YEAR.closed[date(2026, 10, 19)].name["bn"] == "ছুটি"


def test_of_two_that_name_one_day_the_first_counts() -> None:
    own, states = ClosedDay(PUJA[0], {"bn": "মেলা"}), ClosedDay(PUJA[0], {"bn": "ছুটি"})

    assert Calendar.of([own, states]).closed == {PUJA[0]: own}


def test_hours_hold_from_their_day_until_the_next() -> None:
    six_days = Hours(date(2026, 6, 1), date(2026, 7, 1), days_off=frozenset({6}))
    calendar = Calendar.of(hours=[six_days])

    saturdays = [date(2026, 5, 30), date(2026, 6, 6), date(2026, 7, 4)]

    assert [calendar.is_open(day) for day in saturdays] == [False, True, False]


def test_a_week_without_an_open_day_is_no_hours() -> None:
    with pytest.raises(NeverOpenError):
        Hours(date(2026, 1, 1), days_off=frozenset(range(7)))


@pytest.mark.parametrize(
    ("first", "end", "count"),
    [
        (date(2026, 10, 12), date(2026, 10, 12), 0),
        (date(2026, 10, 12), date(2026, 10, 16), 4),
        (date(2026, 10, 12), date(2026, 10, 26), 5),
        (date(2026, 12, 28), date(2027, 1, 5), 6),
        (date(2026, 1, 1), date(2029, 1, 1), 782 - len(PUJA)),
    ],
)
def test_open_days_are_counted(first: date, end: date, count: int) -> None:
    assert PUJA_YEAR.open_days(first, end) == count


@pytest.mark.parametrize(
    ("after", "count", "day"),
    [
        (date(2026, 10, 12), 1, date(2026, 10, 13)),
        (date(2026, 10, 15), 1, date(2026, 10, 23)),  # over the whole of Puja
        (date(2026, 10, 17), 2, date(2026, 10, 26)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 11, 2), 600, date(2029, 2, 19)),
    ],
)
def test_the_open_day_so_many_days_later_is_found(after: date, count: int, day: date) -> None:
    assert PUJA_YEAR.open_day(after, count) == day


def test_the_next_open_day_may_be_the_day_itself() -> None:
    assert PUJA_YEAR.next_open(date(2026, 10, 15)) == date(2026, 10, 15)
    assert PUJA_YEAR.next_open(date(2026, 10, 16)) == date(2026, 10, 23)


def test_there_are_no_open_days_beyond_the_calendar() -> None:
    with pytest.raises(ValueError, match="no 3 open days"):
        Calendar().open_day(date(9999, 12, 30), 3)


def test_closed_days_are_told_apart_from_weekly_days_off() -> None:
    calendar = Calendar.of(closed(date(2026, 10, 17), *PUJA))  # a Saturday too
    span = date(2026, 10, 15), date(2026, 10, 24)

    assert [one.day for one in calendar.holidays(*span)] == PUJA
    assert calendar.days_off(*span) == 2
