"""What comes of a visit for its case: a missing paper is filed, the handover code proves who took one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import desks, queries
from janasetu.cases.actions.arriving import put_off
from janasetu.cases.actions.hearing import answered, given
from janasetu.cases.actions.inspecting import decide_on_site
from janasetu.cases.actions.papers import paper_for, papers_of
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, end_pauses, waiting_for_money_only
from janasetu.cases.actions.proving import note_handover
from janasetu.cases.actions.staging import StageOrder, check_judges
from janasetu.cases.choices import BroughtState, PauseReason, Status
from janasetu.cases.doorstep import visit_to_fetch
from janasetu.cases.models import Case, CaseAttachment, CaseEvent
from janasetu.cases.queries import NoSuchCaseError
from janasetu.cases.rules import RefusedError, while_referred
from janasetu.deliveries import queries as visits
from janasetu.deliveries.actions import Word, order_visits, take_word
from janasetu.deliveries.choices import OutcomeKind, OutcomeState, Proof
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.rules import RefusedError as VisitRefusedError


@dataclass(frozen=True, slots=True)
class _Brought:
    """What was brought, as papers are taken from the chat."""

    source: str
    files: Sequence[tuple[int, UUID]]


@transaction.atomic
def fetch_paper_at_door(*, officer: Officer, ref: str, question: str, now: datetime) -> Visit:
    """Let somebody go to the applicant and photograph this one paper there; they are told when.

    Whoever judges the papers may, of a paper that was refused or never came. RefusedError with the sentence
    for the officer: of one that is good or waits to be judged, that is being fetched already, or where nobody
    can come.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    check_judges(case, officer, now=now)
    if question not in desks.paper_questions(case):
        raise RefusedError("no_such_paper")
    if not is_lacking(case, question):
        raise RefusedError("fetch_not_lacking")
    if question in visits.being_fetched(case.body_id, case.id):
        raise RefusedError("fetch_ordered")
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    earlier = len([one for one in visits.visits_of_case(case.body_id, case.id) if one.wanted == question])
    order = visit_to_fetch(case, question, party, source=f"fetch:{earlier}:{case.id}:{question}"[:120])
    if order is None:
        raise RefusedError("fetch_nowhere")
    with acting_as(by=officer.post):
        (visit,) = order_visits([order], now=now)
    return visit


def is_lacking(case: Case, question: str) -> bool:
    """Whether the paper of this question never came, or what came was refused."""
    standing = [one for one in desks.papers_of(case) if one.question == question]
    return all(one.state in (BroughtState.REFUSED, BroughtState.REPLACED) for one in standing)


@transaction.atomic
def take_round_word(
    *, officer: Officer, word: Word, now: datetime, order: StageOrder | None = None
) -> Outcome:
    """Take what a runner tells of a visit, or a clerk of the counter, and let it come to its case: both or
    neither. The same word again tells the same and changes nothing. `order`: what a desk that inspected
    decides; where that is refused, the word is, and is kept with its answers.

    RefusedError (of `deliveries`) where there is no such visit; TermEndedError for who is out of office.
    """
    visit = visits.visit_of(officer.body_id, word.visit_id)
    if visit is None:
        raise VisitRefusedError("no_such_visit")
    locked = queries.cases_locked({visit.body_id}, [visit.case_id])
    is_known = visits.outcome_of(officer.body_id, word.mark) is not None
    if order is not None and not is_known:
        return _inspected(officer, visit, word, order, now=now)
    outcome = take_word(officer=officer, word=word, now=now)
    if is_known or outcome.state != OutcomeState.TAKEN:
        return outcome
    for case in locked:
        if outcome.kind == OutcomeKind.HANDED and word.proof == Proof.CODE:
            note_handover(case, officer=officer, now=now)
        if outcome.kind == OutcomeKind.COLLECTED and outcome.photo_id and outcome.photo_bucket is not None:
            file = (outcome.photo_bucket, outcome.photo_id)
            _file(case, visit.wanted, file, source=f"outcome:{outcome.id}", by=officer.post, now=now)
    return outcome


def _inspected(officer: Officer, visit: Visit, word: Word, order: StageOrder, *, now: datetime) -> Outcome:
    """The visit is made and the desk has decided, or neither."""
    try:
        with transaction.atomic():
            outcome = take_word(officer=officer, word=word, now=now)
            if outcome.state == OutcomeState.TAKEN:
                decide_on_site(officer=officer, visit=visit, order=order, now=now)
            return outcome
    except RefusedError as error:
        why = error.key
    except NoSuchCaseError:
        why = "stage_not_yours"
    return take_word(officer=officer, word=replace(word, refused=why), now=now)


def _file(case: Case, question: str, file: tuple[int, UUID], *, source: str, by: str, now: datetime) -> None:
    """This photo is the paper that was to be fetched, of an older visit the one that is owed first; where
    nothing more is owed the clock runs on.
    """
    if CaseAttachment.objects.filter(body_id=case.body_id, case_id=case.id, file_id=file[1]).exists():
        return
    if question:
        paper_for(case, question, file, now=now)
    else:
        papers_of([(_Brought(source, [file]), case)], now=now)
    _run_on(case, now=now)
    event = answered(case, {"photos": [str(file[1])]}, now=now)
    event.by = by
    CaseEvent.objects.bulk_create([event])
    CaseAttachment.objects.bulk_create(given(case, [file], now=now))


def _run_on(case: Case, *, now: datetime) -> None:
    """The applicant is waited for no more, where they owe nothing more."""
    is_asked = case.status == Status.WAITING_CITIZEN and case.id not in waiting_for_money_only([case])
    if not is_asked or desks.papers_owed([case]):
        return
    still = end_pauses([case], now=now, reasons=(PauseReason.WAITING_CITIZEN,))
    put_off([case], now=now)
    if case.id not in still:
        case.status = Status(while_referred(Status.IN_PROGRESS, case.awaited_answers))
    Case.objects.bulk_update([case], ["status", *CLOCK_COLUMNS])
