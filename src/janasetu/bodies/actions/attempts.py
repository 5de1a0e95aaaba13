"""Count tries at the door, for all processes and over restarts.

A try is counted before the secret is looked at: who sends a hundred at the same instant gets no more looks
than who sends one after the other.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.models import Attempt
from janasetu.bodies.throttle import Limit, counted, waits

_KEPT = timedelta(days=1)


@transaction.atomic
def count_attempt(limits: Mapping[str, Limit], *, at: datetime) -> None:
    """Count one try under each of these names. `at`: wall time.

    TooManyTriesError where one of them has to wait; then nothing is counted.
    """
    by_key = {_key(name): limit for name, limit in limits.items()}
    Attempt.objects.bulk_create(
        [Attempt(key=key, tries=0, last_at=at) for key in sorted(by_key)], ignore_conflicts=True
    )
    rows = list(Attempt.objects.select_for_update().filter(key__in=by_key).order_by("key"))
    if until := max(filter(None, (waits(row.tally, at) for row in rows)), default=None):
        raise TooManyTriesError(until)
    for row in rows:
        tally = counted(row.tally, by_key[row.key], at)
        row.tries, row.last_at, row.until = tally.tries, tally.last_at, tally.until
    Attempt.objects.bulk_update(rows, ["tries", "last_at", "until"])


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
