"""A missing paper that somebody of the office fetched at the door comes to the case it is missing in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.cases import queries
from janasetu.cases.actions.hearing import answered, given
from janasetu.cases.actions.papers import papers_of
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, end_pauses
from janasetu.cases.choices import Status
from janasetu.cases.models import Case, CaseAttachment, CaseEvent
from janasetu.cases.rules import while_referred


@dataclass(frozen=True, slots=True)
class _Brought:
    """What was brought, as papers are taken from the chat."""

    source: str
    files: Sequence[tuple[int, UUID]]


@transaction.atomic
def take_fetched_paper(
    *, body_id: UUID, case_id: UUID, file: tuple[int, UUID], source: str, by: str, now: datetime
) -> bool:
    """Take this photo as the paper that is owed first, and let the clock run on where nothing more is owed.
    The same photo again changes nothing; says whether it was taken now.
    """
    (case,) = queries.cases_locked({body_id}, [case_id])
    if CaseAttachment.objects.filter(body_id=body_id, case_id=case_id, file_id=file[1]).exists():
        return False
    papers = papers_of([(_Brought(source, [file]), case)], now=now)
    if case.status == Status.WAITING_CITIZEN and case.id not in papers.still_owed:
        end_pauses([case], now=now)
        case.status = Status(while_referred(Status.IN_PROGRESS, case.awaited_answers))
        Case.objects.bulk_update([case], ["status", *CLOCK_COLUMNS])
    event = answered(case, {"photos": [str(file[1])]}, now=now)
    event.by = by
    CaseEvent.objects.bulk_create([event])
    CaseAttachment.objects.bulk_create(given(case, [file], now=now))
    return True
