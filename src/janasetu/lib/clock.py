"""Tell the time: office time, which a demo can move for all processes, and wall time, which nobody moves."""

import fcntl
import mmap
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

KOLKATA = ZoneInfo("Asia/Kolkata")
LATEST = datetime(
    2200, 12, 31, 23, 59, 59, tzinfo=UTC
)  # office time stops here, and so do dates made from it

_WIDTH = 8  # bytes: one signed little-endian count of microseconds
_MICROSECOND = timedelta(microseconds=1)

_fixed: datetime | None = None
_followed: mmap.mmap | None = None


class ClockError(ValueError):
    """The clock was asked for something it cannot do."""


class ClockBackwardsError(ClockError):
    """Office time was asked to go back; stamps already written would lie in the future."""


class ClockTooFarError(ClockError):
    """Office time was asked to pass the year 2200."""


class ClockFileError(ClockError):
    """The file is not a clock file: not 8 bytes, or an offset that no `advance` can have written."""


def now() -> datetime:
    """Office time, aware, in UTC: due dates, windows and stamps. Wall time plus any offset followed."""
    if _fixed is not None:
        return _fixed
    if _followed is not None:
        return wall() + timedelta(microseconds=_offset_in(_followed))
    return wall()


def wall() -> datetime:
    """The machine's own time, aware, in UTC: leases, tokens and sessions. It never follows a demo."""
    return datetime.now(UTC)


def wall_milliseconds() -> int:
    """The machine's own time in whole milliseconds since 1970, for identifiers made many times a second."""
    return time.time_ns() // 1_000_000


def monotonic() -> float:
    """Seconds from an unnamed start, never going back: time-outs and measured durations."""
    return time.monotonic()


def local(moment: datetime) -> datetime:
    """The same moment as a clock on a Kolkata wall shows it. ValueError when the moment has no time zone."""
    return _aware(moment).astimezone(KOLKATA)


def follow(path: Path) -> None:
    """From now on `now()` is wall time plus the offset in `path`; who moves it is seen at once.

    The file is 8 bytes: microseconds, a signed little-endian integer. It is made with zero where it is
    missing. ClockFileError when it holds anything else, ClockTooFarError when it lies past 2200; then
    nothing changes.
    """
    global _followed
    with _locked(path) as offset:
        _refuse_too_far(_offset_in(offset))
    with path.open("rb") as file:
        followed = mmap.mmap(file.fileno(), _WIDTH, access=mmap.ACCESS_READ)
    unfollow()
    _followed = followed


def unfollow() -> None:
    """Office time is wall time again."""
    global _followed
    if _followed is not None:
        _followed.close()
        _followed = None


def advance(path: Path, by: timedelta) -> datetime:
    """Move the office time in `path` forward for all who follow it; returns the new office time.

    ClockBackwardsError when `by` is negative, ClockTooFarError when the result would pass the year 2200;
    the file is then untouched. Two processes that advance at once both count: the file is locked
    meanwhile.
    """
    if by < timedelta(0):
        raise ClockBackwardsError(f"Office time cannot go back (asked: {by}).")
    with _locked(path) as offset:
        return _move(offset, _offset_in(offset) + by // _MICROSECOND)


def set_to(path: Path, moment: datetime) -> datetime:
    """Move the office time in `path` forward to `moment`; returns and raises what `advance` does."""
    target = _aware(moment).astimezone(UTC)
    with _locked(path) as offset:
        microseconds = (target - wall()) // _MICROSECOND
        if microseconds < _offset_in(offset):
            raise ClockBackwardsError(f"Office time cannot go back to {target.isoformat()}.")
        return _move(offset, microseconds)


@contextmanager
def fixed(moment: datetime) -> Iterator[datetime]:
    """Hold office time still at `moment` in every thread of this process; for tests."""
    global _fixed
    before, _fixed = _fixed, _aware(moment).astimezone(UTC)
    try:
        yield _fixed
    finally:
        _fixed = before


def _move(offset: mmap.mmap, microseconds: int) -> datetime:
    _refuse_too_far(microseconds)
    # Eight aligned bytes in one copy, into the file others have mapped: they see the old time or the new.
    offset[:_WIDTH] = microseconds.to_bytes(_WIDTH, "little", signed=True)
    offset.flush()
    return wall() + timedelta(microseconds=microseconds)


def _offset_in(clock_file: mmap.mmap) -> int:
    return int.from_bytes(clock_file[:_WIDTH], "little", signed=True)


@contextmanager
def _locked(path: Path) -> Iterator[mmap.mmap]:
    """The clock file mapped for writing by us alone; the same file always, for others have mapped it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        size = os.fstat(descriptor).st_size
        if size == 0:
            os.ftruncate(descriptor, _WIDTH)
        elif size != _WIDTH:
            raise ClockFileError(f"{path} is not a clock file: {size} bytes, not {_WIDTH}.")
        with mmap.mmap(descriptor, _WIDTH) as offset:
            if _offset_in(offset) < 0:
                raise ClockFileError(f"{path} is not a clock file: its offset is negative.")
            yield offset
    finally:
        os.close(descriptor)


def _refuse_too_far(microseconds: int) -> None:
    if microseconds > (LATEST - wall()) // _MICROSECOND:
        raise ClockTooFarError(f"Office time cannot pass the year {LATEST.year}.")


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ClockError(f"A moment needs its time zone: {moment.isoformat()}.")
    return moment
