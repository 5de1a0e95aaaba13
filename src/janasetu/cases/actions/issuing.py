"""The paper of an application: it is signed here or filed as it comes, and the case ends with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import desks, file_papers, paperwork, queries, records
from janasetu.cases.actions import paying
from janasetu.cases.actions.arriving import Coming, arrive, write
from janasetu.cases.actions.drafting import draft
from janasetu.cases.actions.handing_out import Issued, hand_out
from janasetu.cases.actions.replacing import call_back_replaced, note_replaced
from janasetu.cases.choices import OPEN, EventCode, Status
from janasetu.cases.models import Case, CaseDesk, CaseEvent
from janasetu.cases.notices import Notice, tell
from janasetu.cases.rules import RefusedError
from janasetu.catalogue.schema.stages import ISSUE
from janasetu.deliveries.actions import call_back
from janasetu.documents import actions as documents
from janasetu.documents import queries as papers
from janasetu.documents import store
from janasetu.documents.actions import Finished
from janasetu.documents.choices import Born, FileState, PaperState
from janasetu.documents.models import Paper, ReceivedFile
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame

MOST_NUMBER, MOST_NOTE = 60, 1000  # characters
AT_ONCE = 200
SYSTEM = "system"
_SECOND = timedelta(seconds=1)  # a signature knows no smaller part of time


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The paper as somebody files it: the very file that goes out, and the number that is printed on it."""

    file: ReceivedFile
    number: str = ""


# --- by the word of officers ---


@transaction.atomic
def sign_paper(*, officer: Officer, ref: str, now: datetime) -> Case:
    """The signatory wants this paper, in their own name; whoever calls has seen to the one-time code.

    RefusedError where no paper is waited for; documents.errors say why this officer cannot.
    """
    return _approve(officer, ref, signs=True, now=now)


@transaction.atomic
def release_paper(*, officer: Officer, ref: str, now: datetime) -> Case:
    """Another officer has looked at the paper and lets it go out; else as `sign_paper`."""
    return _approve(officer, ref, signs=False, now=now)


def _approve(officer: Officer, ref: str, *, signs: bool, now: datetime) -> Case:
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    _, paper = awaited(case)
    paying.check_paid(case)
    order = papers.order_of(paper) if paper else None
    if paper is None or order is None:
        raise RefusedError("issue_no_draft")
    documents.approve(order=order, officer=officer, signs=signs, now=now)
    code = EventCode.PAPER_SIGNED if signs else EventCode.PAPER_RELEASED
    _write(case, code, paper, by=officer.post, now=now)
    return case


@transaction.atomic
def draft_anew(*, officer: Officer, ref: str, now: datetime) -> Case:
    """Make the paper that is missing: nobody could sign it before, or the signer refused it."""
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    desk, paper = awaited(case)
    require_hand(case, desk, officer, now=now)
    if paper is not None:
        raise RefusedError("issue_drafted_already")
    drafted = draft(case, now=now)
    if not drafted:
        raise RefusedError("issue_no_signatory")
    _write(case, EventCode.PAPER_DRAFTED, drafted[0], by=officer.post, now=now)
    return case


@transaction.atomic
def send_back(*, officer: Officer, ref: str, note: str, now: datetime) -> Case:
    """Something in the paper is not right: it is drawn back, and the case comes to its last desk again."""
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    desk, paper = awaited(case)
    require_hand(case, desk, officer, now=now)
    why = tame(bn.normalise(note)).strip()[:MOST_NOTE]
    if not why:
        raise RefusedError("note_needed")
    if order := papers.order_of(paper) if paper else None:
        documents.withdraw_order(order=order, now=now)
    elif paper is not None:
        documents.withdraw_paper(paper=paper)
    with acting_as(by=officer.post, reason=why):
        _leave(desk, EventCode.PAPER_RETURNED, by=officer.post, now=now)
        rows = desks.desks_of(case)
        arrived = arrive([Coming(case, desks.way_of(case, rows).back().comes_to, officer.post)], now=now)
        case.save(update_fields=["status", "awaited_answers"])
        _write(case, EventCode.PAPER_RETURNED, paper, by=officer.post, now=now, note=why)
        write(arrived, now=now)
    return case


