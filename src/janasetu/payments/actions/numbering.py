"""Take the next number of a series without gaps: last in a transaction, so that nobody waits long."""

from uuid import UUID

from django.db import connection

from janasetu.lib.ids import uuid7
from janasetu.payments.models import NumberSeries

RECEIPT, VOUCHER = "receipt", "voucher"

# The row stays locked until the transaction ends: who comes after sees its number taken, or not taken at all.
_NEXT = f"""
INSERT INTO {NumberSeries._meta.db_table} AS series (id, body_id, kind, year, last) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (body_id, kind, year) DO UPDATE SET last = series.last + 1 RETURNING last
"""  # noqa: S608 - a table name only


def take_next(body_id: UUID, kind: str, year: int) -> int:
    """The next number, from 1 on in each fiscal year."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [uuid7(), body_id, kind, year])
        return int(cursor.fetchone()[0])


def lock_series(body_id: UUID, year: int) -> None:
    """Let nobody take a receipt's number until this transaction ends. What moves cash takes this lock before
    it looks whether the day is closed, and closing takes it before it counts.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [uuid7(), body_id, RECEIPT, year])


_LOCK = f"""
INSERT INTO {NumberSeries._meta.db_table} AS series (id, body_id, kind, year, last) VALUES (%s, %s, %s, %s, 0)
ON CONFLICT (body_id, kind, year) DO UPDATE SET last = series.last
"""  # noqa: S608 - a table name only
