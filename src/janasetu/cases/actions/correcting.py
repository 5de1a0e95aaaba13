"""A case turns out to be about another subject: department, clocks and officer follow that one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import Officer
from janasetu.cases import rules
from janasetu.cases.actions.alarming import Call, begin_alarms
from janasetu.cases.actions.pausing import set_dues
from janasetu.cases.choices import Lane
from janasetu.cases.clocks import escalates_again
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.likeness import NOWHERE, Where, place_in
from janasetu.cases.models import Case, CaseReading
from janasetu.cases.owning import Matter, owners
from janasetu.cases.rules import RefusedError
from janasetu.cases.searching import words_of_case
from janasetu.cases.subjects import why_not, with_subject
from janasetu.cases.understood import label_of

# What another subject changes of a case beside what every move may change.
COLUMNS = frozenset({"fields", "category", "search", "lat", "lon", "reminded"})


def correct(case: Case, subject: str, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """Let the case, which is locked, be about this subject of its service; what its event says. RefusedError
    where it may not be.

    Its clocks run by the terms of the new subject since the case was opened. Whoever calls saves the case.
    """
    if why := why_not(case, subject):
        raise RefusedError(why)
    service, before, fields = case.service, case.category, with_subject(case, subject)
    lane = rules.lane_of_other_subject(case.lane, was=_lane(case, case.fields), becomes=_lane(case, fields))
    case.fields, case.category, case.level = fields, subject, 0
    department = bodies.departments([case.body_id]).get(
        (case.body_id, service.department_in(case.body.kind, fields) or "")
    )
    case.department = department
    case.search = words_of_case(service, fields, outside_ref=case.outside_ref)
    where = Where.of(place_in(service, fields)) if service.alike_in(fields) else NOWHERE
    case.lat, case.lon = where.lat, where.lon
    _begin_clocks(case, now=now)
    matter = Matter(case.body_id, case.levels, department.id if department else None, case.ward)
    (acting,) = owners([matter], at=now)
    case.officer, case.covers = acting.officer, acting.away if acting.officer else None
    _call(case, lane, officer, now=now)
    read = CaseReading.objects.filter(body_id=case.body_id, case_id=case.id)
    read.update(stands_as=label_of(service, fields))
    params = {"from": before, "to": subject, "department": department.code if department else ""}
    return params | ({"officer": case.officer.post} if case.officer else {})


def _lane(case: Case, fields: Mapping[str, Any]) -> Lane:
    """The lane that its subject alone gives a case."""
    if case.service.alarm_of(fields):
        return Lane.EMERGENCY
    option = case.service.option(fields)
    return Lane.URGENT if option and option.urgent else Lane.NORMAL


def _begin_clocks(case: Case, *, now: datetime) -> None:
    """Nobody was reminded of these clocks yet; where the new promise is past already, the lowest level has
    the promised time once more before it climbs.
    """
    clocks = clocks_of([case], pauses_of([case]))[case.id]
    case.reminded = 0
    set_dues(case, clocks)
    case.escalates_at = escalates_again(clocks.promise, now, due_at=case.promise_due_at, levels=case.levels)


def _call(case: Case, lane: str, officer: Officer, *, now: datetime) -> None:
    """Set the lane; what is an emergency only now calls the duty officer."""
    before, case.lane = case.lane, Lane(lane)
    if case.lane == Lane.EMERGENCY != before:
        begin_alarms([Call(case, officer.post)], now=now)
