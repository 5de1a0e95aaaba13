"""A desk at which nobody sits: whoever is above hears of it at once, and it stands in the history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.bodies import posts
from janasetu.bodies.models import Officer
from janasetu.bodies.queries import Titles, titles
from janasetu.cases import desks
from janasetu.cases.actions.sending_on import SYSTEM
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import EventCode
from janasetu.cases.models import CaseDesk, CaseEvent
from janasetu.cases.notices import Notice
from janasetu.cases.owning import Matter, owners
from janasetu.lib.ids import uuid7


def tell_of_vacancies(rows: Sequence[CaseDesk], *, now: datetime) -> None:
    """Of these visits, whose cases are locked and which are written down, those whose desk nobody has. No
    query where each has an officer; else their number does not grow with them.
    """
    empty = desks.empty_among(rows, now=now)
    if not empty:
        return
    above = owners([_above(row) for row in empty], at=now)
    events = [
        _event(row, found.officer.role_id if found.officer else "", now=now)
        for row, found in zip(empty, above, strict=True)
    ]
    CaseEvent.objects.bulk_create(events)
    named = titles({row.body_id for row in empty}, {row.role for row in empty})
    told: dict[tuple[UUID, UUID], _Heard] = {}
    for row, found, event in zip(empty, above, events, strict=True):
        if found.officer:
            heard = told.setdefault((row.case_id, found.officer.id), _Heard(found.officer, event))
            heard.rows.append(row)
    remind_officers([one.reminder(named, now=now) for one in told.values()], now=now)


@dataclass(slots=True)
class _Heard:
    """What one officer hears of one case: all its desks that are empty at once, in one message. `first`: the
    event by which it is told once.
    """

    officer: Officer
    first: CaseEvent
    rows: list[CaseDesk] = field(default_factory=list)

    def reminder(self, named: Titles, *, now: datetime) -> Reminder:
        values = _values(self.rows, named, now)
        return Reminder(
            self.officer, Notice(self.rows[0].case, "desk_vacant", f"event:{self.first.id}", values)
        )


def _above(row: CaseDesk) -> Matter:
    """The matter as it is for those who answer for the case beside the post that is vacant, and the head."""
    case, missing = row.case, {row.role, *row.also}
    head = posts.head_of(case.body.kind)
    chain = dict.fromkeys([*case.levels[case.level :], *([head] if head else [])])
    roles = tuple(role for role in chain if role not in missing)
    return Matter(row.body_id, roles, case.department_id, case.ward, about_office=case.is_about_the_office)


def _event(row: CaseDesk, told: str, *, now: datetime) -> CaseEvent:
    params = {"stage": row.stage, "role": row.role} | ({"head": told} if told else {})
    return CaseEvent(
        id=uuid7(),
        body_id=row.body_id,
        case=row.case,
        code=EventCode.DESK_VACANT,
        by=SYSTEM,
        params=params,
        at=now,
    )


def _values(rows: Sequence[CaseDesk], named: Titles, now: datetime) -> Mapping[str, Any]:
    return {
        "stage": lambda lang: _each(desks.stage_name(row.case.service, row.stage, lang) for row in rows),
        "post": lambda lang: _each(named.name(row.body_id, row.role, lang, at=now) for row in rows),
    }


def _each(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
