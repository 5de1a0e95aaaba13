"""Look whether all history is whole: the seals, the rows in them, and the rows that these are about.

Nothing here trusts a function of the database: every hash is made anew, by the statements that ask. What is
looked at streams by, one seal at a time; the large comparisons are the database's own.
"""

# ruff: noqa: S608 - the names of our own tables and columns, and no word of anybody's

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from janasetu.audit import seals, sql, triggers
from janasetu.audit.models import AuditRow, AuditSeal, Unsealed
from janasetu.audit.tables import AUDITED
from janasetu.lib.ids import uuid7_time

MOST_TOLD = 20  # findings of one kind of look; the rest are counted
_AT_ONCE = 4  # seals in memory
_END = datetime.max.replace(tzinfo=UTC)

Body = UUID | None  # None: of no body


class Fault(StrEnum):
    """What is not as it was left."""

    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    BY_HAND = "by hand"  # written in order, but by nobody of the product
    REPLACED = "replaced"  # a seal that somebody keeps a copy of is another one now
    NOT_KEPT = "not kept"  # a trigger is off or another's


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `at`: when history last wrote of the row, as far as it knows."""

    fault: Fault
    table: str
    key: str
    body_id: Body = None
    at: datetime | None = None
    actor: str = ""
    about: str = ""  # of a row of history: the table and the key that it tells of


@dataclass(slots=True)
class Verdict:
    """What was looked at, and what was found. `unlike`: rows with something personal that were hashed with
    another key, so that nobody can compare them.
    """

    findings: list[Finding] = field(default_factory=list)
    more: int = 0
    rows: int = 0
    seals: int = 0
    waiting: int = 0
    unlike: int = 0
    heads: dict[Body, tuple[int, bytes]] = field(default_factory=dict)

    def take(self, found: Iterator[Finding]) -> None:
        """Keep the first of these and count the others."""
        for count, finding in enumerate(found):
            if count < MOST_TOLD:
                self.findings.append(finding)
            else:
                self.more += 1

    @property
    def is_whole(self) -> bool:
        return not self.findings

    @property
    def in_order(self) -> list[Finding]:
        """The earliest first; what has no moment last."""
        return sorted(self.findings, key=lambda one: one.at or _END)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which history is looked at: of one body, or all of it."""

    body_id: UUID | None = None

    def where(self, column: str) -> str:
        """As a condition on a column; the id is a value."""
        return f"{column} = '{self.body_id}'::uuid" if self.body_id else "true"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A seal as somebody outside has written it down."""

    body_id: Body
    number: int
    digest: bytes


def verify(scope: Scope, *, anchors: Sequence[Anchor] = ()) -> Verdict:
    """Look at all history of the scope as it stands at one instant. Changes that were made by hand before an
    anchor were seen by whoever set it, and are no finding.
    """
    verdict = Verdict()
    with _one_instant():
        verdict.take(Finding(Fault.NOT_KEPT, said, "") for said in triggers.differences())
        verdict.take(_of_seals(scope, verdict))
        verdict.take(_of_waiting(scope))
        verdict.take(_strangers(scope))
        verdict.take(_of_rows(scope))
        verdict.take(_by_hand(scope, anchors))
        verdict.take(_replaced(anchors))
        verdict.rows = _count(AuditRow, scope)
        verdict.waiting = _count(Unsealed, scope)
        verdict.unlike = _unlike(scope)
    return verdict


@contextmanager
def _one_instant() -> Iterator[None]:
    """All statements see the same, and write moments the same way."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT set_config('timezone', 'UTC', true)")
        yield


def _count(model: type[AuditRow] | type[Unsealed], scope: Scope) -> int:
    rows = model._default_manager.all()
    return rows.filter(body_id=scope.body_id).count() if scope.body_id else rows.count()


# --- the seals, and the rows of history in them ---


