"""Open a known incident that nobody has reported yet: the office knows before the first telephone rings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases.actions.declaring import wards_among
from janasetu.cases.actions.moving import MOST_NOTE, MoveOrder, make_move
from janasetu.cases.actions.opening import CaseOrder, open_cases
from janasetu.cases.models import Case
from janasetu.cases.rules import RefusedError
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Service

OFFICE = "office"  # the channel of what nobody brought


@dataclass(frozen=True, slots=True)
class IncidentOrder:
    """What is wrong, by the category of a version, in which wards, in which words, until when it may take.

    `nonce`: names the form on the screen, which opens one incident however often it is sent.
    """

    version_id: UUID
    category: str
    nonce: str
    wards: Sequence[str] = ()
    words: str = ""
    expected_at: datetime | None = None


@transaction.atomic
def declare_incident(*, officer: Officer, order: IncidentOrder, now: datetime) -> Case:
    """Open it as a case of the office itself and declare it; what this form has opened already comes back.

    RefusedError with the sentence for the officer, as of the move `declare`.
    """
    officer.require_office(at=now)
    source = f"incident:{order.nonce}"
    known = Case.objects.filter(body_id=officer.body_id, source=source).first()
    if known:
        return known
    if len(order.words) > MOST_NOTE:
        raise RefusedError("note_too_long")
    wards_among(officer.body_id, order.wards, now)
    opened = open_cases(
        [
            CaseOrder(
                body_id=officer.body_id,
                version_id=order.version_id,
                source=source,
                channel=OFFICE,
                fields=_fields(catalogue.service(order.version_id), order),
                opened_at=now,
                by=officer.post,
            )
        ],
        now=now,
    )
    if not opened:
        raise RefusedError("incident_known")
    move = MoveOrder("declare", wards=order.wards, expected_at=order.expected_at)
    return make_move(officer=officer, ref=opened[0].ref, order=move, now=now)


def _fields(service: Service, order: IncidentOrder) -> Mapping[str, Any]:
    """The answers of a report that the office makes to itself."""
    ward = order.wards[0] if order.wards else None
    place = {"text": "", "ward": ward, "landmark": None, "lat": None, "lon": None}
    told: dict[str, Any] = {"place": place, "long_text": order.words or None}
    answers = {one.field: told.get(one.kind) for one in service.fields()}
    return answers | {service.titled_by or "": order.category}
