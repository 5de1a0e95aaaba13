"""Make the move that a form asks for: photos through the gate, then the act, once however often sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.cases import queries, rules
from janasetu.cases.actions import MoveOrder, keep_draft, make_move
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.console.forms.move import MoveForm, Wish
from janasetu.console.language import reader_language
from janasetu.console.reach import Reach, Way
from janasetu.documents import actions as documents
from janasetu.documents import gate
from janasetu.documents.models import ReceivedFile

_EVENTS = {
    "assign": EventCode.ASSIGNED,
    "reply": EventCode.REPLIED,
    "ask": EventCode.ASKED,
    "note": EventCode.NOTED,
    "refer": EventCode.REFERRED,
    "resolve": EventCode.RESOLVE_CLAIMED,
    "reject": EventCode.REJECTED,
    "merge": EventCode.MERGED,
    "split": EventCode.SPLIT,
    "declare": EventCode.INCIDENT,
    "hasten": EventCode.HASTENED,
    "alarm": EventCode.ALARM_RAISED,
    "refer_outside": EventCode.REFERRED_OUTSIDE,
    "chase": EventCode.CHASED,
    "take_answer": EventCode.OUTSIDE_ANSWERED,
    "take_back": EventCode.TAKEN_BACK,
    "correct": EventCode.SUBJECT_CORRECTED,
}
_ABOUT = {
    "evidence_needed": "photos",
    "note_needed": "note",
    "why_needed": "note",
    "note_too_long": "note",
    "no_such_file_paper": "note",
    "reason_needed": "reason",
    "refer_where": "department",
    "no_such_ready_text": "ready",
    "refer_to_whom": "agency",
    "referred_there_already": "agency",
    "refer_how": "how",
    "answer_by_whom": "who",
    "answer_of_whom": "referral",
    "merge_where": "into",
    "merge_not_alike": "into",
    "incident_wards": "wards",
    "incident_known": "wards",
    "incident_when": "expected_at",
    "subject_which": "subject",
    "subject_hidden": "subject",
}
_IN_WORDS = frozenset({"reply", "ask"})  # that must arrive as they are written


def carry_out(form: MoveForm, case: Case, *, officer: Officer, reach: Reach, now: datetime) -> bool:
    """Make the move of a valid form. False: it was refused, and the form says why.

    What was typed is kept as a draft until it is carried out.
    """
    wish = form.wish()
    if _is_made(wish, case, officer):
        return True
    if wish.move in _IN_WORDS and not _arrives(form, wish, reach):
        return False
    try:
        _make(wish, case, officer=officer, now=now)
    except rules.RefusedError as error:
        form.refuse(PHRASES.say(error.key, reader_language()), field=_ABOUT.get(error.key))
        if error.key == "moved_on":
            form.look_again(queries.events_of(case).values_list("id", flat=True).last())
    except gate.FileRefusedError as error:
        form.refuse(gate.PHRASES.say(error.reason, reader_language()), field="photos")
    return not form.errors


def _arrives(form: MoveForm, wish: Wish, reach: Reach) -> bool:
    """Whether what is to be sent reaches the citizen; the form says why not."""
    if reach.way == Way.NONE:
        form.refuse(reach.left, field=None)
    elif reach.way == Way.CLOSED and not wish.ready:
        form.refuse(_("Choose one of the texts; no other words arrive now."), field="ready")
    return not form.errors


def _make(wish: Wish, case: Case, *, officer: Officer, now: datetime) -> None:
    _look_first(wish, case, officer)
    photos = _received(wish, now=now)
    with transaction.atomic():
        locked = queries.case_for_update(officer, case.ref)
        if not _is_made(wish, locked, officer):
            make_move(officer=officer, ref=case.ref, order=_order(wish, photos), now=now)
        keep_draft(case, officer, move=wish.move, text="", now=now)


def _order(wish: Wish, photos: list[ReceivedFile]) -> MoveOrder:
    return MoveOrder(
        wish.move,
        note=wish.note,
        photos=photos,
        to=wish.to,
        department=wish.department,
        reason=wish.reason,
        ready=wish.ready,
        seen=wish.seen,
        outside=wish.outside,
        subject=wish.subject,
        into=wish.into,
        wards=wish.wards,
        expected_at=wish.expected_at,
        alone=wish.alone,
    )


def _look_first(wish: Wish, case: Case, officer: Officer) -> None:
    """RefusedError before a photo is taken in for nothing. The act looks again, with the case locked."""
    note = wish.note or wish.ready
    attempt = rules.Attempt(
        wish.move,
        case.status,
        case.roles_of(officer),
        note,
        len(wish.photos),
        wish.reason,
        case.awaited_answers,
    )
    rules.check_move(attempt, levels=case.hands, evidence=case.service.evidence, staged=case.is_staged)
    if wish.seen is None:
        return
    later = list(queries.events_of(case).filter(id__gt=wish.seen).values_list("code", "by"))
    if rules.has_moved_on(wish.move, later, mover=officer.post):
        raise rules.RefusedError("moved_on")


def _received(wish: Wish, *, now: datetime) -> list[ReceivedFile]:
    """The photos, through the media gate. Of a file that is too large, one byte too many is read, not all."""
    return [documents.receive(photo.read(gate.MOST_BYTES + 1), now=now) for photo in wish.photos]


def _is_made(wish: Wish, case: Case, officer: Officer) -> bool:
    """Whether this very form was carried out already: the button was pressed twice."""
    if wish.seen is None:
        return False
    later = queries.events_of(case).filter(id__gt=wish.seen, code=_EVENTS[wish.move], by=officer.post)
    return any(_says(wish, officer) == _said(event.params, wish) for event in later)


def _says(wish: Wish, officer: Officer) -> dict[str, str]:
    """What the event of this wish says; of one that names nobody the holder is not compared."""
    named = {"officer": (wish.to or officer).post} if wish.move == "assign" else {}
    place = {"department": wish.department.code} if wish.department else {}
    place |= {"to": wish.subject} if wish.subject else {}
    words = {"ready": wish.ready} if wish.ready else {"note": wish.note}
    return {**named, **place, **words, "reason": wish.reason}


def _said(params: dict[str, str], wish: Wish) -> dict[str, str]:
    """The same of an event that there is."""
    asked = ["reason", "ready" if wish.ready else "note"]
    asked += ["officer"] if wish.move == "assign" else []
    asked += ["department"] if wish.department else []
    asked += ["to"] if wish.subject else []
    return {name: params.get(name, "") for name in asked}
