"""An officer's moves on a case: one lock, one look, one rule, one write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Department, Officer
from janasetu.bodies.queries import holders, is_away, present, sitting_in, titles
from janasetu.bodies.rules import authority, in_office
from janasetu.cases import claims, evidence, file_papers, queries, rules
from janasetu.cases.actions import (
    alarming,
    correcting,
    declaring,
    merging,
    referring,
    staging,
    teaching,
)
from janasetu.cases.actions.calling import ask_call_backs, call_back_about
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, begin_pauses, end_pauses
from janasetu.cases.actions.referring import Outside
from janasetu.cases.charges import Charge, tell_officers
from janasetu.cases.choices import (
    AT_WORK,
    AttachmentRole,
    CallReason,
    EventCode,
    Lane,
    MoveCode,
    PauseReason,
    Status,
)
from janasetu.cases.clocks import escalates_again
from janasetu.cases.counting import clocks_of
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES, Notice, enclosed, ready_text, tell
from janasetu.cases.owning import Matter, owners
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.texts import as_lang, in_language
from janasetu.lib.words import Lang

MOST_NOTE = 1000

_EVENTS = {
    MoveCode.ASSIGN: EventCode.ASSIGNED,
    MoveCode.SEE: EventCode.SEEN,
    MoveCode.SET_OUT: EventCode.ON_THE_WAY,
    MoveCode.REPLY: EventCode.REPLIED,
    MoveCode.ASK: EventCode.ASKED,
    MoveCode.NOTE: EventCode.NOTED,
    MoveCode.REFER: EventCode.REFERRED,
    MoveCode.RESOLVE: EventCode.RESOLVE_CLAIMED,
    MoveCode.REJECT: EventCode.REJECTED,
    MoveCode.HASTEN: EventCode.HASTENED,
    MoveCode.REFER_OUTSIDE: EventCode.REFERRED_OUTSIDE,
    MoveCode.CHASE: EventCode.CHASED,
    MoveCode.TAKE_ANSWER: EventCode.OUTSIDE_ANSWERED,
    MoveCode.TAKE_BACK: EventCode.TAKEN_BACK,
    MoveCode.ALARM: EventCode.ALARM_RAISED,
    MoveCode.MERGE: EventCode.MERGED,
    MoveCode.SPLIT: EventCode.SPLIT,
    MoveCode.DECLARE: EventCode.INCIDENT,
    MoveCode.CORRECT: EventCode.SUBJECT_CORRECTED,
}
_TOLD = {
    MoveCode.SET_OUT: "on_the_way",
    MoveCode.REPLY: "replied",
    MoveCode.ASK: "asked",
    MoveCode.REFER: "referred",
    MoveCode.RESOLVE: "resolve_claimed",
    MoveCode.REJECT: "rejected",
    MoveCode.REFER_OUTSIDE: "referred_outside",
    MoveCode.CHASE: "chased",
    MoveCode.TAKE_ANSWER: "outside_answered",
    MoveCode.TAKE_BACK: "taken_back",
    MoveCode.MERGE: "merged",
    MoveCode.SPLIT: "split",
    MoveCode.CORRECT: "subject_corrected",
}
_ENDS_A_WAIT = (MoveCode.TAKE_ANSWER, MoveCode.TAKE_BACK)
_PHOTO = "image"
_PAPERS = "ask_papers_wanted"  # of `notices.READY`
# What a move may change of a case.
_MOVED = frozenset(
    {"lane", "department", "covers", "first_action_at", "awaited_answers", *claims.COLUMNS, *CLOCK_COLUMNS}
    | {"parent", "supporters", "incident_wards", "expected_at"}
)
_MORE_MOVED = {MoveCode.CORRECT: correcting.COLUMNS}
_ASKED_BY_TELEPHONE = (MoveCode.ASK, MoveCode.RESOLVE)  # where no answer can come by message


@dataclass(frozen=True, slots=True)
class MoveOrder:
    """A move as somebody asks for it.

    `to`: whom to assign it to (the officer, where nobody is named). `department`: where to refer it.
    `reason`: of `rules.REJECT_REASONS`. `ready`: the ready-made text, of `notices.READY`, that is sent in
    place of a note of one's own. `seen`: the newest event that the officer had before them; with none,
    nobody asks whether the case has moved on since. `into`: the number of the case it is the same matter as.
    `wards`, `expected_at`: of a known incident that is declared, where it is and when it is to be solved.
    `alone`: only the complainant hears it, none of the others whose matter it is. `outside`: to whom outside
    it goes, or whose answer it is. `subject`: which it turns out to be about.
    """

    move: str
    note: str = ""
    photos: Sequence[ReceivedFile] = ()
    to: Officer | None = None
    department: Department | None = None
    reason: str = ""
    ready: str = ""
    seen: UUID | None = None
    into: str = ""
    wards: Sequence[str] = ()
    expected_at: datetime | None = None
    alone: bool = False
    outside: Outside = field(default_factory=Outside)
    subject: str = ""


@transaction.atomic
def make_move(*, officer: Officer, ref: str, order: MoveOrder, now: datetime) -> Case:
    """Make a move on a case of the officer's body, or on one that has come up to them, and tell the citizen.

    Raises RefusedError with the sentence for the officer, TermEndedError for one who is out of office at
    `now`, NoSuchCaseError for any other case.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    if case.service.is_appeal and order.move in rules.NOT_WITH_APPEALS:
        raise rules.RefusedError("appeal_is_decided")
    photos = [photo for photo in order.photos if photo.state == FileState.STORED]
    note = _note(order, case)
    attempt = rules.Attempt(
        order.move,
        case.status,
        case.roles_of(officer),
        note,
        len(photos),
        order.reason,
        case.awaited_answers,
    )
    allowed = rules.check_move(
        attempt, levels=case.hands, evidence=case.service.evidence, staged=case.is_staged
    )
    _look_for_collisions(order, case, officer)
    if allowed.may_need_evidence:
        evidence.require_new(case, photos)
    with acting_as(by=officer.post, reason=note if allowed.top_only else order.reason):
        _carry_out(case, allowed, order, note, photos, officer=officer, now=now)
    return case


