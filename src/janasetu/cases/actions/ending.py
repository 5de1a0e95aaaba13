"""The end of a claim that no citizen has answered: unconfirmed, told, and for a while to be opened again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.cases import claims, queries
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, tell
from janasetu.lib.ids import uuid7


@dataclass(frozen=True, slots=True)
class Ending:
    """A case that ends so. `params`: what the event says besides, of calls that nobody answered."""

    case: Case
    params: Mapping[str, Any] = field(default_factory=dict)


def end_unconfirmed(endings: Sequence[Ending], parties: Mapping[UUID, CaseParty], *, now: datetime) -> None:
    """End these cases, which are locked and were claimed done; statements do not grow with their number."""
    for one in endings:
        claims.end(one.case, now=now)
    queries.rows_of([one.case for one in endings]).update(
        status=Status.RESOLVED_UNCONFIRMED, ended_at=now, closes_at=None, reminds_at=None
    )
    events = [_event(one, now=now) for one in endings]
    CaseEvent.objects.bulk_create(events)
    tell(
        [_notice(one.case, event, now=now) for one, event in zip(endings, events, strict=True)],
        parties,
        now=now,
    )


def _event(ending: Ending, *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=ending.case.body_id,
        case=ending.case,
        code=EventCode.CLOSED_UNCONFIRMED,
        by="system",
        params=dict(ending.params),
        at=now,
    )


def _notice(case: Case, event: CaseEvent, *, now: datetime) -> Notice:
    until = claims.until_in_words(case, now=now)
    return Notice(case, "closed_unconfirmed", source=f"event:{event.id}", values={"until": until})
