"""Whom an alarm reaches: the duty officer, then the way up; and which alarms nobody has heard yet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import holder_for, holders
from janasetu.bodies.rules import in_office
from janasetu.cases.clocks import Clock
from janasetu.cases.models import Alarm, Case, Duty
from janasetu.cases.queries import cases_visible_to
from janasetu.catalogue import schema

DEFAULT = schema.Alarm()


def terms_of(case: Case) -> schema.Alarm:
    """How its alarm is told; of a case that an officer made one, as the format has it."""
    return case.service.alarm_of(case.fields) or DEFAULT


def again_after(case: Case, now: datetime) -> datetime:
    return Clock(now, terms_of(case).again).due


def steps_up(case: Case, *, since: timedelta) -> int:
    """How many steps above the first the alarm has climbed after this time."""
    return since // Clock(case.opened_at, terms_of(case).up).length


def on_duty(body_ids: Collection[UUID], *, at: datetime) -> dict[UUID, list[Officer]]:
    """Who hears the alarms of each body first at this instant, in office; one query."""
    rows = Duty.objects.filter(body_id__in=body_ids, since__lte=at, until__gt=at)
    found: dict[UUID, list[Officer]] = {body_id: [] for body_id in body_ids}
    for row in rows.select_related("officer__body", "officer__role").order_by("since", "id"):
        if in_office(row.officer.tenure, at):
            found[row.body_id].append(row.officer)
    return found


def chains(cases: Sequence[Case], *, at: datetime) -> dict[UUID, list[list[Officer]]]:
    """For each case who is told, step by step: whoever is on duty, then each level of the case upward. Nobody
    stands there twice. Two queries, two more where a post lies above the bodies.
    """
    bodies, roles = {case.body_id for case in cases}, {role for case in cases for role in case.levels}
    duty, answering = on_duty(bodies, at=at), holders(bodies, roles, at=at)
    return {case.id: list(_steps(case, duty, answering)) for case in cases}


def _steps(
    case: Case, duty: Mapping[UUID, Sequence[Officer]], answering: dict[tuple[UUID, str], list[Officer]]
) -> Iterator[list[Officer]]:
    up = (
        holder_for(
            answering,
            body_id=case.body_id,
            role=role,
            department_id=case.department_id,
            ward=case.ward,
        )
        for role in case.levels
    )
    named: set[UUID] = set()
    for step in (duty[case.body_id], *([one] for one in up if one)):
        fresh = [one for one in step if one.id not in named]
        named |= {one.id for one in fresh}
        if fresh:
            yield fresh


def unheard(officer: Officer) -> QuerySet[Alarm]:
    """The alarms that this officer may see and nobody has heard, the oldest first."""
    visible = cases_visible_to(officer)
    rows = Alarm.objects.filter(case__in=visible, heard_at__isnull=True, calls_at__isnull=False)
    return rows.select_related("case__body").order_by("began_at", "id")
