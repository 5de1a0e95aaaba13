"""A paper signed and sealed by hand: it is printed, photographed, and as its photo ends the case."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import queries
from janasetu.cases.actions.issuing import Ending, awaited, finish, require_hand
from janasetu.cases.choices import Status
from janasetu.cases.models import Case, CaseDesk
from janasetu.cases.rules import RefusedError
from janasetu.documents import actions as documents
from janasetu.documents.choices import Born, PaperState
from janasetu.documents.ink.taking import Corners
from janasetu.documents.models import InkPage, Paper
from janasetu.documents.queries import ink_pages, is_pen_missing, papers_of_case


@transaction.atomic
def print_paper(*, officer: Officer, ref: str, now: datetime) -> Paper:
    """The paper of a case is printed, as often as somebody likes. RefusedError where none waits for ink."""
    _, _, paper = _for_ink(officer, ref, now=now)
    with acting_as(by=officer.post):
        return documents.note_printed(paper=paper)


def photograph_paper(
    *, officer: Officer, ref: str, photo: bytes, now: datetime, corners: Corners = ()
) -> InkPage:
    """A photo of the signed paper becomes its next page; the same photo twice is one page.

    `corners`: as the officer has shown them, in parts of the photo. RefusedError as above; documents' errors
    say what is wrong with the photo. What is slow happens while nothing is locked.
    """
    with transaction.atomic():
        _, _, paper = _for_ink(officer, ref, now=now)
    with acting_as(by=officer.post):
        return documents.take_photo(paper=paper, photo=photo, by=officer.post, now=now, corners=corners)


@transaction.atomic
def put_page_aside(*, officer: Officer, ref: str, page_id: UUID, now: datetime) -> None:
    """A photographed page is not wanted; its photo stays on record."""
    _, _, paper = _for_ink(officer, ref, now=now)
    with acting_as(by=officer.post):
        documents.put_aside(paper=paper, page_id=page_id, now=now)


@transaction.atomic
def vouch_for_page(
    *, officer: Officer, ref: str, page_id: UUID, code: str, compared: bool, now: datetime
) -> None:
    """Its QR could not be read: the officer types the code below it, and has compared the paper."""
    _, _, paper = _for_ink(officer, ref, now=now)
    with acting_as(by=officer.post):
        documents.vouch(paper=paper, page_id=page_id, typed=code, compared=compared, by=officer.post)


@transaction.atomic
def seal_paper(
    *, officer: Officer, ref: str, photos: Sequence[UUID], now: datetime, signed: bool = False
) -> Case:
    """The photographed pages are the paper: the case ends so, and the applicant gets it.

    `photos`: the pages that the officer has looked at, in their order. `signed`: where no ink of pen and seal
    is seen on them, the officer says that both are there, which the event tells. The same once more changes
    nothing, whoever presses the button second. RefusedError, and documents' InkError, say why not.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    if _is_sealed_so(case, photos):
        return case
    desk, paper = _waited_for(case, officer, now=now)
    with acting_as(by=officer.post):
        vouched = signed and is_pen_missing(ink_pages(paper))
        sealed = documents.seal(paper=paper, pages=list(photos), now=now, signed=signed)
        finish([Ending(case, desk, sealed, officer, signature_vouched=vouched)], now=now)
    return case


def _for_ink(officer: Officer, ref: str, *, now: datetime) -> tuple[Case, CaseDesk, Paper]:
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    return case, *_waited_for(case, officer, now=now)


def _waited_for(case: Case, officer: Officer, *, now: datetime) -> tuple[CaseDesk, Paper]:
    desk, paper = awaited(case)
    require_hand(case, desk, officer, now=now)
    if paper is None or paper.born != Born.INK:
        raise RefusedError("issue_no_draft")
    return desk, paper


def _is_sealed_so(case: Case, photos: Sequence[UUID]) -> bool:
    """Whether the case has ended in these very pages."""
    if case.status != Status.ISSUED or not photos:
        return False
    sealed = [paper for paper in papers_of_case(case.body_id, case.id) if paper.state == PaperState.SEALED]
    pages = InkPage.objects.filter(body_id=case.body_id, paper__in=sealed, away_at__isnull=True)
    return list(pages.order_by("id").values_list("id", flat=True)) == list(photos)
