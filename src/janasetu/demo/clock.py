"""The time machine: move office time for every process, and do at once what has fallen due."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from janasetu.cases.actions import escalate_overdue, hand_over_due, recount, remind_owners, tell_law_passed
from janasetu.lib import clock
from janasetu.lib.clock import local


def now() -> datetime:
    """Office time."""
    return clock.now()


def advance(by: timedelta) -> datetime:
    """Move office time forward and do what has fallen due; the moment it is then.

    ClockError if it cannot be moved so.
    """
    return _settled(clock.advance(_file(), by))


def set_to(moment: datetime) -> datetime:
    """Move office time to `moment`; ClockError if that is in the past."""
    return _settled(clock.set_to(_file(), moment))


def next_monday(now: datetime) -> datetime:
    """The Monday that comes next, when the offices have opened."""
    there = local(now)
    days = 7 - there.weekday()
    opened = there.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return opened.astimezone(now.tzinfo)


def _settled(moment: datetime) -> datetime:
    hand_over_due(now=moment)
    escalate_overdue(now=moment)
    tell_law_passed(now=moment)
    remind_owners(now=moment)
    recount(now=moment)
    return moment


def _file() -> Path:
    """The simulator maps the same file, so both stamp the same time."""
    path: Path | None = settings.INSTALLATION.clock_file
    if path is None:
        raise clock.ClockError("Only the demo's clock can be moved.")
    return path
