"""Count tries at the door, for all processes and over restarts.

A try is counted before the secret is looked at: who sends a hundred at the same instant gets no more looks
than who sends one after the other.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.models import Attempt
from janasetu.bodies.throttle import Limit, counted, waits

_KEPT = timedelta(days=1)


def count_attempt(limits: Mapping[str, Limit], *, at: datetime) -> None:
    """Count one try under each of these names. `at`: wall time.

    TooManyTriesError where one of them has to wait; then nothing is counted.
    """
    (until,) = _counted([limits], at=at)
    if until:
        raise TooManyTriesError(until)


def count_attempts(tries: Sequence[Mapping[str, Limit]], *, at: datetime) -> list[bool]:
    """The same for several tries, one after the other: which of them are let in. Three statements for any
    number.
    """
    return [until is None for until in _counted(tries, at=at)]


@transaction.atomic
def _counted(tries: Sequence[Mapping[str, Limit]], *, at: datetime) -> list[datetime | None]:
    """Until when each has to wait; None for what is let in, and counted."""
    by_key = [{_key(name): limit for name, limit in limits.items()} for limits in tries]
    keys = sorted({key for limits in by_key for key in limits})
    Attempt.objects.bulk_create(
        [Attempt(key=key, tries=0, last_at=at) for key in keys], ignore_conflicts=True
    )
    rows = {row.key: row for row in Attempt.objects.select_for_update().filter(key__in=keys).order_by("key")}
    untils: list[datetime | None] = []
    for limits in by_key:
        until = max(filter(None, (waits(rows[key].tally, at) for key in limits)), default=None)
        untils.append(until)
        for key, limit in limits.items() if until is None else ():
            tally = counted(rows[key].tally, limit, at)
            rows[key].tries, rows[key].last_at, rows[key].until = tally.tries, tally.last_at, tally.until
    Attempt.objects.bulk_update(rows.values(), ["tries", "last_at", "until"])
    return untils


@transaction.atomic
def forget_attempts(names: Collection[str], *, shared: str | None = None, at: datetime) -> None:
    """The secret was right: its tries count no more, and what others `shared` with it gets one try back.

    Keys that nobody tried for a day go too.
    """
    Attempt.objects.filter(key__in=[_key(name) for name in names]).delete()
    if shared is not None:
        Attempt.objects.filter(key=_key(shared), tries__gt=0).update(tries=F("tries") - 1, until=None)
    Attempt.objects.filter(last_at__lt=at - _KEPT).delete()


def _key(name: str) -> str:
    return salted_hmac("janasetu.attempts", name, algorithm="sha256").hexdigest()
