"""Make the move that a form asks for: photos through the gate, then the act, once however often sent."""

from datetime import datetime

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases import queries, rules
from janasetu.cases.actions import make_move
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.console.forms.moves import MoveForm, Wish
from janasetu.console.language import reader_language
from janasetu.documents import actions as documents
from janasetu.documents import gate
from janasetu.documents.models import ReceivedFile

_EVENTS = {"assign": EventCode.ASSIGNED, "reply": EventCode.REPLIED, "resolve": EventCode.RESOLVE_CLAIMED}
_ABOUT = {"evidence_needed": "photos", "note_needed": "note", "note_too_long": "note"}


def carry_out(form: MoveForm, case: Case, *, officer: Officer, now: datetime) -> bool:
    """Make the move of a valid form. False: it was refused, and the form says why."""
    try:
        _make(form.wish(), case, officer=officer, now=now)
    except rules.RefusedError as error:
        form.refuse(PHRASES.say(error.key, reader_language()), field=_ABOUT.get(error.key))
    except gate.FileRefusedError as error:
        form.refuse(gate.PHRASES.say(error.reason, reader_language()), field="photos")
    return not form.errors


def _make(wish: Wish, case: Case, *, officer: Officer, now: datetime) -> None:
    if _is_made(wish, case, officer):
        return
    _look_first(wish, case, officer)
    photos = _received(wish, now=now)
    with transaction.atomic():
        locked = queries.case_for_update(officer, case.ref)
        if not _is_made(wish, locked, officer):
            make_move(
                officer=officer,
                ref=case.ref,
                move=wish.move,
                now=now,
                note=wish.note,
                photos=photos,
                to=wish.to,
            )


def _look_first(wish: Wish, case: Case, officer: Officer) -> None:
    """RefusedError before a photo is taken in for nothing. The act looks again, with the case locked."""
    attempt = rules.Attempt(wish.move, case.status, case.roles_of(officer), wish.note, len(wish.photos))
    rules.check_move(attempt, levels=case.levels, evidence=case.service.evidence)


def _received(wish: Wish, *, now: datetime) -> list[ReceivedFile]:
    """The photos, through the media gate. Of a file that is too large, one byte too many is read, not all."""
    return [documents.receive(photo.read(gate.MOST_BYTES + 1), now=now) for photo in wish.photos]


def _is_made(wish: Wish, case: Case, officer: Officer) -> bool:
    """Whether this very form was carried out already: the button was pressed twice."""
    if wish.seen is None:
        return False
    later = queries.events_of(case).filter(id__gt=wish.seen, code=_EVENTS[wish.move], by=officer.post)
    named = (wish.to or officer).post if wish.move == "assign" else None
    return any(
        event.params.get("note", "") == wish.note and event.params.get("officer") == named for event in later
    )
