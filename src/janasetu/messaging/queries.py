"""Reads of messages: what a contact was last asked, what waits and for how long."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from janasetu.messaging.capabilities import Capabilities, channels_that
from janasetu.messaging.choices import BatchState, InboundState, OutboundState
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, OutboundMessage, Window
from janasetu.messaging.outbox import read_choices
from janasetu.messaging.values import Choice, Offered
from janasetu.people.values import ContactKey
from janasetu.rows.columns import columns_of


def rates() -> dict[UUID, float]:
    """What each line may send a second, by its id."""
    return {line.id: line.per_second or line.can.per_second for line in Line.objects.order_by("id")}


def lines_of(channel: str) -> list[UUID]:
    """Every line of a channel."""
    return list(Line.objects.filter(channel=channel).values_list("id", flat=True))


# In plain SQL, as all that every batch of turns asks.
_LINES = f"SELECT {columns_of(Line, 'line')} FROM {Line._meta.db_table} AS line WHERE id = ANY(%s)"  # noqa: S608
_ADDRESSES = f"""
SELECT contact_id, line_id, address FROM {Window._meta.db_table}
 WHERE bucket = ANY(%s) AND contact_id = ANY(%s)
"""  # noqa: S608 - a table name only


def lines_by_id(line_ids: Collection[UUID]) -> dict[UUID, Line]:
    """Lines by id; one query."""
    return {line.id: line for line in Line.objects.raw(_LINES, [list(line_ids)])}


def addresses(contacts: Collection[ContactKey]) -> dict[tuple[UUID, UUID], str]:
    """By what each contact is reached on each line they wrote on, by (contact id, line id); one query."""
    with connection.cursor() as cursor:
        cursor.execute(_ADDRESSES, [list({one.bucket for one in contacts}), [one.id for one in contacts]])
        return {(contact_id, line_id): address for contact_id, line_id, address in cursor.fetchall()}


_LAST = f"""
SELECT asked.contact_id, asked.line_id, last.choices, last.id = newest.id
  FROM unnest(%s::int[], %s::uuid[], %s::uuid[]) AS asked (bucket, contact_id, line_id)
 CROSS JOIN LATERAL (
       SELECT id, choices FROM {OutboundMessage._meta.db_table} AS message
        WHERE message.bucket = asked.bucket AND message.contact_id = asked.contact_id
          AND message.line_id = asked.line_id AND message.kind = 'choice'
        ORDER BY id DESC LIMIT 1) AS last
 CROSS JOIN LATERAL (
       SELECT id FROM {OutboundMessage._meta.db_table} AS message
        WHERE message.bucket = asked.bucket AND message.contact_id = asked.contact_id
          AND message.line_id = asked.line_id
        ORDER BY id DESC LIMIT 1) AS newest
"""  # noqa: S608 - a table name only


def last_offered(talks: Collection[tuple[ContactKey, UUID]]) -> dict[tuple[UUID, UUID], Offered]:
    """What each contact was last asked to choose from on each line, by (contact id, line id); one query."""
    asked = list(talks)
    with connection.cursor() as cursor:
        cursor.execute(
            _LAST,
            [
                [contact.bucket for contact, _ in asked],
                [contact.id for contact, _ in asked],
                [line_id for _, line_id in asked],
            ],
        )
        rows = cursor.fetchall()
    return {
        (contact_id, line_id): Offered(
            tuple(Choice.from_json(choice) for choice in read_choices(choices)), newest
        )
        for contact_id, line_id, choices, newest in rows
    }


@dataclass(frozen=True, slots=True)
class Quote:
    """A message of ours to a contact on a line, named as the line names it."""

    contact: ContactKey
    line_id: UUID
    provider_id: str


def quoted(quotes: Collection[Quote]) -> dict[Quote, Offered]:
    """What each of these messages offered, nothing where it only told; one query, none without quotes.

    What is no message of ours to this contact is left out.
    """
    if not quotes:
        return {}
    rows = OutboundMessage.objects.filter(
        bucket__in={one.contact.bucket for one in quotes},
        contact_id__in={one.contact.id for one in quotes},
        provider_id__in={one.provider_id for one in quotes},
    )
    found = {
        Quote(ContactKey(row.bucket, row.contact_id), row.line_id, row.provider_id): Offered(
            tuple(map(Choice.from_json, row.choices)), newest=True, quoted=True
        )
        for row in rows
    }
    return {one: found[one] for one in quotes if one in found}


def lines() -> list[Line]:
    """The numbers that citizens can write to, those of a body before those of an area."""
    heard = channels_that(lambda can: can.answers)
    return list(Line.objects.filter(active=True, channel__in=heard).order_by("body_id", "provider_id"))


def abilities(line_ids: Collection[UUID]) -> dict[UUID, Capabilities]:
    """What each of these lines can do, by its id; one query."""
    return {line.id: line.can for line in lines_by_id(line_ids).values()}


def have_written(contacts: Collection[ContactKey]) -> set[ContactKey]:
    """Those of the contacts that have ever written to us, on any line; one query."""
    rows = Window.objects.filter(
        bucket__in={contact.bucket for contact in contacts},
        contact_id__in=[contact.id for contact in contacts],
        last_inbound_at__isnull=False,
    )
    return {ContactKey(bucket, contact_id) for bucket, contact_id in rows.values_list("bucket", "contact_id")}


def delivery_states(bucket: int, sources: Collection[str]) -> dict[str, str]:
    """What became of the messages of these sources to a contact of this bucket: state by source."""
    rows = OutboundMessage.objects.filter(bucket=bucket, source__in=sources)
    return dict(rows.values_list("source", "state"))


def troubles(*, now: datetime) -> dict[str, int]:
    """What needs a person: messages set aside, batches nobody can read, sends that failed in the last day."""
    day_ago = now - timedelta(days=1)
    failed = OutboundMessage.objects.filter(queued_at__gte=day_ago, state=OutboundState.FAILED)
    return {
        "parked": InboundMessage.objects.filter(state=InboundState.PARKED).count(),
        "unreadable": InboundBatch.objects.filter(state=BatchState.UNREADABLE).count(),
        "failed": failed.count(),
    }


def files_sent(body_id: UUID, matters: Collection[UUID]) -> set[tuple[UUID, str]]:
    """Which files went, or are on their way, to people about these matters: (matter, sha256); one query."""
    rows = OutboundMessage.objects.filter(
        about_body_id=body_id, about_id__in=list(matters), file__isnull=False
    ).exclude(state=OutboundState.FAILED)
    return {(matter, sha256) for matter, sha256 in rows.values_list("about_id", "file__sha256") if matter}