def _carry_out(
    case: Case,
    move: rules.Move,
    order: MoveOrder,
    note: str,
    photos: Sequence[ReceivedFile],
    *,
    officer: Officer,
    now: datetime,
) -> None:
    """Change the case, keep what was brought, tell whom it concerns."""
    before, code = case.officer, MoveCode(move.code)
    named = file_papers.named_in(case, note) if case.is_staged else {}
    params = named | _apply(case, move, order, officer=officer, now=now)
    _attach(case, photos, now=now)
    params |= {"note": note} if note else {}
    params |= {"photos": [str(photo.id) for photo in photos]} if photos else {}
    event = _event(case, _EVENTS[code], params, officer=officer, now=now)
    _tell(case, code, event, photos, officer=officer, now=now, alone=order.alone)
    event.save(force_insert=True)  # once it is known what was shown: an event is never changed
    if code == MoveCode.ASK and case.status == Status.WAITING_CITIZEN:
        begin_pauses([event], reason=PauseReason.WAITING_CITIZEN, now=now)
    if case.lane == Lane.EMERGENCY and (move.acts or move.passes_on or code == MoveCode.SEE):
        alarming.heard_by(case, officer, now=now)  # whoever does something about it has heard it
    if code == MoveCode.REFER_OUTSIDE:
        referring.rest(case, event, now=now)
    if code in _ENDS_A_WAIT and case.is_staged:
        staging.outside_answered(case, event, officer=officer, now=now)
    if code in (MoveCode.CORRECT, MoveCode.REFER):
        teaching.propose_phrase(case, event, now=now)
    if move.passes_on:
        source, values = f"event:{event.id}", {"department": _department_of(case)}
        tell_officers([Charge(case, EventCode(event.code), source, before, officer, values)], now=now)


