"""Settle which day of the calendar figures mean, seen from today."""

import datetime as dt
from enum import StrEnum

EARLIEST, LATEST = 1800, 2200  # years; nobody's papers are older, and office time ends with the latter
_BENGALI_YEARS = range(1300, 1500)
_YEARS_AHEAD = 20  # a year of two digits lies at most so far ahead
_LEAP_YEARS_APART = 8  # at most: 1896 and 1904


class Unread(StrEnum):
    """Why an answer is no day.

    No such day: 31 February, a weekday that is not that date's, a year before 1800 or after 2200. Which way:
    কাল is yesterday and tomorrow, and পরশু, a weekday and «১৫ তারিখ» are two days each. The Bengali era's
    almanac is not kept here: West Bengal's and Bangladesh's differ.
    """

    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    WHICH_WAY = "which_way"
    BENGALI_ERA = "bengali_era"


def written(day: str, month: str, year: str, today: dt.date, way: int) -> dt.date | Unread:
    """The day with its year, of two digits or four; `way` is -1 where the past is meant."""
    if len(day) > 2 or len(month) > 2 or len(year) not in {2, 4}:
        return Unread.NOT_A_DATE
    full = int(year) if len(year) == 4 else _full_year(int(year), today, way)
    if full in _BENGALI_YEARS:
        return Unread.BENGALI_ERA
    if not EARLIEST <= full <= LATEST:
        return Unread.NO_SUCH_DAY
    return _in_calendar(full, int(month), int(day)) or Unread.NO_SUCH_DAY


def _full_year(year: int, today: dt.date, way: int) -> int:
    """The year that two digits mean: of what is past, none after this year."""
    latest = today.year if way < 0 else today.year + _YEARS_AHEAD
    return latest - (latest - year) % 100


def nearest(day: str, month: str, today: dt.date, way: int) -> dt.date | Unread:
    """The day in the nearest year on that side, today's included; on either side where `way` is 0."""
    if len(day) > 2 or len(month) > 2:
        return Unread.NOT_A_DATE
    years = range(today.year - _LEAP_YEARS_APART, today.year + _LEAP_YEARS_APART + 1)
    days = filter(None, (_in_calendar(year, int(month), int(day)) for year in years))
    apart = [(found - today).days for found in days]
    here = [days for days in apart if days * way >= 0]
    return today + dt.timedelta(days=min(here, key=abs)) if here else Unread.NO_SUCH_DAY


def in_month(day: str, today: dt.date, ahead: int) -> dt.date | Unread:
    """The day of the month so many months ahead of today's."""
    years, month = divmod(today.month - 1 + ahead, 12)
    if len(day) > 2:
        return Unread.NOT_A_DATE
    return _in_calendar(today.year + years, month + 1, int(day)) or Unread.NO_SUCH_DAY


def _in_calendar(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
