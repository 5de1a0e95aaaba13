"""The citizen's word on a claim of resolution: yes ends the case, no reopens it one level up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.cases import queries, rules
from janasetu.cases.actions.climbing import Climb
from janasetu.cases.actions.hearing import CitizenWord, Heard, given, heard, is_theirs, too_late
from janasetu.cases.charges import Charge, tell_officers
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.models import Case, CaseAttachment, CaseEvent
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
    """Take these answers, each of whoever has the case; a late or foreign one changes nothing.

    The complainant's yes ends it. A no opens it again, also that of somebody else who has the same matter:
    of each of them once. Somebody else's number is answered like a late answer: nobody learns whether a case
    exists.
    """
    found = heard({answer.ref for answer in answers})
    said_no = _have_said_no(found)
    climb = Climb(list(found.cases.values()), now=now)
    before = {case.id: case.officer for case in found.cases.values()}
    files: list[CaseAttachment] = []
    notices, events, vain = [], [], []
    for answer in answers:
        case = found.cases.get(answer.ref)
        if case is None or answer.ref in said_no or not _is_awaited(answer, case, found):
            vain.append(too_late(answer))
            continue
        notices.append(_notice(answer, case, found, climb, now=now))
        events.append(_event(notices[-1], climb, supports=found.supports(answer.ref), now=now))
        files += given(case, [answer.file] if answer.file else [], now=now)
    changed = {case.id: case for case in found.cases.values()}
    Case.objects.bulk_update(changed.values(), ["status", "level", "officer", "escalates_at", "ended_at"])
    CaseEvent.objects.bulk_create(events)
    CaseAttachment.objects.bulk_create(files)
    tell(notices, queries.parties({case.body_id for case in changed.values()}, changed), now=now)
    charges = [
        Charge(one.case, EventCode.REOPENED, one.source, before[one.case.id], values=one.values)
        for one in notices
        if one.key == "reopened"
    ]
    tell_officers(charges, now=now)
    outbox.queue(vain, now=now)


def _have_said_no(found: Heard) -> set[str]:
    """Those of the numbers, not the complainants', by which a case was opened again before: nobody keeps a
    matter of many open for ever. One query, none where only complainants answer.
    """
    others = {ref for ref in found.cases if found.supports(ref)}
    if not others:
        return set()
    cases = {found.cases[ref].id: found.cases[ref].body_id for ref in others}
    reopened = CaseEvent.objects.filter(
        body_id__in=cases.values(), case_id__in=cases, code=EventCode.REOPENED, params__ref__in=others
    )
    return set(reopened.values_list("params__ref", flat=True))


def _is_awaited(answer: CitizenAnswer, case: Case, found: Heard) -> bool:
    """It is the word of whose number it is, on a phone in the same hands, and it is waited for."""
    if not is_theirs(answer, found.parties.get(answer.ref)):
        return False
    if answer.yes:
        return case.status == Status.AWAITING_CONFIRMATION
    return case.status in rules.REOPENED_BY_NO


def _notice(answer: CitizenAnswer, case: Case, found: Heard, climb: Climb, *, now: datetime) -> Notice:
    to, supports = found.parties[answer.ref], found.supports(answer.ref)
    if answer.yes and supports:
        return Notice(case, "agreed", source=answer.source, caused_by=answer.caused_by, to=to)
    if answer.yes:
        case.status, case.ended_at = Status.RESOLVED_CONFIRMED, now
        return Notice(case, "confirmed", source=answer.source, caused_by=answer.caused_by, to=to)
    case.status, case.ended_at = Status.IN_PROGRESS, None
    climb.one_level(case)
    values = {"officer": climb.title_of(case)}
    return Notice(case, "reopened", source=answer.source, values=values, caused_by=answer.caused_by, to=to)


_HAPPENED = {
    "agreed": EventCode.AGREED,
    "confirmed": EventCode.CONFIRMED,
    "reopened": EventCode.REOPENED,
}


def _event(notice: Notice, climb: Climb, *, supports: bool, now: datetime) -> CaseEvent:
    """`supports`: whoever said it is not the complainant, and their number stands with it."""
    params = climb.params(notice.case) if notice.key == "reopened" else {}
    return CaseEvent(
        id=uuid7(),
        body_id=notice.case.body_id,
        case=notice.case,
        code=_HAPPENED[notice.key],
        by="citizen",
        params=params | ({"ref": notice.number} if supports else {}),
        at=now,
    )
