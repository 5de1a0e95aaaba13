"""The end of an elected board: its members leave, an administrator comes, the offices are called anew."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from janasetu.bodies import posts
from janasetu.bodies.actions.appointing import Appointee, Texts, login
from janasetu.bodies.actions.orders import carried_out, end_tenures, locked_body, numbered
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.models import LocalBody, Officer, Title

_ELECTED = Q(role__elected=True) | Q(acting_for__elected=True)  # whose time is the board's


@transaction.atomic
def end_board(
    *,
    body_id: UUID,
    at: datetime,
    order_number: str,
    order_date: date,
    administrator: Appointee,
    titles: Mapping[str, Texts] | None = None,
) -> Officer:
    """End the elected board at `at` and put an administrator in its place; the administrator.

    From that instant nobody of the board is in an elected post of the body or acts for one; the
    administrator acts for its head. `titles`: what the posts are called from then on, by code; where
    nothing is said, the head's office is the administrator's and a councillor's the ward co-ordinator's.
    An order that was carried out before changes nothing. OrderRefusedError where the body has no elected
    board, or where the order is on record for another time.
    """
    body, number = locked_body(body_id), numbered(order_number)
    head = posts.head_of(body.kind)
    if head is None:
        raise OrderRefusedError("no_elected_board")
    known = Officer.objects.filter(body=body, role=posts.ADMINISTRATOR, acting_for=head)
    if done := carried_out(known, number, since=at):
        return done
    end_tenures(Officer.objects.filter(_ELECTED), body=body, at=at)
    _name_anew(body, titles or _usual(body.kind, head), at=at, order_number=number, order_date=order_date)
    return Officer.objects.create(
        body=body,
        role_id=posts.ADMINISTRATOR,
        acting_for_id=head,
        user=login(administrator.login),
        name=administrator.texts,
        phone=administrator.phone,
        since=at,
        order_number=number,
        order_date=order_date,
    )


def _usual(kind: str, head: str) -> Mapping[str, Texts]:
    """The head's office is the administrator's, a councillor's the co-ordinator's."""
    named = {head: posts.post(posts.ADMINISTRATOR).name}
    if "councillor" in posts.held_in(kind):
        named["councillor"] = posts.post("coordinator").name
    return named


def _name_anew(
    body: LocalBody, titles: Mapping[str, Texts], *, at: datetime, order_number: str, order_date: date
) -> None:
    """From `at` on these posts have these titles, whatever they were called before."""
    if not set(titles) <= posts.held_in(body.kind):
        raise OrderRefusedError("post_not_here")
    Title.objects.bulk_create(
        [
            Title(
                body=body,
                role_id=code,
                name=dict(name),
                since=at,
                order_number=order_number,
                order_date=order_date,
            )
            for code, name in titles.items()
        ],
        update_conflicts=True,
        unique_fields=["body", "role", "since"],
        update_fields=["name", "until", "order_number", "order_date"],
    )