def _of_seals(scope: Scope, verdict: Verdict) -> Iterator[Finding]:
    """What is wrong with each chain of seals, and with the rows that they name."""
    rows = AuditSeal.objects.order_by("body_id", "number")
    if scope.body_id:
        rows = rows.filter(body_id=scope.body_id)
    heads = verdict.heads
    for seal in rows.iterator(chunk_size=_AT_ONCE):
        number, before = heads.get(seal.body_id, (0, seals.NOTHING))
        verdict.seals += 1
        heads[seal.body_id] = seal.number, bytes(seal.digest)
        yield from _of_seal(seal, number, before)
        yield from _in_seal(seal)


def _of_seal(seal: AuditSeal, number: int, before: bytes) -> Iterator[Finding]:
    table = AuditSeal._meta.db_table
    if seal.number != number + 1:
        yield Finding(Fault.DELETED, table, str(number + 1), seal.body_id, seal.at)
        return
    made = seals.digest(
        before,
        body_id=seal.body_id,
        number=seal.number,
        at=seal.at,
        ids=seal.ids,
        marks=bytes(seal.marks),
    )
    if made != bytes(seal.digest):
        yield Finding(Fault.EDITED, table, str(seal.number), seal.body_id, seal.at)


_UNSOUND = f"""
SELECT said.id, h.body_id, h.at, h.table_name, h.key, h.actor, h.id IS NULL
  FROM %s AS said
  LEFT JOIN audit_auditrow AS h ON h.id = said.id
 WHERE h.id IS NULL OR h.mark IS DISTINCT FROM said.mark OR h.mark IS DISTINCT FROM {sql.mark("h")}
    OR h.body_id IS DISTINCT FROM said.body_id
 ORDER BY said.place
"""
_OF_SEAL = f"""
(SELECT id, place, substring(%s::bytea FROM (place::int - 1) * {seals.MARK} + 1 FOR {seals.MARK}) AS mark,
        %s::uuid AS body_id
   FROM unnest(%s::uuid[]) WITH ORDINALITY AS ids (id, place))
"""


def _in_seal(seal: AuditSeal) -> Iterator[Finding]:
    """Rows that a seal names and that are not as it says."""
    values = [bytes(seal.marks), seal.body_id, seal.ids]
    return _unsound(_UNSOUND % _OF_SEAL, values, seal.body_id)


def _of_waiting(scope: Scope) -> Iterator[Finding]:
    """The same of rows that wait for their seal."""
    source = f"(SELECT id, number AS place, mark, body_id FROM audit_unsealed WHERE {scope.where('body_id')})"
    return _unsound(_UNSOUND % source, [], scope.body_id)


def _unsound(statement: str, values: Sequence[Any], body_id: Body) -> Iterator[Finding]:
    table = AuditRow._meta.db_table
    for row, its_body, at, about, key, actor, is_gone in _rows(statement, values):
        if is_gone:
            yield Finding(Fault.DELETED, table, str(row), body_id, uuid7_time(row))
        else:
            yield Finding(Fault.EDITED, table, str(row), its_body, at, actor, f"{about} {key}")


def _strangers(scope: Scope) -> Iterator[Finding]:
    """Rows of history that no seal names and that do not wait for one."""
    statement = f"""
    SELECT h.id, h.body_id, h.at, h.actor, h.table_name || ' ' || h.key
      FROM audit_auditrow AS h
      LEFT JOIN (SELECT unnest(ids) AS id FROM audit_auditseal UNION ALL SELECT id FROM audit_unsealed)
             AS known ON known.id = h.id
     WHERE known.id IS NULL AND {scope.where("h.body_id")}
     ORDER BY h.number
    """
    table = AuditRow._meta.db_table
    for row, body_id, at, actor, about in _rows(statement):
        yield Finding(Fault.INSERTED, table, str(row), body_id, at, actor, about)


# --- the rows that history is about ---


