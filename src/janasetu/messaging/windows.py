"""How each contact is reached on each line: the address that wrote last, and since when."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Window
from janasetu.messaging.values import Arrival
from janasetu.people.values import ContactKey, Move


def open_windows(said: Sequence[tuple[Arrival, ContactKey, UUID]]) -> dict[ContactKey, datetime]:
    """Each contact's window on each line counts from the newest thing said there, not the last to arrive.

    Oldest first; returns when each contact was last heard on any line before, who was.
    """
    newest = {(contact, line_id): arrival for arrival, contact, line_id in said}
    ordered = sorted(newest.items(), key=lambda item: (item[0][0].bucket, item[0][0].id, item[0][1]))
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN,
            [
                [uuid7() for _ in ordered],
                [contact.bucket for (contact, _), _ in ordered],
                [contact.id for (contact, _), _ in ordered],
                [line_id for (_, line_id), _ in ordered],
                [arrival.address for _, arrival in ordered],
                [arrival.address_kind for _, arrival in ordered],
                [arrival.at for _, arrival in ordered],
            ],
        )
        rows = cursor.fetchall()
    return {ContactKey(bucket, contact_id): last for bucket, contact_id, last in rows if last}


# Both parts of the statement see the table as it was before it.
_OPEN = f"""
WITH said AS (
    SELECT * FROM unnest(%s::uuid[], %s::int[], %s::uuid[], %s::uuid[], %s::text[], %s::text[],
                         %s::timestamptz[])
               AS said (id, bucket, contact_id, line_id, address, address_kind, last_inbound_at)
), opened AS (
    INSERT INTO {Window._meta.db_table} AS reach
           (id, bucket, contact_id, line_id, address, address_kind, last_inbound_at)
    SELECT * FROM said
        ON CONFLICT (bucket, contact_id, line_id) DO UPDATE
       SET address = EXCLUDED.address, address_kind = EXCLUDED.address_kind,
           last_inbound_at = EXCLUDED.last_inbound_at
     WHERE reach.last_inbound_at IS NULL OR reach.last_inbound_at <= EXCLUDED.last_inbound_at
)
SELECT who.bucket, who.contact_id, heard.last
  FROM (SELECT DISTINCT bucket, contact_id FROM said) AS who
 CROSS JOIN LATERAL (
       SELECT max(last_inbound_at) AS last FROM {Window._meta.db_table} AS reach
        WHERE reach.bucket = who.bucket AND reach.contact_id = who.contact_id) AS heard
"""  # noqa: S608 - a table name only


def introduce(contacts: Sequence[tuple[ContactKey, UUID, str, str]]) -> None:
    """Let us write to these contacts on a line where they have never written: (contact, line id, address,
    kind of address). The window of who has written stays as it is.
    """
    Window.objects.bulk_create(
        [
            Window(
                id=uuid7(),
                bucket=contact.bucket,
                contact_id=contact.id,
                line_id=line_id,
                address=address,
                address_kind=kind,
                last_inbound_at=None,
            )
            for contact, line_id, address, kind in contacts
        ],
        ignore_conflicts=True,
    )


def move_windows(moves: Sequence[Move]) -> None:
    """Answers go to the new address; where there is none they go nowhere, least of all to a stranger."""
    if not moves:
        return
    ordered = sorted(moves, key=lambda move: (move.contact.bucket, move.contact.id))
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            [
                [move.contact.bucket for move in ordered],
                [move.contact.id for move in ordered],
                [move.old.kind.value for move in ordered],
                [move.old.value for move in ordered],
                [move.new.kind.value if move.new else "" for move in ordered],
                [move.new.value if move.new else "" for move in ordered],
            ],
        )


_MOVE = f"""
UPDATE {Window._meta.db_table} AS reach
   SET address = moved.address, address_kind = moved.address_kind
  FROM unnest(%s::int[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[])
       AS moved (bucket, contact_id, old_kind, old_address, address_kind, address)
 WHERE reach.bucket = moved.bucket AND reach.contact_id = moved.contact_id
   AND reach.address_kind = moved.old_kind AND reach.address = moved.old_address
"""  # noqa: S608 - a table name only
