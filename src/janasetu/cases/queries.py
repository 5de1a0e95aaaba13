"""Reads of cases."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from janasetu.bodies.models import Officer
from janasetu.cases.choices import OPEN, WITH_OFFICE, PartyRole
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.lib.words import Lang


class NoSuchCaseError(LookupError):
    """No case of that number in that body."""


def case_for_update(body_id: UUID, ref: str) -> Case:
    """The case, locked for this transaction."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("body")
        .filter(body_id=body_id, ref=ref)
        .first()
    )
    if case is None:
        raise NoSuchCaseError(ref)
    return case


def case_visible_to(officer: Officer, ref: str) -> Case:
    """The case if this officer's body has it; NoSuchCaseError for everybody else."""
    case = (
        Case.objects.select_related("body", "department", "officer__role", "officer__body")
        .filter(body_id=officer.body_id, ref=ref)
        .first()
    )
    if case is None:
        raise NoSuchCaseError(ref)
    return case


def open_cases_of(officer: Officer) -> QuerySet[Case]:
    """Open cases of the officer's body, the first due first."""
    return (
        Case.objects.filter(body_id=officer.body_id, status__in=OPEN)
        .select_related("department", "officer__role", "officer__body")
        .order_by("promise_due_at", "id")
    )


def parties(body_ids: Collection[UUID], case_ids: Collection[UUID]) -> dict[UUID, CaseParty]:
    """The complainant of each case: the one query through which names and numbers are read."""
    rows = CaseParty.objects.filter(body_id__in=body_ids, case_id__in=case_ids, role=PartyRole.COMPLAINANT)
    return {party.case_id: party for party in rows.order_by("id")}


def events_of(case: Case) -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(body_id=case.body_id, case_id=case.id).order_by("id")


def attachments_of(case: Case) -> QuerySet[CaseAttachment]:
    return CaseAttachment.objects.filter(body_id=case.body_id, case_id=case.id).order_by("id")


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """What a citizen is told of a case of theirs in a list."""

    ref: str
    title: dict[Lang, str]
    status: str


def cases_of_contacts(
    asked: Iterable[tuple[UUID, UUID]], *, langs: Iterable[Lang]
) -> dict[tuple[UUID, UUID], list[CaseBrief]]:
    """Open cases of these (body, contact) pairs, newest first, in one query."""
    wanted = set(asked)
    rows = (
        CaseParty.objects.filter(
            body_id__in={body for body, _ in wanted},
            contact_id__in={contact for _, contact in wanted},
            case__status__in=OPEN,
        )
        .select_related("case")
        .order_by("-case_id")
    )
    found: dict[tuple[UUID, UUID], list[CaseBrief]] = {pair: [] for pair in wanted}
    for party in rows:
        if party.contact_id is not None and (party.body_id, party.contact_id) in found:
            case = party.case
            titles = {lang: case.title_in(lang) for lang in langs}
            found[party.body_id, party.contact_id].append(CaseBrief(case.ref, titles, case.status))
    return found


def for_export() -> QuerySet[Case]:
    """Cases with all that a line of `janasetu cases --json` needs, in a constant number of queries."""
    return (
        Case.objects.select_related("body", "department", "officer__body")
        .prefetch_related(Prefetch("events", CaseEvent.objects.order_by("id")))
        .annotate(attachment_count=Count("attachments", distinct=True))
        .order_by("opened_at", "id")
    )


def overdue(cases: QuerySet[Case], *, now: datetime) -> QuerySet[Case]:
    """Those of the cases that lie with the office past their promised time."""
    return cases.filter(_overdue(now))


def overdue_count(*, now: datetime) -> int:
    """How many cases of all bodies lie with an office past their promised time: for `/status/`."""
    return overdue(Case.objects.all(), now=now).count()


def open_counts_of(officer: Officer, *, now: datetime) -> dict[str, int]:
    """How many open cases the officer's body has: `all`, `mine`, `overdue`; in one query."""
    return Case.objects.filter(body_id=officer.body_id, status__in=OPEN).aggregate(
        all=Count("id"),
        mine=Count("id", filter=Q(officer_id=officer.id)),
        overdue=Count("id", filter=_overdue(now)),
    )


def _overdue(now: datetime) -> Q:
    return Q(status__in=WITH_OFFICE, promise_due_at__lt=now)
