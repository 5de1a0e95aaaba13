"""An applicant takes an application back: by a word in the chat, on the web, or at the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import codes, queries
from janasetu.cases.actions import paying
from janasetu.cases.actions.hearing import CitizenWord, heard, is_theirs, too_late
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, end_pauses
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import EventCode, ReferralEnd, Status
from janasetu.cases.desks import may_be_withdrawn, stage_name
from janasetu.cases.models import Case, CaseDesk, CaseEvent, Referral
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.cases.rules import RefusedError
from janasetu.deliveries.actions import fetch_no_more
from janasetu.documents.actions import withdraw_drafts
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.words import Lang
from janasetu.messaging import outbox

CITIZEN = "citizen"
_COLUMNS = ("status", "ended_at", "awaited_answers", *CLOCK_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(CitizenWord):
    """The applicant's word that they want it no longer."""


@transaction.atomic
def withdraw(words: Sequence[Withdrawal], *, now: datetime) -> None:
    """End these applications at their applicants' own word. Nobody else's word ends one, nor a late one: who
    writes is told the same of both.
    """
    found = heard({word.ref for word in words})
    taken = {
        case.id: (word, case)
        for word in words
        if (case := found.cases.get(word.ref))
        and may_be_withdrawn(case)
        and is_theirs(word, found.parties.get(word.ref))
        and not found.supports(word.ref)
    }
    cases = [case for _, case in taken.values()]
    _end(cases, by=CITIZEN, now=now)
    CaseEvent.objects.bulk_create(_event(case, CITIZEN, "", now=now) for case in cases)
    notices = [
        Notice(case, "withdrawn", word.source, caused_by=word.caused_by, to=found.parties[word.ref])
        for word, case in taken.values()
    ]
    tell(notices, {}, now=now)
    heard_of = {word.source for word, _ in taken.values()}
    outbox.queue([too_late(word) for word in words if word.source not in heard_of], now=now)


@transaction.atomic
def withdraw_by_code(*, ref: str, code: str, now: datetime) -> Case | None:
    """The application that whoever knows its secret takes back on the web; None where the code is not its, or
    it can no longer be. The applicant hears of it where they hear of the case.
    """
    if not codes.is_code_of(ref, code):
        return None
    found = heard({ref})
    case, party = found.cases.get(ref), found.parties.get(ref)
    if not case or not party or found.supports(ref) or not may_be_withdrawn(case):
        return None
    _end([case], by=CITIZEN, now=now)
    event = _event(case, CITIZEN, "", now=now)
    event.save(force_insert=True)
    tell([Notice(case, "withdrawn", f"event:{event.id}", to=party)], {}, now=now)
    return case


@transaction.atomic
def withdraw_for(*, officer: Officer, ref: str, note: str, now: datetime) -> Case:
    """Write down that the applicant came and took it back, and how the office knows; they are told.

    RefusedError for who does not work on the case, where nothing is written, and once it is decided.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    words = tame(bn.normalise(note)).strip()
    if case.roles_of(officer).isdisjoint(case.hands):
        raise RefusedError("move_not_yours")
    if not may_be_withdrawn(case):
        raise RefusedError("withdraw_too_late")
    if not words:
        raise RefusedError("note_needed")
    event = _event(case, officer.post, words, now=now)
    with acting_as(by=officer.post, reason=words):
        _end([case], by=officer.post, now=now)
        event.save(force_insert=True)
    notice = Notice(case, "withdrawn", f"event:{event.id}")
    tell([notice], queries.parties([case.body_id], [case.id]), now=now)
    return case


def _end(cases: Sequence[Case], *, by: str, now: datetime) -> None:
    """They lie at no desk any more, and nothing outside is waited for. Statements do not grow."""
    if not cases:
        return
    lying = _lying(cases)
    end_pauses([case for case in cases if case.status == Status.WAITING_CITIZEN], now=now)
    theirs = {"body_id__in": {case.body_id for case in cases}, "case_id__in": [case.id for case in cases]}
    CaseDesk.objects.filter(**theirs, left_at__isnull=True).update(
        left_at=now, outcome=EventCode.WITHDRAWN, left_by=by
    )
    withdraw_drafts({(case.body_id, case.id) for case in cases})
    Referral.objects.filter(**theirs, ended_at__isnull=True).update(
        ended_at=now,
        reminds_at=None,
        end=ReferralEnd.TAKEN_BACK,
        answer=PHRASES.say("letter_taken_back", "bn"),
        noted_by=by,
    )
    for case in cases:
        case.status, case.ended_at, case.awaited_answers = Status.WITHDRAWN, now, 0
    Case.objects.bulk_update(cases, _COLUMNS)
    paying.over(cases, "withdrawn", now=now)
    fetch_no_more([(case.body_id, case.id, "") for case in cases], by=by, now=now)
    _tell_desks(cases, lying, by=by, now=now)


def _lying(cases: Sequence[Case]) -> list[CaseDesk]:
    """The visits at which somebody has these cases now."""
    rows = CaseDesk.objects.filter(
        body_id__in={case.body_id for case in cases}, case_id__in=[case.id for case in cases]
    ).filter(left_at__isnull=True, officer__isnull=False)
    return list(rows.select_related("officer__role", "officer__body").order_by("came_at", "id"))


def _tell_desks(cases: Sequence[Case], lying: Sequence[CaseDesk], *, by: str, now: datetime) -> None:
    """Whoever has any of them at their desk hears, once a case, that there is nothing more to do; not who
    wrote it down.
    """
    known = {case.id: case for case in cases}
    theirs: dict[tuple[UUID, UUID], list[CaseDesk]] = {}
    for row in lying:
        if row.officer and row.officer.post != by:
            theirs.setdefault((row.case_id, row.officer.id), []).append(row)
    remind_officers([_no_more(known[rows[0].case_id], rows) for rows in theirs.values()], now=now)


def _no_more(case: Case, rows: Sequence[CaseDesk]) -> Reminder:
    def stages(lang: Lang) -> str:
        return ", ".join(stage_name(case.service, row.stage, lang) for row in rows)

    source = f"withdrawn:{rows[0].id}"
    return Reminder(rows[0].officer, Notice(case, "desk_withdrawn", source, {"stage": stages}))


def _event(case: Case, by: str, note: str, *, now: datetime) -> CaseEvent:
    params = {"note": note} if note else {}
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.WITHDRAWN,
        by=by,
        params=params,
        at=now,
    )
