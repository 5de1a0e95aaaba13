"""Seal what became history: once a minute, by a job, so that nobody who writes waits for it.

A row waits in a table beside history from its own transaction on. So one that is committed late is sealed
late, and none is forgotten, whatever its number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import connection, transaction

from janasetu.audit import seals
from janasetu.audit.models import AuditSeal, Unsealed
from janasetu.lib.ids import uuid7

_LOCK = (0x4A53, 0x5EA1)  # class and number of our advisory lock: of several who seal one does
# MATERIALIZED: a plan may run the limited SELECT once for each row, and would then take more than its limit.
_TAKE = f"""
WITH first AS MATERIALIZED (
    SELECT id FROM audit_unsealed ORDER BY body_id, number LIMIT {seals.MOST} FOR UPDATE SKIP LOCKED)
DELETE FROM audit_unsealed AS waiting USING first WHERE waiting.id = first.id
RETURNING waiting.id, waiting.number, waiting.body_id, waiting.mark
"""  # noqa: S608 - a number of our own


@dataclass(frozen=True, slots=True)
class _Head:
    """The last seal of a body."""

    number: int = 0
    digest: bytes = seals.NOTHING


def seal_all(*, wall: datetime) -> int:
    """Seal all that waits, in parts; how many rows that were."""
    sealed = 0
    while part := _seal_some(wall=wall):
        sealed += part
        if part < seals.MOST:
            break
    return sealed


@transaction.atomic
def _seal_some(*, wall: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", _LOCK)
        (is_ours,) = cursor.fetchone()
        if not is_ours:
            return 0
        cursor.execute(_TAKE)
        waiting = [
            Unsealed(id=row, number=number, body_id=body, mark=bytes(mark))
            for row, number, body, mark in cursor.fetchall()
        ]
    waiting.sort(key=lambda one: (str(one.body_id), one.number))
    heads = _heads({one.body_id for one in waiting})
    of_bodies = groupby(waiting, key=attrgetter("body_id"))
    AuditSeal.objects.bulk_create(
        _seal(body_id, heads.get(body_id, _Head()), list(rows), at=wall) for body_id, rows in of_bodies
    )
    return len(waiting)


def _heads(body_ids: Iterable[UUID | None]) -> Mapping[UUID | None, _Head]:
    """The last seal of each of these bodies; one query."""
    named = [body_id for body_id in body_ids if body_id]
    rows = AuditSeal.objects.filter(body_id__in=named) | AuditSeal.objects.filter(body_id=None)
    last = rows.order_by("body_id", "-number").distinct("body_id")
    return {
        body_id: _Head(number, bytes(digest))
        for body_id, number, digest in last.values_list("body_id", "number", "digest")
    }


def _seal(body_id: UUID | None, before: _Head, rows: list[Unsealed], *, at: datetime) -> AuditSeal:
    ids, marks, number = [row.id for row in rows], b"".join(row.mark for row in rows), before.number + 1
    return AuditSeal(
        id=uuid7(),
        body_id=body_id,
        number=number,
        upto=max(row.number for row in rows),
        rows=len(rows),
        ids=ids,
        marks=marks,
        digest=seals.digest(before.digest, body_id=body_id, number=number, at=at, ids=ids, marks=marks),
        at=at,
    )
