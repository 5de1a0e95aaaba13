"""Appointments: an order puts somebody in a post of a body, for the whole of it or for one of its wards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from janasetu.bodies import posts
from janasetu.bodies.actions.orders import (
    carried_out,
    check_span,
    drawn_ward,
    end_tenures,
    locked_body,
    numbered,
)
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.models import LocalBody, Officer, Ward
from janasetu.lib.bn import normalise

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Appointee:
    """Whom an order puts in charge: the login, made where it is missing, and the name by language."""

    login: str
    name: Texts
    phone: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """The name as it is kept; OrderRefusedError where it is not said in Bengali and in English."""
        said = {lang: normalise(text).strip() for lang, text in self.name.items()}
        if not (said.get("bn") and said.get("en")):
            raise OrderRefusedError("name_needed")
        return said


@transaction.atomic
def appoint(
    *,
    body_id: UUID,
    role: str,
    appointee: Appointee,
    since: datetime,
    until: datetime | None = None,
    order_number: str,
    order_date: date,
    acting_for: str | None = None,
    ward: str | None = None,
    department_id: UUID | None = None,
) -> Officer:
    """Put somebody in the post `role` from `since`, or let them act for another post from it; the office.

    `ward`: the number of the one ward whose seat it is. A seat that only one person can hold is free from
    then on of whoever acted for it, and of the titles that came with their orders. An order that was carried
    out before changes nothing. OrderRefusedError where the body has no such post or ward, somebody else
    holds the seat, or the order is on record for another time.
    """
    body, number = locked_body(body_id), numbered(order_number)
    check_span(since, until)
    _check_posts(body, role, acting_for)
    seat = drawn_ward(body, ward, at=since)
    user, name = login(appointee.login), appointee.texts
    same = {"body": body, "role_id": role, "acting_for_id": acting_for, "ward": seat, "user": user}
    if done := carried_out(Officer.objects.filter(**same), number, since=since):
        return done
    if acting_for is None and posts.is_one_seat(role, body.kind, of_ward=seat is not None):
        _take(body, role, seat, since=since, until=until)
    return Officer.objects.create(
        **same,
        department_id=department_id,
        name=name,
        phone=appointee.phone,
        since=since,
        until=until,
        order_number=number,
        order_date=order_date,
    )


@transaction.atomic
def relieve(*, body_id: UUID, login: str, role: str | None = None, at: datetime) -> int:
    """Let somebody leave their posts in a body from `at` on, or this one post alone: transferred, retired.

    How many posts; a second time it ends nothing. What is still to begin begins no more.
    """
    body = locked_body(body_id)
    theirs = Officer.objects.filter(body=body, user__username=login)
    if role is not None:
        theirs = theirs.filter(role=role)
    to_come = theirs.filter(Q(until__isnull=True) | Q(until__gt=F("since")), since__gt=at)
    return end_tenures(theirs, body=body, at=at) + to_come.update(until=F("since"))


def login(username: str) -> User:
    """The login of this name. A new one opens nothing until somebody gives it a password."""
    try:
        User._meta.get_field("username").clean(username, None)
    except ValidationError as error:
        raise OrderRefusedError("login_unfit") from error
    user, is_new = User.objects.get_or_create(username=username)
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _check_posts(body: LocalBody, role: str, acting_for: str | None) -> None:
    """The body has the post. Who acts for one may come from a post that only bodies above have."""
    here = posts.held_in(body.kind)
    if acting_for is not None and acting_for == role:
        raise OrderRefusedError("acts_for_own_post")
    comes_from_above = acting_for is not None and posts.may_lie_above(role)
    if (acting_for or role) not in here or not (role in here or comes_from_above):
        raise OrderRefusedError("post_not_here")


def _take(body: LocalBody, role: str, ward: Ward | None, *, since: datetime, until: datetime | None) -> None:
    """Free the seat of those who act for it. OrderRefusedError where somebody holds it then."""
    seat = Officer.objects.filter(body=body, ward__number=ward.number if ward else None)
    later = Q(since__lt=until) if until else Q()
    held = seat.filter(Q(until__isnull=True) | Q(until__gt=since), later, role=role, active=True)
    if held.exists():
        raise OrderRefusedError("seat_taken")
    end_tenures(seat.filter(acting_for=role), body=body, at=since)