def _compared(scope: Scope) -> str:
    """Every row as it stands, beside the last that history says of it."""
    return f"""
    WITH live AS ({" UNION ALL ".join(_live(scope))}),
    kept AS (
        SELECT DISTINCT ON (table_name, key) table_name, key, body_id, act, row_hash, at, actor, number
          FROM audit_auditrow WHERE {scope.where("body_id")}
         ORDER BY table_name, key, number DESC)
    SELECT table_name, key, coalesce(kept.body_id, live.body_id) AS body_id,
           kept.at, coalesce(kept.actor, '') AS actor,
           CASE WHEN live.key IS NULL THEN 'deleted'
                WHEN kept.key IS NULL OR kept.act = 'delete' THEN 'inserted' ELSE 'edited' END AS fault,
           {_like("kept.row_hash", "live.row_hash")} AS can_compare
      FROM live FULL JOIN kept USING (table_name, key)
     WHERE kept.key IS NULL OR (live.key IS NULL) <> (kept.act = 'delete')
        OR (live.key IS NOT NULL AND live.row_hash IS DISTINCT FROM kept.row_hash)
    """


def _like(one: str, other: str) -> str:
    """Whether two hashes were made with the same key, or without any."""
    keys = " = ".join(f"substring({row_hash} FOR {sql.FINGERPRINT})" for row_hash in (one, other))
    return f"({one} IS NOT NULL AND {other} IS NOT NULL AND (length({one}) = {seals.MARK} OR {keys}))"


def _live(scope: Scope) -> Iterator[str]:
    """A query for each audited table: its rows in the form of history."""
    for table, shape in triggers.shapes().items():
        declared = AUDITED.get(table)
        if declared is None or (scope.body_id and not declared.body):
            continue
        row_hash = sql.row_hash("r.j", shape, declared, sql.the_key())
        rows = sql.rows_of(sql.quoted(table), shape, declared)
        yield (
            f"SELECT {sql.literal(table)} AS table_name, r.key, r.body_id, {row_hash} AS row_hash"
            f" FROM ({rows}) AS r WHERE {scope.where('r.body_id')}"
        )


def _of_rows(scope: Scope) -> Iterator[Finding]:
    """Rows that are not as history left them."""
    statement = f"""
    SELECT fault, table_name, key, body_id, at, actor FROM ({_compared(scope)}) AS compared
     WHERE fault <> 'edited' OR can_compare ORDER BY at NULLS LAST, table_name, key
    """
    for fault, table, key, body_id, at, actor in _rows(statement):
        yield Finding(Fault(fault), table, key, body_id, at, actor)


def _unlike(scope: Scope) -> int:
    statement = (
        f"SELECT count(*) FROM ({_compared(scope)}) AS compared WHERE fault = 'edited' AND NOT can_compare"
    )
    ((count,),) = _rows(statement)
    return int(count)


# --- what history says of its own hands, and what others have kept of it ---


def _by_hand(scope: Scope, anchors: Sequence[Anchor]) -> Iterator[Finding]:
    """Changes by SQL that said neither who nor why, and that no anchor has come after."""
    statement = f"""
    SELECT h.table_name, h.key, h.body_id, h.at, h.actor
      FROM audit_auditrow AS h
      LEFT JOIN (SELECT unnest(seal.ids) AS id
                   FROM audit_auditseal AS seal
                   JOIN unnest(%s::uuid[], %s::bigint[]) AS anchor (body_id, number)
                     ON seal.body_id IS NOT DISTINCT FROM anchor.body_id AND seal.number <= anchor.number)
             AS seen ON seen.id = h.id
     WHERE h.actor LIKE 'unknown %%' AND seen.id IS NULL AND {scope.where("h.body_id")}
     ORDER BY h.number
    """
    values = [[one.body_id for one in anchors], [one.number for one in anchors]]
    for table, key, body_id, at, actor in _rows(statement, values):
        yield Finding(Fault.BY_HAND, table, key, body_id, at, actor)


def _replaced(anchors: Sequence[Anchor]) -> Iterator[Finding]:
    """Seals that are not as they were written down."""
    for anchor in anchors:
        seal = AuditSeal.objects.filter(body_id=anchor.body_id, number=anchor.number).first()
        if seal is None or bytes(seal.digest) != anchor.digest:
            at = seal.at if seal else None
            yield Finding(Fault.REPLACED, AuditSeal._meta.db_table, str(anchor.number), anchor.body_id, at)


def _rows(statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """What a statement finds, some at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        while part := cursor.fetchmany(500):
            yield from part
