"""Who is known by a telephone number alone: the contact behind it, and the body's line that writes to it."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from janasetu.messaging import windows
from janasetu.messaging.capabilities import channels_that
from janasetu.messaging.models import Line, Window
from janasetu.messaging.reach import window_open
from janasetu.people import actions as people
from janasetu.people.choices import AliasKind
from janasetu.people.values import AliasName, ContactKey, Sender

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reached:
    """A contact, and the line on which the office writes to it."""

    contact: ContactKey
    line_id: UUID


def reach(
    numbers: Mapping[_Key, tuple[UUID, str]], *, channels: Sequence[str], now: datetime
) -> dict[_Key, Reached]:
    """How each is reached by one of these channels, the first that serves, whoever has never written too;
    five queries for any number.

    `numbers`: the body that writes, and digits with the country code. Left out where the body has no line.
    """
    lines = lines_of({body_id for body_id, _ in numbers.values()}, channels) if numbers else {}
    served = {key: (lines[body][0].id, digits) for key, (body, digits) in numbers.items() if body in lines}
    wanted = sorted({digits for _, digits in served.values()})
    senders = [Sender((AliasName(AliasKind.WHATSAPP_ID, digits),)) for digits in wanted]
    contacts = dict(zip(wanted, people.know(senders, now=now), strict=True)) if wanted else {}
    places = dict.fromkeys(served.values())
    windows.introduce(
        [(contacts[digits], line_id, digits, AliasKind.WHATSAPP_ID.value) for line_id, digits in places]
    )
    return {key: Reached(contacts[digits], line_id) for key, (line_id, digits) in served.items()}


def listening(reached: Collection[Reached], *, now: datetime) -> set[Reached]:
    """Those of them who take a message in words of our own now; one query."""
    rows = Window.objects.filter(
        bucket__in={one.contact.bucket for one in reached}, contact_id__in={one.contact.id for one in reached}
    )
    heard = {(row.contact_id, row.line_id): row.last_inbound_at for row in rows}
    return {one for one in reached if window_open(heard.get((one.contact.id, one.line_id)), now)}


def ways_to_write(body_id: UUID) -> list[str]:
    """The channels by which this body can write to whoever gives a telephone number, the most able first."""
    lines = lines_of({body_id}, channels_that(lambda can: can.by_number)).get(body_id, [])
    return list(dict.fromkeys(line.channel for line in lines))


def lines_of(body_ids: Collection[UUID], channels: Sequence[str]) -> dict[UUID, list[Line]]:
    """The lines on which each body writes by these channels, in their order; of each channel those of its own
    before those that serve an area. One query; a body without a line is left out.
    """
    theirs = Q(body_id__in=body_ids) | Q(body_id=None)
    rows = list(Line.objects.filter(theirs, channel__in=channels, active=True).order_by("provider_id"))
    found = {
        body_id: sorted(
            (row for row in rows if row.body_id in (body_id, None)),
            key=lambda row: (channels.index(row.channel), row.body_id is None),
        )
        for body_id in body_ids
    }
    return {body_id: lines for body_id, lines in found.items() if lines}
