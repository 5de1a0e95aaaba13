"""Papers to be signed, for tests: a municipality, its officers, a recommendation that two of them want."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pikepdf
from django.conf import settings

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.queries import titles
from janasetu.bodies.tests.factories import ORDER, make_body, make_officer
from janasetu.documents.actions import PaperOrder, Who, approve, draft_paper, order_signature
from janasetu.documents.choices import Born
from janasetu.documents.models import Paper, SigningOrder
from janasetu.documents.signing.signer import SignerAtWork

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
NAMES = {"bn": "রহিমা বিবি", "en": "Rahima Bibi"}


@cache
def blank_pdf() -> bytes:
    """One empty page; always the same bytes."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


@dataclass
class Office:
    """A municipality with a chairman who signs, and a co-ordinator and a secretary who may want it too."""

    body: LocalBody
    chairman: Officer
    coordinator: Officer
    secretary: Officer
    who: Who = field(default_factory=lambda: Who(roles=["chairman"], seconds=["coordinator", "secretary"]))


def make_office(code: str = "falakata", number: int = 1002) -> Office:
    body = make_body(code, number=number)
    return Office(
        body,
        make_officer(body, "chairman"),
        make_officer(body, "coordinator", ward="5"),
        make_officer(body, "secretary"),
    )


def make_acting(body: LocalBody, role: str, *, ordered: bool) -> Officer:
    """Somebody who acts for the chairman, by an order that has number and date or without one."""
    officer = make_officer(body, role, acting_for="chairman")
    if ordered:
        officer.order_number, officer.order_date = str(ORDER["order_number"]), ORDER["order_date"]
        officer.save(update_fields=["order_number", "order_date"])
    return officer


def says(signatory: Officer | None, at: datetime = NOW) -> dict[str, Any]:
    """What the paper says, its number aside; with the title of who is to sign."""
    title = {"bn": "চেয়ারম্যান", "en": "Chairman"}
    if signatory is not None:
        roles = [signatory.acting_for_id or signatory.role_id]
        title = dict(titles([signatory.body_id], roles).of_officer(signatory, at=at))
    return {
        "title": {"bn": "বাসস্থানের সুপারিশপত্র", "en": "Recommendation of residence"},
        "person": NAMES,
        "rows": [],
        "signatory": {"title": title, "name": {"bn": "", "en": ""}, "acting": None, "order": None},
    }


def paper_order(office: Office, *, signatory: Officer | None = None, **changes: Any) -> PaperOrder:
    values: dict[str, Any] = {
        "body": office.body,
        "service": "residence-recommendation",
        "type": "recommendation",
        "born": Born.HERE,
        "series": "res-2026",
        "number": "FAL/RES/2026/{serial:04}",
        "says": says(signatory or office.chairman),
        "draft": blank_pdf(),
    }
    return PaperOrder(**values | changes)


def make_paper(office: Office, *, now: datetime = NOW, **changes: Any) -> Paper:
    return draft_paper(paper_order(office, **changes), now=now)


def make_ordered(office: Office, *, now: datetime = NOW, **changes: Any) -> SigningOrder:
    """A paper that the secretary and the chairman want."""
    order = order_signature(paper=make_paper(office, now=now, **changes), who=office.who, now=now)
    approve(order=order, officer=office.secretary, now=now)
    approve(order=order, officer=office.chairman, now=now, signs=True)
    order.refresh_from_db()
    return order


def make_signer() -> SignerAtWork:
    return SignerAtWork(settings.SIGNING_KEYS)
