"""The sweep of the first action: where nobody did anything in time, the desk is told, once."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from janasetu.cases.choices import WITH_OFFICE, EventCode
from janasetu.cases.models import Case, CaseEvent
from janasetu.lib.ids import uuid7
from janasetu.rows.waiting import Waiting

AT_ONCE = 500


def _missed(now: datetime) -> QuerySet[Case]:
    return Case.objects.filter(
        first_action_due_at__lte=now,
        first_action_at__isnull=True,
        first_action_missed_at__isnull=True,
        status__in=WITH_OFFICE,
    )


_MISSED = Waiting(_missed)


def tell_missed_first_actions(*, now: datetime) -> int:
    """Write down of every case on which nobody has acted in time that it is so; how many.

    The event rings the desks of its body; the citizen is told nothing. Safe to run twice, or twice at once.
    """
    told = 0
    while _MISSED.at(now) and (batch := _tell_some(now=now)):
        told += batch
    return told


@transaction.atomic
def _tell_some(*, now: datetime) -> int:
    missed = list(
        _missed(now)
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("first_action_due_at")[:AT_ONCE]
    )
    if not missed:
        return 0
    body_ids = {case.body_id for case in missed}
    rows = Case.objects.filter(body_id__in=body_ids, id__in=[case.id for case in missed])
    rows.update(first_action_missed_at=now)
    CaseEvent.objects.bulk_create(
        CaseEvent(
            id=uuid7(),
            body_id=case.body_id,
            case=case,
            code=EventCode.FIRST_ACTION_MISSED,
            by="system",
            at=now,
        )
        for case in missed
    )
    return len(missed)
