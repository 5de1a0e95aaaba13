"""The citizen's word on a claim of resolution: yes ends the case, no reopens it one level up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.cases import queries
from janasetu.cases.actions.climbing import Climb
from janasetu.cases.choices import AttachmentRole, EventCode, Status
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.values import Message, Outgoing
from janasetu.people.values import ContactKey


@dataclass(frozen=True, slots=True)
class CitizenAnswer:
    """A yes or a no of a contact to "has it really been done?", with the file (bucket, id) sent beside it."""

    ref: str
    contact: ContactKey
    epoch: int
    line_id: UUID
    lang: Lang
    yes: bool
    source: str
    caused_by: UUID | None = None
    file: tuple[int, UUID] | None = None


@transaction.atomic
def answer_claims(answers: Sequence[CitizenAnswer], *, now: datetime) -> None:
    """Take these answers, each of the case's own complainant; a late or foreign one changes nothing.

    Somebody else's number is answered like a late answer: nobody learns whether a case exists.
    """
    cases = _locked({answer.ref for answer in answers})
    parties = queries.parties({case.body_id for case in cases.values()}, [case.id for case in cases.values()])
    climb = Climb(list(cases.values()), now=now)
    files: list[CaseAttachment] = []
    notices, events, vain = [], [], []
    for answer in answers:
        case = cases.get(answer.ref)
        if case is None or not _is_awaited(answer, case, parties.get(case.id)):
            vain.append(_too_late(answer))
            continue
        notices.append(_notice(answer, case, climb, now=now))
        events.append(_event(notices[-1], climb, now=now))
        files += _attachments(answer, case, now=now)
    Case.objects.bulk_update(cases.values(), ["status", "level", "officer", "escalates_at", "ended_at"])
    CaseEvent.objects.bulk_create(events)
    CaseAttachment.objects.bulk_create(files)
    tell(notices, parties, now=now)
    outbox.queue(vain, now=now)


def _locked(refs: set[str]) -> dict[str, Case]:
    """The cases, locked in a fixed order. A number carries its body's own number, so it is one case only."""
    numbers = {int(ref[2:6]) for ref in refs if len(ref) > 6 and ref.isdecimal()}
    rows = Case.objects.select_for_update(of=("self",)).filter(body__number__in=numbers, ref__in=refs)
    return {case.ref: case for case in rows.select_related("body").order_by("body_id", "id")}


def _is_awaited(answer: CitizenAnswer, case: Case, party: CaseParty | None) -> bool:
    """It is the word of who opened it, on a phone that has not changed hands since, and it is waited for."""
    if party is None:
        return False
    theirs = (party.contact_id, party.contact_epoch) == (answer.contact.id, answer.epoch)
    return theirs and case.status == Status.AWAITING_CONFIRMATION


def _too_late(answer: CitizenAnswer) -> Outgoing:
    text = PHRASES.say("answer_too_late", answer.lang, ref=grouped(answer.ref))
    return Outgoing(answer.contact, answer.line_id, Message(text), answer.source, answer.caused_by)


def _notice(answer: CitizenAnswer, case: Case, climb: Climb, *, now: datetime) -> Notice:
    if answer.yes:
        case.status, case.ended_at = Status.RESOLVED_CONFIRMED, now
        return Notice(case, "confirmed", source=answer.source, caused_by=answer.caused_by)
    case.status = Status.IN_PROGRESS
    climb.one_level(case)
    values = {"officer": climb.title_of(case)}
    return Notice(case, "reopened", source=answer.source, values=values, caused_by=answer.caused_by)


def _attachments(answer: CitizenAnswer, case: Case, *, now: datetime) -> Iterator[CaseAttachment]:
    """What the citizen shows: that it is done, or that it is not."""
    if answer.file:
        bucket, file = answer.file
        role = AttachmentRole.GIVEN
        yield CaseAttachment(
            id=uuid7(), body_id=case.body_id, case=case, role=role, file_bucket=bucket, file_id=file, at=now
        )


def _event(notice: Notice, climb: Climb, *, now: datetime) -> CaseEvent:
    reopened = notice.key == "reopened"
    return CaseEvent(
        id=uuid7(),
        body_id=notice.case.body_id,
        case=notice.case,
        code=EventCode.REOPENED if reopened else EventCode.CONFIRMED,
        by="citizen",
        params=climb.params(notice.case) if reopened else {},
        at=now,
    )
