"""What another calendar moves: every due date that counts by it; the citizens are told, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from janasetu.bodies import actions as offices
from janasetu.bodies import queries as bodies
from janasetu.bodies.choices import CalendarChangeKind
from janasetu.bodies.models import CalendarChange
from janasetu.cases import queries
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, set_dues
from janasetu.cases.choices import OPEN, EventCode, Status
from janasetu.cases.clocks import terms_of
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.explaining import named_days
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import Notice, tell
from janasetu.lib import bn
from janasetu.lib.clock import KOLKATA, local
from janasetu.lib.ids import uuid7
from janasetu.lib.moments import rfc3339
from janasetu.lib.words import Lang
from janasetu.messaging.values import Lane
from janasetu.rows import bulk

AT_ONCE, BODIES_AT_ONCE = 2000, 100


@dataclass(frozen=True, slots=True)
class _Moved:
    """A case that is due at another moment than before, by the days that are other ones now."""

    case: Case
    before: datetime
    kind: CalendarChangeKind
    days: Sequence[dict[str, Any]]

    @property
    def is_promised_otherwise(self) -> bool:
        return self.case.promise_due_at != self.before


def follow_calendars(*, now: datetime) -> int:
    """Let due dates follow what has changed in calendars since the last look; how many cases moved.

    What is due when is counted anew from the beginning of each clock, so whoever is stopped in between begins
    again and moves nothing twice. Safe to run twice at once.
    """
    changes = bodies.changes_to_follow()
    if not changes:
        return 0
    concerned = {change.id: bodies.changed_with(change) for change in changes}
    body_ids = sorted(set().union(*concerned.values()))
    moved = 0
    for first in range(0, len(body_ids), BODIES_AT_ONCE):
        moved += _follow_in(body_ids[first : first + BODIES_AT_ONCE], changes, concerned, now=now)
    offices.follow(changes, now=now)
    return moved


def _follow_in(
    body_ids: Sequence[UUID],
    changes: Sequence[CalendarChange],
    concerned: Mapping[UUID, set[UUID]],
    *,
    now: datetime,
) -> int:
    """The same in these bodies, a batch of cases after the other."""
    moved, after, seen = 0, None, AT_ONCE
    while seen == AT_ONCE:
        seen, count, after = _follow_some(body_ids, changes, concerned, after=after, now=now)
        moved += count
    return moved


@transaction.atomic
def _follow_some(
    body_ids: Sequence[UUID],
    changes: Sequence[CalendarChange],
    concerned: Mapping[UUID, set[UUID]],
    *,
    after: Case | None,
    now: datetime,
) -> tuple[int, int, Case | None]:
    """The next cases: how many were looked at and how many moved, and the last one."""
    cases = _next(changes, body_ids, after)
    counting = [case for case in cases if terms_of(case.service, case.fields, case.opened_at).count_open_days]
    clocks = clocks_of(counting, pauses_of(counting))
    moved = []
    for case in counting:
        before, promised = _dues(case), case.promise_due_at
        set_dues(case, clocks[case.id])
        if _dues(case) != before:
            theirs = [change for change in changes if case.body_id in concerned[change.id]]
            moved.append(_moved(case, promised, theirs))
    bulk.update([one.case for one in moved], key=("body_id", "id"), columns=CLOCK_COLUMNS)
    _record([one for one in moved if one.is_promised_otherwise], now=now)
    return len(cases), len(moved), cases[-1] if cases else None


def _next(changes: Sequence[CalendarChange], body_ids: Sequence[UUID], after: Case | None) -> list[Case]:
    """The open cases of these bodies whose clocks go beyond the first changed day, in order of their keys."""
    first = datetime.combine(min(change.since for change in changes), time(), tzinfo=KOLKATA)
    reaching = Q(promise_due_at__gt=first) | Q(statutory_due_at__gt=first) | Q(first_action_due_at__gt=first)
    rows = Case.objects.filter(reaching, body_id__in=body_ids, status__in=OPEN)
    if after is not None:
        rows = rows.filter(Q(body_id__gt=after.body_id) | Q(body_id=after.body_id, id__gt=after.id))
    locked = rows.select_for_update(of=("self",)).select_related("body")
    return list(locked.order_by("body_id", "id")[:AT_ONCE])


def _dues(case: Case) -> tuple[datetime | None, ...]:
    return case.promise_due_at, case.statutory_due_at, case.first_action_due_at


def _moved(case: Case, promised: datetime, changes: Sequence[CalendarChange]) -> _Moved:
    """Why: the days of its time that were declared where it is due later, withdrawn where earlier."""
    later = case.promise_due_at > promised
    kind = CalendarChangeKind.DECLARED if later else CalendarChangeKind.WITHDRAWN
    first, last = local(case.opened_at).date(), local(max(promised, case.promise_due_at)).date()
    days = [
        day
        for change in changes
        if change.kind == kind
        for day in change.days
        if first <= date.fromisoformat(day["day"]) <= last
    ]
    return _Moved(case, promised, kind if days else CalendarChangeKind.HOURS, days)


def _record(moved: Sequence[_Moved], *, now: datetime) -> None:
    """An event for each, and a message where the work is still awaited."""
    events = [_event(one, now=now) for one in moved]
    bulk.insert(events)
    waiting = [
        _notice(one, event, now=now)
        for one, event in zip(moved, events, strict=True)
        if "untold" not in event.params
    ]
    tell(waiting, _parties(waiting), now=now)


def _parties(notices: Iterable[Notice]) -> Any:
    cases = [notice.case for notice in notices]
    return queries.parties({case.body_id for case in cases}, [case.id for case in cases])


def _event(one: _Moved, *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=one.case.body_id,
        case=one.case,
        code=EventCode.DUE_MOVED,
        by="system",
        params={
            "from": rfc3339(one.before),
            "to": rfc3339(one.case.promise_due_at),
            "why": one.kind,
            "days": one.days,
        }
        | ({"untold": True} if one.case.status == Status.AWAITING_CONFIRMATION else {}),
        at=now,
    )


def _notice(one: _Moved, event: CaseEvent, *, now: datetime) -> Notice:
    def days(lang: Lang) -> str:
        return named_days(one.days, lang)

    def due(lang: Lang) -> str:
        return bn.lasting_moment(one.case.promise_due_at, lang, now)

    def until(lang: Lang) -> str:
        return bn.lasting_moment(one.case.promise_due_at, lang, now, weekday=False)

    values = {"days": days, "due": due, "until": until}
    key, source = f"due_moved_{one.kind}", f"event:{event.id}"
    return Notice(one.case, key, source=source, values=values, lane=Lane.CROWD)