@transaction.atomic
def end_paper(*, officer: Officer, ref: str, reason: str, now: datetime) -> Case:
    """The paper that the case ended in holds no more: whoever may sign such papers revokes it, and its holder
    is told. Whoever calls has seen to the one-time code. PaperClosedError where it ended before.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    issued = papers.issued_papers([(case.body_id, case.id)]).get(case.id)
    if issued is None:
        raise RefusedError("issue_no_draft")
    if not paperwork.may_sign(officer, case, now=now):
        raise RefusedError("stage_not_yours")
    why = tame(bn.normalise(reason)).strip()[:MOST_NOTE]
    with acting_as(by=officer.post, reason=why):
        paper = documents.revoke(paper=issued, by=officer.post, reason=why, now=now)
        call_back({(case.body_id, paper.id): why}, by=officer.post, now=now)
        event = _write(case, EventCode.PAPER_ENDED, paper, by=officer.post, now=now, note=why)
    notice = Notice(case, "paper_ended", f"event:{event.id}", {"number": paper.number, "note": why})
    tell([notice], queries.parties([case.body_id], [case.id]), now=now)
    return case


def require_hand(case: Case, desk: CaseDesk, officer: Officer, *, now: datetime) -> None:
    """RefusedError where the paper of this case is not this officer's to make."""
    signs = set(paperwork.signing_roles(case))
    if case.roles_of(officer).isdisjoint({*case.hands, *signs}) and not desks.may_work_at(
        officer, desk, case, now=now
    ):
        raise RefusedError("stage_not_yours")


def awaited(case: Case) -> tuple[CaseDesk, Paper | None]:
    """The wait for the paper, and the paper that is on its way; RefusedError where none is waited for."""
    desk = desks.is_making(desks.desks_of(case))
    if desk is None or not case.is_open:
        raise RefusedError("issue_not_awaited")
    return desk, papers.paper_under_way(case.body_id, case.id)


# --- filed as it comes ---


@transaction.atomic
def file_paper(*, officer: Officer, ref: str, order: PaperFile, now: datetime) -> Case:
    """File the paper that was signed by hand, or made by the state's own portal: the case ends so, and the
    applicant gets the very same bytes.

    RefusedError where no paper is waited for, the file is not here, or it has no number.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    desk, paper = awaited(case)
    require_hand(case, desk, officer, now=now)
    paying.check_paid(case)
    if order.file.state != FileState.STORED:
        raise RefusedError("issue_file_needed")
    if paper is not None and paper.born == Born.HERE:
        raise RefusedError("issue_signed_here")
    if paper is None and records.is_missing(case):
        raise RefusedError("issue_no_draft")  # no portal makes the paper that says so
    content = store.path_of(settings.MEDIA_FOLDER, order.file.sha256).read_bytes()
    finished = Finished(content, order.file.mime)
    with acting_as(by=officer.post):
        if paper is not None:
            paper = documents.take_sealed(paper=paper, finished=finished, now=now)
        else:
            paper = _filed(case, order, finished, now=now)
        finish([Ending(case, desk, paper, officer)], now=now)
    return case


def _filed(case: Case, order: PaperFile, finished: Finished, *, now: datetime) -> Paper:
    """The portal's own paper, which says for itself who signed it."""
    number = " ".join(tame(bn.normalise(order.number)).split())[:MOST_NUMBER]
    if not number:
        raise RefusedError("issue_number_needed")
    drafted = replace(
        paperwork.order_of(case, (), None, now=now), born=Born.STATE_PORTAL, number=number, layout=""
    )
    return documents.file_paper(drafted, finished, now=now)


# --- the end ---


@dataclass(frozen=True, slots=True)
class Ending:
    """A case that is locked, the wait that is over, and the paper in which it ends; by whose hand.

    `signature_vouched`: it was not seen in the photo, and this officer says that it is there.
    """

    case: Case
    desk: CaseDesk
    paper: Paper
    officer: Officer | None = None
    signature_vouched: bool = False

    @property
    def by(self) -> str:
        return self.officer.post if self.officer else SYSTEM


