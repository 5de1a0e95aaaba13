"""The clocks of a case: when each falls due, how much of it is used up, and who waits for it next. Pure.

A clock has a length and runs in a time of its own: always, or on open days only, from midnight to midnight in
Kolkata; it stands still while the office waits for somebody. It is due at the first moment at which all of
its length has run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from janasetu.bodies.calendars import Calendar
from janasetu.catalogue.schema import OPEN_DAYS, FirstAction, Promise, Service, Span, Statutory
from janasetu.lib.clock import KOLKATA, local
from janasetu.lib.dates import months_later

# The share of the promised time after which a case is pressing; pages mark it and colour by it.
SOON = 0.75
_DAY, _NOTHING = timedelta(days=1), timedelta(0)
_UNITS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": _DAY}
_WORKING_DAYS = "working days"
_BY_OUR_CHOICE = frozenset({"referred", "record_room"})  # for which no limit of the law stands still


class NoLimitError(LookupError):
    """A service whose cases have no time limit at all; the linter does not let one pass."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which a clock stood still, and why. `ended_at`: None where it still does."""

    reason: str
    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that began at a moment. `calendar`: whose open days it counts; None where it runs always."""

    began_at: datetime
    within: Span
    calendar: Calendar | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def length(self) -> timedelta:
        """How long it runs, in its own time."""
        unit = _UNITS.get(self.within.unit)
        if unit is not None:
            return unit * self.within.count
        return self.run(self.began_at, self._on_the_wall())

    @property
    def due(self) -> datetime:
        return self.reached(1)

    def reached(self, share: float) -> datetime:
        """When this share of its length had run, or will have, unless it is paused once more."""
        left = self.length * share
        for pause in self._pauses():
            assert pause.ended_at
            if self.run(self.began_at, pause.began_at) < left:
                left += self.run(pause.began_at, pause.ended_at)
        return self._later(self.began_at, left)

    def run(self, start: datetime, end: datetime) -> timedelta:
        """How much of its own time lies between two moments, pauses not looked at; nought where none does."""
        if end <= start:
            return _NOTHING
        if self.calendar is None:
            return end - start
        first, last = local(start), local(end)
        days = self.calendar.open_days(first.date(), last.date())
        return days * _DAY - _of_day(first, self.calendar) + _of_day(last, self.calendar)

    def used(self, now: datetime, *, due_at: datetime) -> float:
        """The share that is used up: 0 at the beginning, 1 when due, more after it."""
        if now > due_at:
            return 1 + self.run(due_at, now) / self.length
        return max(0.0, 1 - self.run(now, due_at) / self.length)

    def urgency(self, now: datetime, *, due_at: datetime) -> str:
        """How pressing it is: `late`, `soon` once `SOON` of it is used up, else `in_time`."""
        if now > due_at:
            return "late"
        return "soon" if self.used(now, due_at=due_at) >= SOON else "in_time"

    def again(self, now: datetime) -> "Clock":
        """The same limit once more, from now on."""
        return replace(self, began_at=now, pauses=())

    def put_off(self, moment: datetime, pause: Pause) -> datetime:
        """Where a moment lies after a pause that is over, as far from now as it was when that began."""
        assert pause.ended_at
        return self._later(pause.ended_at, self.run(pause.began_at, moment))

    def _pauses(self) -> Iterator[Pause]:
        """Those that are over, from its beginning on, in their order; what lies in two counts once."""
        until = self.began_at
        for pause in sorted(self.pauses, key=lambda pause: pause.began_at):
            if pause.ended_at is not None and pause.ended_at > until:
                yield replace(pause, began_at=max(pause.began_at, until))
                until = pause.ended_at

    def _later(self, start: datetime, length: timedelta) -> datetime:
        """The first moment by which so much of its own time has passed since then."""
        if self.calendar is None or not length:
            return start + length
        there = local(start)
        today = _DAY - _since_midnight(there) if self.calendar.is_open(there.date()) else _NOTHING
        if length <= today:
            return start + length
        days = -(-(length - today) // _DAY)  # open days that are begun, the last one too
        last = self.calendar.open_day(there.date(), days)
        return (_midnight(last) + (length - today - (days - 1) * _DAY)).astimezone(start.tzinfo)

    def _on_the_wall(self) -> datetime:
        """The same hour, so many open days, months or years later."""
        there = local(self.began_at)
        return datetime.combine(self._last_day(there.date()), there.timetz())

    def _last_day(self, first: date) -> date:
        if self.within.unit == _WORKING_DAYS:
            return (self.calendar or Calendar()).open_day(first, self.within.count)
        day = months_later(first, self.within.count * (12 if self.within.unit == "years" else 1))
        return self.calendar.next_open(day) if self.calendar else day


def _since_midnight(there: datetime) -> timedelta:
    return there - _midnight(there.date())


def _of_day(there: datetime, calendar: Calendar) -> timedelta:
    """How much of its own day has run at this moment."""
    return _since_midnight(there) if calendar.is_open(there.date()) else _NOTHING


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=KOLKATA)


# --- the clocks of one case ---

Term = Promise | Statutory | FirstAction


@dataclass(frozen=True, slots=True)
class Terms:
    """The limits that hold for a case: those of the day on which it was opened, each with its source.

    Where the office promises nothing, it is held to the law's limit.
    """

    promise: Promise | Statutory
    statutory: Statutory | None
    first_action: FirstAction | None
    runs: str  # `always` or `open days`

    @property
    def count_open_days(self) -> bool:
        """Whether any of its clocks goes by a calendar."""
        terms = (self.promise, self.statutory, self.first_action)
        return any(self.counts_open_days(term) for term in terms if term)

    def counts_open_days(self, term: Term) -> bool:
        """Whether this one does: working days are open days, whatever the definition says."""
        return self.runs == OPEN_DAYS or term.within.unit == _WORKING_DAYS


def terms_of(service: Service, fields: Mapping[str, Any], opened_at: datetime) -> Terms:
    """The terms of a case with these answers. NoLimitError where nothing limits it."""
    day = local(opened_at).date()
    law = service.statutory_on(day)
    promise = service.promised_on(day, fields) or law
    if promise is None:
        raise NoLimitError(service.code)
    return Terms(promise, law, service.first_action_on(day), service.calendar_of(fields))


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of a case. Each of its terms began when it was opened, and stood still while it waited."""

    terms: Terms
    began_at: datetime
    calendar: Calendar
    pauses: tuple[Pause, ...] = ()

    @property
    def promise(self) -> Clock:
        return self._clock(self.terms.promise)

    @property
    def statutory(self) -> Clock | None:
        return self._clock(self.terms.statutory) if self.terms.statutory else None

    @property
    def first_action(self) -> Clock | None:
        return self._clock(self.terms.first_action) if self.terms.first_action else None

    @property
    def dues(self) -> "Dues":
        """When each falls due; what is to be done first, never later than all of it."""
        promised = self.promise.due
        return Dues(
            promised,
            self.statutory.due if self.statutory else None,
            min(self.first_action.due, promised) if self.first_action else None,
        )

    def _clock(self, term: Term) -> Clock:
        calendar = self.calendar if self.terms.counts_open_days(term) else None
        return Clock(self.began_at, term.within, calendar, tuple(self._pauses_of(term)))

    def _pauses_of(self, term: Term) -> Iterator[Pause]:
        """The law knows nothing of whom an office sends a matter to."""
        is_law = isinstance(term, Statutory)
        return (pause for pause in self.pauses if not (is_law and pause.reason in _BY_OUR_CHOICE))


@dataclass(frozen=True, slots=True)
class Dues:
    """When the clocks of a case fall due."""

    promise: datetime
    statutory: datetime | None = None
    first_action: datetime | None = None


# --- the way up ---


def escalates_next(clock: Clock, now: datetime, *, level: int, levels: Sequence[str]) -> datetime | None:
    """When the case passes from this level to the one above: each level has the promised time again."""
    return clock.again(now).due if level < len(levels) - 1 else None


def escalates_again(
    clock: Clock, now: datetime, *, due_at: datetime, levels: Sequence[str]
) -> datetime | None:
    """When a case that is back on its lowest level climbs: at its promise, or if that is past, after the
    promised time once more.
    """
    if due_at > now and len(levels) > 1:
        return due_at
    return escalates_next(clock, now, level=0, levels=levels)
