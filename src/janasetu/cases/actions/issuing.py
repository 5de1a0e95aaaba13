"""The paper of an application: it is waited for once all have approved, filed, and goes to the applicant."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import desks, queries
from janasetu.cases.actions.arriving import Arrived, Coming, arrive, making
from janasetu.cases.actions.hearing import CitizenWord, heard, is_theirs, too_late
from janasetu.cases.choices import AttachmentRole, EventCode, Status
from janasetu.cases.models import Case, CaseAttachment, CaseDesk, CaseEvent
from janasetu.cases.notices import PHRASES, Notice, enclosed, tell
from janasetu.cases.rules import RefusedError
from janasetu.documents import queries as documents
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.messaging import outbox
from janasetu.messaging.values import About, Message, Outgoing

MOST_NUMBER = 60  # characters
_IN_CHAT, _PROVEN = "chat", "A2"


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """The paper as somebody files it: the very file that goes out, and the number that is printed on it."""

    file: ReceivedFile
    number: str


def issue(case: Case, rows: Sequence[CaseDesk], *, by: Officer, now: datetime) -> Arrived:
    """All have approved: from now on the paper is waited for, at the desk that the case came to first.

    The one place to which the making and signing of papers is tied.
    """
    return arrive([Coming(case, (making([row.visit for row in rows]),), by.post)], now=now)


@transaction.atomic
def file_paper(*, officer: Officer, ref: str, order: PaperOrder, now: datetime) -> Case:
    """File the paper that was signed by hand, or made by the state's own portal: the case ends so, and the
    applicant gets the very same bytes.

    RefusedError where no paper is waited for, the file is not here, or it has no number.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    making_it = desks.is_making(desks.desks_of(case))
    _check(case, making_it, officer, now=now)
    number = _number(order.number)
    if order.file.state != FileState.STORED:
        raise RefusedError("issue_file_needed")
    assert making_it
    event = _event(case, order.file, number, officer=officer, now=now)
    with acting_as(by=officer.post):
        _end(case, making_it, officer=officer, now=now)
        CaseAttachment.objects.create(
            body_id=case.body_id,
            case=case,
            role=AttachmentRole.ISSUED,
            file_bucket=order.file.bucket,
            file_id=order.file.id,
            at=now,
        )
        event.save(force_insert=True)
    notice = _notice(case, order.file, number, event)
    tell([notice], queries.parties([case.body_id], [case.id]), now=now)
    return case


def _check(case: Case, making_it: CaseDesk | None, officer: Officer, *, now: datetime) -> None:
    if making_it is None or not case.is_open:
        raise RefusedError("issue_not_awaited")
    signs = set(case.service.output.signed_by) if case.service.output else set()
    if case.roles_of(officer).isdisjoint({*case.hands, *signs}) and not desks.may_work_at(
        officer, making_it, case, now=now
    ):
        raise RefusedError("stage_not_yours")


def _number(written: str) -> str:
    number = " ".join(tame(bn.normalise(written)).split())[:MOST_NUMBER]
    if not number:
        raise RefusedError("issue_number_needed")
    return number


def _end(case: Case, making_it: CaseDesk, *, officer: Officer, now: datetime) -> None:
    """The promise and the law's limit are judged at this moment."""
    making_it.left_at, making_it.outcome, making_it.left_by = now, EventCode.ISSUED, officer.post
    making_it.save(update_fields=["left_at", "outcome", "left_by"])
    case.status, case.ended_at, case.claimed_at = Status.ISSUED, now, now
    case.resolved_by, case.resolved_in = officer, case.department
    case.save(update_fields=["status", "ended_at", "claimed_at", "resolved_by", "resolved_in"])


def _event(case: Case, file: ReceivedFile, number: str, *, officer: Officer, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.ISSUED,
        by=officer.post,
        params={"number": number, "file": str(file.id), "sha256": file.sha256},
        at=now,
    )


def _notice(case: Case, file: ReceivedFile, number: str, event: CaseEvent) -> Notice:
    source, values = f"event:{event.id}", {"number": number}
    if not _goes_by_chat(case):
        return Notice(case, "issued_to_collect", source, values)
    return Notice(case, "issued", source, values, photo=enclosed(file, case))


def _goes_by_chat(case: Case) -> bool:
    """Whether the paper itself may be sent: not where the definition wants who fetches it proven."""
    return _IN_CHAT in case.service.deliver and case.service.assurance.fetch != _PROVEN


# --- once more ---


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish(CitizenWord):
    """Somebody asks in the chat for the paper of their case."""


def send_papers(wishes: Sequence[PaperWish], *, now: datetime) -> None:
    """Send each its paper, as often as it is asked for, to the very contact, in its epoch, whose case it is;
    to all others the same words whether there is one or not. Statements do not grow with their number.
    """
    found = heard({wish.ref for wish in wishes})
    theirs = {
        wish.source: case
        for wish in wishes
        if (case := found.cases.get(wish.ref))
        and case.status == Status.ISSUED
        and is_theirs(wish, found.parties.get(wish.ref))
        and _goes_by_chat(case)
    }
    papers = _issued({case.id: case for case in theirs.values()})
    sent = [
        _sent(wish, theirs[wish.source], papers[theirs[wish.source].id])
        if wish.source in theirs and theirs[wish.source].id in papers
        else too_late(wish)
        for wish in wishes
    ]
    outbox.queue(sent, now=now)


def _issued(cases: dict[UUID, Case]) -> dict[UUID, ReceivedFile]:
    """The newest paper of each case, by the case."""
    rows = CaseAttachment.objects.filter(
        body_id__in={case.body_id for case in cases.values()},
        case_id__in=list(cases),
        role=AttachmentRole.ISSUED,
    ).order_by("id")
    keys = {row.case_id: (row.file_bucket, row.file_id) for row in rows}
    files = documents.files(keys.values())
    return {case_id: files[file_id] for case_id, (_, file_id) in keys.items() if file_id in files}


def _sent(wish: PaperWish, case: Case, file: ReceivedFile) -> Outgoing:
    text = PHRASES.say("paper_again", wish.lang, ref=case.grouped_ref, title=case.title_in(wish.lang))
    message = replace(Message(text), file=enclosed(file, case))
    about = About(case.body_id, case.id, missed=False)
    return Outgoing(wish.contact, wish.line_id, message, wish.source, wish.caused_by, about=about)
