"""Reads of calendars: when each body is open, its holidays of a year, and changes that due dates follow."""

import json
from collections.abc import Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from janasetu.bodies.calendars import Calendar, ClosedDay, Hours
from janasetu.bodies.models import CalendarChange, Holiday
from janasetu.bodies.queries.bodies import ABOVE, lineage, lying_in

# All at once: what each body lies in, the closed days of any of these, and their hours.
_CALENDARS = f"""{ABOVE}
SELECT (SELECT json_agg(json_build_array(start, id) ORDER BY start, depth) FROM above)::text,
       (SELECT json_agg(json_build_array(body_id, day, name, order_number))
          FROM bodies_holiday WHERE withdrawn_at IS NULL AND body_id IN (SELECT id FROM above))::text,
       (SELECT json_agg(json_build_array(body_id, since, until, opens, closes, days_off) ORDER BY since DESC)
          FROM bodies_officehours WHERE body_id IN (SELECT id FROM above))::text
"""  # noqa: S608 - a constant


def calendars(body_ids: Iterable[UUID]) -> dict[UUID, Calendar]:
    """The calendar of each body, with the holidays of all that it lies in; of hours the nearest count.

    One query. Bodies that are open on the same days have the same calendar.
    """
    asked = list(set(body_ids))
    with connection.cursor() as cursor:
        cursor.execute(_CALENDARS, {"ids": asked})
        lines, closed, hours = (json.loads(found) if found else [] for found in cursor.fetchone())
    days = _by_body(closed, _closed_day)
    spans = _by_body(hours, _hours)
    above: dict[UUID, list[str]] = {body_id: [] for body_id in asked}
    for start, body_id in lines:
        if body_id in days or body_id in spans:
            above[UUID(start)].append(body_id)
    made: dict[tuple[str, ...], Calendar] = {}
    return {body_id: _made(made, tuple(line), days, spans) for body_id, line in above.items()}


def _made(
    made: dict[tuple[str, ...], Calendar],
    line: tuple[str, ...],
    days: dict[str, list[ClosedDay]],
    spans: dict[str, list[Hours]],
) -> Calendar:
    """The calendar of those who lie in the same line of bodies that say something of it."""
    if line not in made:
        made[line] = Calendar.of(
            closed=(one for body_id in line for one in days.get(body_id, ())),
            hours=(one for body_id in line for one in spans.get(body_id, ())),
        )
    return made[line]


def _by_body(rows: Iterable[list[Any]], read: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for body_id, *values in rows:
        found.setdefault(body_id, []).append(read(*values))
    return found


def _closed_day(day: str, name: dict[str, str], order_number: str) -> ClosedDay:
    return ClosedDay(date.fromisoformat(day), name, order_number)


def _hours(since: str, until: str | None, opens: str, closes: str, days_off: list[int]) -> Hours:
    return Hours(
        date.fromisoformat(since),
        date.fromisoformat(until) if until else None,
        time.fromisoformat(opens),
        time.fromisoformat(closes),
        frozenset(days_off),
    )


def holidays_of(body_id: UUID, *, year: int | None = None) -> QuerySet[Holiday]:
    """The days on which this body is closed by a row of its own or of what it lies in, in their order."""
    line = [body.id for body in lineage([body_id])[body_id]]
    rows = Holiday.objects.filter(body_id__in=line, withdrawn_at__isnull=True)
    rows = rows.filter(day__year=year) if year else rows
    return rows.select_related("body").order_by("day", "id")


def changes_to_follow() -> list[CalendarChange]:
    """What has changed in calendars and no due date has followed yet, the oldest first."""
    return list(CalendarChange.objects.filter(followed_at__isnull=True).order_by("at", "id"))


def changed_with(change: CalendarChange) -> set[UUID]:
    """The bodies whose calendars a change concerns: the body itself and all that lies in it."""
    return {change.body_id, *lying_in(change.body_id).values_list("id", flat=True)}
