"""The registers of the towns: births and deaths of people who never were, as different clerks wrote them."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from random import Random
from uuid import UUID

from janasetu.demo.founding.bodies import BodyIds
from janasetu.demo.past.words import Name, names
from janasetu.lib import clock
from janasetu.registers.actions import SearchOrder, ask_record_room, take_import
from janasetu.registers.choices import ImportState, RegisterKind
from janasetu.registers.models import RegisterContent, RegisterEntry, RegisterImport

TOWNS = ("kmc", "basirhat")
ENTRIES = 200  # of a register; a town has two
_FIRST, _DAYS = date(1961, 1, 1), 60 * 365
_COLUMNS = (
    *("number", "date", "registered_on", "sex", "name_bn", "name_en"),
    *("father_bn", "mother_bn", "place", "volume", "page"),
)
# Whom the guide looks for: one name as three clerks wrote it.
_SHOWN = (
    Name(bn="মহঃ রহমান", en="Md Rahaman"),
    Name(bn="মোঃ রহমান", en="Md. Rahman"),
    Name(bn="মহঃ রহিম", en="Md Rahim"),
)


def found_registers(ids: BodyIds) -> None:
    """Births and deaths of the towns that have none on record, and one search in the record room."""
    bodies = {code: ids[code] for code in TOWNS if code in ids}
    kept = set(
        RegisterEntry.objects.filter(body__in=bodies.values()).values_list("body_id", flat=True).distinct()
    )
    for code, body_id in bodies.items():
        if body_id not in kept:
            for kind in RegisterKind:
                _bring_in(code, body_id, kind)
            order = SearchOrder("birth", name="পেম্বা লামা", year_from=1951, year_to=1955, note="নমুনা")
            ask_record_room(body_id=body_id, order=order, officer=None, now=clock.now())


def _bring_in(code: str, body_id: UUID, kind: RegisterKind) -> None:
    """By the act that takes every file."""
    now, content = clock.now(), _file(code, kind)
    one = RegisterImport.objects.create(
        body_id=body_id,
        kind=kind,
        name={"birth": "নমুনা জন্ম.csv", "death": "নমুনা মৃত্যু.csv"}[kind],
        sha256=sha256(content).hexdigest(),
        state=ImportState.WANTED,
        sent_by=f"clerk@{code}",
        taken_by=f"registrar@{code}",
        sent_at=now,
        asked_at=now,
    )
    RegisterContent.objects.create(id=one.id, body_id=body_id, content=content)
    take_import(import_id=one.id, body_id=body_id, now=now)


def somebody(code: str, kind: RegisterKind, chance: Random) -> Mapping[str, str] | None:
    """Whoever stands in a register of this town, as a file has them; None where the town has none."""
    return chance.choice(_rows(code, kind)) if code in TOWNS else None


def _file(code: str, kind: RegisterKind) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([_COLUMNS, *(_cells(row) for row in _rows(code, kind))])
    return out.getvalue().encode()


def _cells(row: Mapping[str, str]) -> Sequence[str]:
    return [row[column] for column in _COLUMNS]


@cache
def _rows(code: str, kind: RegisterKind) -> Sequence[Mapping[str, str]]:
    """The same ones at every start."""
    return list(_made(code, kind))


def _made(code: str, kind: RegisterKind) -> Iterator[Mapping[str, str]]:
    chance = Random(f"{code} {kind}")  # noqa: S311 - samples
    for serial in range(1, ENTRIES + 1):
        day = _FIRST + timedelta(days=chance.randrange(_DAYS))
        who = _SHOWN[serial - 1] if serial <= len(_SHOWN) else names().one(code, chance)
        yield {
            "number": f"{serial}/{day.year}",
            "date": f"{day:%d/%m/%Y}",
            "registered_on": f"{_soon_after(day, chance):%d/%m/%Y}",
            "sex": "",
            "name_bn": who.bn,
            "name_en": who.en if chance.random() < 0.5 else "",  # older books have no English
            "father_bn": names().one(code, chance).bn,
            "mother_bn": names().one(code, chance).bn,
            "place": "নমুনা হাসপাতাল" if chance.random() < 0.7 else "বাড়ি",
            "volume": str(day.year),
            "page": str(serial // 4 + 1),
        }


def _soon_after(day: date, chance: Random) -> date:
    """Registered within three weeks, and in the same year: so is its number."""
    return min(day + timedelta(days=chance.randrange(21)), date(day.year, 12, 31))
