"""Open cases: one or many, each once, with its clock, its officer and its acknowledgement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases import numbers, rules
from janasetu.cases.choices import AttachmentRole, EventCode, Lane, PartyRole
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Option, Service
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.people.values import ContactKey


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """Everything a case is opened from, whoever brought it. `source`: the same source opens it once."""

    body_id: UUID
    version_id: UUID
    source: str
    channel: str
    fields: Mapping[str, Any]
    opened_at: datetime
    contact: ContactKey | None = None
    line_id: UUID | None = None
    lang: Lang = "bn"
    name: str = ""
    phone: str = ""
    files: Sequence[tuple[int, UUID]] = field(default_factory=tuple)
    caused_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Offices:
    """What the orders' bodies look like: read once for all of them."""

    bodies: Mapping[UUID, LocalBody]
    departments: Mapping[tuple[UUID, str], Department]
    holders: dict[tuple[UUID, str], list[Officer]]


def open_cases(orders: Sequence[CaseOrder], *, now: datetime) -> list[Case]:
    """Open a case for each order and queue its acknowledgement; a number of statements that does not grow.

    An order whose source has opened a case before is left out: it was heard.
    """
    try:
        return _open_unheard(orders, now=now)
    except IntegrityError:  # another process heard one of them at this very moment; now that is seen
        return _open_unheard(orders, now=now)


@transaction.atomic
def _open_unheard(orders: Sequence[CaseOrder], *, now: datetime) -> list[Case]:
    fresh = _unheard(orders)
    if not fresh:
        return []
    offices = _offices(fresh)
    refs = numbers.take(((o.body_id, offices.bodies[o.body_id].number) for o in fresh), now=now)
    cases = [_case(order, ref, offices) for order, ref in zip(fresh, refs, strict=True)]
    Case.objects.bulk_create(cases)
    parties = [_party(order, case) for order, case in zip(fresh, cases, strict=True)]
    CaseParty.objects.bulk_create(parties)
    CaseAttachment.objects.bulk_create(
        _attachment(order, case, file)
        for order, case in zip(fresh, cases, strict=True)
        for file in order.files
    )
    CaseEvent.objects.bulk_create(_event(order, case) for order, case in zip(fresh, cases, strict=True))
    notices = [_acknowledgement(order, case, now=now) for order, case in zip(fresh, cases, strict=True)]
    tell(notices, {party.case_id: party for party in parties}, now=now)
    return cases


def _unheard(orders: Sequence[CaseOrder]) -> list[CaseOrder]:
    by_source = {(order.body_id, order.source): order for order in orders}
    heard = Case.objects.filter(
        body_id__in={order.body_id for order in orders}, source__in=[order.source for order in orders]
    ).values_list("body_id", "source")
    return [order for key, order in by_source.items() if key not in set(heard)]


def _offices(orders: Sequence[CaseOrder]) -> _Offices:
    ids = {order.body_id for order in orders}
    roles = {catalogue.service(order.version_id).levels[0] for order in orders}
    return _Offices(bodies.bodies(ids), bodies.departments(ids), bodies.holders(ids, roles))


def _case(order: CaseOrder, ref: str, offices: _Offices) -> Case:
    service = catalogue.service(order.version_id)
    option = service.option(dict(order.fields))
    department = offices.departments.get((order.body_id, option.department or "")) if option else None
    within = _promise(service, option)
    due = rules.due(order.opened_at, within)
    return Case(
        id=uuid7(),
        body=offices.bodies[order.body_id],
        ref=ref,
        version_id=order.version_id,
        source=order.source,
        channel=order.channel,
        lane=Lane.URGENT if option and option.urgent else Lane.NORMAL,
        category=str(order.fields.get(service.title_by) or ""),
        ward=_ward(service, order.fields),
        department=department,
        officer=bodies.holder_for(
            offices.holders,
            body_id=order.body_id,
            role=service.levels[0],
            department_id=department.id if department else None,
        ),
        fields=dict(order.fields),
        opened_at=order.opened_at,
        promise_due_at=due,
        escalates_at=due if len(service.levels) > 1 else None,
    )


def _promise(service: Service, option: Option | None) -> Any:
    return option.promise if option and option.promise else service.limits.promise.within


def _ward(service: Service, fields: Mapping[str, Any]) -> str:
    """The ward of the first place that names one."""
    places = [fields.get(asked.field) for asked in service.ask if asked.kind == "place"]
    return next((str(place["ward"]) for place in places if place and place.get("ward")), "")


def _party(order: CaseOrder, case: Case) -> CaseParty:
    return CaseParty(
        id=uuid7(),
        body_id=order.body_id,
        case=case,
        role=PartyRole.COMPLAINANT,
        name=order.name,
        phone=order.phone,
        lang=order.lang,
        contact_bucket=order.contact.bucket if order.contact else None,
        contact_id=order.contact.id if order.contact else None,
        line_id=order.line_id,
    )


def _attachment(order: CaseOrder, case: Case, file: tuple[int, UUID]) -> CaseAttachment:
    return CaseAttachment(
        id=uuid7(),
        body_id=order.body_id,
        case=case,
        role=AttachmentRole.GIVEN,
        file_bucket=file[0],
        file_id=file[1],
        at=order.opened_at,
    )


def _event(order: CaseOrder, case: Case) -> CaseEvent:
    return CaseEvent(
        id=uuid7(), body_id=order.body_id, case=case, code=EventCode.OPENED, by="citizen", at=order.opened_at
    )


def _acknowledgement(order: CaseOrder, case: Case, *, now: datetime) -> Notice:
    def department(lang: Lang) -> str:
        return case.department.name_in(lang) if case.department else PHRASES.say("no_department", lang)

    def due(lang: Lang) -> str:
        return bn.moment(case.promise_due_at, lang, now)

    return Notice(
        case,
        "opened",
        source=f"opened:{case.id}",
        values={"department": department, "due": due},
        caused_by=order.caused_by,
    )
