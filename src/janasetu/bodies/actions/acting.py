"""Acting authority: an order passes the authority of a post to another officer for a time, and back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies import posts, rules
from janasetu.bodies.actions.orders import (
    carried_out,
    check_span,
    drawn_ward,
    end_tenures,
    locked_body,
    numbered,
)
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.models import Officer


@transaction.atomic
def appoint_acting(
    *,
    body_id: UUID,
    role: str,
    officer: Officer,
    since: datetime,
    until: datetime | None = None,
    order_number: str,
    order_date: date,
    department_id: UUID | None = None,
    ward: str | None = None,
) -> Officer:
    """Let an officer, of this body or of another, act for a post from `since`; the acting office.

    `ward`: the number of the one ward for which they act. It ends by itself at `until`, or when
    `return_authority` says so. An order that was carried out before changes nothing. OrderRefusedError where
    the body has no such post or ward, the officer holds it already or is not in office then, or the order is
    on record for another time.
    """
    body, number = locked_body(body_id), numbered(order_number)
    check_span(since, until)
    if role not in posts.held_in(body.kind):
        raise OrderRefusedError("post_not_here")
    if role == officer.role_id:
        raise OrderRefusedError("acts_for_own_post")
    if not rules.in_office(officer.tenure, since):
        raise OrderRefusedError("not_in_office_then")
    seat = drawn_ward(body, ward, at=since)
    known = Officer.objects.filter(body=body, acting_for=role, ward=seat, user=officer.user_id)
    if done := carried_out(known, number, since=since):
        return done
    return Officer.objects.create(
        body=body,
        role_id=officer.role_id,
        acting_for_id=role,
        department_id=department_id,
        ward=seat,
        user_id=officer.user_id,
        name=officer.name,
        phone=officer.phone,
        since=since,
        until=until,
        order_number=number,
        order_date=order_date,
    )


@transaction.atomic
def return_authority(*, body_id: UUID, role: str, at: datetime, ward: str | None = None) -> int:
    """End at `at` whatever acts for a post, in that ward alone where one is named, and the titles that came
    with it; how many stopped acting.

    From then on it is its own holder's again, under its own name. A second time it ends nothing.
    OrderRefusedError where the body has no such ward.
    """
    body = locked_body(body_id)
    acting = Officer.objects.filter(acting_for=role)
    if seat := drawn_ward(body, ward, at=at):
        acting = acting.filter(ward__number=seat.number)
    return end_tenures(acting, body=body, at=at)
