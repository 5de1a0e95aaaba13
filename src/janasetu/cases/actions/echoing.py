"""What staff wrote to a citizen by hand, in the phone's own app: it belongs to the case that is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from janasetu.cases.choices import OPEN, EventCode
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.lib.ids import uuid7
from janasetu.people.values import ContactKey

STAFF = "staff"  # who writes in the app is known to nobody


@dataclass(frozen=True, slots=True)
class Echo:
    """Words that went out by hand, to a contact in its epoch, from a number of this body."""

    body_id: UUID
    contact: ContactKey
    epoch: int
    text: str
    at: datetime


def record_echoes(echoes: Sequence[Echo]) -> None:
    """Note each with the newest open case of its contact there; where there is none, with none.

    A person of the office has written: that is something done about it. Three queries.
    """
    newest = _newest_open(echoes)
    _count_as_first_action(echoes, newest)
    CaseEvent.objects.bulk_create(
        CaseEvent(
            id=uuid7(),
            body_id=echo.body_id,
            case_id=case_id,
            code=EventCode.REPLIED,
            by=STAFF,
            params={"note": echo.text},
            at=echo.at,
        )
        for echo in echoes
        if (case_id := newest.get((echo.body_id, echo.contact.id, echo.epoch)))
    )


def _count_as_first_action(echoes: Sequence[Echo], newest: Mapping[tuple[UUID, UUID, int], UUID]) -> None:
    first = min((echo.at for echo in echoes), default=None)
    Case.objects.filter(
        body_id__in={body_id for body_id, _, _ in newest},
        id__in=newest.values(),
        first_action_at__isnull=True,
    ).update(first_action_at=first)


def _newest_open(echoes: Sequence[Echo]) -> dict[tuple[UUID, UUID, int], UUID]:
    rows = CaseParty.objects.filter(
        body_id__in={echo.body_id for echo in echoes},
        contact_id__in={echo.contact.id for echo in echoes},
        case__status__in=OPEN,
    ).order_by("case_id")  # ids are in order of time
    return {
        (party.body_id, party.contact_id, party.contact_epoch): party.case_id
        for party in rows
        if party.contact_id
    }
