"""The registrar corrects an entry in its margin: numbered, by their order, for an application."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.registers.actions.permission import require_registrar
from janasetu.registers.entries import changes, corrected, said_by, spelt_ever
from janasetu.registers.models import MarginalEntry, RegisterEntry


@dataclass(frozen=True, slots=True)
class MarginOrder:
    """What the entry is to say, by column, and the application in which that was found right."""

    entry_id: UUID
    cells: Mapping[str, str]
    case_id: UUID | None = None
    case_ref: str = ""


@transaction.atomic
def write_margin(*, officer: Officer, order: MarginOrder, now: datetime) -> MarginalEntry | None:
    """Enter it in the margin: from now on the entry says so, and what it said stands beside it for good. None
    where it says so already.

    RefusedError for who is not the registrar; FaultsError, by column, where an entry cannot say that.
    """
    require_registrar(officer, now=now)
    entry = RegisterEntry.objects.select_for_update().get(body_id=officer.body_id, id=order.entry_id)
    becomes = changes(entry, order.cells, today=local(now).date())
    if not becomes:
        return None
    stands = said_by(entry)
    note = MarginalEntry(
        id=uuid7(),
        body_id=entry.body_id,
        entry=entry,
        number=entry.margins + 1,
        lines={column: [stands.get(column, ""), said] for column, said in becomes.items()},
        by=officer.post,
        officer_id=officer.id,
        at=now,
        case_id=order.case_id,
        case_ref=order.case_ref,
    )
    note.save(force_insert=True)
    _enter(entry, note, becomes, stands, now=now)
    return note


def _enter(
    entry: RegisterEntry,
    note: MarginalEntry,
    becomes: Mapping[str, str],
    stands: dict[str, str],
    *,
    now: datetime,
) -> None:
    made = corrected(entry, becomes)
    made.original = entry.original or stands
    made.margins, made.margin_on = note.number, local(now).date()
    notes = MarginalEntry.objects.filter(body_id=entry.body_id, entry_id=entry.id).order_by("number")
    before = [{column: was for column, (was, _) in one.lines.items()} for one in notes]
    spelt_ever(made, [made.original, *before])
    made.save()
