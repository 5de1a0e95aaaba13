"""Which issued papers go to a door, and to which: what the definition and the applicant's answers say."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from janasetu.cases.models import Case, CaseParty
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Field
from janasetu.deliveries.actions import VisitOrder
from janasetu.lib.phrases import LANGS
from janasetu.people.values import ContactKey

_DOORSTEP, _PLACE = "doorstep", "place"


def visit_for(case: Case, paper_id: UUID, party: CaseParty | None) -> VisitOrder | None:
    """The visit that brings this paper home; None where the definition does not bring it, or nobody said
    where.
    """
    home = _home(case) if _DOORSTEP in case.service.deliver else None
    if home is None:
        return None
    field, place = home
    return VisitOrder(
        body_id=case.body_id,
        case_id=case.id,
        ref=case.ref,
        source=f"paper:{paper_id}",
        title={lang: case.title_in(lang) for lang in LANGS},
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
    """The first place that was told, and its question."""
    for field in case.service.fields():
        place = case.fields.get(field.field) if field.kind == _PLACE else None
        if place and (place.get("text") or place.get("lat") is not None):
            return field, place
    return None


def _contact(party: CaseParty | None) -> ContactKey | None:
    if party is None or party.contact_bucket is None or party.contact_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)
