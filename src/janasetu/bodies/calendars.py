"""When an office is open: weekly days off, holidays and hours, as values that clocks count by. Pure.

A day is a day in Kolkata, midnight to midnight; the clock on the wall there is never put forward or back.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from janasetu.lib.clock import KOLKATA, local

SATURDAY, SUNDAY = 5, 6
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WHOLE_WEEK = frozenset(range(len(WEEK)))


class NeverOpenError(ValueError):
    """Hours of an office that would be closed on every day of the week."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When an office works, from a day on. `until`: the first day under other hours. Monday is 0."""

    since: date
    until: date | None = None
    opens: time = time(10)
    closes: time = time(17, 30)
    days_off: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    def __post_init__(self) -> None:
        if self.days_off >= _WHOLE_WEEK:
            raise NeverOpenError

    def hold_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


# What holds where nobody has written down anything else: the five-day week of the state's offices.
USUAL = Hours(since=date.min)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which the office is closed beside its weekly days off. `order`: number of what says so."""

    day: date
    name: Mapping[str, str]
    order: str = ""


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=KOLKATA)


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The open and closed days of one office. `hours`: those that go before others stand first."""

    closed: Mapping[date, ClosedDay] = field(default_factory=dict)
    hours: tuple[Hours, ...] = ()
    _open_days: dict[int, list[int]] = field(default_factory=dict, repr=False)  # ordinals, by year

    @classmethod
    def of(cls, closed: Iterable[ClosedDay] = (), hours: Iterable[Hours] = ()) -> "Calendar":
        """Of closed days, of which the first of each date counts, and hours in their order."""
        days: dict[date, ClosedDay] = {}
        for one in closed:
            days.setdefault(one.day, one)
        return cls(days, tuple(hours))

    def hours_on(self, day: date) -> Hours:
        return next((hours for hours in self.hours if hours.hold_on(day)), USUAL)

    def is_day_off(self, day: date) -> bool:
        """Whether it is one of the weekly days off."""
        return day.weekday() in self.hours_on(day).days_off

    def is_open(self, day: date) -> bool:
        return day not in self.closed and not self.is_day_off(day)

    def open_days(self, first: date, end: date) -> int:
        """How many of the days from `first` until just before `end` are open."""
        return sum(
            bisect_left(days, end.toordinal()) - bisect_left(days, first.toordinal())
            for days in map(self._of_year, range(first.year, end.year + 1))
        )

    def open_day(self, after: date, count: int) -> date:
        """The open day that is so many, one or more, after that one. ValueError beyond the year 9999."""
        wanted = count
        for year in range(after.year, date.max.year + 1):
            days = self._of_year(year)
            passed = bisect_right(days, after.toordinal())
            if len(days) - passed >= wanted:
                return date.fromordinal(days[passed + wanted - 1])
            wanted -= len(days) - passed
        raise ValueError(f"no {count} open days after {after}")

    def next_open(self, day: date) -> date:
        """The day itself where it is open, else the next one that is."""
        return day if self.is_open(day) else self.open_day(day, 1)

    def at_work(self, moment: datetime) -> datetime:
        """The moment itself where the office is at work then, else the one at which it opens next."""
        there = local(moment)
        today = self.hours_on(there.date())
        if self.is_open(there.date()) and there.time() < today.closes:
            return max(moment, _at(there.date(), today.opens))
        following = self.open_day(there.date(), 1)
        return _at(following, self.hours_on(following).opens)

    def holidays(self, first: date, end: date) -> Iterator[ClosedDay]:
        """Of these days, without `end`, those that are closed and would else be open, in their order."""
        days = sorted(day for day in self.closed if first <= day < end)
        return (self.closed[day] for day in days if not self.is_day_off(day))

    def days_off(self, first: date, end: date) -> int:
        """How many of these days, without `end`, are weekly days off."""
        days = (end - first).days
        return days - self.open_days(first, end) - sum(1 for _ in self.holidays(first, end))

    def _of_year(self, year: int) -> list[int]:
        """The open days of a year, as ordinals in their order."""
        known = self._open_days.get(year)
        if known is None:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            known = [day for day in range(first, last + 1) if self.is_open(date.fromordinal(day))]
            self._open_days[year] = known
        return known
