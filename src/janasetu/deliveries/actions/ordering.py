"""Let a paper be brought home, or a missing one be fetched: each once, in the office's next slot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.deliveries import notices, queries
from janasetu.deliveries.choices import Purpose, VisitState
from janasetu.deliveries.models import Visit
from janasetu.deliveries.notices import News
from janasetu.deliveries.rules import Slot, first_slot
from janasetu.lib.ids import uuid7
from janasetu.people.values import ContactKey
from janasetu.rows import bulk

MOST_ADDRESS = 1100


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOrder:
    """A visit that is wanted. `source` makes it once: what asked for it. `title`: what is brought, by
    language; `address`: where, in words that lead there; `confidential`: who lives there is hidden.
    `wanted`: which paper of the form is fetched; `desk_id`: the case at the desk that inspects. `runner_id`,
    `slot`: who goes and when, where that is settled already. `contact`: whom to tell, as they were when the
    case was opened.
    """

    body_id: UUID
    case_id: UUID
    ref: str
    source: str
    title: Mapping[str, str]
    address: str
    ward: str = ""
    lat: float | None = None
    lon: float | None = None
    paper_id: UUID | None = None
    purpose: Purpose = Purpose.DELIVER
    wanted: str = ""
    desk_id: UUID | None = None
    runner_id: UUID | None = None
    slot: Slot | None = None
    confidential: bool = False
    contact: ContactKey | None = None
    contact_epoch: int = 1
    line_id: UUID | None = None
    lang: str = "bn"


@transaction.atomic
def order_visits(orders: Sequence[VisitOrder], *, now: datetime) -> list[Visit]:
    """Order these visits, each in the first slot of the next day on which its office works, and tell who
    waits for it when somebody comes and what there is to pay. The same order again changes nothing: what was
    ordered now comes back. Statements do not grow with their number.
    """
    fresh = _unordered(orders)
    if not fresh:
        return []
    calendars = bodies.calendars({order.body_id for order in fresh})
    visits = [_visit(order, calendars.get(order.body_id, Calendar()), now=now) for order in fresh]
    bulk.insert(visits)
    owed = queries.owed(visits)
    told = [
        News(visit, _key(visit), f"visit:{visit.id}:ready", owed.get(visit.case_id, notices.NOTHING))
        for visit in visits
    ]
    notices.tell(told, now=now)
    return visits


def _unordered(orders: Sequence[VisitOrder]) -> list[VisitOrder]:
    asked = {(order.body_id, order.source): order for order in orders}
    known = Visit.objects.filter(
        body_id__in={body_id for body_id, _ in asked}, source__in={source for _, source in asked}
    )
    ordered = set(known.values_list("body_id", "source"))
    return [order for key, order in asked.items() if key not in ordered]


_READY: Mapping[str, str] = {Purpose.COLLECT: "told_collect", Purpose.INSPECT: "told_inspect"}


def _key(visit: Visit) -> str:
    return _READY.get(visit.purpose, "told_ready")


def _visit(order: VisitOrder, calendar: Calendar, *, now: datetime) -> Visit:
    visit = Visit(
        id=uuid7(),
        body_id=order.body_id,
        case_id=order.case_id,
        paper_id=order.paper_id,
        source=order.source,
        ref=order.ref,
        title=dict(order.title),
        purpose=order.purpose,
        wanted=order.wanted,
        desk_id=order.desk_id,
        address=order.address[:MOST_ADDRESS],
        ward=order.ward,
        lat=order.lat,
        lon=order.lon,
        confidential=order.confidential,
        asked_at=now,
        lang=order.lang,
        contact_epoch=order.contact_epoch,
        line_id=order.line_id,
    )
    if order.contact:
        visit.contact_bucket, visit.contact_id = order.contact.bucket, order.contact.id
    visit.move_to(order.slot or first_slot(calendar, now=now))
    if order.runner_id:
        visit.runner_id, visit.state, visit.planned_at = order.runner_id, VisitState.PLANNED, now
    return visit


def next_try(visit: Visit, slot: Slot, *, now: datetime) -> Visit:
    """The visit that follows a failed one, not saved: the same door, in this slot. An inspection stays with
    whoever has the desk.
    """
    again = Visit(
        id=uuid7(),
        asked_at=now,
        attempt=visit.attempt + 1,
        **{name: getattr(visit, name) for name in _SAME},
    )
    again.move_to(slot)
    if visit.inspects:
        again.runner_id, again.state, again.planned_at = visit.runner_id, VisitState.PLANNED, now
    return again


_SAME = (
    *("body_id", "case_id", "paper_id", "source", "ref", "title", "purpose", "address", "lat", "lon", "ward"),
    *("confidential", "wanted", "desk_id", "lang"),
    *("contact_bucket", "contact_id", "contact_epoch", "line_id"),
)
