"""A clock as a child would count it: minute after minute on a wall in Kolkata, with a list of closed days.

Nothing of the product is used here but its words: what a limit is called, and which day of the week is 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import takewhile

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """Which weekdays are off, from this day on until the next of these."""

    since: date
    off: frozenset[int]


@dataclass(frozen=True)
class Matter:
    """A case as far as its due moment goes. Moments are those of the wall in Kolkata, without a zone."""

    began: datetime
    count: int
    unit: str
    open_days_only: bool
    holidays: frozenset[date]
    weeks: tuple[Week, ...]
    pauses: tuple[tuple[datetime, datetime], ...] = field(default=())

    @property
    def goes_by_open_days(self) -> bool:
        return self.open_days_only or self.unit == "working days"

    def is_closed(self, day: date) -> bool:
        week = [one for one in self.weeks if one.since <= day][-1]
        return day in self.holidays or day.weekday() in week.off

    def ticks(self) -> Iterator[tuple[datetime, bool]]:
        """Every minute from the beginning on, and whether the clock runs in it."""
        minute, day, runs = self.began, None, True
        while True:
            if minute.date() != day:
                day = minute.date()
                runs = not (self.goes_by_open_days and self.is_closed(day))
            yield minute, runs
            minute += MINUTE

    def is_paused(self, minute: datetime) -> bool:
        return any(start <= minute < end for start, end in self.pauses)

    def minutes(self) -> int:
        """How many minutes it has to run."""
        fixed = {"minutes": 1, "hours": 60, "days": 24 * 60}
        if self.unit in fixed:
            return self.count * fixed[self.unit]
        target = self.target()
        return sum(runs for _, runs in takewhile(lambda tick: tick[0] < target, self.ticks()))

    def target(self) -> datetime:
        """The same hour, so many working days, months or years later."""
        if self.unit == "working days":
            day, left = self.began.date(), self.count
            while left:
                day += DAY
                left -= not self.is_closed(day)
        else:
            months = self.count * (12 if self.unit == "years" else 1)
            day = self.began.date()
            for _ in range(months):
                day = self.month_later(day)
            while self.open_days_only and self.is_closed(day):
                day += DAY
        return datetime.combine(day, self.began.time())

    def month_later(self, day: date) -> date:
        """The same day of the next month as that on which it began, or the last one there is."""
        first = (day.replace(day=1) + 32 * DAY).replace(day=1)
        last = (first + 32 * DAY).replace(day=1) - DAY
        return min(first + (self.began.day - 1) * DAY, last)

    def due(self) -> datetime:
        """The end of the last minute that it has to run."""
        left = self.minutes()
        for minute, runs in self.ticks():
            left -= runs and not self.is_paused(minute)
            if not left:
                return minute + MINUTE
        raise AssertionError("minutes never end")
