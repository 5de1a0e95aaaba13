"""Casework for tests: a town with its officers and line, complaints to it, evidence of work done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_body, make_department, make_officer
from janasetu.cases.actions import CaseOrder, MoveOrder, make_move, open_cases
from janasetu.cases.models import Case, CaseEvent
from janasetu.catalogue.tests.factories import publish
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.tests.factories import NOW, make_line
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

__all__ = ["NOW", "Town", "events", "evidence", "make_town", "open_case", "order", "resolved_case", "told"]

_sources = count(1)


@dataclass(frozen=True)
class Town:
    """A municipality at work: its line, its complaint service, one officer a level."""

    body: LocalBody
    line: Line
    version: UUID
    officer: Officer
    secretary: Officer
    chairman: Officer


def make_town(code: str = "falakata", *, number: int = 1002) -> Town:
    body = make_body(code, number=number)
    make_department(body, "m_lighting")
    return Town(
        body=body,
        line=make_line(body.id, provider_id=f"20000000000{number}"),
        version=publish(),
        officer=make_officer(body, "officer"),
        secretary=make_officer(body, "secretary"),
        chairman=make_officer(body, "chairman"),
    )


def order(
    town: Town,
    *,
    contact: ContactKey | None = None,
    fields: Mapping[str, Any] | None = None,
    source: str | None = None,
    opened_at: datetime = NOW,
    **changes: Any,
) -> CaseOrder:
    """A street light is out, in ward 5; nobody can be told where no contact is given."""
    answers = {
        "category": "streetlight_out",
        "description": "তিন দিন আলো নেই",
        "place": {"text": "৫ নং ওয়ার্ড", "ward": "5", "landmark": None, "lat": None, "lon": None},
    }
    return CaseOrder(
        body_id=town.body.id,
        version_id=town.version,
        source=source or f"test:{next(_sources)}",
        channel="whatsapp",
        fields=answers | dict(fields or {}),
        opened_at=opened_at,
        contact=contact,
        line_id=town.line.id if contact else None,
        **{"name": "রীতা রায়", "phone": "910000000001"} | changes,
    )


def open_case(town: Town, *, contact: ContactKey | None = None, **changes: Any) -> Case:
    (case,) = open_cases([order(town, contact=contact, **changes)], now=NOW)
    return case


def resolved_case(town: Town, *, contact: ContactKey | None = None) -> tuple[Case, ContactKey]:
    """A case of a contact that the officer says is done; it waits for the contact's word."""
    complainant = contact or make_contact()
    case = open_case(town, contact=complainant)
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()]))
    case.refresh_from_db()
    return case, complainant


def evidence(state: str = "stored") -> ReceivedFile:
    """A photo of work done, as the gate leaves it."""
    file_id = uuid7()
    return ReceivedFile.objects.create(id=file_id, bucket=3, state=state, kind="image", received_at=NOW)


def told(contact: ContactKey) -> list[str]:
    """What a contact was told, oldest first."""
    rows = OutboundMessage.objects.filter(bucket=contact.bucket, contact_id=contact.id).order_by("id")
    return list(rows.values_list("text", flat=True))


def events(case: Case) -> list[tuple[str, str]]:
    """What happened to a case and by whom, oldest first."""
    return list(CaseEvent.objects.filter(case=case).order_by("id").values_list("code", "by"))
