"""The citizen's answer to what an officer asked: it joins the case, and the work goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.cases import queries, seeing
from janasetu.cases.actions.hearing import CitizenWord, given, is_theirs, locked, too_late
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, tell
from janasetu.lib.ids import uuid7
from janasetu.messaging import outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenReply(CitizenWord):
    """Words, a place or files (bucket, id) in answer to a question about a case."""

    text: str = ""
    place: str = ""
    files: Sequence[tuple[int, UUID]] = ()


@transaction.atomic
def answer_questions(replies: Sequence[CitizenReply], *, now: datetime) -> None:
    """Add these replies to their cases; what was waited for makes the case go on.

    An open case takes words of its own complainant at any time. A closed case and somebody else's take
    none, and the writer is told the same of both.
    """
    cases = locked({reply.ref for reply in replies})
    parties = queries.parties({case.body_id for case in cases.values()}, [case.id for case in cases.values()])
    taken = [
        (reply, case)
        for reply in replies
        if (case := cases.get(reply.ref)) and case.is_open and is_theirs(reply, parties.get(case.id))
    ]
    awaited = {case.id for _, case in taken if case.status == Status.WAITING_CITIZEN}
    for _, case in taken:
        if case.id in awaited:
            case.status = Status.IN_PROGRESS
    Case.objects.bulk_update([case for _, case in taken], ["status"])
    events = [_event(reply, case, parties[case.id], now=now) for reply, case in taken]
    CaseEvent.objects.bulk_create(events)
    _hold_back(taken, events, parties)
    CaseAttachment.objects.bulk_create(
        [file for reply, case in taken for file in given(case, reply.files, now=now)]
    )
    tell([_notice(reply, case, awaited=case.id in awaited) for reply, case in taken], parties, now=now)
    heard = {reply.source for reply, _ in taken}
    outbox.queue([too_late(reply) for reply in replies if reply.source not in heard], now=now)


def _event(reply: CitizenReply, case: Case, party: CaseParty, *, now: datetime) -> CaseEvent:
    note = _told(reply, case, party)
    params: dict[str, Any] = {"note": note} if note else {}
    params |= {"photos": [str(file) for _, file in reply.files]} if reply.files else {}
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.ANSWERED,
        by="citizen",
        params=params,
        at=now,
    )


def _notice(reply: CitizenReply, case: Case, *, awaited: bool) -> Notice:
    key = "answered_question" if awaited else "words_added"
    return Notice(case, key, source=reply.source, caused_by=reply.caused_by)


def _told(reply: CitizenReply, case: Case, party: CaseParty) -> str:
    """What the case says of it: all; of who is hidden neither where they are nor how they are called."""
    if not case.confidential:
        return _in_full(reply)
    return seeing.without_own(reply.text, names=[party.name], phone=party.phone)


def _in_full(reply: CitizenReply) -> str:
    return "\n".join(filter(None, (reply.text, reply.place)))


def _hold_back(
    taken: Sequence[tuple[CitizenReply, Case]], events: Sequence[CaseEvent], parties: Mapping[UUID, CaseParty]
) -> None:
    """Keep with who is hidden what they said, as they said it, where the case does not tell all of it."""
    held: dict[UUID, CaseParty] = {}
    for (reply, case), event in zip(taken, events, strict=True):
        if case.confidential and _in_full(reply) != event.params.get("note", ""):
            party = held.setdefault(case.id, parties[case.id])
            kept = party.withheld or {}
            said = {**kept.get("answers", {}), str(event.id): _in_full(reply)}
            party.withheld = {**kept, "answers": said}
    if held:
        CaseParty.objects.bulk_update(held.values(), ["withheld"])