@transaction.atomic
def ask_for_papers(*, officer: Officer, ref: str, now: datetime) -> Case:
    """Let who has just entered a case for somebody ask them by message for the papers that go with it.

    It is the question that an officer of the case asks: the clocks wait for the answer, and what is sent
    joins the case. RefusedError for a case that another post entered, or that has moved on since.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    if not queries.entered_by(case, officer.post):
        raise rules.RefusedError("register_not_yours")
    if case.status != Status.RECEIVED:
        raise rules.RefusedError("moved_on")
    ask_in_ready_words(case, _PAPERS, officer=officer, now=now)
    return case


def ask_in_ready_words(case: Case, ready: str, *, officer: Officer, now: datetime) -> None:
    """The question of this name, of `notices.READY`, as an officer asks it; the case is locked."""
    order = MoveOrder(MoveCode.ASK, ready=ready)
    with acting_as(by=officer.post):
        _carry_out(case, rules.MOVES[MoveCode.ASK], order, _note(order, case), (), officer=officer, now=now)


def add_evidence(*, officer: Officer, ref: str, photo: ReceivedFile, now: datetime) -> bool:
    """One photo more for a claim that this officer has just made; False where there is no such claim."""
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    claim = queries.events_of(case).filter(code=EventCode.RESOLVE_CLAIMED).last()
    if case.status != Status.AWAITING_CONFIRMATION or claim is None or claim.by != officer.post:
        return False
    evidence.require_new(case, [photo])
    added = _event(case, EventCode.EVIDENCE_ADDED, {"photos": [str(photo.id)]}, officer=officer, now=now)
    with acting_as(by=officer.post):
        _attach(case, [photo], now=now)
        added.save(force_insert=True)
    return True


def _note(order: MoveOrder, case: Case) -> str:
    """What is written, cleaned; of a ready-made text its words in the citizen's language."""
    if order.ready:
        return ready_text(order.ready, case, _citizens_language(case))
    note = tame(bn.normalise(order.note)).strip()
    if len(note) > MOST_NOTE:
        raise rules.RefusedError("note_too_long")
    return note


def _citizens_language(case: Case) -> Lang:
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    return as_lang(party.lang) if party else "bn"


def _look_for_collisions(order: MoveOrder, case: Case, officer: Officer) -> None:
    """RefusedError where somebody else changed the case while this was being typed."""
    if order.seen is None:
        return
    later = list(queries.events_of(case).filter(id__gt=order.seen).values_list("code", "by"))
    if rules.has_moved_on(order.move, later, mover=officer.post):
        raise rules.RefusedError("moved_on")


def _apply(
    case: Case, move: rules.Move, order: MoveOrder, *, officer: Officer, now: datetime
) -> dict[str, Any]:
    """Change the case; what the event says of it."""
    before, case.status = case.status, rules.status_after(move, case.status)
    if before == Status.WAITING_CITIZEN != case.status:
        is_over = case.status not in AT_WORK
        still = end_pauses([case], now=now, reasons=None if is_over else (PauseReason.WAITING_CITIZEN,))
        case.status = Status.WAITING_CITIZEN if case.id in still else case.status
    if move.acts and case.first_action_at is None:
        case.first_action_at = now
    params = _do(case, move, order, officer=officer, now=now)
    case.status = rules.while_referred(case.status, case.awaited_answers)
    if order.ready:
        params["ready"] = order.ready
    case.save(update_fields=_MOVED | _MORE_MOVED.get(MoveCode(move.code), frozenset()))
    return params


