"""The citizen's answer to what an officer asked: it joins the case, and the work goes on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.cases.actions.arriving import put_off
from janasetu.cases.actions.hearing import CitizenWord, answered, given, heard, is_theirs, too_late
from janasetu.cases.actions.papers import papers_of
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, end_pauses, waiting_for_money_only
from janasetu.cases.actions.withholding import as_told, in_full, keep_whole
from janasetu.cases.choices import PauseReason, Status
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, tell
from janasetu.cases.rules import while_referred
from janasetu.deliveries.actions import fetch_no_more
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

    An open case takes words of its own complainant at any time, and of whoever has the same matter: but only
    the complainant was asked. A closed case and somebody else's take none, and the writer is told the same of
    both.
    """
    found = heard({reply.ref for reply in replies})
    taken = [
        (reply, case)
        for reply in replies
        if (case := found.cases.get(reply.ref))
        and case.is_open
        and is_theirs(reply, found.parties.get(reply.ref))
    ]
    awaited = {
        case.id: case
        for reply, case in taken
        if case.status == Status.WAITING_CITIZEN and not found.supports(reply.ref)
    }
    for case_id in waiting_for_money_only(list(awaited.values())):
        del awaited[case_id]
    asked = [one for one in taken if one[1].id in awaited and not found.supports(one[0].ref)]
    papers = papers_of(asked, now=now)
    fetch_no_more(
        [(one.case.body_id, one.case.id, one.question) for one in papers.came.values()], by="citizen", now=now
    )
    awaited = {case_id: case for case_id, case in awaited.items() if case_id not in papers.still_owed}
    still = end_pauses(list(awaited.values()), now=now, reasons=(PauseReason.WAITING_CITIZEN,))
    put_off(list(awaited.values()), now=now)
    for case in awaited.values():
        if case.id not in still:
            case.status = Status(while_referred(Status.IN_PROGRESS, case.awaited_answers))
    Case.objects.bulk_update(awaited.values(), ["status", *CLOCK_COLUMNS])
    parties = {case.id: found.parties[reply.ref] for reply, case in taken}
    events = [
        _event(reply, case, found.parties[reply.ref], is_other=found.supports(reply.ref), now=now)
        for reply, case in taken
    ]
    CaseEvent.objects.bulk_create(events)
    keep_whole([(one, _in_full(reply)) for one, (reply, _) in zip(events, taken, strict=True)], parties)
    CaseAttachment.objects.bulk_create(
        [file for reply, case in taken for file in given(case, reply.files, now=now)]
    )
    tell(
        [
            replace(_notice(reply, case, found.parties[reply.ref], awaited=case.id in awaited), **told)
            for reply, case in taken
            for told in [papers.told(reply.source)]
        ],
        {},
        now=now,
    )
    taken_in = {reply.source for reply, _ in taken}
    outbox.queue([too_late(reply) for reply in replies if reply.source not in taken_in], now=now)


def _in_full(reply: CitizenReply) -> str:
    return in_full(reply.text, reply.place)


def _event(reply: CitizenReply, case: Case, party: CaseParty, *, is_other: bool, now: datetime) -> CaseEvent:
    """`is_other`: they are not the complainant, and their number stands beside their words."""
    note = as_told(case, party, reply.text, place=reply.place)
    params: dict[str, Any] = {"ref": reply.ref} if is_other else {}
    params |= {"note": note} if note else {}
    params |= {"photos": [str(file) for _, file in reply.files]} if reply.files else {}
    return answered(case, params, now=now)


def _notice(reply: CitizenReply, case: Case, party: CaseParty, *, awaited: bool) -> Notice:
    key = "answered_question" if awaited else "words_added"
    return Notice(case, key, source=reply.source, caused_by=reply.caused_by, to=party)
