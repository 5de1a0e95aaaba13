"""An office of the past: who answers for what at which moment, what it offers, how it is written to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.bodies.queries import Titles
from janasetu.bodies.queries.officers import Holders
from janasetu.bodies.rules import in_office
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Service
from janasetu.lib.words import Lang
from janasetu.messaging.models import Line
from janasetu.messaging.queries import lines


@dataclass(frozen=True, slots=True)
class Office:
    """One town's office as its cases need it; nothing is asked of the database any more."""

    body: LocalBody
    line: Line
    departments: Mapping[str, Department]
    services: Mapping[str, tuple[UUID, Service]]
    holders: Holders
    former: Sequence[Officer]
    titles: Titles
    wards: Sequence[str]
    calendar: Calendar
    chosen: dict[tuple[str, UUID | None, str], Officer | None] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.body.code

    @property
    def langs(self) -> list[str]:
        return list(self.body.languages)

    def holder(self, role: str, department: Department | None, ward: str, *, at: datetime) -> Officer | None:
        """Who answers for this post at that moment: whoever held it then, else whoever holds it now."""
        before = (one for one in self.former if one.role_id == role and not one.ward_id)
        held = next((one for one in before if one.since <= at and one.until and at < one.until), None)
        return held or self._holder_now(role, department, ward)

    def _holder_now(self, role: str, department: Department | None, ward: str) -> Officer | None:
        department_id = department.id if department else None
        key = role, department_id, ward
        if key not in self.chosen:
            self.chosen[key] = bodies.holder_for(
                self.holders, body_id=self.body.id, role=role, department_id=department_id, ward=ward
            )
        return self.chosen[key]

    def title(self, body_id: UUID, role: str, lang: Lang, *, at: datetime) -> str:
        return self.titles.name(body_id, role, lang, at=at)

    def by_post(self, role: str) -> Officer | None:
        """Somebody of this body who holds the post now."""
        here = self.holders.get((self.body.id, role), [])
        return next((one for one in here if one.body_id == self.body.id), None)


def offices(codes: Sequence[str], *, now: datetime) -> dict[str, Office]:
    """The offices of these towns by code, in a number of queries that does not grow."""
    found = {body.code: body for body in LocalBody.objects.filter(code__in=codes, served=True)}
    offered = catalogue.offered_by_bodies(found.values())
    ids = [body.id for body in found.values()]
    roles = {role for services in offered.values() for one in services.values() for role in one.roles()}
    holders = bodies.holders(ids, roles | _HANDS, at=now)
    former = [one for one in _former(ids) if not in_office(one.tenure, now)]
    titles = bodies.titles({*ids, *_bodies_of(holders)}, roles | _HANDS)
    calendars = bodies.calendars(ids)
    departments, wards, answering = bodies.departments(ids), bodies.wards(ids, now), lines()
    return {
        body.code: Office(
            body=body,
            line=_line_of(body, answering),
            departments={code: one for (body_id, code), one in departments.items() if body_id == body.id},
            services={one.code: (version, one) for version, one in offered[body.id].items()},
            holders=holders,
            former=[one for one in former if one.body_id == body.id],
            titles=titles,
            wards=[ward.number for ward in wards.get(body.id, [])],
            calendar=calendars[body.id],
        )
        for body in found.values()
    }


_HANDS = {"inspector", "drainage", "nirman_sahayak", "clerk", "operator"}  # to whom work is given


def _former(ids: Sequence[UUID]) -> Iterator[Officer]:
    yield from Officer.objects.filter(body_id__in=ids, until__isnull=False).select_related("body", "role")


def _bodies_of(holders: Holders) -> set[UUID]:
    return {officer.body_id for answering in holders.values() for officer in answering}


def _line_of(body: LocalBody, answering: Sequence[Line]) -> Line:
    """Its own number, else that of its area."""
    own = next((line for line in answering if line.body_id == body.id), None)
    return own or next(line for line in answering if line.body_id is None)
