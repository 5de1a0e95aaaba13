"""Look somebody up in a register; who looked, how, and at whom is written down before anything is shown."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked, record_look
from janasetu.bodies.models import Officer
from janasetu.registers.actions.permission import require_reader
from janasetu.registers.models import RegisterEntry
from janasetu.registers.queries import entry_of
from janasetu.registers.searching import Asked, Found, find, find_any


@transaction.atomic
def look_through(*, officer: Officer, asked: Asked, now: datetime) -> Found:
    """The entries of the officer's body that may be meant. The words that were typed are kept nowhere."""
    require_reader(officer, now=now)
    found = find(officer.body_id, asked)
    shown = [str(hit.entry.id) for hit in found.hits]
    told = {"register": asked.kind, "by": ", ".join(asked.by), "entries": ",".join(shown)}
    looked = Looked(LookKind.REGISTER, officer.body_id, rows=len(shown), asked=told)
    record_look(looked, by=officer.post, officer_id=officer.id, now=now)
    return found


@transaction.atomic
def look_for_case(*, officer: Officer, tries: Sequence[Asked], case_id: UUID, now: datetime) -> Found:
    """The entries that an application may mean, which says who in several ways (`find_any`)."""
    require_reader(officer, now=now)
    found = find_any(officer.body_id, tries)
    shown = [str(hit.entry.id) for hit in found.hits]
    told = {"register": tries[0].kind if tries else "", "by": "case", "entries": ",".join(shown)}
    looked = Looked(LookKind.REGISTER, officer.body_id, case_id, rows=len(shown), asked=told)
    record_look(looked, by=officer.post, officer_id=officer.id, now=now)
    return found


@transaction.atomic
def open_entry(*, officer: Officer, entry_id: UUID, now: datetime) -> RegisterEntry | None:
    """One entry with all that it says; None where the body has no such."""
    require_reader(officer, now=now)
    entry = entry_of(officer.body_id, entry_id)
    if entry is not None:
        looked = Looked(LookKind.REGISTER, officer.body_id, about=entry.id, asked={"register": entry.kind})
        record_look(looked, by=officer.post, officer_id=officer.id, now=now)
    return entry
