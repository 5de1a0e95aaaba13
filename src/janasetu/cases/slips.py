"""Paper slips that carry a case number before there is a case: which of them may still become one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min

from janasetu.bodies.models import LocalBody
from janasetu.cases import queries
from janasetu.cases.models import Case, CaseParty, Slip
from janasetu.cases.rules import RefusedError
from janasetu.lib.references import Reference


@dataclass(frozen=True, slots=True)
class Sheet:
    """Slips printed together: the first number, how many, when and by whom (ROLE@BODY)."""

    first: str
    slips: int
    printed_at: datetime
    printed_by: str


class SlipError(RefusedError):
    """A slip number that opens no case; `case` is the one that it has opened already, if it has."""

    def __init__(self, key: str, case: Case | None = None) -> None:
        super().__init__(key)
        self.case = case


def require_usable(body: LocalBody, ref: str, fields: Mapping[str, Any]) -> None:
    """Let pass a slip of this body that has opened no case, or this very one; SlipError for any other."""
    reference = Reference.parse(ref)
    if reference is None:
        raise SlipError("slip_misread")
    if reference.body != body.number:
        raise SlipError("slip_elsewhere")
    case = Case.objects.filter(body_id=body.id, ref=ref).first()
    if case and (case.source != f"slip:{ref}" or queries.answers_as_given(case) != dict(fields)):
        raise SlipError("slip_used", case)
    if not Slip.objects.filter(body_id=body.id, ref=ref).exists():
        raise SlipError("slip_unknown")


def sheet_of(body_id: UUID, ref: str) -> list[Slip]:
    """The slips that were printed with this one, by number; none where it is not theirs."""
    first = Slip.objects.filter(body_id=body_id, ref=ref).first()
    if first is None:
        return []
    together = Slip.objects.filter(body_id=body_id, printed_at=first.printed_at, printed_by=first.printed_by)
    return sorted(together, key=lambda slip: (len(slip.ref), slip.ref))


def unused(slips: list[Slip]) -> list[Slip]:
    """Those of them by which no case was opened or joined yet; one query."""
    bodies, refs = {slip.body_id for slip in slips}, [slip.ref for slip in slips]
    opened = Case.objects.filter(body_id__in=bodies, ref__in=refs).values_list("body_id", "ref")
    joined = CaseParty.objects.filter(body_id__in=bodies, ref__in=refs).values_list("body_id", "ref")
    taken = set(opened.union(joined, all=True))
    return [slip for slip in slips if (slip.body_id, slip.ref) not in taken]


def latest_sheets(body_id: UUID, *, most: int) -> list[Sheet]:
    """The sheets that were printed last, the newest first; one query."""
    rows = (
        Slip.objects.filter(body_id=body_id)
        .values("printed_at", "printed_by")
        .annotate(first=Min("ref"), slips=Count("id"))
        .order_by("-printed_at")[:most]
    )
    return [Sheet(row["first"], row["slips"], row["printed_at"], row["printed_by"]) for row in rows]
