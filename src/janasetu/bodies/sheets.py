"""Read a sheet, CSV as a spreadsheet saves it: a header of known columns, and rows; faults by row. Pure."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from janasetu.bodies.errors import PHRASES
from janasetu.bodies.names import as_written
from janasetu.lib import bn
from janasetu.lib.text import clean, tame
from janasetu.lib.words import Lang

MOST_BYTES = 16 * 1024 * 1024  # a state's directory has less than one of them


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, counted as a spreadsheet does: the header is row 1."""

    row: int
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    other: int = 0  # a row that it has to do with

    def sentence(self, lang: Lang) -> str:
        """What the person is told, with the row."""
        fault = PHRASES.say(self.key, lang, other=_digits(self.other, lang), **self.values)
        return PHRASES.say("in_row", lang, row=_digits(self.row, lang), fault=fault)


class SheetFaultsError(ValueError):
    """A sheet that is not taken; `faults` says of every wrong row what is wrong in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.row)
        super().__init__(f"{len(self.faults)} faults")


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it was written: its cells by column."""

    number: int
    cells: Mapping[str, str]


def read(
    content: bytes, columns: Sequence[str], *, optional: Collection[str] = ()
) -> tuple[list[Record], list[Fault]]:
    """The rows that hold anything, and every fault of the sheet as such. `optional`: columns that may be left
    out; their cells are then empty.
    """
    if len(content) > MOST_BYTES:
        return [], [Fault(1, "file_too_large")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Fault(content.count(b"\n", 0, error.start) + 1, "file_not_utf8")]
    return _read(csv.reader(io.StringIO(text, newline=""), strict=True), columns, optional)


def word(cell: str) -> str:
    """A word of ours, however a person writes it: «Gram Panchayat» is gram_panchayat."""
    return as_written(cell).replace(" ", "_")


@lru_cache(4096)  # a district and a block stand in many rows
def told(cell: str) -> str:
    """A cell as it is kept: in one form, on one line, one space between words."""
    return " ".join(clean(tame(bn.normalise(cell))).split())


def _digits(row: int, lang: Lang) -> str:
    return bn.digits(row) if lang == "bn" else str(row)


def _read(
    rows: Iterator[list[str]], columns: Sequence[str], optional: Collection[str]
) -> tuple[list[Record], list[Fault]]:
    records: list[Record] = []
    faults: list[Fault] = []
    number = 0
    header: list[str] = []
    try:
        for number, cells in enumerate(rows, start=1):
            if number == 1:
                header = [word(cell) for cell in _trimmed(cells)]
                if wrong := list(_header_faults(header, columns, optional)):
                    return [], wrong
            elif any(cell.strip() for cell in cells):
                record = _record(number, cells, header, columns)
                records += [record] if record else []
                faults += [] if record else [Fault(number, "wrong_number_of_cells")]
    except csv.Error:
        faults.append(Fault(number + 1, "row_unreadable"))
    return records, faults if header or faults else [*_header_faults([], columns, optional)]


def _header_faults(header: list[str], columns: Sequence[str], optional: Collection[str]) -> Iterator[Fault]:
    if missing := [column for column in columns if column not in header and column not in optional]:
        yield Fault(1, "columns_missing", {"columns": ", ".join(missing)})
    if unknown := [name for name in header if name not in columns]:
        yield Fault(1, "columns_unknown", {"columns": ", ".join(unknown)})
    if twice := [column for column in columns if header.count(column) > 1]:
        yield Fault(1, "columns_twice", {"columns": ", ".join(twice)})


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end: spreadsheets add some."""
    last = max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:last]


def _record(number: int, cells: list[str], header: list[str], columns: Sequence[str]) -> Record | None:
    """None where it has fewer or more cells than the header."""
    if len(cells) > len(header):
        cells = [*cells[: len(header)], *_trimmed(cells[len(header) :])]
    if len(cells) != len(header):
        return None
    return Record(number, {**dict.fromkeys(columns, ""), **dict(zip(header, cells, strict=True))})
