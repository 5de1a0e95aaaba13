"""The sweep of the time of the law: whose time has run out is told once, with the way to appeal."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from janasetu.cases import queries
from janasetu.cases.appeals import Appealed, appealed
from janasetu.cases.choices import WITH_OFFICE, EventCode
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import Notice, tell
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.rows.waiting import Waiting

AT_ONCE = 500


def tell_law_passed(*, now: datetime) -> int:
    """Note of every case at work that its time in law has run out, and tell whose it is; how many. Once each,
    safe to run twice, or twice at once.
    """
    noted = 0
    while _LATE.at(now) and (batch := _note_some(now=now)):
        noted += batch
    return noted


def _late(now: datetime) -> QuerySet[Case]:
    return Case.objects.filter(statutory_due_at__lt=now, law_passed_at__isnull=True, status__in=WITH_OFFICE)


_LATE = Waiting(_late)


@transaction.atomic
def _note_some(*, now: datetime) -> int:
    late = list(
        _late(now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("body")
        .order_by("statutory_due_at", "id")[:AT_ONCE]
    )
    if not late:
        return 0
    queries.rows_of(late).update(law_passed_at=now)
    for case in late:
        case.law_passed_at = now
    events = [_event(case, now=now) for case in late]
    CaseEvent.objects.bulk_create(events)
    known = appealed(late)
    notices = [_notice(known[one.case_id], one, now=now) for one in events]
    tell(notices, queries.parties({case.body_id for case in late}, [case.id for case in late]), now=now)
    return len(late)


def _event(case: Case, *, now: datetime) -> CaseEvent:
    assert case.statutory_due_at
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.LAW_PASSED,
        by="system",
        params={"due": local(case.statutory_due_at).date().isoformat()},
        at=now,
    )


def _notice(one: Appealed, event: CaseEvent, *, now: datetime) -> Notice:
    """With the button, where somebody hears an appeal."""
    due = one.case.statutory_due_at

    def day(lang: Lang) -> str:
        return bn.date(local(due).date(), lang) if due else ""

    key = "law_passed" if one.next_step(now) else "law_passed_only"
    return Notice(one.case, key, f"event:{event.id}", {"until": day}, alone=True)
