"""The times of a report: as an Indian office counts them."""

from datetime import date

import pytest

from janasetu.cases.periods import months_until, period_of


@pytest.mark.parametrize(
    ("code", "today", "first", "last"),
    [
        ("month", date(2026, 11, 24), date(2026, 11, 1), date(2026, 11, 30)),
        ("last", date(2026, 1, 5), date(2025, 12, 1), date(2025, 12, 31)),
        ("quarter", date(2026, 11, 24), date(2026, 10, 1), date(2026, 12, 31)),
        ("quarter", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        ("year", date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 31)),
        ("year", date(2026, 4, 1), date(2026, 4, 1), date(2027, 3, 31)),
        ("lastyear", date(2026, 11, 24), date(2025, 4, 1), date(2026, 3, 31)),
        ("nonsense", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_times_are_those_of_the_office(code: str, today: date, first: date, last: date) -> None:
    period = period_of(code, today=today)

    assert (period.first, period.last, period.is_of_months) == (first, last, True)


def test_own_days_stand_in_order_and_one_alone_is_both() -> None:
    today = date(2026, 11, 24)

    turned = period_of("days", today=today, first=date(2026, 11, 9), last=date(2026, 11, 2))
    one = period_of("days", today=today, first=date(2026, 11, 9))
    none = period_of("days", today=today)

    assert (turned.first, turned.last) == (date(2026, 11, 2), date(2026, 11, 9))
    assert (one.first, one.last, one.is_of_months) == (date(2026, 11, 9), date(2026, 11, 9), False)
    assert none.code == "month"


def test_no_page_tells_of_more_than_three_years() -> None:
    period = period_of("days", today=date(2026, 1, 1), first=date(2000, 1, 1), last=date(2026, 1, 1))

    assert (period.last - period.first).days == 3 * 366


def test_twelve_months_end_with_this_one() -> None:
    months = months_until(date(2026, 2, 28), 12)

    assert [len(months), months[0].first, months[-1].last] == [12, date(2025, 3, 1), date(2026, 2, 28)]
