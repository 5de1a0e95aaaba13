"""Which papers go to a door or are fetched there, what is seen there, and which door it is: what definition
and answers say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from janasetu.cases import desks
from janasetu.cases.models import Case, CaseDesk, CaseParty
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Field
from janasetu.deliveries.actions import VisitOrder
from janasetu.deliveries.choices import Purpose
from janasetu.deliveries.rules import Slot
from janasetu.lib.phrases import LANGS
from janasetu.people.values import ContactKey

_DOORSTEP, _PLACE = "doorstep", "place"


def visit_for(case: Case, paper_id: UUID, party: CaseParty | None) -> VisitOrder | None:
    """The visit that brings this paper home; None where the definition does not bring it, or nobody said
    where.
    """
    title: Mapping[str, str] = {lang: case.title_in(lang) for lang in LANGS}
    return _order(case, party, title, source=f"paper:{paper_id}", paper_id=paper_id)


def visit_to_fetch(case: Case, question: str, party: CaseParty | None, *, source: str) -> VisitOrder | None:
    """The visit that fetches the paper of this question; None where nobody goes to doors for this service,
    or nobody said where. `source`: what makes it once.
    """
    title: Mapping[str, str] = {
        lang: f"{desks.paper_name(case, question, lang)}, {case.title_in(lang)}" for lang in LANGS
    }
    return _order(case, party, title, source=source, purpose=Purpose.COLLECT, wanted=question)


@dataclass(frozen=True, slots=True)
class Going:
    """Who goes, when, and which of their walks to the place it is."""

    runner_id: UUID
    slot: Slot
    time: int


def visit_to_inspect(case: Case, desk: CaseDesk, party: CaseParty | None, going: Going) -> VisitOrder | None:
    """The visit by which a desk sees for itself; None where nobody said where."""
    home = _told_place(case)
    if home is None:
        return None
    title: Mapping[str, str] = {
        lang: f"{desks.stage_name(case.service, desk.stage, lang)}, {case.title_in(lang)}" for lang in LANGS
    }
    source = f"inspect:{going.time}:{desk.id}"
    order = _to(case, party, title, home, source=source, purpose=Purpose.INSPECT)
    return replace(order, desk_id=desk.id, runner_id=going.runner_id, slot=going.slot)


def has_place(case: Case) -> bool:
    """Whether the application says where there is something to see."""
    return _told_place(case) is not None


def is_visited(case: Case) -> bool:
    """Whether somebody can come to the door of whose case this is."""
    return _home(case) is not None


def _order(
    case: Case,
    party: CaseParty | None,
    title: Mapping[str, str],
    *,
    source: str,
    paper_id: UUID | None = None,
    purpose: Purpose = Purpose.DELIVER,
    wanted: str = "",
) -> VisitOrder | None:
    home = _home(case)
    if home is None:
        return None
    return _to(case, party, title, home, source=source, paper_id=paper_id, purpose=purpose, wanted=wanted)


def _to(
    case: Case,
    party: CaseParty | None,
    title: Mapping[str, str],
    home: tuple[Field, Mapping[str, Any]],
    *,
    source: str,
    purpose: Purpose,
    paper_id: UUID | None = None,
    wanted: str = "",
) -> VisitOrder:
    field, place = home
    return VisitOrder(
        body_id=case.body_id,
        case_id=case.id,
        ref=case.ref,
        source=source,
        title=title,
        purpose=purpose,
        wanted=wanted,
        address=KINDS[_PLACE].show_to_go(field, place, "bn"),
        ward=str(place.get("ward") or "")[:8],
        lat=place.get("lat"),
        lon=place.get("lon"),
        paper_id=paper_id,
        confidential=bool(case.confidential),
        contact=_contact(party),
        contact_epoch=party.contact_epoch if party else 1,
        line_id=party.line_id if party else None,
        lang=party.lang if party else "bn",
    )


def _home(case: Case) -> tuple[Field, Mapping[str, Any]] | None:
    """The first place that was told, and its question; none where the definition brings nothing home."""
    return _told_place(case) if _DOORSTEP in case.service.deliver else None


def _told_place(case: Case) -> tuple[Field, Mapping[str, Any]] | None:
    for field in case.service.fields():
        place = case.fields.get(field.field) if field.kind == _PLACE else None
        if place and (place.get("text") or place.get("lat") is not None):
            return field, place
    return None


def _contact(party: CaseParty | None) -> ContactKey | None:
    if party is None or party.contact_bucket is None or party.contact_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)
