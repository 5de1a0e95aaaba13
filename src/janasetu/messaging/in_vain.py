"""What was sent in vain: messages about a matter that did not arrive, each handed out once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.values import About
from janasetu.people.values import ContactKey


@dataclass(frozen=True, slots=True)
class InVain:
    """A message that did not arrive. `text`, `template`: its words for a line on which nobody can answer;
    `asks`: it waits for an answer.
    """

    source: str
    contact: ContactKey
    channel: str
    about: About
    text: str
    template: Mapping[str, Any] | None
    asks: bool


_TABLE = OutboundMessage._meta.db_table
_TAKE = f"""
WITH lost AS (
    SELECT bucket, id FROM {_TABLE}
     WHERE state = 'failed' AND NOT passed_on AND about_id IS NOT NULL
     ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
)
UPDATE {_TABLE} AS message SET passed_on = true
  FROM lost, {Line._meta.db_table} AS line
 WHERE message.bucket = lost.bucket AND message.id = lost.id AND line.id = message.line_id
RETURNING message.source, message.bucket, message.contact_id, line.channel, message.about_body_id,
          message.about_id, coalesce(message.elsewhere->>'text', message.text),
          coalesce(message.elsewhere->'template', message.template)::text, message.kind = 'choice'
"""  # noqa: S608 - table names only


def take(limit: int) -> list[InVain]:
    """The oldest of them, marked in this transaction as passed on."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [limit])
        return [_in_vain(*row) for row in cursor.fetchall()]


def _in_vain(
    source: str,
    bucket: int,
    contact_id: UUID,
    channel: str,
    body_id: UUID,
    about_id: UUID,
    text: str,
    template: str | None,
    asks: bool,
) -> InVain:
    return InVain(
        source=source,
        contact=ContactKey(bucket, contact_id),
        channel=channel,
        about=About(body_id, about_id),
        text=text,
        template=json.loads(template) if template else None,
        asks=asks,
    )