def finish(endings: Sequence[Ending], *, now: datetime) -> None:
    """End these cases and hand their papers out. Promise and the law's limit are judged at this moment."""
    issued = [Issued(one.case, one.paper, f"event:{_end(one, now=now).id}") for one in endings]
    call_back_replaced([one.paper for one in endings], now=now)
    hand_out(issued, now=now)
    note_replaced([(one.case, one.paper) for one in endings], now=now)


def _end(one: Ending, *, now: datetime) -> CaseEvent:
    case = one.case
    _leave(one.desk, EventCode.ISSUED, by=one.by, now=now)
    case.status, case.ended_at, case.claimed_at = Status.ISSUED, now, now
    case.resolved_by, case.resolved_in = one.officer, case.department
    case.save(update_fields=["status", "ended_at", "claimed_at", "resolved_by", "resolved_in"])
    said = {"signature_vouched": True} if one.signature_vouched else {}
    return _write(case, EventCode.ISSUED, one.paper, by=one.by, now=now, said=said)


def _leave(desk: CaseDesk, outcome: EventCode, *, by: str, now: datetime) -> None:
    desk.left_at, desk.outcome, desk.left_by = now, outcome, by
    desk.save(update_fields=["left_at", "outcome", "left_by"])


def _write(
    case: Case,
    code: EventCode,
    paper: Paper | None,
    *,
    by: str,
    now: datetime,
    note: str = "",
    said: Mapping[str, bool] | None = None,
) -> CaseEvent:
    params: dict[str, Any] = dict(said or {})
    if paper:
        params |= {"number": paper.number, "paper": str(paper.id), "sha256": paper.sha256}
    params |= {"note": note, **file_papers.named_in(case, note)} if note else {}
    return CaseEvent.objects.create(
        id=uuid7(), body_id=case.body_id, case=case, code=code, by=by, params=params, at=now
    )


def finish_signed(*, now: datetime) -> int:
    """End the cases whose papers the signer has signed meanwhile; how many. Safe to run twice at once."""
    done = 0
    while batch := _finish_some(now=now):
        done += batch
    return done


@transaction.atomic
def _finish_some(*, now: datetime) -> int:
    """Cases are locked first, as everywhere; whose wait is over meanwhile drops out."""
    waiting = _signed_waits()
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True).select_related("body", "department")
    found = rows.filter(
        body_id__in={one.body for one in waiting}, id__in=[one.case for one in waiting]
    ).order_by("id")
    cases = {case.id: case for case in found}
    still = [one for one in _signed_waits(list(cases)) if one.case in cases] if cases else []
    waits = CaseDesk.objects.filter(
        body_id__in={one.body for one in still}, id__in=[one.desk for one in still]
    )
    desks_now = {desk.id: desk for desk in waits}
    by_id = papers.papers_by_id({(one.body, one.paper) for one in still})
    signatories = papers.signatories(by_id.values())
    endings = [
        Ending(cases[one.case], desks_now[one.desk], by_id[one.paper], signatories.get(one.paper))
        for one in still
    ]
    finish(endings, now=now)
    return len(endings)


@dataclass(frozen=True, slots=True)
class _Signed:
    """A wait for a paper that has been signed."""

    desk: UUID
    body: UUID
    case: UUID
    paper: UUID


def _signed_waits(cases: Sequence[UUID] | None = None) -> list[_Signed]:
    """The waits for a paper that the signer has signed since they began; of these cases alone, if named."""
    signed = Paper.objects.filter(
        body_id=OuterRef("body_id"),
        case_id=OuterRef("case_id"),
        state=PaperState.SIGNED,
        issued_at__gt=OuterRef("since"),
    )
    waits = CaseDesk.objects.filter(stage=ISSUE, left_at__isnull=True, case__status__in=OPEN)
    if cases is not None:
        waits = waits.filter(case_id__in=cases)
    since = F("came_at") - _SECOND
    found = waits.annotate(since=since).annotate(signed=Subquery(signed.order_by("-id").values("id")[:1]))
    rows = found.filter(signed__isnull=False).order_by("id")
    return [_Signed(*row) for row in rows.values_list("id", "body_id", "case_id", "signed")[:AT_ONCE]]
