"""Read the file of a directory, CSV as a spreadsheet saves it; every fault is told with its row. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from janasetu.bodies.errors import PHRASES
from janasetu.bodies.names import as_written
from janasetu.bodies.posts import KINDS
from janasetu.lib import bn
from janasetu.lib.text import clean, tame
from janasetu.lib.words import Lang

COLUMNS = ("district", "block", "kind", "name_bn", "name_en", "aliases", "lgd_code")
MOST_BYTES = 16 * 1024 * 1024  # a state's directory has less than one of them
MOST_LETTERS = 200  # of a name

_BETWEEN_ALIASES = "|"
_BENGALI, _LATIN = re.compile("[\u0985-\u09b9]"), re.compile("[A-Za-z]")
_LGD = re.compile("[0-9]{1,12}", re.ASCII)
_IN_A_DISTRICT = frozenset({"block", "gram_panchayat", "municipality", "corporation"})


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


class DirectoryFaultsError(ValueError):
    """A file of a directory that is not taken; `faults` says of every wrong row what is wrong in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.row)
        super().__init__(f"{len(self.faults)} faults")


@dataclass(frozen=True, slots=True)
class Row:
    """One body of the file. `district` and `block`: the names of what it lies in, empty where it does not."""

    number: int
    kind: str
    district: str
    block: str
    bn: str
    en: str
    aliases: tuple[str, ...] = ()
    lgd: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.bn, self.en, *self.aliases)


def _digits(row: int, lang: Lang) -> str:
    return bn.digits(row) if lang == "bn" else str(row)


def read(content: bytes) -> tuple[list[Row], list[Fault]]:
    """The rows of known kinds, wrong ones too, for others may lie in them; and every fault.

    Both in the file's order.
    """
    if len(content) > MOST_BYTES:
        return [], [Fault(1, "file_too_large")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Fault(content.count(b"\n", 0, error.start) + 1, "file_not_utf8")]
    return _read(csv.reader(io.StringIO(text, newline=""), strict=True))


def _read(records: Iterator[list[str]]) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    number = 0
    header: list[str] = []
    try:
        for number, cells in enumerate(records, start=1):
            if number == 1:
                header = [_word(cell) for cell in _trimmed(cells)]
                if wrong := list(_header_faults(header)):
                    return [], wrong
            elif any(cell.strip() for cell in cells):
                row, wrong = _row(number, cells, header)
                faults += wrong
                rows += [row] if row else []
    except csv.Error:
        faults.append(Fault(number + 1, "row_unreadable"))
    return rows, faults if header or faults else [*_header_faults([])]


def _header_faults(header: list[str]) -> Iterator[Fault]:
    if missing := [column for column in COLUMNS if column not in header]:
        yield Fault(1, "columns_missing", {"columns": ", ".join(missing)})
    if unknown := [name for name in header if name not in COLUMNS]:
        yield Fault(1, "columns_unknown", {"columns": ", ".join(unknown)})
    if twice := [column for column in COLUMNS if header.count(column) > 1]:
        yield Fault(1, "columns_twice", {"columns": ", ".join(twice)})


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end: spreadsheets add some."""
    last = max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:last]


def _word(cell: str) -> str:
    """A word of ours, however a person writes it: «Gram Panchayat» is gram_panchayat."""
    return as_written(cell).replace(" ", "_")


@lru_cache(4096)  # a district and a block stand in many rows
def _told(cell: str) -> str:
    """A cell as it is kept: in one form, on one line, one space between words."""
    return " ".join(clean(tame(bn.normalise(cell))).split())


def _row(number: int, record: list[str], header: list[str]) -> tuple[Row | None, list[Fault]]:
    if len(record) > len(header):
        record = [*record[: len(header)], *_trimmed(record[len(header) :])]
    if len(record) != len(header):
        return None, [Fault(number, "wrong_number_of_cells")]
    cells = dict(zip(header, map(_told, record), strict=True))
    aliases = (alias.strip() for alias in cells["aliases"].split(_BETWEEN_ALIASES))
    row = Row(
        number,
        kind=_word(cells["kind"]),
        district=cells["district"],
        block=cells["block"],
        bn=cells["name_bn"],
        en=cells["name_en"],
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias)),
        lgd=bn.ascii_digits(cells["lgd_code"]),
    )
    faults = [*_faults(row), *_misplaced(row)]
    return (row if row.kind in KINDS else None), [Fault(number, key, values) for key, values in faults]


def _faults(row: Row) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What is wrong with what the row says of the body itself."""
    if row.kind not in KINDS:
        yield "kind_unknown", {"kinds": ", ".join(sorted(KINDS))}
    if not _BENGALI.search(row.bn):
        yield "name_bn_needed", {}
    if not _LATIN.search(row.en) or _BENGALI.search(row.en):
        yield "name_en_needed", {}
    if any(len(name) > MOST_LETTERS for name in row.names):
        yield "name_too_long", {}
    if row.lgd and not _LGD.fullmatch(row.lgd):
        yield "lgd_unfit", {}


def _misplaced(row: Row) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What is wrong with what it says it lies in. A district may name itself as its district, a block as its
    block.
    """
    if row.kind in _IN_A_DISTRICT and not row.district:
        yield "district_needed", {}
    if row.kind == "gram_panchayat" and not row.block:
        yield "block_needed", {}
    own = {"", *map(as_written, row.names)}
    district, block = as_written(row.district), as_written(row.block)
    if (row.kind == "state" and district) or (row.kind == "district" and district not in own):
        yield "district_not_here", {}
    if row.kind not in ("gram_panchayat", "block") and block and row.kind in KINDS:
        yield "block_not_here", {}
    if row.kind == "block" and block not in own:
        yield "block_not_here", {}
