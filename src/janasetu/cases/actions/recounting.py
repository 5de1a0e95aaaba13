"""Recount what cases count for reports of many bodies; every figure of them is of one moment."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from janasetu.bodies.choices import ABOVE_LOCAL
from janasetu.bodies.models import LocalBody
from janasetu.cases.models import Recount
from janasetu.cases.periods import Period, period_of
from janasetu.cases.tallying import recounted
from janasetu.lib.clock import local
from janasetu.rows import bulk

_LOCK_CLASS = 0x7A11
_MEMORY = "64MB"  # of the statement, for its sums; what is more goes to the disk


@transaction.atomic
def recount(*, now: datetime) -> int:
    """Count anew; how many rows changed. One that is at work meanwhile suffices: nought then.

    Two statements, and a scan of the cases of the last two years: ten seconds for a million.
    """
    if not _alone():
        return 0
    since = _since(now)
    with connection.cursor() as cursor:
        cursor.execute(recounted(), {"now": now, "first": since.first, "horizon": since.since})
        ((changed,),) = cursor.fetchall()
    _note(LocalBody.objects.filter(kind__in=ABOVE_LOCAL).values_list("id", flat=True), since, now)
    return int(changed)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, 0), set_config('work_mem', %s, true)",
            [_LOCK_CLASS, _MEMORY],
        )
        ((alone, _),) = cursor.fetchall()
    return bool(alone)


def _since(now: datetime) -> Period:
    """From the beginning of the last financial year on: no report of a named time begins earlier."""
    return period_of("lastyear", today=local(now).date())


def _note(body_ids: Collection[UUID], since: Period, now: datetime) -> None:
    """Of which moment the tallies are; bodies in which nothing lies any more have none."""
    bulk.upsert(
        (Recount(body_id=one, at=now, first=since.first) for one in body_ids),
        unique=["body_id"],
        update=["at", "first"],
    )
    Recount.objects.exclude(body_id__in=body_ids).delete()
