"""Which lines stand still, and why: the sender knows it in its memory, and writes here what others read.

In rows and not in a file of the sender's folder: the web may run on another machine.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from janasetu.messaging.models import Line
from janasetu.messaging.values import Refusal

_TELL = f"""
UPDATE {Line._meta.db_table} AS line
   SET held_for = told.held_for, sent_at = greatest(line.sent_at, told.sent_at),
       held_since = CASE WHEN told.held_for = '' THEN NULL
                         WHEN line.held_for = '' THEN %s ELSE line.held_since END
  FROM (SELECT line.id, coalesce(held.why, '') AS held_for, sent.at AS sent_at
          FROM {Line._meta.db_table} AS line
          LEFT JOIN unnest(%s::uuid[], %s::text[]) AS held (id, why) USING (id)
          LEFT JOIN unnest(%s::uuid[], %s::timestamptz[]) AS sent (id, at) USING (id)) AS told
 WHERE told.id = line.id AND (told.held_for <> line.held_for OR told.sent_at IS NOT NULL)
"""  # noqa: S608 - a table name only


def tell(held: Mapping[UUID, Refusal], sent: Mapping[UUID, datetime], *, wall: datetime) -> None:
    """Write why each of these lines is held, that no other is, and when some took their last message."""
    why = [refusal.value for refusal in held.values()]
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [wall, list(held), why, list(sent), list(sent.values())])
