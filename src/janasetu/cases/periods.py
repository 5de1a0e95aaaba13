"""The times of a report: months, quarters and years as an Indian office counts them, or any days. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from janasetu.lib.clock import KOLKATA
from janasetu.lib.dates import financial_year, months_later

_DAY = timedelta(days=1)
OWN = "days"  # of which the reader says the first and the last
LONGEST = timedelta(days=3 * 366)  # of which one page tells


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in Kolkata, the first and the last of them. `code`: how the reader chose it."""

    code: str
    first: date
    last: date

    @property
    def since(self) -> datetime:
        """Its first instant."""
        return _midnight(self.first)

    @property
    def until(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.last + _DAY)

    @property
    def is_of_months(self) -> bool:
        """Whether it is made of whole months."""
        return self.first.day == 1 and (self.last + _DAY).day == 1


def _months(first: date, count: int, code: str) -> Period:
    return Period(code, first, months_later(first, count) - _DAY)


def _this_month(today: date) -> Period:
    return _months(today.replace(day=1), 1, "month")


def _last_month(today: date) -> Period:
    return _months(months_later(today.replace(day=1), -1), 1, "last")


def _quarter(today: date) -> Period:
    """Of the financial year: from April, July, October or January on."""
    return _months(today.replace(month=today.month - (today.month - 1) % 3, day=1), 3, "quarter")


def _year(today: date) -> Period:
    return _months(date(financial_year(today), 4, 1), 12, "year")


def _last_year(today: date) -> Period:
    return _months(date(financial_year(today) - 1, 4, 1), 12, "lastyear")


PERIODS: Mapping[str, Callable[[date], Period]] = {
    "month": _this_month,
    "last": _last_month,
    "quarter": _quarter,
    "year": _year,
    "lastyear": _last_year,
}


def period_of(code: str, *, today: date, first: date | None = None, last: date | None = None) -> Period:
    """The time that is asked for; this month for whatever makes no sense.

    Of the reader's own days one may be missing: the other is then both. The later one comes last, and no
    more than LONGEST is told of at once.
    """
    if code == OWN and (first or last):
        begin, end = sorted([first or last or today, last or first or today])
        return Period(OWN, max(begin, end - LONGEST), end)
    return PERIODS.get(code, _this_month)(today)


def months_until(today: date, count: int) -> list[Period]:
    """So many calendar months, the last of them this one."""
    first = today.replace(day=1)
    return [_months(months_later(first, back), 1, OWN) for back in range(1 - count, 1)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=KOLKATA)