def _do(case: Case, move: rules.Move, order: MoveOrder, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """What this move alone changes."""
    match move.code:
        case MoveCode.ASSIGN:
            return _assign(case, order.to or officer, by=officer, now=now)
        case MoveCode.REFER | MoveCode.CORRECT:
            return _to_its_desk(case, order, officer=officer, now=now)
        case MoveCode.RESOLVE:
            claims.make(case, by=officer, now=now)
        case MoveCode.REJECT:
            case.ended_at = now
            return {"reason": order.reason}
        case MoveCode.HASTEN | MoveCode.ALARM:
            return _before_others(case, move, officer=officer, now=now)
        case MoveCode.REFER_OUTSIDE | MoveCode.CHASE | MoveCode.TAKE_ANSWER | MoveCode.TAKE_BACK:
            return _outside(case, move, order, officer=officer, now=now)
        case MoveCode.MERGE | MoveCode.SPLIT | MoveCode.DECLARE:
            return _of_many(case, order, officer=officer, now=now)
    return {}


def _to_its_desk(case: Case, order: MoveOrder, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """To whom it belongs within the office."""
    if order.move == MoveCode.CORRECT:
        return correcting.correct(case, order.subject, officer=officer, now=now)
    return _refer(case, order.department, now=now)


def _outside(
    case: Case, move: rules.Move, order: MoveOrder, *, officer: Officer, now: datetime
) -> dict[str, Any]:
    """What is done about somebody outside."""
    note = _note(order, case)
    match move.code:
        case MoveCode.REFER_OUTSIDE:
            return referring.refer(case, order.outside, note, officer=officer, now=now)
        case MoveCode.CHASE:
            return referring.chase(case, order.outside, now=now)
        case MoveCode.TAKE_ANSWER:
            params = referring.take_answer(case, order.outside, note, officer=officer, now=now)
        case _:
            params = referring.take_back(case, order.outside, note, officer=officer, now=now)
    referring.rest_no_more(case, now=now)
    return params


def _before_others(case: Case, move: rules.Move, *, officer: Officer, now: datetime) -> dict[str, Any]:
    if move.code == MoveCode.ALARM:
        return dict(alarming.raise_alarm(case, officer, now=now))
    return _hasten(case)


def _hasten(case: Case) -> dict[str, Any]:
    """Before the others of its kind; what was promised stays as it was."""
    if case.lane != Lane.NORMAL:
        raise rules.RefusedError("already_urgent")
    before, case.lane = case.lane, Lane.URGENT
    return {"from": before, "to": case.lane}


def _of_many(case: Case, order: MoveOrder, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """Whose matter else it is."""
    match order.move:
        case MoveCode.MERGE:
            return merging.merge(case, order.into, officer=officer, now=now)
        case MoveCode.SPLIT:
            return merging.split(case, officer=officer, now=now)
    return declaring.declare(case, order.wards, order.expected_at, officer=officer, now=now)


def _assign(case: Case, assignee: Officer, *, by: Officer, now: datetime) -> dict[str, Any]:
    """Theirs from now on: what a deputy takes so is not given back."""
    if not in_office(assignee.tenure, now) or not _may_take(case, assignee, now=now):
        raise rules.RefusedError("move_not_yours")
    if assignee.user_id != by.user_id and is_away(assignee, at=now):
        raise rules.RefusedError("assignee_away")
    case.officer, case.covers = assignee, None
    return {"officer": assignee.post}


def _refer(case: Case, department: Department | None, *, now: datetime) -> dict[str, Any]:
    """To another department of the body: its officer of the lowest level has it, and the promise stands."""
    if department is None or department.body_id != case.body_id or department.id == case.department_id:
        raise rules.RefusedError("refer_where")
    if case.is_about_the_office:
        raise rules.RefusedError("refer_not_to_whom_it_is_about")
    before = case.department
    case.department, case.level = department, 0
    promise = clocks_of([case])[case.id].promise
    case.escalates_at = escalates_again(promise, now, due_at=case.promise_due_at, levels=case.levels)
    (acting,) = owners([Matter(case.body_id, case.levels, department.id, case.ward)], at=now)
    case.officer, case.covers = acting.officer, acting.away if acting.officer else None
    params = {"from": before.code if before else "", "department": department.code}
    return params | ({"officer": case.officer.post} if case.officer else {})


def _may_take(case: Case, assignee: Officer, *, now: datetime) -> bool:
    """Whoever works in the body, and whoever answers above for one of the case's levels; of a case that is
    about the body these alone.
    """
    if assignee.body_id == case.body_id:
        return not case.is_about_the_office
    if case.is_about_the_office and assignee.user_id in sitting_in([case.body_id], at=now)[case.body_id]:
        return False
    answering = holders([case.body_id], case.levels, at=now)
    return any(assignee in present(officers) for officers in answering.values())


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


def _event(
    case: Case, code: EventCode, params: dict[str, Any], *, officer: Officer, now: datetime
) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=code,
        by=officer.post,
        params=params,
        at=now,
    )


def _tell(
    case: Case,
    move: MoveCode,
    event: CaseEvent,
    photos: Sequence[ReceivedFile],
    *,
    officer: Officer,
    now: datetime,
    alone: bool = False,
) -> None:
    """Tell the citizen, with the first of the photos; what was shown stands in the event. Where they cannot
    answer on their line what was asked, the office asks by telephone.
    """
    if move not in _TOLD or event.params.get("untold"):
        return
    photo = next((one for one in photos if one.kind == _PHOTO), None)
    notice = replace(_notice(case, move, event, photo, officer=officer, now=now), alone=alone)
    parties = queries.parties([case.body_id], [case.id])
    party = parties.get(case.id)
    heard = tell([notice], parties, now=now)
    if move == MoveCode.RESOLVE and not heard and _has_only_a_telephone(party):
        _ask_by_telephone(case, party, event, now=now)
    for told in heard:
        if photo and told.shown:
            event.params["shown"] = [str(photo.id)]
        if told.asked_in_vain and move in _ASKED_BY_TELEPHONE:
            _ask_by_telephone(case, party, event, now=now)


def _has_only_a_telephone(party: CaseParty | None) -> bool:
    """Whether the complainant gave a number, and wants or gets no messages on it."""
    return party is not None and bool(party.phone) and party.contact_id is None


def _ask_by_telephone(case: Case, party: CaseParty | None, event: CaseEvent, *, now: datetime) -> None:
    """The office rings for the answer; where it is whether the work is done, that is what the call asks."""
    if event.code == EventCode.RESOLVE_CLAIMED and not case.service.asks_the_citizen:
        return
    source, reason = f"unanswerable:{event.id}", CallReason.UNREACHED
    ask_call_backs([call_back_about(case, party, reason=reason, source=source, now=now)])


def _notice(
    case: Case,
    move: MoveCode,
    event: CaseEvent,
    photo: ReceivedFile | None,
    *,
    officer: Officer,
    now: datetime,
) -> Notice:
    title = titles([officer.body_id], authority(officer.tenure)).of_officer(officer, at=now)
    values = {
        "note": event.params.get("note", ""),
        "officer": lambda lang: in_language(title, lang),
        "department": _department_of(case),
        "reason": lambda lang: PHRASES.say(f"reject_{event.params.get('reason', 'other')}", lang),
        "until": lambda lang: bn.lasting_moment(case.promise_due_at, lang, now, weekday=False),
        **referring.values_of(event.params, now=now),
    }
    return Notice(
        case,
        _notice_key(case, move, event),
        source=f"event:{event.id}",
        values=values,
        photo=enclosed(photo, case) if photo else None,
    )


def _department_of(case: Case) -> Callable[[Lang], str]:
    def named(lang: Lang) -> str:
        return case.department.name_in(lang) if case.department else PHRASES.say("no_department", lang)

    return named


def _notice_key(case: Case, move: MoveCode, event: CaseEvent) -> str:
    """Which sentence it is; a ready-made text is one itself."""
    if "ready" in event.params:
        return f"ready_{event.params['ready']}"
    if move == MoveCode.RESOLVE and not case.service.asks_the_citizen:
        return "answered"
    if "linked" in event.params:
        return "referred_to_inbox"
    return _TOLD[move]
