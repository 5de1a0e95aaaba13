"""Recount what cases count for reports of many bodies; every figure of them is of one moment."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from janasetu.bodies.choices import ABOVE_LOCAL
from janasetu.bodies.models import LocalBody
from janasetu.cases.choices import Reach
from janasetu.cases.models import Recount, Tally
from janasetu.cases.periods import period_of
from janasetu.cases.tallying import ADD_UP, COUNT, GROUPS, asked
from janasetu.lib.clock import local
from janasetu.rows import bulk

AT_ONCE = 50_000  # cases
_LOCK_CLASS = 0x7A11
_MEMORY = "64MB"  # of the statement, for its sums; what is more goes to the disk


@transaction.atomic
def recount(*, now: datetime) -> int:
    """Count anew; how many rows changed. One that is at work meanwhile suffices: nought then.

    A scan of the cases of the last two years, some at once: fifteen seconds for a million.
    """
    if not _alone():
        return 0
    first = period_of("lastyear", today=local(now).date()).first  # no report of a named time begins earlier
    told = asked(first, now)
    with connection.cursor() as cursor:
        cursor.execute(GROUPS)
        groups: list[tuple[UUID, int]] = cursor.fetchall()
        changed = sum(_written(cursor, COUNT, told | {"groups": some}) for some in _at_once(groups))
        Tally.objects.filter(reach=Reach.NEAR).exclude(body_id__in=[near for near, _ in groups]).delete()
        changed += _written(cursor, ADD_UP, {})
    _note(LocalBody.objects.filter(kind__in=ABOVE_LOCAL).values_list("id", flat=True), first, now)
    return changed


def _written(cursor: CursorWrapper, statement: str, told: Mapping[str, Any]) -> int:
    cursor.execute(statement, told)
    ((changed,),) = cursor.fetchall()
    return int(changed)


def _at_once(groups: Sequence[tuple[UUID, int]]) -> Iterator[list[UUID]]:
    """The groups in parts of so many cases, or one that has more."""
    some: list[UUID] = []
    cases = 0
    for near, count in groups:
        if some and cases + count > AT_ONCE:
            yield some
            some, cases = [], 0
        some.append(near)
        cases += count
    if some:
        yield some


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, 0), set_config('work_mem', %s, true)",
            [_LOCK_CLASS, _MEMORY],
        )
        ((alone, _),) = cursor.fetchall()
    return bool(alone)


def _note(body_ids: Collection[UUID], first: date, now: datetime) -> None:
    """Of which moment the tallies are; bodies in which nothing lies any more have none."""
    bulk.upsert(
        (Recount(body_id=one, at=now, first=first) for one in body_ids),
        unique=["body_id"],
        update=["at", "first"],
    )
    Recount.objects.exclude(body_id__in=body_ids).delete()
