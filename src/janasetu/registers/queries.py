"""Reads of the registers: files that were sent, what stands in a register, what waits in the record room."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from janasetu.registers.choices import RecordSearchState
from janasetu.registers.models import MarginalEntry, RecordSearch, RegisterEntry, RegisterImport
from janasetu.registers.printed import label_of as label_of
from janasetu.registers.printed import paper_rows as paper_rows
from janasetu.registers.printed import person_of as person_of
from janasetu.registers.printed import said_in as said_in


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a register is here: so many entries, from one year to another."""

    entries: int
    first: int | None
    last: int | None


def extents(body_id: UUID) -> dict[str, Extent]:
    """Of each register of the body that has an entry. One query."""
    rows = RegisterEntry.objects.filter(body_id=body_id).values("kind")
    told = rows.annotate(entries=Count("id"), first=Min("year"), last=Max("year")).order_by("kind")
    return {one["kind"]: Extent(one["entries"], one["first"], one["last"]) for one in told}


def imports_of(body_id: UUID) -> "QuerySet[RegisterImport]":
    """The files that were sent for the body's registers, the last first, without their faults and notes."""
    return RegisterImport.objects.filter(body_id=body_id).defer("faults", "notes").order_by("-id")


def import_of(body_id: UUID, import_id: UUID) -> RegisterImport | None:
    """One of them; None where the body has no such."""
    return RegisterImport.objects.filter(body_id=body_id, id=import_id).first()


def entry_of(body_id: UUID, entry_id: UUID) -> RegisterEntry | None:
    """An entry of the body's registers."""
    return RegisterEntry.objects.filter(body_id=body_id, id=entry_id).select_related("brought_by").first()


def margins_of(entry: RegisterEntry) -> "QuerySet[MarginalEntry]":
    """What was entered in its margin, the first first."""
    rows = MarginalEntry.objects.filter(body_id=entry.body_id, entry_id=entry.id)
    return rows.order_by("number")


def record_room(body_id: UUID) -> "QuerySet[RecordSearch]":
    """What the record room is asked and has not answered, the first due first."""
    rows = RecordSearch.objects.filter(body_id=body_id, state=RecordSearchState.ASKED)
    return rows.order_by("due_on", "id")


def answered_lately(body_id: UUID) -> "QuerySet[RecordSearch]":
    """What it has answered, the last first."""
    rows = RecordSearch.objects.filter(body_id=body_id).exclude(state=RecordSearchState.ASKED)
    return rows.order_by("-answered_at", "-id")


def search_of(body_id: UUID, search_id: UUID) -> RecordSearch | None:
    """One search of the body's record room."""
    return RecordSearch.objects.filter(body_id=body_id, id=search_id).select_related("entry").first()


def searches_of_case(body_id: UUID, case_id: UUID) -> "QuerySet[RecordSearch]":
    """What was asked for an application, the last first."""
    return RecordSearch.objects.filter(body_id=body_id, case_id=case_id).order_by("-id")


def unheard_answers() -> "QuerySet[RecordSearch]":
    """Answers that their applications have not taken up, of all bodies, the first first."""
    rows = RecordSearch.objects.filter(
        case_id__isnull=False, answered_at__isnull=False, heard_at__isnull=True
    )
    return rows.order_by("answered_at", "id")
