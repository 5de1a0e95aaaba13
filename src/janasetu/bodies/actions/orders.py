"""What every order has in common: a number, a body that is locked while it is carried out, and a time."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from janasetu.bodies.errors import NoSuchBodyError, OrderRefusedError
from janasetu.bodies.models import LocalBody, Officer, Title, Ward
from janasetu.lib.bn import ascii_digits
from janasetu.lib.clock import local

MOST_NUMBER = 60  # letters of the number of an order


def locked_body(body_id: UUID) -> LocalBody:
    """The body, locked: two orders of one body are carried out one after the other, and its work goes on."""
    body = LocalBody.objects.select_for_update(no_key=True).filter(id=body_id).first()
    if body is None:
        raise NoSuchBodyError(str(body_id))
    return body


def numbered(order_number: str) -> str:
    """The number of the order; OrderRefusedError where it has none, for by it the order is known."""
    number = order_number.strip()
    if not number:
        raise OrderRefusedError("order_needs_number")
    if len(number) > MOST_NUMBER:
        raise OrderRefusedError("order_number_too_long")
    return number


def check_span(since: datetime, until: datetime | None) -> None:
    """OrderRefusedError where it would end before it begins."""
    if until is not None and until <= since:
        raise OrderRefusedError("ends_before_it_begins")


def check_same(order_number: str, known_since: datetime, since: datetime) -> None:
    """OrderRefusedError where an order of this number is on record for another time."""
    if known_since != since:
        raise OrderRefusedError("order_known_otherwise", number=order_number)


def carried_out(offices: QuerySet[Officer], order_number: str, *, since: datetime) -> Officer | None:
    """Which of these offices the order made before; OrderRefusedError where it was for another time."""
    done = offices.select_related("body", "role").filter(order_number=order_number).first()
    if done is not None:
        check_same(order_number, done.since, since)
    return done


def drawn_ward(body: LocalBody, number: str | None, *, at: datetime) -> Ward | None:
    """The ward of this number as it is drawn then, None where none is asked for.

    OrderRefusedError where the body has no such ward.
    """
    if number is None:
        return None
    asked, day = ascii_digits(number).strip().upper(), local(at).date()
    drawn = Ward.objects.filter(Q(until__isnull=True) | Q(until__gt=day), body=body, since__lte=day)
    ward = drawn.filter(number=asked).first()
    if ward is None:
        raise OrderRefusedError("no_such_ward")
    return ward


def running(at: datetime) -> Q:
    """What has begun at `at` and is not over."""
    return (Q(until__isnull=True) | Q(until__gt=at)) & Q(since__lte=at)


def end_tenures(tenures: QuerySet[Officer], *, body: LocalBody, at: datetime) -> int:
    """End at `at` those of the body's tenures that run then, and the titles that came with their orders.

    How many. A title that the post had before comes back by itself.
    """
    ended = tenures.filter(running(at), body=body)
    acting = ended.filter(acting_for__isnull=False).exclude(order_number="")
    orders = set(acting.values_list("order_number", flat=True))
    Title.objects.filter(running(at), body=body, order_number__in=orders).update(until=at)
    return ended.update(until=at)
