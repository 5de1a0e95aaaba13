"""The sweep of the reminders: who has a case hears at half, at three quarters and at the end of its time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.cases import reminders
from janasetu.cases.actions.explanations import Late, ask_explanations
from janasetu.cases.charges import LANG
from janasetu.cases.choices import WITH_OFFICE, EventCode, Lane
from janasetu.cases.clocks import Clocks
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.duties import Duty, tell_duties
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import PHRASES
from janasetu.cases.reminders import PROMISE, Mark
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.rows import bulk
from janasetu.rows.waiting import Waiting

AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class _Reminder:
    """A case of which its officer is reminded now: of the latest mark it has reached."""

    case: Case
    mark: Mark


def remind_owners(*, now: datetime) -> int:
    """Remind whoever has a case of each share of its clocks that is used up, once; of how many cases.

    One message to each officer with all of them, at full hours while the office is open; of urgent cases at
    any hour. Of what lies with nobody or with somebody without a registered number the timeline tells. Where
    the promise is up and the case can go no higher, its officer is asked why. Safe to run twice, or twice at
    once.
    """
    while _UNBEGUN.at(now) and _begin_some() == AT_ONCE:
        pass
    told, seen = 0, AT_ONCE
    while seen == AT_ONCE and _DUE.at(now):
        seen, reminded = _remind_some(now=now)
        told += reminded
    return told


def _unbegun(_: datetime | None = None) -> QuerySet[Case]:
    return Case.objects.filter(status__in=WITH_OFFICE, looks_at__isnull=True, reminded=0)


def _due(now: datetime) -> QuerySet[Case]:
    return Case.objects.filter(looks_at__lte=now, status__in=WITH_OFFICE)


_UNBEGUN, _DUE = Waiting(_unbegun), Waiting(_due)


@transaction.atomic
def _begin_some() -> int:
    """Cases that a program of the release before has opened, which knew no reminders; how many."""
    rows = _unbegun().select_for_update(skip_locked=True)
    cases = list(rows.order_by("opened_at")[:AT_ONCE])
    clocks = clocks_of(cases, pauses_of(cases)) if cases else {}
    for case in cases:
        case.looks_at = reminders.next_look(clocks[case.id], reminded=0)
    bulk.update(cases, key=("body_id", "id"), columns=("looks_at",))
    return len(cases)


@transaction.atomic
def _remind_some(*, now: datetime) -> tuple[int, int]:
    """How many cases were looked at, and of how many somebody was reminded."""
    cases = list(
        _due(now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("body", "officer__body")
        .order_by("looks_at")[:AT_ONCE]
    )
    if not cases:
        return 0, 0
    clocks = clocks_of(cases, pauses_of(cases))
    calendars = bodies.calendars({case.body_id for case in cases})
    found = list(_reached(cases, clocks, calendars, now=now))
    bulk.update(cases, key=("body_id", "id"), columns=("looks_at", "reminded"))
    bulk.insert(_event(one, now=now) for one in found)
    tell_duties(_duties(found), now=now)
    ask_explanations(
        [Late(one.case, one.case.officer, one.case.level) for one in found if _is_up(one)], now=now
    )
    return len(cases), len(found)


def _reached(
    cases: Sequence[Case],
    clocks: Mapping[UUID, Clocks],
    calendars: Mapping[UUID, Calendar],
    *,
    now: datetime,
) -> Iterator[_Reminder]:
    """Those of which somebody is reminded now; all are set to when they are looked at next."""
    for case in cases:
        earliest = reminders.may_be_told(now, calendars[case.body_id], urgent=case.lane != Lane.NORMAL)
        found = reminders.due(clocks[case.id], reminded=case.reminded, now=now)
        if found and earliest > now:
            case.looks_at = earliest
            continue
        case.reminded |= reminders.bits(found)
        case.looks_at = reminders.next_look(clocks[case.id], reminded=case.reminded)
        if found:
            yield _Reminder(case, found[-1])


def _is_up(one: _Reminder) -> bool:
    """Whether the promise is up of a case that nobody takes further up: there its climbing asks why."""
    return (one.mark.clock, one.mark.percent) == (PROMISE, 100) and one.case.escalates_at is None


def _event(one: _Reminder, *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=one.case.body_id,
        case_id=one.case.id,
        code=EventCode.REMINDED,
        by="system",
        params={"clock": one.mark.clock, "percent": one.mark.percent},
        at=now,
    )


def _duties(found: Sequence[_Reminder]) -> Iterator[Duty]:
    """One for each officer and body, the case that is most pressing first."""
    piles: dict[tuple[UUID, UUID], list[_Reminder]] = {}
    for one in found:
        if one.case.officer:
            piles.setdefault((one.case.officer.id, one.case.body_id), []).append(one)
    for pile in piles.values():
        pile.sort(key=lambda one: one.case.promise_due_at)
        officer = pile[0].case.officer
        assert officer
        marks = {one.case.id: _said(one.mark) for one in pile}
        yield Duty(
            officer, "duty_reminder", f"duty:reminder:{uuid7()}", [one.case for one in pile], marks=marks
        )


def _said(mark: Mark) -> str:
    key = "duty_promise" if mark.clock == PROMISE else "duty_by_law"
    return PHRASES.say(key, LANG, percent=bn.number(mark.percent, LANG))
