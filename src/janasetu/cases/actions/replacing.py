"""A new paper has taken the place of one in which something was wrong: whom that concerns comes to know."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from janasetu.cases.actions.staging import event_of
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent, Correction
from janasetu.cases.notices import PHRASES
from janasetu.deliveries.actions import call_back
from janasetu.documents.models import Paper

SYSTEM = "system"


def call_back_replaced(papers: Sequence[Paper], *, now: datetime) -> None:
    """Nobody brings home, or hands over, what one of these took the place of; the news of the new paper says
    so. A few statements, none where none of them did.
    """
    ended = {
        (one.body_id, one.supersedes_id): PHRASES.say("visit_paper_replaced", "bn", number=one.number)
        for one in papers
        if one.supersedes_id is not None
    }
    call_back(ended, by=SYSTEM, now=now)


def note_replaced(cases: Sequence[tuple[Case, Paper]], *, now: datetime) -> None:
    """Let the case for which a paper was first given know of the one that took its place. Two statements,
    none where none of these is a correction.
    """
    papers = {case.id: paper for case, paper in cases if case.corrects_version is not None}
    if not papers:
        return
    rows = Correction.objects.filter(
        body_id__in={paper.body_id for paper in papers.values()}, case_id__in=list(papers)
    ).select_related("application", "paper", "case")
    CaseEvent.objects.bulk_create(
        event_of(row.application, EventCode.PAPER_REPLACED, _replaced(row, papers), by=SYSTEM, now=now)
        for row in rows
    )


def _replaced(row: Correction, papers: Mapping[UUID, Paper]) -> dict[str, str]:
    return {"ref": row.case.ref, "number": papers[row.case_id].number, "before": row.paper.number}
