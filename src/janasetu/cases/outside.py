"""Whom outside a matter can go to: an agency as the body knows it, or another body, and when it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.queries import bodies_by_name, bodies_of_codes, body_of_code
from janasetu.cases.clocks import Clock
from janasetu.cases.models import Case, Referral
from janasetu.cases.queries import cases_visible_to
from janasetu.cases.rules import RefusedError
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.agencies import Agency
from janasetu.catalogue.schema import Span
from janasetu.lib.texts import LANGUAGES

WITHIN, AGAIN = Span(15, "days"), Span(7, "days")  # of a body: when it should answer, and after asking again
MOST_NAMED = 5  # bodies of one name that are told apart


@dataclass(frozen=True, slots=True)
class Outsider:
    """An office outside, as the citizen is told of it. `service`: the version under which a body that we
    serve takes such a case; None where nothing of ours stands there.
    """

    name: Mapping[str, str]
    contact: Mapping[str, str]
    within: Span
    again: Span
    agency: str = ""
    body: LocalBody | None = None
    service: UUID | None = None


def agency_for(case: Case, code: str) -> Outsider:
    """The agency of this code as the case's body knows it; RefusedError where there is none."""
    agency = catalogue.agencies_of([case.body_id])[case.body_id].get(code)
    if agency is None:
        raise RefusedError("refer_to_whom")
    return outsider(code, agency)


def outsider(code: str, agency: Agency) -> Outsider:
    contact: dict[str, str] = {lang: said for lang in LANGUAGES if (said := agency.contact(lang))}
    return Outsider(agency.name.model_dump(), contact, agency.within, agency.again, agency=code)


def body_for(case: Case, body: LocalBody) -> Outsider:
    """Another body; RefusedError for the case's own."""
    if body.id == case.body_id:
        raise RefusedError("refer_to_whom")
    phone = body.facts.get("phone") or {}
    contact = {"bn": phone} if isinstance(phone, str) else phone
    return Outsider(body.name, contact, WITHIN, AGAIN, body=body, service=_service_there(case, body))


def body_said(words: str) -> LocalBody:
    """The one body of this code or name; RefusedError where none or several are meant."""
    code = words.strip().lower()
    by_code = bodies_of_codes([code]).get(code)
    if by_code:
        return by_code
    found = bodies_by_name(words, limit=MOST_NAMED) if code else []
    meant = [one for one in found if one.exact] or found
    if len(meant) != 1:
        raise RefusedError("refer_to_which_body" if meant else "refer_to_whom")
    return body_of_code(meant[0].code)


def _service_there(case: Case, body: LocalBody) -> UUID | None:
    """The version under which that body takes the same matter; None where we do not serve it, or it would
    show who complains to those from whom that is hidden here.
    """
    if not body.served or body.number is None:
        return None
    offered = catalogue.offered_by_bodies([body])[body.id]
    for version, one in offered.items():
        hides = bool(one.hidden_in(body.kind, case.fields))
        if one.code == case.service.code and (hides or not case.confidential):
            return version
    return None


def answer_due(span: Span, now: datetime) -> datetime:
    """When an answer is expected that was asked for at this moment."""
    return Clock(now, span).due


def awaited(case: Case) -> list[Referral]:
    """The outside answers that a case waits for, the first due first; none is looked up where none is."""
    if not case.awaited_answers:
        return []
    rows = Referral.objects.filter(body_id=case.body_id, case_id=case.id, ended_at__isnull=True)
    return list(rows.select_related("linked__body", "to_body").order_by("due_at", "id"))


def awaited_by(officer: Officer) -> QuerySet[Referral]:
    """All outside answers that the cases which this officer may see wait for, the first due first."""
    visible = cases_visible_to(officer).filter(awaited_answers__gt=0)
    rows = Referral.objects.filter(case__in=visible, ended_at__isnull=True)
    return rows.select_related("case__body").order_by("due_at", "id")
