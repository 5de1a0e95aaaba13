"""Virtual time: wall time plus an offset, our own or one that another program keeps in a file."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

OFFSET = struct.Struct("<q")  # signed little-endian microseconds
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
RESOLUTION = timedelta(seconds=1)  # a forwarded moment may be this much younger than ours


class ClockError(Exception):
    """The clock was asked for something it cannot do; the text says what."""


class ClockRefusedError(ClockError):
    """The clock belongs to another program, which has to move it."""


class Clock:
    """Tells the virtual time, which only ever moves forward."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        """The virtual moment, in UTC."""
        return datetime.now(UTC) + self.offset()

    def seconds(self) -> int:
        """The virtual moment in Unix seconds, as webhooks stamp it."""
        return int(self.now().timestamp())

    def offset(self) -> timedelta:
        """How far virtual time is ahead of wall time."""
        return self._offset

    def move_to(self, moment: datetime) -> datetime:
        """Move on to `moment` (with a zone) and tell the new time; ClockError when that is the past."""
        now = self.now()
        if moment < now - RESOLUTION:
            raise ClockError(f"The clock moves only forward: it is {stamp(now)} already.")
        return self._move(max(moment - now, timedelta()))

    def advance(self, seconds: float) -> datetime:
        """Move on by `seconds` and tell the new time; ClockError when negative or beyond the calendar."""
        if seconds < 0:
            raise ClockError("The clock moves only forward: `advance` cannot be negative.")
        try:
            return self._move(timedelta(seconds=seconds))
        except OverflowError:
            raise ClockError("`advance` leads beyond the end of the calendar.") from None

    def _move(self, step: timedelta) -> datetime:
        moved = self.now() + step
        if moved > LATEST:
            raise ClockError(f"The calendar of this clock ends on {stamp(LATEST)}.")
        self._offset += step
        return moved


class FollowedClock(Clock):
    """A clock whose offset another program writes into a file of 8 bytes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._shared = _mapped(path)

    def offset(self) -> timedelta:
        microseconds: int = OFFSET.unpack_from(self._shared)[0]
        return timedelta(microseconds=microseconds)

    def _move(self, step: timedelta) -> datetime:
        if step > RESOLUTION:
            raise ClockRefusedError(f"This clock follows {self.path}: move it where that file is written.")
        return self.now()


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as offset_file:
            return mmap.mmap(offset_file.fileno(), OFFSET.size, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise ClockError(f"The clock file {path} cannot be read as {OFFSET.size} bytes: {error}.") from None


def stamp(moment: datetime) -> str:
    """RFC 3339 in UTC, as the control half writes every time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
