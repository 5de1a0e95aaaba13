"""A letter to an office outside: write it, with a number of its series; and say that it has gone."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.bodies.rules import may_sign
from janasetu.cases import letters, queries
from janasetu.cases.models import Case, Referral
from janasetu.cases.rules import RefusedError
from janasetu.documents import actions as documents
from janasetu.documents import store
from janasetu.documents.actions import Finished
from janasetu.documents.choices import PaperState
from janasetu.documents.models import Paper


@transaction.atomic
def write_letter(*, officer: Officer, ref: str, referral_id: UUID, now: datetime) -> Paper:
    """The letter with which the case goes there, in the officer's name; once for each time it is sent. What
    it says is fixed now; the process that signs presses it.
    """
    case, referral = _awaited(officer, ref, referral_id, now=now)
    if referral.letter_id:
        return Paper.objects.get(body_id=case.body_id, id=referral.letter_id)
    with acting_as(by=officer.post):
        paper = documents.draft_paper(letters.order_of(case, referral, by=officer, now=now), now=now)
        referral.letter_id = paper.id
        referral.save(update_fields=["letter_id"])
    return paper


@transaction.atomic
def note_letter_sent(*, officer: Officer, ref: str, referral_id: UUID, now: datetime) -> Paper:
    """It was signed by hand and has gone: its file is kept as it was printed, and its code says it holds."""
    case, referral = _awaited(officer, ref, referral_id, now=now)
    paper = letters.letters_of(case, [referral]).get(referral.id)
    if paper is None or not paper.draft_sha256:
        raise RefusedError("letter_not_made")
    if paper.state == PaperState.SEALED:
        return paper
    content = store.path_of(settings.MEDIA_FOLDER, paper.draft_sha256).read_bytes()
    with acting_as(by=officer.post):
        return documents.take_sealed(paper=paper, finished=Finished(content), now=now)


def _awaited(officer: Officer, ref: str, referral_id: UUID, *, now: datetime) -> tuple[Case, Referral]:
    """The case and what it awaits, locked. RefusedError: who signs no letters, or none is awaited."""
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    if not may_sign(officer.tenure, letters.TYPE, now):
        raise RefusedError("letter_not_theirs")
    open_ones = Referral.objects.select_for_update().filter(
        body_id=case.body_id, case_id=case.id, id=referral_id, ended_at__isnull=True
    )
    referral = open_ones.first()
    if referral is None:
        raise RefusedError("no_answer_awaited")
    return case, referral
