"""The silence before an election: an order begins it in a body and all that lies in it, and ends it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.actions.orders import check_same, check_span, locked_body, numbered, running
from janasetu.bodies.models import ElectionSilence


@transaction.atomic
def set_silence(
    *,
    body_id: UUID,
    since: datetime,
    until: datetime | None = None,
    order_number: str,
    order_date: date,
) -> ElectionSilence:
    """Let silence rule from `since`, until `until` or until it is lifted.

    An order that was carried out before changes nothing. OrderRefusedError where it is on record for another
    time, or would end before it begins.
    """
    body, number = locked_body(body_id), numbered(order_number)
    check_span(since, until)
    known = ElectionSilence.objects.filter(body=body, order_number=number).first()
    if known is not None:
        check_same(number, known.since, since)
        return known
    return ElectionSilence.objects.create(
        body=body, since=since, until=until, order_number=number, order_date=order_date
    )


@transaction.atomic
def lift_silence(*, body_id: UUID, at: datetime) -> int:
    """End at `at` every silence of the body's own orders that rules then; how many."""
    body = locked_body(body_id)
    return ElectionSilence.objects.filter(running(at), body=body).update(until=at)
