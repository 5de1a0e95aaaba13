"""What messages cost: of the matters they belong to, and of what was said over no matter. Set-based.

To a matter belongs what tells of it, to whomever it went, and what was said in the talk while the form was
open that became it: the receipt of a matter bears the name of that form. A message is counted once it has
left; it costs where the provider says so and it has arrived; parts of text messages cost from the gateway on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from janasetu.messaging.choices import OutboundState
from janasetu.messaging.models import OutboundMessage

_TABLE = OutboundMessage._meta.db_table
_ARRIVED = f"said.state IN ('{OutboundState.DELIVERED}', '{OutboundState.READ}')"
_LEFT = f"said.state IN ('{OutboundState.ACCEPTED}', '{OutboundState.SENT}') OR {_ARRIVED}"


@dataclass(frozen=True, slots=True)
class Tally:
    """Messages of one kind. `of`: the word that their matters go by; `in_parts`: text messages; `category`:
    the provider's, empty while it has not told. `span`: how many of the moments that were given had passed
    when they were said. `billable`: how many of them cost; `parts`: of text messages.
    """

    of: str
    in_parts: bool
    category: str
    span: int
    messages: int
    billable: int
    parts: int


_COLUMNS = ("category", "queued_at", "state", "billable", "parts")
_SAID = ", ".join(f"message.{column}" for column in _COLUMNS)
_COUNTED = f"""
SELECT said.of, said.parts > 0 AS in_parts, said.category,
       width_bucket(said.queued_at, %s::timestamptz[]) AS span,
       count(*) FILTER (WHERE {_LEFT}) AS messages,
       count(*) FILTER (WHERE said.billable AND {_ARRIVED}) AS billable, sum(said.parts) AS parts
  FROM said
 GROUP BY 1, 2, 3, 4 HAVING count(*) FILTER (WHERE {_LEFT}) > 0 OR sum(said.parts) > 0
 ORDER BY 1, 2, 3, 4
"""  # noqa: S608 - our own constants only
_OF_MATTERS = f"""
WITH matter (body_id, id, of) AS MATERIALIZED ({{matters}}),
told AS (
    SELECT matter.of, message.bucket, message.contact_id, message.draft, {_SAID}
      FROM matter JOIN {_TABLE} AS message
        ON message.about_body_id = matter.body_id AND message.about_id = matter.id
), form AS (
    SELECT DISTINCT of, bucket, contact_id, draft FROM told WHERE draft <> ''
), said AS (
    SELECT of, {", ".join(_COLUMNS)} FROM told
     UNION ALL
    SELECT form.of, {_SAID}
      FROM form JOIN {_TABLE} AS message USING (bucket, contact_id, draft) WHERE message.about_id IS NULL
)
{_COUNTED}
"""  # noqa: S608 - table names only
_OF_NO_MATTER = f"""
WITH spoken AS (
    SELECT about_body_id, bucket, contact_id, draft, {", ".join(_COLUMNS)} FROM {_TABLE}
     WHERE about_body_id = ANY (%s) AND about_id IS NULL AND queued_at >= %s AND queued_at < %s
), said AS (
    SELECT '' AS of, {_SAID} FROM spoken AS message WHERE message.draft = ''
     UNION ALL
    SELECT '' AS of, {_SAID} FROM spoken AS message
     WHERE message.draft <> '' AND NOT EXISTS (
           SELECT FROM {_TABLE} AS receipt
            WHERE receipt.about_body_id = ANY (%s) AND receipt.about_id IS NOT NULL AND receipt.draft <> ''
              AND receipt.about_body_id = message.about_body_id AND receipt.bucket = message.bucket
              AND receipt.contact_id = message.contact_id AND receipt.draft = message.draft)
)
{_COUNTED}
"""  # noqa: S608 - table names only


def of_matters(matters: QuerySet[Any, Any], *, moments: Sequence[datetime] = ()) -> list[Tally]:
    """What these matters have cost from their first question on. One query.

    `matters`: rows of a body, an id and the word they go by. `moments`: ascending, see Tally.
    """
    asked, params = matters.query.sql_with_params()
    return _tallies(_OF_MATTERS.replace("{matters}", asked), [*params, list(moments)])


def of_no_matter(
    body_ids: Sequence[UUID], *, since: datetime, until: datetime, moments: Sequence[datetime] = ()
) -> list[Tally]:
    """What these bodies said in this time that belongs to no matter: menus, answers, forms that nobody handed
    in, talks with a person of the office. One query.
    """
    ids = list(body_ids)
    return _tallies(_OF_NO_MATTER, [ids, since, until, ids, list(moments)])


def _tallies(query: str, params: list[Any]) -> list[Tally]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [Tally(*row) for row in cursor.fetchall()]
