"""When who has a case is reminded of it: at shares of its clocks, once each, at hours when an office is open.

Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from janasetu.bodies.calendars import Calendar
from janasetu.cases.clocks import Clock, Clocks
from janasetu.lib.clock import KOLKATA, local

PROMISE, STATUTORY = "promise", "statutory"
PERCENTS = (50, 75, 100)
_CLOCKS = (PROMISE, STATUTORY)
# The bits of all marks of the promise: once it is up, nobody is told that half of it was.
END_OF_PROMISE = (1 << len(PERCENTS)) - 1
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A share of a clock, and when it is reached."""

    clock: str
    percent: int
    at: datetime

    @property
    def bit(self) -> int:
        """By which a case knows that its officer was reminded of it."""
        return 1 << (_CLOCKS.index(self.clock) * len(PERCENTS) + PERCENTS.index(self.percent))


def marks(clocks: Clocks) -> list[Mark]:
    """Every mark of a case's clocks, in order of time. Where the law's limit is the promise, it is one."""
    running = [(PROMISE, clocks.promise)]
    if clocks.statutory and clocks.terms.statutory != clocks.terms.promise:
        running.append((STATUTORY, clocks.statutory))
    found = [mark for name, clock in running for mark in _of(name, clock)]
    return sorted(found, key=lambda mark: (mark.at, mark.bit))


def _of(name: str, clock: Clock) -> Iterator[Mark]:
    return (Mark(name, percent, clock.reached(percent / 100)) for percent in PERCENTS)


def due(clocks: Clocks, *, reminded: int, now: datetime) -> list[Mark]:
    """The marks that are reached and of which nobody was reminded."""
    return [mark for mark in marks(clocks) if mark.at <= now and not mark.bit & reminded]


def next_look(clocks: Clocks, *, reminded: int) -> datetime | None:
    """When the next mark is reached of which nobody was reminded; None where there is none."""
    return next((mark.at for mark in marks(clocks) if not mark.bit & reminded), None)


def bits(found: list[Mark]) -> int:
    """These marks, as a case keeps them."""
    return sum({mark.bit for mark in found})


def may_be_told(moment: datetime, calendar: Calendar, *, urgent: bool) -> datetime:
    """When an officer may be reminded at the earliest: of what is urgent at once, of all else on the next
    full hour at which the office is open, so that a handful comes in one message.
    """
    if urgent:
        return moment
    there = _full_hour(local(moment))
    if calendar.is_open(there.date()) and there.time() < calendar.hours_on(there.date()).closes:
        return max(there, _opens(there, calendar)).astimezone(moment.tzinfo)
    day = calendar.open_day(there.date(), 1)
    return _opens(datetime.combine(day, time(), tzinfo=KOLKATA), calendar).astimezone(moment.tzinfo)


def _full_hour(there: datetime) -> datetime:
    begun = there.replace(minute=0, second=0, microsecond=0)
    return begun if begun == there else begun + _HOUR


def _opens(there: datetime, calendar: Calendar) -> datetime:
    return datetime.combine(there.date(), calendar.hours_on(there.date()).opens, tzinfo=KOLKATA)
