"""Who hears the alarms of a body first: entered for a time, ended when somebody else takes over."""

from datetime import datetime

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases.models import Duty
from janasetu.cases.rules import RefusedError
from janasetu.lib.ids import uuid7


@transaction.atomic
def put_on_duty(*, officer: Officer, since: datetime, until: datetime, by: str) -> Duty:
    """Let this officer of the body be called first in this time. RefusedError where it ends before it begins,
    or nobody could be called: an officer without a registered number.
    """
    if until <= since:
        raise RefusedError("duty_ends_first")
    if not officer.phone:
        raise RefusedError("duty_without_number")
    return Duty.objects.create(
        id=uuid7(), body=officer.body, officer=officer, since=since, until=until, entered_by=by
    )


@transaction.atomic
def relieve(*, officer: Officer, at: datetime) -> int:
    """End every duty of this officer at this moment; how many. What has not begun never begins."""
    duties = Duty.objects.select_for_update().filter(body=officer.body, officer=officer, until__gt=at)
    ended = duties.filter(since__gte=at).delete()[0]
    return ended + duties.update(until=at)
