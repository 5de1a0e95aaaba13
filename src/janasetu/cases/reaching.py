"""Who is known by a telephone number alone: the contact behind it, and the body's line that writes to it."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from janasetu.messaging import windows
from janasetu.messaging.models import Line
from janasetu.people import actions as people
from janasetu.people.choices import AliasKind
from janasetu.people.values import AliasName, ContactKey, Sender

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reached:
    """A contact, and the line on which the office writes to it."""

    contact: ContactKey
    line_id: UUID


def reach(numbers: Mapping[_Key, tuple[UUID, str]], *, channel: str, now: datetime) -> dict[_Key, Reached]:
    """How each is reached by this channel, whoever has never written too; five queries for any number.

    `numbers`: the body that writes, and digits with the country code. Left out where the body has no line.
    """
    lines = lines_of({body_id for body_id, _ in numbers.values()}, channel) if numbers else {}
    served = {key: (lines[body].id, digits) for key, (body, digits) in numbers.items() if body in lines}
    wanted = sorted({digits for _, digits in served.values()})
    senders = [Sender((AliasName(AliasKind.WHATSAPP_ID, digits),)) for digits in wanted]
    contacts = dict(zip(wanted, people.know(senders, now=now), strict=True)) if wanted else {}
    places = dict.fromkeys(served.values())
    windows.introduce(
        [(contacts[digits], line_id, digits, AliasKind.WHATSAPP_ID.value) for line_id, digits in places]
    )
    return {key: Reached(contacts[digits], line_id) for key, (line_id, digits) in served.items()}


def lines_of(body_ids: Collection[UUID], channel: str) -> dict[UUID, Line]:
    """The line on which each body writes by this channel: its own, else one that serves an area."""
    rows = Line.objects.filter(channel=channel, active=True).order_by("-provider_id")
    found = {row.body_id: row for row in rows if row.body_id is None or row.body_id in body_ids}
    return {body_id: line for body_id in body_ids if (line := found.get(body_id) or found.get(None))}
