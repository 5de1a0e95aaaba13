"""Make ids and moments of the past: ids sort by the moment they are made for, the same in every run."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from janasetu.lib.clock import local

_VERSION_AND_VARIANT = (7 << 76) | (2 << 62)
_OPENS, _SHUTS = 10, 17  # o'clock
_WAKES, _SLEEPS = 7, 22
_SUNDAY = 6


class Stamps:
    """Ids of version 7 (RFC 9562) whose milliseconds lie in the past, counted on so that none comes twice."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._count = 0

    def at(self, moment: datetime) -> UUID:
        """An id for this moment; of two for the same millisecond the later one asked for is larger."""
        self._count += 1
        millisecond = int(moment.timestamp() * 1000)
        high, low = self._count >> 30, self._count & ((1 << 30) - 1)
        tail = self._chance.getrandbits(32)
        return UUID(int=(millisecond << 80) | (high << 64) | (low << 32) | tail | _VERSION_AND_VARIANT)


def at_work(moment: datetime, chance: Random) -> datetime:
    """The moment itself in office hours, else some time in the first hours of the next working day."""
    there = local(moment)
    if there.weekday() != _SUNDAY and _OPENS <= there.hour < _SHUTS:
        return moment
    day = there if there.hour < _OPENS else there + timedelta(days=1)
    if day.weekday() == _SUNDAY:
        day += timedelta(days=1)
    return _in_day(day, _OPENS, chance).astimezone(moment.tzinfo)


def awake(moment: datetime, chance: Random) -> datetime:
    """The moment itself while people are up, else some time in the morning after."""
    there = local(moment)
    if _WAKES <= there.hour < _SLEEPS:
        return moment
    day = there if there.hour < _WAKES else there + timedelta(days=1)
    return _in_day(day, _WAKES, chance).astimezone(moment.tzinfo)


def _in_day(day: datetime, hour: int, chance: Random) -> datetime:
    begins = day.replace(hour=hour, minute=0, second=0, microsecond=0)
    return begins + timedelta(seconds=chance.randrange(3 * 3600))
