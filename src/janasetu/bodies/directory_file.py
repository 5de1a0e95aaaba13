"""Read the file of a directory, CSV as a spreadsheet saves it; every fault is told with its row. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from janasetu.bodies.csv_file import Cells, Columns, Fault, FileFaultsError, one_line, read_cells, word
from janasetu.bodies.names import as_written
from janasetu.bodies.posts import KINDS
from janasetu.lib import bn

COLUMNS = ("district", "block", "kind", "name_bn", "name_en", "aliases", "lgd_code")
MOST_LETTERS = 200  # of a name

_BETWEEN_ALIASES = "|"
_BENGALI, _LATIN = re.compile("[\u0985-\u09b9]"), re.compile("[A-Za-z]")
_LGD = re.compile("[0-9]{1,12}", re.ASCII)
_IN_A_DISTRICT = frozenset({"block", "gram_panchayat", "municipality", "corporation"})


class DirectoryFaultsError(FileFaultsError):
    """A file of a directory that is not taken."""


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


def read(content: bytes) -> tuple[list[Row], list[Fault]]:
    """The rows of known kinds, wrong ones too, for others may lie in them; and every fault.

    Both in the file's order.
    """
    cells, faults = read_cells(content, Columns(COLUMNS))
    read_rows = [_row(one) for one in cells]
    faults += [fault for _, wrong in read_rows for fault in wrong]
    return [row for row, _ in read_rows if row], sorted(faults, key=lambda fault: fault.row)


def _row(record: Cells) -> tuple[Row | None, list[Fault]]:
    cells = {column: one_line(record[column]) for column in COLUMNS}
    aliases = (alias.strip() for alias in cells["aliases"].split(_BETWEEN_ALIASES))
    row = Row(
        record.row,
        kind=word(cells["kind"]),
        district=cells["district"],
        block=cells["block"],
        bn=cells["name_bn"],
        en=cells["name_en"],
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias)),
        lgd=bn.ascii_digits(cells["lgd_code"]),
    )
    faults = [*_faults(row), *_misplaced(row)]
    return (row if row.kind in KINDS else None), [Fault(record.row, key, values) for key, values in faults]


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
