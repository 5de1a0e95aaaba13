"""Take the file of a register in: sent, checked, wanted, done. Nothing of it stands in the register before.

Checking and taking are the worker's, for a file may have a hundred thousand rows. Each is one transaction:
whoever is killed in the middle leaves the file as it was, and the job is done again from its beginning.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from janasetu.bodies.csv_file import Fault
from janasetu.bodies.models import Officer
from janasetu.lib.clock import local
from janasetu.registers.actions.permission import require_reader, require_registrar
from janasetu.registers.choices import ImportState
from janasetu.registers.entries import kept_columns, row_of, said_by
from janasetu.registers.models import RegisterContent, RegisterEntry, RegisterImport
from janasetu.registers.register_file import (
    Entry,
    RegisterFault,
    columns_of,
    faults_as_json,
    read,
)
from janasetu.registers.rules import RefusedError
from janasetu.rows import bulk

AT_ONCE = 2000  # rows in memory and in a statement
MOST_TOLD = 500  # faults that are kept; of more the number is told
Row = TypeVar("Row")

_TOLD = ("rows", "new", "same", "wrong", "faults", "kept", "notes")
_LOCK = 0x5245  # class of our advisory locks: one file a register at a time


@dataclass(frozen=True, slots=True)
class Sent:
    """A file for a register: what it is called, what is in it, and whether a wrong row spoils all of it."""

    kind: str
    name: str
    content: bytes
    whole_only: bool = False


@transaction.atomic
def send_register(*, officer: Officer, sent: Sent, now: datetime) -> RegisterImport:
    """Keep the file, and let the worker check it."""
    require_reader(officer, now=now)
    taken = RegisterImport.objects.create(
        body_id=officer.body_id,
        kind=sent.kind,
        name=sent.name[:200],
        sha256=hashlib.sha256(sent.content).hexdigest(),
        whole_only=sent.whole_only,
        state=ImportState.SENT,
        sent_by=officer.post,
        sent_at=now,
        asked_at=now,
    )
    RegisterContent.objects.create(id=taken.id, body_id=taken.body_id, content=sent.content)
    _let_the_worker("registers.check", taken)
    return taken


@transaction.atomic
def check_import(*, import_id: UUID, body_id: UUID, now: datetime) -> None:
    """Read the file and say what would become of it; what stands in the register is not touched."""
    one = _locked(body_id, import_id)
    if one.state != ImportState.SENT:
        return  # somebody was quicker, or it was dropped
    _tell(one, _sum_up(one, now))
    one.state = ImportState.CHECKED
    one.save(update_fields=["state", *_TOLD])


@transaction.atomic
def want_import(*, officer: Officer, import_id: UUID, now: datetime) -> None:
    """The registrar takes the file: its right rows, or all where that was asked for."""
    require_registrar(officer, now=now)
    one = _locked(officer.body_id, import_id)
    if one.state != ImportState.CHECKED:
        raise RefusedError("import_moved_on")
    if one.wrong and one.whole_only:
        raise RefusedError("import_not_whole")
    if not one.new:
        raise RefusedError("import_nothing_new")
    one.state, one.taken_by, one.asked_at = ImportState.WANTED, officer.post, now
    one.save(update_fields=["state", "taken_by", "asked_at"])
    _let_the_worker("registers.take", one)


@transaction.atomic
def drop_import(*, officer: Officer, import_id: UUID, now: datetime) -> None:
    """Nothing of the file is taken, and its bytes are gone."""
    require_reader(officer, now=now)
    one = _locked(officer.body_id, import_id)
    if one.state not in (ImportState.SENT, ImportState.CHECKED):
        raise RefusedError("import_moved_on")
    one.state, one.ended_at = ImportState.DROPPED, now
    one.save(update_fields=["state", "ended_at"])
    _contents(one).delete()


@transaction.atomic
def take_import(*, import_id: UUID, body_id: UUID, now: datetime) -> None:
    """Write the file's right rows into the register, all at one instant.

    What is wrong is judged again: the register may have grown since it was checked. Where the whole file was
    asked for and is whole no more, nothing is written and it is told.
    """
    one = _locked(body_id, import_id)
    if one.state != ImportState.WANTED:
        return
    _hold_register(one)
    before = transaction.savepoint()
    summed = _sum_up(one, now, take=lambda entries: bulk.insert([_row(one, entry, now) for entry in entries]))
    if one.whole_only and summed.wrong:
        transaction.savepoint_rollback(before)
        one.state, one.taken_by = ImportState.CHECKED, ""
    else:
        one.state, one.ended_at = ImportState.DONE, now
        _contents(one).delete()
    _tell(one, summed)
    one.save()


@dataclass(slots=True)
class _Summed:
    """What a file holds, against what stands in the register."""

    rows: int = 0
    same: int = 0
    wrong: int = 0
    new: int = 0
    faults: list[Fault] = field(default_factory=list)
    kept: int = 0
    notes: list[Fault] = field(default_factory=list)

    def note(self, fault: Fault) -> None:
        """The register stays as it was corrected."""
        self.same, self.kept = self.same + 1, self.kept + 1
        self.notes += [fault][: MOST_TOLD - len(self.notes)]

    def blame(self, faults: Iterable[Fault]) -> None:
        self.wrong += 1
        self.faults += list(faults)[: MOST_TOLD - len(self.faults)]


def _sum_up(one: RegisterImport, now: datetime, take: Callable[[list[Entry]], None] | None = None) -> _Summed:
    """Every row of the file, some thousands at once: a query for what stands of them, `take` of the rest."""
    summed = _Summed()
    content = bytes(_contents(one).get().content)
    for told in _parts(read(content, one.kind, today=local(now).date())):
        summed.rows += len(told)
        for row in told:
            if row.entry is None:
                summed.blame(row.faults)
        fresh = _against_the_register(one, [row.entry for row in told if row.entry], summed)
        summed.new += len(fresh)
        if take:
            take(fresh)
    if not summed.rows:
        summed.blame([RegisterFault(1, "file_empty")])
    summed.faults.sort(key=lambda fault: fault.row)
    return summed


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        yield part


def _against_the_register(one: RegisterImport, entries: list[Entry], summed: _Summed) -> list[Entry]:
    """Those that the register has not; of the others it is told whether they say the same."""
    standing, fresh = _standing(one, entries), []
    for entry in entries:
        known = standing.get(entry.key)
        if known is None:
            fresh.append(entry)
        elif known.digest == entry.digest:
            summed.same += 1
        else:
            _differs(entry, known, summed)
    return fresh


def _differs(entry: Entry, known: RegisterEntry, summed: _Summed) -> None:
    """A row that says something else: only what the margin corrected, which stays so; or more than that."""
    columns = columns_of(entry.said, said_by(known))
    if others := [one for one in columns if one not in kept_columns(known)]:
        summed.blame([RegisterFault(entry.row, "stands_otherwise", {"columns": " ".join(others)})])
    else:
        told = {"columns": " ".join(columns)}
        summed.note(RegisterFault(entry.row, "margin_kept", told, other=known.margins))


def _standing(one: RegisterImport, entries: list[Entry]) -> dict[tuple[int, str], RegisterEntry]:
    rows = RegisterEntry.objects.filter(
        body_id=one.body_id,
        kind=one.kind,
        year__any={entry.year for entry in entries},
        number_key__any=[entry.number_key for entry in entries],
    )
    return {(row.year, row.number_key): row for row in rows.defer("written", "person", "parents")}


def _row(one: RegisterImport, entry: Entry, now: datetime) -> RegisterEntry:
    row = row_of(entry, body_id=one.body_id, kind=one.kind, now=now)
    row.brought_by_id = one.id
    return row


def _tell(one: RegisterImport, summed: _Summed) -> None:
    one.rows, one.same, one.wrong = summed.rows, summed.same, summed.wrong
    one.new, one.faults = summed.new, faults_as_json(summed.faults)
    one.kept, one.notes = summed.kept, faults_as_json(summed.notes)


def _contents(one: RegisterImport) -> "QuerySet[RegisterContent]":
    return RegisterContent.objects.filter(body_id=one.body_id, id=one.id)


def _locked(body_id: UUID, import_id: UUID) -> RegisterImport:
    return RegisterImport.objects.select_for_update().get(body_id=body_id, id=import_id)


def _hold_register(one: RegisterImport) -> None:
    """Until the transaction ends nobody else writes into this register of the body."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, f"{one.body_id} {one.kind}"])


def _let_the_worker(task: str, one: RegisterImport) -> None:
    """A row too: it is there when the file is, and gone when the file does not come to be."""
    app.configure_task(task).defer(import_id=str(one.id), body_id=str(one.body_id))
