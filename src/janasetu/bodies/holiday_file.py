"""Read a file of holidays, CSV as a spreadsheet saves it; every fault is told by row and column. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from janasetu.bodies.calendars import ClosedDay
from janasetu.bodies.csv_file import Cells, Columns, Fault, FileFaultsError, one_line, read_cells
from janasetu.lib import bn

COLUMNS = Columns(needed=("date", "name_bn", "name_en"), optional=("name_hi",))
MOST_LETTERS = 80  # of a name: it stands in a message beside the new date
FIRST_YEAR, LAST_YEAR = 2000, 2199

_SCRIPTS = {
    "name_bn": re.compile("[\u0985-\u09b9]"),
    "name_en": re.compile("[A-Za-z]"),
    "name_hi": re.compile("[\u0905-\u0939]"),
}
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)


class HolidayFaultsError(FileFaultsError):
    """A file of holidays that is not taken."""


def read(content: bytes) -> tuple[list[ClosedDay], list[Fault]]:
    """The days of the file in its order, and every fault; nothing of a file with faults is to be used."""
    cells, faults = read_cells(content, COLUMNS)
    days: dict[date, int] = {}
    found: list[ClosedDay] = []
    for row in cells:
        day = day_written(one_line(row["date"]))
        faults += [*_wrong_date(row, day, days), *_wrong_names(row)]
        if day is not None:
            days.setdefault(day, row.row)
            found.append(ClosedDay(day, _names(row)))
    return found, sorted(faults, key=lambda fault: fault.row)


def day_written(text: str) -> date | None:
    """A day as 2026-10-19 or, the day first, 19/10/2026 (also with dots or hyphens), in any digits."""
    written = _DAY.fullmatch(bn.ascii_digits(text))
    if written is None:
        return None
    year, month, day = written.group(1, 2, 3) if written[1] else written.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _names(row: Cells) -> dict[str, str]:
    names = {column.removeprefix("name_"): one_line(row[column]) for column in _SCRIPTS}
    return {lang: name for lang, name in names.items() if name}


def _wrong_date(row: Cells, day: date | None, before: dict[date, int]) -> Iterator[Fault]:
    if day is None:
        yield Fault(row.row, "date_unreadable", column="date")
    elif not FIRST_YEAR <= day.year <= LAST_YEAR:
        yield Fault(row.row, "date_too_far", column="date")
    elif day in before:
        yield Fault(row.row, "date_twice", other=before[day], column="date")


def _wrong_names(row: Cells) -> Iterator[Fault]:
    for column, letters in _SCRIPTS.items():
        name = one_line(row[column])
        if (name or column in COLUMNS.needed) and not letters.search(name):
            yield Fault(row.row, f"{column.replace('name', 'holiday')}_needed", column=column)
        elif len(name) > MOST_LETTERS:
            yield Fault(row.row, "holiday_name_too_long", column=column)
