"""An officer's moves: assign, reply, resolve. One lock, one look, one rule, one write."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import holders, titles
from janasetu.bodies.rules import authority, in_office
from janasetu.cases import queries, rules
from janasetu.cases.choices import AttachmentRole, EventCode, MoveCode, Status
from janasetu.cases.models import Case, CaseAttachment, CaseEvent
from janasetu.cases.notices import Notice, tell
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.texts import in_language

MOST_NOTE = 1000

_EVENTS = {
    MoveCode.ASSIGN: EventCode.ASSIGNED,
    MoveCode.REPLY: EventCode.REPLIED,
    MoveCode.RESOLVE: EventCode.RESOLVE_CLAIMED,
}
_TOLD = {MoveCode.REPLY: "replied", MoveCode.RESOLVE: "resolve_claimed"}


@transaction.atomic
def make_move(
    *,
    officer: Officer,
    ref: str,
    move: str,
    now: datetime,
    note: str = "",
    photos: Sequence[ReceivedFile] = (),
    to: Officer | None = None,
) -> Case:
    """Make a move on a case of the officer's body, or on one that has come up to them, and tell the citizen.

    `to`: whom to assign it to (the officer, where nobody is named). Raises RefusedError with the
    sentence for the officer, TermEndedError for one who is out of office at `now`, NoSuchCaseError for any
    other case.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    photos = [photo for photo in photos if photo.state == FileState.STORED]
    note = tame(bn.normalise(note)).strip()
    if len(note) > MOST_NOTE:
        raise rules.RefusedError("note_too_long")
    attempt = rules.Attempt(move, case.status, case.roles_of(officer), note, len(photos))
    allowed = rules.check_move(attempt, levels=case.levels, evidence=case.service.evidence)
    _apply(case, allowed, officer=officer, to=to, now=now)
    _attach(case, photos, now=now)
    event = _record(case, MoveCode(move), officer=officer, note=note, photos=photos, now=now)
    _tell(case, MoveCode(move), event, officer=officer, note=note, now=now)
    return case


def _apply(case: Case, move: rules.Move, *, officer: Officer, to: Officer | None, now: datetime) -> None:
    if move.leads_to:
        case.status = move.leads_to
    if move.code == MoveCode.ASSIGN:
        assignee = to or officer
        if not in_office(assignee.tenure, now) or not _may_take(case, assignee, now=now):
            raise rules.RefusedError("move_not_yours")
        case.officer = assignee
    if move.code == MoveCode.RESOLVE:
        _claim(case, now=now)
    case.save(update_fields=["status", "officer", "claimed_at", "ended_at"])


def _claim(case: Case, *, now: datetime) -> None:
    """The office says it is done; where the definition asks nobody about that, it is done."""
    case.claimed_at = now
    if not case.service.asks_the_citizen:
        case.status, case.ended_at = Status.RESOLVED_UNCONFIRMED, now


def _may_take(case: Case, assignee: Officer, *, now: datetime) -> bool:
    """Whoever works in the body, and whoever answers above for one of the case's levels."""
    if assignee.body_id == case.body_id:
        return True
    answering = holders([case.body_id], case.levels, at=now)
    return any(assignee in officers for officers in answering.values())


def _attach(case: Case, photos: Sequence[ReceivedFile], *, now: datetime) -> None:
    CaseAttachment.objects.bulk_create(
        CaseAttachment(
            body_id=case.body_id,
            case=case,
            role=AttachmentRole.EVIDENCE,
            file_bucket=photo.bucket,
            file_id=photo.id,
            at=now,
        )
        for photo in photos
    )


def _record(
    case: Case, move: MoveCode, *, officer: Officer, note: str, photos: Sequence[ReceivedFile], now: datetime
) -> CaseEvent:
    params: dict[str, Any] = {"note": note} if note else {}
    if photos:
        params["photos"] = [str(photo.id) for photo in photos]
    if move == MoveCode.ASSIGN and case.officer:
        params["officer"] = case.officer.post
    return CaseEvent.objects.create(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=_EVENTS[move],
        by=officer.post,
        params=params,
        at=now,
    )


def _tell(
    case: Case, move: MoveCode, event: CaseEvent, *, officer: Officer, note: str, now: datetime
) -> None:
    if move not in _TOLD:
        return
    title = titles([officer.body_id], authority(officer.tenure)).of_officer(officer, at=now)
    values = {"note": note, "officer": lambda lang: in_language(title, lang)}
    ended = move == MoveCode.RESOLVE and not case.service.asks_the_citizen
    notice = Notice(case, "answered" if ended else _TOLD[move], source=f"event:{event.id}", values=values)
    tell([notice], queries.parties([case.body_id], [case.id]), now=now)
