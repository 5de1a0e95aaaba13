"""Tell who holds a paper that it runs out, as long before as its definition says, once."""

import datetime as dt
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from janasetu.cases import queries
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import Notice, tell
from janasetu.catalogue.schema.parts import Span
from janasetu.documents import queries as documents
from janasetu.documents.models import Paper
from janasetu.lib import bn, clock
from janasetu.lib.dates import months_later
from janasetu.lib.ids import uuid7
from janasetu.messaging.values import Lane

LONGEST: Final = dt.timedelta(days=400)  # before which nobody is told
AT_ONCE = 200
_MONTHS: Final = {"months": 1, "years": 12}
SYSTEM = "system"


def tell_renewals(*, now: datetime) -> int:
    """Tell the holders of papers that run out; how many. Safe to run twice, or twice at once: who was told of
    a paper is told of it no more.
    """
    today, told, after = clock.local(now).date(), 0, None
    while papers := documents.running_out(today=today, until=today + LONGEST, after=after, limit=AT_ONCE):
        told += _tell_some(papers, today=today, now=now)
        after = papers[-1].id
    return told


@transaction.atomic
def _tell_some(papers: Sequence[Paper], *, today: dt.date, now: datetime) -> int:
    """Those of these whose time has come; five statements for any number."""
    by_case = {paper.case_id: paper for paper in papers if paper.case_id}
    bodies = {paper.body_id for paper in papers}
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True).select_related("body", "department")
    cases = rows.filter(body_id__in=bodies, id__in=list(by_case), status=Status.ISSUED).order_by("id")
    due = [case for case in cases if _is_due(case, by_case[case.id], today)]
    told = _told_before(due)
    fresh = [case for case in due if str(by_case[case.id].id) not in told]
    events = [_event(case, by_case[case.id], now) for case in fresh]
    CaseEvent.objects.bulk_create(events)
    notices = [_notice(case, by_case[case.id], event) for case, event in zip(fresh, events, strict=True)]
    parties = queries.parties(bodies, [case.id for case in fresh]) if fresh else {}
    tell(notices, parties, now=now)
    return len(fresh)


def _is_due(case: Case, paper: Paper, today: dt.date) -> bool:
    """Whether it runs out within what the definition of the case says."""
    before, last = case.service.renewal, paper.valid_until
    return before is not None and last is not None and today >= first_day(last, before)


def first_day(last: dt.date, before: Span) -> dt.date:
    """The day on which the holder is told of a paper whose last day this is."""
    if before.unit in _MONTHS:
        return months_later(last, -before.count * _MONTHS[before.unit])
    return last - dt.timedelta(before.count)


def _told_before(cases: Sequence[Case]) -> set[str]:
    """The papers of which somebody was told already."""
    rows = CaseEvent.objects.filter(
        body_id__in={case.body_id for case in cases},
        case_id__in=[case.id for case in cases],
        code=EventCode.RENEWAL_TOLD,
    )
    return {params["paper"] for params in rows.values_list("params", flat=True)} if cases else set()


def _event(case: Case, paper: Paper, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.RENEWAL_TOLD,
        by=SYSTEM,
        params={"paper": str(paper.id), "number": paper.number, "until": str(paper.valid_until)},
        at=now,
    )


def _notice(case: Case, paper: Paper, event: CaseEvent) -> Notice:
    last = paper.valid_until
    assert last
    values = {"number": paper.number, "last": lambda lang: bn.date(last, lang)}
    return Notice(case, "renewal_due", f"event:{event.id}", values, lane=Lane.CROWD)
