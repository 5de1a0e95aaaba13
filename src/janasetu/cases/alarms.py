"""Whom an alarm reaches: the duty officer, then the way up; and which alarms nobody has heard yet."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import away_officers
from janasetu.bodies.rules import in_office
from janasetu.cases.clocks import Clock
from janasetu.cases.models import Alarm, Case, Duty
from janasetu.cases.owning import Matter, matter_of, owners
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
    """Who hears the alarms of each body first at this instant, in office and not away; one query."""
    rows = Duty.objects.filter(body_id__in=body_ids, since__lte=at, until__gt=at)
    here = rows.exclude(officer__in=away_officers(at=at))
    found: dict[UUID, list[Officer]] = {body_id: [] for body_id in body_ids}
    for row in here.select_related("officer__body", "officer__role").order_by("since", "id"):
        if in_office(row.officer.tenure, at):
            found[row.body_id].append(row.officer)
    return found


def chains(cases: Sequence[Case], *, at: datetime) -> dict[UUID, list[list[Officer]]]:
    """For each case who is told, step by step: whoever is on duty, then who acts for each level of the case.

    Nobody stands there twice, and of what is about an office nobody who sits in it. Queries do not grow with
    the cases.
    """
    duty = on_duty({case.body_id for case in cases}, at=at)
    levels = [(case.id, matter) for case in cases for matter in _levels(case)]
    acting = owners([matter for _, matter in levels], at=at)
    found: dict[UUID, list[list[Officer]]] = {
        case.id: [] if case.is_about_the_office else [duty[case.body_id]] for case in cases
    }
    for (case_id, _), one in zip(levels, acting, strict=True):
        found[case_id].append([one.officer] if one.officer else [])
    return {case_id: list(_each_once(steps)) for case_id, steps in found.items()}


def _levels(case: Case) -> Iterator[Matter]:
    """The case as each of its levels has it."""
    matter = matter_of(case)
    for level in range(len(case.levels)):
        yield replace(matter, roles=case.levels[level:])


def _each_once(steps: Sequence[Sequence[Officer]]) -> Iterator[list[Officer]]:
    named: set[UUID] = set()
    for step in steps:
        fresh = [one for one in step if one.id not in named]
        named |= {one.id for one in fresh}
        if fresh:
            yield fresh


def unheard(officer: Officer) -> QuerySet[Alarm]:
    """The alarms that this officer may see and nobody has heard, the oldest first."""
    visible = cases_visible_to(officer)
    rows = Alarm.objects.filter(case__in=visible, heard_at__isnull=True, calls_at__isnull=False)
    return rows.select_related("case__body").order_by("began_at", "id")
