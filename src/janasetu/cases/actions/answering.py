"""The citizen's answer to what an officer asked: it joins the case, and the work goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.cases import queries
from janasetu.cases.actions.hearing import CitizenWord, given, is_theirs, locked, too_late
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, end_pauses
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.models import Case, CaseAttachment, CaseEvent
from janasetu.cases.notices import Notice, tell
from janasetu.cases.rules import while_referred
from janasetu.lib.ids import uuid7
from janasetu.messaging import outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenReply(CitizenWord):
    """Words or files (bucket, id) in answer to a question about a case."""

    text: str = ""
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
    awaited = {case.id: case for _, case in taken if case.status == Status.WAITING_CITIZEN}
    end_pauses(list(awaited.values()), now=now)
    for case in awaited.values():
        case.status = Status(while_referred(Status.IN_PROGRESS, case.awaited_answers))
    Case.objects.bulk_update(awaited.values(), ["status", *CLOCK_COLUMNS])
    CaseEvent.objects.bulk_create([_event(reply, case, now=now) for reply, case in taken])
    CaseAttachment.objects.bulk_create(
        [file for reply, case in taken for file in given(case, reply.files, now=now)]
    )
    tell([_notice(reply, case, awaited=case.id in awaited) for reply, case in taken], parties, now=now)
    heard = {reply.source for reply, _ in taken}
    outbox.queue([too_late(reply) for reply in replies if reply.source not in heard], now=now)


def _event(reply: CitizenReply, case: Case, *, now: datetime) -> CaseEvent:
    params: dict[str, Any] = {"note": reply.text} if reply.text else {}
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
