"""Ask the record room for somebody who is not in the register, and write down what it found, or did not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.csv_file import Fault
from janasetu.bodies.models import Officer
from janasetu.documents.models import ReceivedFile
from janasetu.lib.clock import local
from janasetu.registers.actions.permission import require_reader
from janasetu.registers.choices import RecordSearchState
from janasetu.registers.entries import kept_columns, row_of, said_by
from janasetu.registers.models import RecordSearch, RegisterEntry
from janasetu.registers.names import ways_of
from janasetu.registers.register_file import FaultsError, RegisterFault, columns_of, number_key, read_one
from janasetu.registers.rules import ANSWERED_WITHIN, REGISTRAR, RefusedError

_CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class SearchOrder:
    """Whom the record room is to look for. `case_id`: the application that waits for the answer. `role`: the
    post that looks; the registrar's, where none is named.
    """

    kind: str
    name: str = ""
    parents: str = ""
    number: str = ""
    year_from: int | None = None
    year_to: int | None = None
    note: str = ""
    due_on: date | None = None
    role: str = REGISTRAR
    case_id: UUID | None = None


@transaction.atomic
def ask_record_room(
    *, body_id: UUID, order: SearchOrder, officer: Officer | None, now: datetime
) -> RecordSearch:
    """Let the record room look. `officer`: who asks; None where it is an application's own step.

    An application asks once for one person: while its search waits, that is the answer.
    """
    if officer is not None:
        require_reader(officer, now=now)
    _check(order, now)
    waiting = order.case_id and RecordSearch.objects.filter(
        body_id=body_id, case_id=order.case_id, state=RecordSearchState.ASKED
    )
    if waiting and (standing := waiting.select_for_update().first()):
        return standing
    return RecordSearch.objects.create(
        body_id=body_id,
        kind=order.kind,
        case_id=order.case_id,
        name=order.name[:150],
        parents=order.parents[:200],
        number=order.number[:40],
        year_from=order.year_from,
        year_to=order.year_to,
        note=order.note[:500],
        state=RecordSearchState.ASKED,
        role=order.role,
        due_on=order.due_on or local(now + ANSWERED_WITHIN).date(),
        asked_by=officer.post if officer else _CITIZEN,
        asked_at=now,
    )


def _check(order: SearchOrder, now: datetime) -> None:
    if not (ways_of(order.name) or ways_of(order.parents) or number_key(order.number)):
        raise RefusedError("search_needs_name")
    if order.year_from and order.year_to and order.year_to < order.year_from:
        raise RefusedError("search_years")
    if order.due_on and order.due_on < local(now).date():
        raise RefusedError("search_due")


@transaction.atomic
def enter_found(
    *, officer: Officer, search_id: UUID, cells: Mapping[str, str], scan: ReceivedFile | None, now: datetime
) -> RegisterEntry:
    """What the record room found becomes an entry of the register, with the photo of its page.

    FaultsError says by column what is wrong in what was typed. An entry that says the same and stands there
    already is the one that was found.
    """
    require_reader(officer, now=now)
    search = _waiting(officer, search_id)
    told = read_one(cells, search.kind, today=local(now).date())
    faults = [*told.faults, *_unplaced(cells)]
    if told.entry is None or faults:
        raise FaultsError(faults)
    if scan is None:
        raise FaultsError([RegisterFault(1, "scan_needed", column="page")])
    made = row_of(told.entry, body_id=officer.body_id, kind=search.kind, now=now)
    made.scan_id, made.scan_sha256 = scan.id, scan.sha256
    entry = _entered(made)
    _answer(search, RecordSearchState.FOUND, f"{made.volume} · {made.page}", officer, now)
    search.entry = entry
    search.save()
    return entry


def _unplaced(cells: Mapping[str, str]) -> list[Fault]:
    missing = not (cells.get("volume", "").strip() and cells.get("page", "").strip())
    return [RegisterFault(1, "page_needed", column="volume")] if missing else []


def _entered(made: RegisterEntry) -> RegisterEntry:
    """The new entry; or the one that stands there, which has its scan now, where it says the same but for
    what was corrected in its margin.
    """
    same_number = RegisterEntry.objects.select_for_update().filter(
        body_id=made.body_id, kind=made.kind, year=made.year, number_key=made.number_key
    )
    standing = same_number.first()
    if standing is None:
        made.save(force_insert=True)
        return made
    if set(columns_of(said_by(made), said_by(standing))) - set(kept_columns(standing)):
        raise FaultsError([RegisterFault(1, "entry_stands", column="number")])
    if not standing.scan_id:
        standing.scan_id, standing.scan_sha256 = made.scan_id, made.scan_sha256
        standing.save(update_fields=["scan_id", "scan_sha256"])
    return standing


@transaction.atomic
def note_not_found(*, officer: Officer, search_id: UUID, searched: str, now: datetime) -> RecordSearch:
    """The record room looked through these volumes and found nobody."""
    require_reader(officer, now=now)
    if not searched.strip():
        raise RefusedError("page_needed")
    search = _waiting(officer, search_id)
    _answer(search, RecordSearchState.NOT_FOUND, searched, officer, now)
    search.save()
    return search


def _waiting(officer: Officer, search_id: UUID) -> RecordSearch:
    search = RecordSearch.objects.select_for_update().get(body_id=officer.body_id, id=search_id)
    if search.state != RecordSearchState.ASKED:
        raise RefusedError("search_moved_on")
    return search


def _answer(
    search: RecordSearch, state: RecordSearchState, searched: str, officer: Officer, now: datetime
) -> None:
    search.state, search.searched = state, searched.strip()[:500]
    search.answered_by, search.answered_at = officer.post, now
