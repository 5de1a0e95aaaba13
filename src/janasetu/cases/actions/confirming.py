"""The citizen's word on a claim of resolution: yes ends the case, no reopens it one level up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.cases import queries, rules
from janasetu.cases.actions.climbing import Climb
from janasetu.cases.actions.hearing import CitizenWord, given, is_theirs, locked, too_late
from janasetu.cases.charges import Charge, tell_officers
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, tell
from janasetu.lib.ids import uuid7
from janasetu.messaging import outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenAnswer(CitizenWord):
    """A yes or a no to "has it really been done?", with the file (bucket, id) sent beside it."""

    yes: bool
    file: tuple[int, UUID] | None = None


@transaction.atomic
def answer_claims(answers: Sequence[CitizenAnswer], *, now: datetime) -> None:
    """Take these answers, each of the case's own complainant; a late or foreign one changes nothing.

    Somebody else's number is answered like a late answer: nobody learns whether a case exists.
    """
    cases = locked({answer.ref for answer in answers})
    parties = queries.parties({case.body_id for case in cases.values()}, [case.id for case in cases.values()])
    climb = Climb(list(cases.values()), now=now)
    before = {ref: case.officer for ref, case in cases.items()}
    files: list[CaseAttachment] = []
    notices, events, vain = [], [], []
    for answer in answers:
        case = cases.get(answer.ref)
        if case is None or not _is_awaited(answer, case, parties.get(case.id)):
            vain.append(too_late(answer))
            continue
        notices.append(_notice(answer, case, climb, now=now))
        events.append(_event(notices[-1], climb, now=now))
        files += given(case, [answer.file] if answer.file else [], now=now)
    Case.objects.bulk_update(cases.values(), ["status", "level", "officer", "escalates_at", "ended_at"])
    CaseEvent.objects.bulk_create(events)
    CaseAttachment.objects.bulk_create(files)
    tell(notices, parties, now=now)
    charges = [
        Charge(one.case, EventCode.REOPENED, one.source, before[one.case.ref], values=one.values)
        for one in notices
        if one.key == "reopened"
    ]
    tell_officers(charges, now=now)
    outbox.queue(vain, now=now)


def _is_awaited(answer: CitizenAnswer, case: Case, party: CaseParty | None) -> bool:
    """It is the word of who opened it, on a phone that has not changed hands since, and it is waited for."""
    if not is_theirs(answer, party):
        return False
    if answer.yes:
        return case.status == Status.AWAITING_CONFIRMATION
    return case.status in rules.REOPENED_BY_NO


def _notice(answer: CitizenAnswer, case: Case, climb: Climb, *, now: datetime) -> Notice:
    if answer.yes:
        case.status, case.ended_at = Status.RESOLVED_CONFIRMED, now
        return Notice(case, "confirmed", source=answer.source, caused_by=answer.caused_by)
    case.status, case.ended_at = Status.IN_PROGRESS, None
    climb.one_level(case)
    values = {"officer": climb.title_of(case)}
    return Notice(case, "reopened", source=answer.source, values=values, caused_by=answer.caused_by)


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
