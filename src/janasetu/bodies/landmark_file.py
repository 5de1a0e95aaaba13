"""Read the file of a body's landmarks, CSV as a spreadsheet saves it; faults are told by row. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from janasetu.bodies import degrees, ward_numbers
from janasetu.bodies.csv_file import Cells, Columns, Fault, FileFaultsError, one_line, read_cells
from janasetu.bodies.names import as_written, filed_under
from janasetu.lib import bn

COLUMNS = Columns(needed=("name_bn",), optional=("name_en", "name_hi", "aliases", "lat", "lon", "ward"))
MOST_LETTERS = 120  # of a name
SHORTEST = 3  # letters of a folded name: shorter ones would be found in half of what people write

_BETWEEN_ALIASES = "|"
_BENGALI = re.compile("[\u0985-\u09b9]")


class LandmarkFaultsError(FileFaultsError):
    """A file of landmarks that is not taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """One landmark. `name`: by language. `lat`, `lon`: where they are told. `ward`: empty where it is not."""

    number: int
    name: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    ward: str = ""

    @property
    def keys(self) -> list[str]:
        """Every spelling, folded."""
        spellings = (*self.name.values(), *self.aliases)
        return list(dict.fromkeys(key for spelling in spellings for key in filed_under(spelling) if key))


def read(content: bytes, *, wards: Collection[str]) -> tuple[list[Row], list[Fault]]:
    """The landmarks, and every fault, in the file's order. `wards`: the numbers that the body has; where it
    has none, any may be told.
    """
    records, faults = read_cells(content, COLUMNS)
    rows = [_row(record) for record in records]
    for record, row in zip(records, rows, strict=True):
        faults += [Fault(row.number, key, values) for key, values in _faults(record, row, wards)]
    faults += _doubles(rows)
    return rows, sorted(faults, key=lambda fault: fault.row)


def _row(record: Cells) -> Row:
    cells = {column: one_line(record[column]) for column in COLUMNS.all}
    aliases = (alias.strip() for alias in cells["aliases"].split(_BETWEEN_ALIASES))
    return Row(
        record.row,
        name={lang: cells[f"name_{lang}"] for lang in ("bn", "en", "hi") if cells[f"name_{lang}"]},
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias)),
        lat=_degrees(cells["lat"]),
        lon=_degrees(cells["lon"]),
        ward=ward_numbers.read(cells["ward"]),
    )


def _degrees(cell: str) -> float | None:
    try:
        return round(float(bn.ascii_digits(cell)), 6)
    except ValueError:
        return None


def _faults(record: Cells, row: Row, wards: Collection[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    if not _BENGALI.search(row.name.get("bn", "")):
        yield "landmark_name_needed", {}
    elif not row.keys or min(map(len, row.keys)) < SHORTEST:
        yield "landmark_name_too_short", {}
    if any(len(name) > MOST_LETTERS for name in (*row.name.values(), *row.aliases)):
        yield "landmark_name_too_long", {}
    if record["lat"].strip() or record["lon"].strip():
        yield from _degree_faults(row)
    if record["ward"].strip() and (not row.ward or (wards and row.ward not in wards)):
        yield "no_such_ward", {}


def _degree_faults(row: Row) -> Iterator[tuple[str, Mapping[str, str]]]:
    if row.lat is None or row.lon is None:
        yield "landmark_degrees_unread", {}
    elif not degrees.lie_here(row.lat, row.lon):
        yield "landmark_swapped" if degrees.are_swapped(row.lat, row.lon) else "landmark_elsewhere", {}


def _doubles(rows: Collection[Row]) -> Iterator[Fault]:
    """Two of one name in one ward are one landmark."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (as_written(row.name.get("bn", "")), row.ward)
        if key in first and key[0]:
            yield Fault(row.number, "landmark_twice", other=first[key])
        first.setdefault(key, row.number)
