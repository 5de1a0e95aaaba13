"""Let go of what is kept for a while only: what came before, and the raw bytes of what was split."""

from datetime import datetime, timedelta

from django.db import connection

from janasetu.messaging.inbox import STALE_AFTER
from janasetu.messaging.models import InboundBatch, SeenKey

AT_ONCE = 5_000  # rows of one statement, so that nobody waits for it
KEYS_KEPT = STALE_AFTER + timedelta(days=1)  # a provider's clock is not ours

# What goes is chosen apart: joined with the rows in one plan, it could be chosen anew for each of them.
_KEYS = f"""
WITH old AS MATERIALIZED (
    SELECT bucket, key FROM {SeenKey._meta.db_table}
     WHERE seen_at < %s ORDER BY seen_at LIMIT %s FOR UPDATE SKIP LOCKED)
DELETE FROM {SeenKey._meta.db_table} AS key USING old
 WHERE key.bucket = old.bucket AND key.key = old.key
"""  # noqa: S608 - a table name only
_BATCHES = f"""
WITH old AS MATERIALIZED (
    SELECT id FROM {InboundBatch._meta.db_table}
     WHERE state = 'split' AND received_at < %s
     ORDER BY received_at LIMIT %s FOR UPDATE SKIP LOCKED)
DELETE FROM {InboundBatch._meta.db_table} AS batch USING old
 WHERE batch.id = old.id
"""  # noqa: S608 - a table name only


def prune_keys(*, now: datetime, most: int = AT_ONCE) -> int:
    """Forget what came longer ago than anything is acted on; how many. Short of `most` none is left."""
    return _delete(_KEYS, now - KEYS_KEPT, most)


def prune_batches(*, now: datetime, kept: timedelta, most: int = AT_ONCE) -> int:
    """Let go of raw bytes that were split and are older than `kept`; how many. Unreadable ones stay."""
    return _delete(_BATCHES, now - kept, most)


def _delete(statement: str, before: datetime, most: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [before, most])
        return int(cursor.rowcount)
