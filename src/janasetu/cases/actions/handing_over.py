"""The hand-over: open cases of somebody who has left office go to whoever is in office now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import Officer
from janasetu.cases.choices import OPEN, EventCode
from janasetu.cases.models import Case, CaseEvent
from janasetu.catalogue import queries as catalogue
from janasetu.lib.ids import uuid7

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all cases have in common that go the same way."""

    body_id: UUID
    officer_id: UUID | None
    version_id: UUID
    level: int
    category: str
    department_id: UUID | None
    ward: str


def hand_over_due(*, now: datetime) -> int:
    """Give every open case whose officer has left office to who answers for its level now; how many.

    Clocks, level and status stay as they are, and the citizen is told nothing: the office has the case as
    before. A case for whose level nobody answers waits until somebody does. Safe to run twice, or twice at
    once: a row that somebody else works on is left for the next time.
    """
    heirs = _heirs(now=now)
    moved, after = 0, UUID(int=0)
    while heirs:
        batch = _hand_over_some(heirs, after=after, now=now)
        moved += batch.moved
        if batch.seen < AT_ONCE:
            break
        after = batch.last
    return moved


def _heirs(*, now: datetime) -> Mapping[_Desk, Officer]:
    """Who takes over from those that left and still have open cases; two queries for any number."""
    desks = _desks_left(now=now)
    answering = bodies.holders({desk.body_id for desk in desks}, desks.values(), at=now) if desks else {}
    heirs = {
        desk: bodies.holder_for(
            answering, body_id=desk.body_id, role=role, department_id=desk.department_id, ward=desk.ward
        )
        for desk, role in desks.items()
    }
    return {desk: heir for desk, heir in heirs.items() if heir}


def _desks_left(*, now: datetime) -> dict[_Desk, str]:
    """The desks whose officer has left, each with the role that answers for its cases."""
    left = Case.objects.filter(status__in=OPEN, officer__in=bodies.out_of_office(at=now)).order_by()
    rows = left.values_list(
        "body_id", "officer_id", "version_id", "level", "category", "department_id", "ward", "body__kind"
    ).distinct()
    kinds = {
        _Desk(body, officer, version, level, category, department, ward): kind
        for body, officer, version, level, category, department, ward, kind in rows
    }
    return {desk: _role(desk, kind) for desk, kind in kinds.items()}


@dataclass(frozen=True, slots=True)
class _Batch:
    """How many cases were looked at and how many moved, and the last one."""

    seen: int
    moved: int
    last: UUID


@transaction.atomic
def _hand_over_some(heirs: Mapping[_Desk, Officer], *, after: UUID, now: datetime) -> _Batch:
    cases = list(
        Case.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("officer__body")
        .filter(
            body_id__in={desk.body_id for desk in heirs},
            officer_id__in={desk.officer_id for desk in heirs},
            status__in=OPEN,
            id__gt=after,
        )
        .order_by("id")[:AT_ONCE]
    )
    moves = [(case, heir) for case in cases if (heir := heirs.get(_desk_of(case)))]
    events = [_event(case, heir, now=now) for case, heir in moves]
    for case, heir in moves:
        case.officer = heir
    Case.objects.bulk_update([case for case, _ in moves], ["officer"])
    CaseEvent.objects.bulk_create(events)
    return _Batch(len(cases), len(moves), cases[-1].id if cases else after)


def _role(desk: _Desk, kind: str) -> str:
    """The role that answers at this level for such a subject; empty where bodies of this kind have no such
    level.
    """
    service = catalogue.service(desk.version_id)
    levels = service.levels_in(kind, {service.titled_by or "": desk.category})
    return levels[desk.level] if desk.level < len(levels) else ""


def _desk_of(case: Case) -> _Desk:
    return _Desk(
        case.body_id,
        case.officer_id,
        case.version_id,
        case.level,
        case.category,
        case.department_id,
        case.ward,
    )


def _event(case: Case, heir: Officer, *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.HANDED_OVER,
        by="system",
        params={"former": case.officer.post if case.officer else "", "officer": heir.post},
        at=now,
    )
