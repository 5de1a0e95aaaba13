"""The sweep of the clocks: what is past its time goes one level up; the citizen is told, and who had it is
asked why.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from janasetu.cases import queries
from janasetu.cases.actions.climbing import Climb
from janasetu.cases.actions.explanations import Late, ask_explanations
from janasetu.cases.charges import Charge, tell_officers
from janasetu.cases.choices import WITH_OFFICE, EventCode
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import Notice, tell
from janasetu.cases.reminders import END_OF_PROMISE
from janasetu.lib.ids import uuid7
from janasetu.rows.waiting import Waiting

AT_ONCE = 500


def _late(now: datetime) -> QuerySet[Case]:
    return Case.objects.filter(escalates_at__lte=now, status__in=WITH_OFFICE)


_LATE = Waiting(_late)


def escalate_overdue(*, now: datetime) -> int:
    """Move every case whose time is up one level up; how many. Safe to run twice, or twice at once."""
    moved = 0
    while _LATE.at(now) and (batch := _escalate_some(now=now)):
        moved += batch
    return moved


@transaction.atomic
def _escalate_some(*, now: datetime) -> int:
    late = list(
        _late(now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("body", "officer__body")
        .order_by("escalates_at", "id")[:AT_ONCE]
    )
    if not late:
        return 0
    climb, before = Climb(late, now=now), [Late(case, case.officer, case.level) for case in late]
    for case in late:
        climb.one_level(case)
        case.reminded |= END_OF_PROMISE
    Case.objects.bulk_update(late, ["level", "officer", "covers", "escalates_at", "reminded"])
    events = [_event(case, climb, now=now) for case in late]
    CaseEvent.objects.bulk_create(events)
    parties = queries.parties({case.body_id for case in late}, [case.id for case in late])
    tell([_notice(case, event, climb) for case, event in zip(late, events, strict=True)], parties, now=now)
    charges = [
        Charge(case, EventCode.ESCALATED, f"event:{event.id}", was.officer, values=_values(case, climb))
        for case, event, was in zip(late, events, before, strict=True)
    ]
    tell_officers(charges, now=now)
    ask_explanations(before, now=now)
    return len(late)


def _event(case: Case, climb: Climb, *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.ESCALATED,
        by="system",
        params=climb.params(case),
        at=now,
    )


def _notice(case: Case, event: CaseEvent, climb: Climb) -> Notice:
    return Notice(case, "escalated", source=f"event:{event.id}", values=_values(case, climb))


def _values(case: Case, climb: Climb) -> dict[str, Any]:
    return {"officer": climb.title_of(case)}
