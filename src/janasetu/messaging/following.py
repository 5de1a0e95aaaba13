"""Ids that follow each other for each person, whichever machine makes them.

Ids give the order in which a person is heard and answered, and they are made of the time; the clocks of two
machines differ. So what is new for a person is made to sort after what they have.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from janasetu.lib.ids import uuid7_after
from janasetu.messaging.models import InboundMessage, OutboundMessage
from janasetu.people.values import ContactKey

Table = type[InboundMessage] | type[OutboundMessage]


class Following:
    """New ids of one table for some contacts; one query for all."""

    def __init__(self, table: Table, contacts: Collection[ContactKey]) -> None:
        self._newest = _newest(table, contacts) if contacts else {}

    def next(self, contact: ContactKey) -> UUID:
        """An id that sorts after all that the contact has in the table."""
        self._newest[contact] = uuid7_after(self._newest.get(contact))
        return self._newest[contact]


def _newest(table: Table, contacts: Collection[ContactKey]) -> dict[ContactKey, UUID]:
    asked = list(contacts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT asked.bucket, asked.contact_id, newest.id
                  FROM unnest(%s::int[], %s::uuid[]) AS asked (bucket, contact_id)
                 CROSS JOIN LATERAL (
                       SELECT id FROM {table._meta.db_table} AS message
                        WHERE message.bucket = asked.bucket AND message.contact_id = asked.contact_id
                        ORDER BY id DESC LIMIT 1) AS newest""",  # noqa: S608 - a table name only
            [[one.bucket for one in asked], [one.id for one in asked]],
        )
        return {ContactKey(bucket, contact_id): newest for bucket, contact_id, newest in cursor.fetchall()}
