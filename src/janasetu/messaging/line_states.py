"""How each line that citizens can write to is doing: what came in, what went out, what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from janasetu.messaging import first_writes, queries
from janasetu.messaging.first_writes import Account
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, OutboundMessage


@dataclass(frozen=True, slots=True)
class LineState:
    """A line: when somebody last wrote on it, what waits to be sent, how many were written to first.

    `account`: whom it shares a limit with; None where no limit is known. Office time, but for what stands in
    the line's own row.
    """

    line: Line
    last_in: datetime | None
    oldest_unsent: datetime | None
    unsent: int
    account: Account | None


_STATES = f"""
SELECT line.id, said.received_at, waiting.oldest, coalesce(waiting.count, 0)
  FROM {Line._meta.db_table} AS line
  LEFT JOIN LATERAL (
       SELECT received_at FROM {InboundMessage._meta.db_table} AS message
        WHERE message.line_id = line.id AND NOT message.kind = 'status'
        ORDER BY received_at DESC LIMIT 1) AS said ON true
  LEFT JOIN (SELECT line_id, min(queued_at) AS oldest, count(*) AS count
               FROM {OutboundMessage._meta.db_table} WHERE state = 'queued' GROUP BY line_id) AS waiting
    ON waiting.line_id = line.id
"""  # noqa: S608 - table names only


def line_states(*, wall: datetime) -> list[LineState]:
    """Every line, those of a body before those of an area; a constant number of queries."""
    with connection.cursor() as cursor:
        cursor.execute(_STATES)
        found = {line_id: seen for line_id, *seen in cursor.fetchall()}
    accounts = first_writes.accounts(wall=wall)
    return [_state(line, found, accounts) for line in queries.lines() if line.id in found]


def _state(
    line: Line,
    found: Mapping[UUID, tuple[datetime | None, datetime | None, int]],
    accounts: Mapping[str, Account],
) -> LineState:
    last_in, oldest, unsent = found[line.id]
    return LineState(line, last_in, oldest, unsent, accounts.get(line.channel))


def last_webhook() -> datetime | None:
    """When a provider last brought anything (office time); None where nothing is kept."""
    return InboundBatch.objects.order_by("-id").values_list("received_at", flat=True).first()
