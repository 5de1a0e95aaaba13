"""An entry as a file tells it, as a row of the register, and as a correction in its margin makes it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from uuid import UUID

from janasetu.lib.ids import uuid7
from janasetu.registers.models import RegisterEntry
from janasetu.registers.names import name_key
from janasetu.registers.register_file import (
    COLUMNS,
    PEOPLE,
    TEXTS,
    Entry,
    FaultsError,
    columns_of,
    read_one,
)

# By which an entry is told from every other, and where it stands in the books: no margin changes them.
_OF_THE_BOOK = ("number", "year", "volume", "page")
CORRECTED = tuple(column for column in COLUMNS.all if column not in _OF_THE_BOOK)
_DAYS = ("date", "registered_on")


def said_by(entry: RegisterEntry) -> dict[str, str]:
    """What an entry of the register says, in the form of a file's."""
    return as_entry(entry).said


def as_entry(entry: RegisterEntry) -> Entry:
    """An entry of the register as a file would tell it."""
    texts = {column: getattr(entry, column) for column in TEXTS}
    return Entry(
        0, entry.number, entry.number_key, entry.year, entry.date, entry.registered_on, entry.sex, texts
    )


def row_of(entry: Entry, *, body_id: UUID, kind: str, now: datetime) -> RegisterEntry:
    """The entry as a row of the register; nothing is saved yet."""
    made = RegisterEntry(
        id=uuid7(),
        body_id=body_id,
        kind=kind,
        year=entry.year,
        number=entry.number,
        number_key=entry.number_key,
        date=entry.date,
        registered_on=entry.registered_on,
        sex=entry.sex,
        **entry.texts,
        written=dict(entry.written),
        digest=entry.digest,
        added_at=now,
    )
    _set_keys(made, [entry.texts])
    return made


def _set_keys(entry: RegisterEntry, said: Iterable[Mapping[str, str]]) -> None:
    """What a search looks through: each of the people in every spelling that they ever had here."""
    ever = list(said)
    keys = {
        who: name_key(*(one.get(f"{who}_{lang}", "") for one in ever for lang in ("bn", "en")))
        for who in PEOPLE
    }
    entry.person = keys.pop(PEOPLE[0])
    entry.parents = "\n".join(key for key in keys.values() if key)


# --- what the margin says ---


def kept_columns(entry: RegisterEntry) -> list[str]:
    """What an entry says otherwise than the book, by its margin."""
    return columns_of(entry.original, said_by(entry)) if entry.original else []


def changes(entry: RegisterEntry, cells: Mapping[str, str], *, today: dt.date) -> dict[str, str]:
    """What these cells, by column, say otherwise than the entry does; a column that is left out stays.

    FaultsError, by column, where the entry could not stand so.
    """
    stands = said_by(entry)
    fixed = {"number": entry.number, "year": str(entry.year)}
    written = {one: said for one, said in cells.items() if one in CORRECTED}
    told = read_one({**stands, **written, **fixed}, entry.kind, today=today)
    if told.entry is None:
        raise FaultsError(told.faults)
    becomes = told.entry.said
    return {one: becomes[one] for one in CORRECTED if becomes.get(one, "") != stands.get(one, "")}


def corrected(entry: RegisterEntry, becomes: Mapping[str, str]) -> RegisterEntry:
    """A copy of the entry as it says then; nothing is saved."""
    made = copy(entry)
    for column, said in becomes.items():
        value = (dt.date.fromisoformat(said) if said else None) if column in _DAYS else said
        setattr(made, column, value)
    made.digest = as_entry(made).digest
    return made


def spelt_ever(entry: RegisterEntry, before: Iterable[Mapping[str, str]]) -> None:
    """Let the entry be found by what it says and by all that it said before."""
    _set_keys(entry, [said_by(entry), *before])
