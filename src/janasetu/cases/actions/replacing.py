"""A new paper has taken the place of one in which something was wrong: whom that concerns comes to know."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from janasetu.cases.actions.staging import event_of
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent, Correction
from janasetu.documents.models import Paper


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
        event_of(row.application, EventCode.PAPER_REPLACED, _replaced(row, papers), by="system", now=now)
        for row in rows
    )


def _replaced(row: Correction, papers: Mapping[UUID, Paper]) -> dict[str, str]:
    return {"ref": row.case.ref, "number": papers[row.case_id].number, "before": row.paper.number}
