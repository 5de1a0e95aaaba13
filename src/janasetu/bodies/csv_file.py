"""Read a CSV file as a spreadsheet saves it: cells of rows by column, and faults of its form. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """What is wrong in a row, counted as a spreadsheet does: the header is row 1. `column`: where it is told
    by the name of its column.
    """

    row: int
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    other: int = 0  # a row that it has to do with
    column: str = ""

    def sentence(self, lang: Lang) -> str:
        """What the person is told, with the row."""
        fault = PHRASES.say(self.key, lang, other=digits(self.other, lang), **self.values)
        row = digits(self.row, lang)
        if self.column:
            return PHRASES.say("in_cell", lang, row=row, column=self.column, fault=fault)
        return PHRASES.say("in_row", lang, row=row, fault=fault)


class FileFaultsError(ValueError):
    """A file that is not taken; `faults` says of every wrong row what is wrong in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.row)
        super().__init__(f"{len(self.faults)} faults")


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in the header of a file, in any order."""

    needed: Sequence[str]
    optional: Sequence[str] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.needed, *self.optional)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of the file, as it stands there. An optional column that is not there is empty."""

    row: int
    by_column: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.by_column.get(column, "")


def digits(row: int, lang: Lang) -> str:
    return bn.digits(row) if lang == "bn" else str(row)


def word(cell: str) -> str:
    """A word of ours, however a person writes it: «Gram Panchayat» is gram_panchayat."""
    return as_written(cell).replace(" ", "_")


@lru_cache(4096)  # a district and a block stand in many rows
def one_line(cell: str) -> str:
    """A cell as it is kept: in one form, on one line, one space between words."""
    return " ".join(clean(tame(bn.normalise(cell))).split())


def read_cells(content: bytes, columns: Columns) -> tuple[list[Cells], list[Fault]]:
    """The rows that have a cell for each column, and the faults of the form, both in the file's order."""
    if len(content) > MOST_BYTES:
        return [], [Fault(1, "file_too_large")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Fault(content.count(b"\n", 0, error.start) + 1, "file_not_utf8")]
    return _read(csv.reader(io.StringIO(text, newline=""), strict=True), columns)


def _read(records: Iterator[list[str]], columns: Columns) -> tuple[list[Cells], list[Fault]]:
    rows: list[Cells] = []
    faults: list[Fault] = []
    number = 0
    header: list[str] = []
    try:
        for number, cells in enumerate(records, start=1):
            if number == 1:
                header = [word(cell) for cell in without_empty_ends(cells)]
                if wrong := list(header_faults(header, columns)):
                    return [], wrong
            elif any(cell.strip() for cell in cells):
                row = cells_of(number, cells, header)
                rows += [row] if row else []
                faults += [] if row else [Fault(number, "wrong_number_of_cells")]
    except csv.Error:
        faults.append(Fault(number + 1, "row_unreadable"))
    return rows, faults if header or faults else [*header_faults([], columns)]


def header_faults(header: list[str], columns: Columns) -> Iterator[Fault]:
    """What is wrong with the first row, its words in one form."""
    if missing := [column for column in columns.needed if column not in header]:
        yield Fault(1, "columns_missing", {"columns": ", ".join(missing)})
    if unknown := [name for name in header if name not in columns.all]:
        yield Fault(1, "columns_unknown", {"columns": ", ".join(unknown)})
    if twice := [column for column in columns.all if header.count(column) > 1]:
        yield Fault(1, "columns_twice", {"columns": ", ".join(twice)})


def without_empty_ends(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end: spreadsheets add some."""
    last = max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:last]


def cells_of(number: int, record: list[str], header: list[str]) -> Cells | None:
    """The row by column; None where it has more or fewer cells than the header."""
    if len(record) > len(header):
        record = [*record[: len(header)], *without_empty_ends(record[len(header) :])]
    if len(record) != len(header):
        return None
    return Cells(number, dict(zip(header, record, strict=True)))
