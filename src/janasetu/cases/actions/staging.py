"""What is decided about an application at a desk: it goes on, waits for the applicant, is approved, ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.bodies.queries import titles
from janasetu.bodies.rules import authority
from janasetu.cases import appeals, corrections, desks, file_papers, queries, records, rules
from janasetu.cases.actions import paying
from janasetu.cases.actions.arriving import (
    Arrived,
    Coming,
    arrive,
    desk_values,
    making,
    put_off,
    until_words,
    write,
)
from janasetu.cases.actions.calling import ask_call_backs, call_back_about
from janasetu.cases.actions.drafting import draft_arrived
from janasetu.cases.actions.margins import order_margin
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, begin_pauses, end_pauses
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import (
    AttachmentRole,
    BroughtState,
    CallReason,
    EventCode,
    PauseReason,
    ReferralEnd,
    Status,
)
from janasetu.cases.models import Case, CaseAttachment, CaseDesk, CaseEvent, CasePaper, Referral
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.cases.rules import RefusedError
from janasetu.cases.stages import ANSWERED, Step, Visit, Way
from janasetu.catalogue.form import folded, slots, unfolded
from janasetu.catalogue.schema.stages import ISSUE, Move, Stage
from janasetu.deliveries.actions import fetch_no_more
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang
from janasetu.messaging.values import Enclosed

MOST_NOTE, MOST_WHY = 1000, 400
NUDGED_AGAIN = timedelta(days=1)
_DECIDES = "decide"  # no note, which would only add
_COLUMNS = ("status", "ended_at", "first_action_at", "awaited_answers", *CLOCK_COLUMNS)


@dataclass(frozen=True, slots=True)
class StageOrder:
    """What somebody decides at a desk. `refused`: papers by their question, and why each is not good enough:
    one of `desks.PAPER_REASONS` or words. `answers`: what the desk's own form was filled with, by path;
    `photos` has its files too. `seen`: the newest event that they had before them. `papers`: those of the
    file that the note is about, besides what it names itself.
    """

    desk: UUID
    move: str
    note: str = ""
    photos: Sequence[ReceivedFile] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    seen: UUID | None = None
    papers: Sequence[UUID] = ()


@transaction.atomic
def decide(*, officer: Officer, ref: str, order: StageOrder, now: datetime) -> Case:
    """Make a move of a desk at which the case lies, and tell the applicant where it is now.

    RefusedError with the sentence for the officer; TermEndedError for one who is out of office;
    NoSuchCaseError for a case that they may not see.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    rows = desks.desks_of(case)
    desk = _desk(case, rows, order.desk)
    _look_for_collisions(case, order.seen, officer)
    _require_seat(officer, desk, case, now=now)
    note, photos = _cleaned(order.note), [one for one in order.photos if one.state == FileState.STORED]
    named = file_papers.named_in(case, note, order.papers)
    way = desks.way_of(case, rows)
    step = way.after(desk.visit, order.move, by=str(officer.user_id))
    move = way.moves_at(desk.visit)[order.move]
    with acting_as(by=officer.post, reason=note):
        _refuse(case, order.refused, officer=officer, now=now)
        _check_needs(case, move, note, photos)
        told = {"answers": _filled_in(case, way, desk, order)} if way.fills_in(desk.visit, order.move) else {}
        if _leads_on(step, rows):
            paying.check_paid(case)
        made = _Made(case, rows, desk, order.move, step, note, photos, {**named, **told}, officer, now)
        _carry_out(made)
    return case


def _leads_on(step: Step, rows: Sequence[CaseDesk]) -> bool:
    """Whether the move brings the case nearer to its paper: no refusal, no question, no return."""
    been = {row.stage for row in rows}
    goes_back = any(visit.stage in been for visit in step.comes_to)
    return step.ending not in ("end", "applicant") and not goes_back


@dataclass(frozen=True, slots=True)
class _Made:
    """A move as it is made."""

    case: Case
    rows: Sequence[CaseDesk]
    desk: CaseDesk
    code: str
    step: Step
    note: str
    photos: Sequence[ReceivedFile]
    named: Mapping[str, Any]
    officer: Officer
    now: datetime

    def event(self, code: EventCode, **more: Any) -> CaseEvent:
        """What happened, not saved yet."""
        params = {"stage": self.desk.stage, "move": self.code, **self.named, **more}
        params |= {"note": self.note} if self.note else {}
        params |= {"photos": [str(photo.id) for photo in self.photos]} if self.photos else {}
        return event_of(self.case, code, params, by=self.officer.post, now=self.now)


def _carry_out(made: _Made) -> None:
    """Change the case and its desks, keep what was brought, tell whom it concerns."""
    _attach(made.case, made.photos, now=made.now)
    if made.case.first_action_at is None:
        made.case.first_action_at = made.now
    if made.step.ending == "applicant":
        _ask(made)
    elif made.step.approved:
        _approve(made)
    else:
        _go_on(made)


def _approve(made: _Made) -> None:
    """One more of those who must; the case stays where it is."""
    _save(made)
    _sign(made)
    made.event(EventCode.APPROVED, of=_stage(made).approvals).save(force_insert=True)


def _sign(made: _Made) -> None:
    """Keep who it was; whoever recommends stands on the paper, whosever desk it was before."""
    made.desk.approved_by = [*made.desk.approved_by, str(made.officer.user_id)]
    if _stage(made).recommends:
        made.desk.officer = made.officer
    made.desk.save(update_fields=["approved_by", "officer"])


def _is_signed(made: _Made) -> bool:
    """Whether it is an approval of several, or a recommendation, and leads on."""
    stage = _stage(made)
    signs = desks.way_of(made.case, made.rows).signs(made.desk.visit, made.code)
    return signs and (stage.approvals > 1 or stage.recommends)


def _stage(made: _Made) -> Stage:
    stage = desks.stage_in(made.case.service, made.desk.stage)
    assert stage, "it was found when the move was looked for"
    return stage


def _ask(made: _Made) -> None:
    """The applicant is asked, for papers by name where some are refused; the clocks wait for the answer."""
    case = made.case
    case.status = Status.WAITING_CITIZEN
    owed = desks.papers_owed([case]).get(case.id, [])
    asked = [{"question": one.question, "why": one.why} for one in owed]
    event = made.event(EventCode.ASKED, **({"papers": asked} if asked else {}))
    _save(made)
    event.save(force_insert=True)
    begin_pauses([event], reason=PauseReason.WAITING_CITIZEN, now=made.now)
    _tell(made, event, "papers_asked" if owed else "asked", asks=True, **_asked_values(case, owed))


def _asked_values(case: Case, owed: Sequence[CasePaper]) -> dict[str, Any]:
    if not owed:
        return {}

    def listed(lang: Lang) -> str:
        return "\n".join(
            f"• {desks.paper_name(case, one.question, lang)}: {desks.why_words(one.why, lang)}"
            for one in owed
        )

    return {"papers": listed, "paper": lambda lang: desks.paper_name(case, owed[0].question, lang)}


def _go_on(made: _Made) -> None:
    """To the next desks, to the paper, or to the end."""
    case, step = made.case, made.step
    if _stage(made).margin and _leads_on(step, made.rows):
        order_margin(case, officer=made.officer, now=made.now)
    if step.ending == "issue":
        _check_says_otherwise(case)
    arrived = go_on(case, made.rows, step, by=made.officer, now=made.now)
    if _is_signed(made):
        _sign(made)
    event = _closing_event(made, step)
    owed = paying.come_due(arrived.rows, now=made.now)
    _save(made)
    event.save(force_insert=True)
    write(arrived, now=made.now)
    paying.write(owed, now=made.now)
    if step.ending == "end":
        paying.over([case], "rejected", now=made.now)
        fetch_no_more([(case.body_id, case.id, "")], by=made.officer.post, now=made.now)
    if key := _told_as(made, arrived):
        values: dict[str, Any] = {**_arrival_values(arrived, now=made.now), **paying.due_values(case, owed)}
        until = _may_appeal_until(case, now=made.now) if step.ending == "end" else None
        if until is not None:
            values["appeal_until"] = lambda lang: bn.date(local(until).date(), lang)
        said_as = f"{key}_fee" if owed.falls_due_for(case) else f"{key}_appeal" if until else key
        _tell(made, event, said_as, photo=owed.picture(case), **values)
    draft_arrived(arrived.rows, by=made.officer, now=made.now)


def _may_appeal_until(case: Case, *, now: datetime) -> datetime | None:
    """Until when one may appeal against that this case was refused, where somebody hears it. One query."""
    refused = appeals.appealed([case])[case.id] if case.statutory_due_at else None
    return refused.refused_until if refused and refused.next_step(now) else None


def _closing_event(made: _Made, step: Step) -> CaseEvent:
    if step.ending == "end":
        return made.event(EventCode.REJECTED)
    to = [visit.stage for visit in step.comes_to] or ([ISSUE] if step.ending == "issue" else [])
    return made.event(EventCode.DESK_DONE, to=to)


def _told_as(made: _Made, arrived: Arrived) -> str:
    """The sentence for the applicant; none while desks side by side are not all done."""
    if made.step.ending == "end":
        return "stage_rejected"
    if made.step.ending == "issue":
        return "stage_approved"
    if arrived.rows and _is_free_and_unfound(made):
        return "stage_passed_unfound"
    return "stage_passed" if arrived.rows else ""


def _is_free_and_unfound(made: _Made) -> bool:
    """Whether it was decided just now that the paper says that nobody was found, and that costs nothing."""
    move = _stage(made).moves.get(made.code)
    costs = any(fee.of in (None, "unfound") for fee in made.case.service.fee)
    return move is not None and "no_entry" in move.needs and not costs


def _arrival_values(arrived: Arrived, *, now: datetime) -> dict[str, Any]:
    """Where it lies now, and until when: of several desks side by side the last."""
    if not arrived.rows:
        return {}
    dues = [row.due_at for row in arrived.rows]
    last = max((due for due in dues if due), default=None)
    return {"stage": lambda lang: _where(arrived.rows, lang), "until": until_words(last, now=now)}


def _where(rows: Sequence[CaseDesk], lang: Lang) -> str:
    """What the desks are called, side by side by the name of their stage."""
    service, beside = rows[0].case.service, rows[0].beside
    names = [beside] if beside else [row.stage for row in rows]
    return ", ".join(desks.stage_name(service, name, lang) for name in names)


def go_on(
    case: Case, rows: Sequence[CaseDesk], step: Step, *, by: Officer, now: datetime, outcome: str = ""
) -> Arrived:
    """Let a case that is locked leave the desks that the step ends, and come to the next; whoever calls saves
    the case and writes what has arrived. `outcome`: in place of the move's own.
    """
    _leave(case, rows, step.over or {}, by=by, now=now, outcome=outcome)
    if case.status == Status.WAITING_CITIZEN and not (step.comes_to or step.ending):
        return Arrived()  # a desk beside this one waits for the applicant
    still = _awake(case, now=now, is_over=step.ending == "end")
    case.status = (
        Status.WAITING_CITIZEN
        if still
        else Status(rules.while_referred(Status.IN_PROGRESS, case.awaited_answers))
    )
    if step.ending == "end":
        case.status, case.ended_at = Status.REJECTED, now
        return Arrived()
    if step.ending == "issue":
        return arrive([Coming(case, (making([row.visit for row in rows]),), by.post)], now=now)
    return arrive([Coming(case, step.comes_to, by.post)], now=now) if step.comes_to else Arrived()


def _awake(case: Case, *, now: datetime, is_over: bool) -> bool:
    """No answer is waited for: the clocks of the case, and of the desks at which it stays, go on. Says
    whether they still wait for a fee.
    """
    if case.status != Status.WAITING_CITIZEN:
        return False
    still = end_pauses([case], now=now, reasons=None if is_over else (PauseReason.WAITING_CITIZEN,))
    put_off([case], now=now)
    return case.id in still


def _leave(
    case: Case,
    rows: Sequence[CaseDesk],
    over: Mapping[Visit, str],
    *,
    by: Officer,
    now: datetime,
    outcome: str,
) -> None:
    """The visits that are over, and the letters that nobody waits for any longer."""
    left = [row for row in rows if row.left_at is None and row.visit in over]
    for row in left:
        how = over[row.visit]
        row.left_at, row.outcome, row.left_by = now, outcome or how, by.post
    CaseDesk.objects.bulk_update(left, ["left_at", "outcome", "left_by"])
    seeing = [row for row in left if (stage := desks.stage_in(case.service, row.stage)) and stage.ask]
    fetch_no_more([(case.body_id, case.id, str(row.id)) for row in seeing], by=by.post, now=now)
    _take_letters_back(case, [row.agency for row in left if row.agency], by=by.post, now=now)


def _take_letters_back(case: Case, agencies: Sequence[str], *, by: str, now: datetime) -> None:
    """No answer of these is awaited any more; whoever calls saves the case."""
    if not agencies or not case.awaited_answers:
        return
    letters = Referral.objects.filter(
        body_id=case.body_id, case_id=case.id, ended_at__isnull=True, agency__in=agencies
    )
    case.awaited_answers -= letters.update(
        ended_at=now,
        reminds_at=None,
        end=ReferralEnd.TAKEN_BACK,
        answer=PHRASES.say("letter_taken_back", "bn"),
        noted_by=by,
    )


# --- an outside desk answers ---


def outside_answered(case: Case, event: CaseEvent, *, officer: Officer, now: datetime) -> None:
    """An answer from outside was written down, or is waited for no more: the desk there is done, and the
    case, which is locked and saved, goes on where it was the last of several.
    """
    letter = Referral.objects.filter(body_id=case.body_id, id=event.params.get("referral")).first()
    rows = desks.desks_of(case) if letter and letter.agency else []
    desk = (
        next((row for row in rows if row.left_at is None and row.agency == letter.agency), None)
        if letter
        else None
    )
    if desk is None:
        return
    step = desks.way_of(case, rows).after(desk.visit, ANSWERED, by=str(officer.user_id))
    outcome = ANSWERED if event.code == EventCode.OUTSIDE_ANSWERED else str(event.code)
    arrived = go_on(case, rows, step, by=officer, now=now, outcome=outcome)
    owed = paying.come_due(arrived.rows, now=now)
    case.save(update_fields=_COLUMNS)
    write(arrived, now=now)
    paying.write(owed, now=now)
    if arrived.rows:
        values = _arrival_values(arrived, now=now)
        values |= paying.due_values(case, owed)
        key = "stage_passed_fee" if owed.falls_due_for(case) else "stage_passed"
        notice = Notice(case, key, f"event:{event.id}:on", values, photo=owed.picture(case))
        tell([notice], queries.parties([case.body_id], [case.id]), now=now)
    draft_arrived(arrived.rows, now=now)


# --- papers ---


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer says of a paper: it is good, or why it is not."""

    question: str
    is_good: bool
    why: str = ""


@transaction.atomic
def judge_papers(
    *, officer: Officer, ref: str, judgements: Sequence[Judgement], now: datetime, seen: UUID | None = None
) -> Case:
    """Accept papers of the case, or refuse them one by one, each with a reason; the applicant hears of it
    when they are asked again. Whoever has a desk at which it lies may.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    check_judges(case, officer, now=now)
    _look_for_collisions(case, seen, officer)
    with acting_as(by=officer.post):
        _judge(case, judgements, officer=officer, now=now)
    return case


def check_judges(case: Case, officer: Officer, *, now: datetime) -> None:
    """RefusedError for who has no desk at which the case lies, and may not say what its papers are worth."""
    rows = [row for row in desks.desks_of(case) if row.left_at is None and row.role]
    if not case.is_open or not rows:
        raise RefusedError("stage_left")
    if not any(desks.may_work_at(officer, row, case, now=now) for row in rows):
        raise RefusedError("stage_not_yours")


def _refuse(case: Case, refused: Mapping[str, str], *, officer: Officer, now: datetime) -> None:
    judgements = [Judgement(question, is_good=False, why=why) for question, why in refused.items()]
    _judge(case, judgements, officer=officer, now=now)


def _judge(case: Case, judgements: Sequence[Judgement], *, officer: Officer, now: datetime) -> None:
    """Note what is new in this; an event for each paper."""
    if not judgements:
        return
    standing = [one for one in desks.papers_of(case) if one.state != BroughtState.REPLACED]
    changed, events = [], []
    for said in judgements:
        papers = [one for one in standing if one.question == said.question]
        if not papers:
            raise RefusedError("no_such_paper")
        state, why = _verdict(said)
        if all((one.state, one.why) == (state, why) for one in papers):
            continue
        for one in papers:
            one.state, one.why, one.judged_by, one.judged_at = state, why, officer.post, now
        changed += papers
        params = {"question": said.question, "state": str(state)} | ({"why": why} if why else {})
        events.append(event_of(case, EventCode.PAPER_JUDGED, params, by=officer.post, now=now))
    CasePaper.objects.bulk_update(changed, ["state", "why", "judged_by", "judged_at"])
    CaseEvent.objects.bulk_create(events)


def _verdict(said: Judgement) -> tuple[BroughtState, str]:
    if said.is_good:
        return BroughtState.ACCEPTED, ""
    why = " ".join(tame(bn.normalise(said.why)).split())
    if not why:
        raise RefusedError("paper_why_needed")
    if len(why) > MOST_WHY:
        raise RefusedError("note_too_long")
    return BroughtState.REFUSED, why


# --- a desk that is late ---


@transaction.atomic
def nudge(*, officer: Officer, ref: str, desk: UUID, now: datetime) -> Case:
    """Ask who has a desk why the case lies there beyond its time; once a day. Whoever works on it may."""
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    row = _desk(case, desks.desks_of(case), desk)
    if case.roles_of(officer).isdisjoint(case.hands):
        raise RefusedError("move_not_yours")
    if row.due_at is None or row.due_at > now:
        raise RefusedError("nudge_in_time")
    if row.nudged_at and now - row.nudged_at < NUDGED_AGAIN:
        raise RefusedError("nudged_already")
    row.nudged_at = now
    row.save(update_fields=["nudged_at"])
    event = event_of(case, EventCode.DESK_NUDGED, {"stage": row.stage}, by=officer.post, now=now)
    event.save(force_insert=True)
    notice = Notice(case, "desk_nudged", f"event:{event.id}", desk_values(row, now=now))
    remind_officers([Reminder(row.officer, notice)], now=now)
    return case


# --- what these have in common ---


def _desk(case: Case, rows: Sequence[CaseDesk], desk_id: UUID) -> CaseDesk:
    """The desk that is meant, while the case lies there and is decided about there."""
    found = next((row for row in rows if row.id == desk_id), None)
    if found is None or found.left_at is not None or found.stage == ISSUE or not case.is_open:
        raise RefusedError("stage_left")
    return found


def _require_seat(officer: Officer, desk: CaseDesk, case: Case, *, now: datetime) -> None:
    """RefusedError for who has not this desk. An outside desk is nobody's: its answer is written down; where
    the body knows nothing of that office, whoever works on the case says what it answered.
    """
    if desk.agency:
        if case.awaited_answers:
            raise RefusedError("stage_answers_by_letter")
        if case.roles_of(officer).isdisjoint(case.hands):
            raise RefusedError("stage_not_yours")
    elif not desks.may_work_at(officer, desk, case, now=now):
        raise RefusedError("stage_not_yours")


def require_desk(
    officer: Officer, case: Case, rows: Sequence[CaseDesk], desk_id: UUID, *, now: datetime
) -> CaseDesk:
    """The desk at which the case lies and which this officer has; RefusedError else."""
    desk = _desk(case, rows, desk_id)
    _require_seat(officer, desk, case, now=now)
    return desk


def _look_for_collisions(case: Case, seen: UUID | None, officer: Officer) -> None:
    """RefusedError where somebody else changed the case while this was being typed."""
    if seen is None:
        return
    later = list(queries.events_of(case).filter(id__gt=seen).values_list("code", "by"))
    if rules.has_moved_on(_DECIDES, later, mover=officer.post):
        raise RefusedError("moved_on")


def _check_needs(case: Case, move: Move, note: str, photos: Sequence[ReceivedFile]) -> None:
    """RefusedError where the move is made without what its definition asks for."""
    if "note" in move.needs and not note:
        raise RefusedError("note_needed")
    if "photo" in move.needs and not photos:
        raise RefusedError("evidence_needed")
    if "paper" in move.needs:
        _check_papers(case)
    _check_register(case, move)


def _check_papers(case: Case) -> None:
    """RefusedError, with their names, where nobody has looked at some papers, or some are not good."""
    papers = desks.papers_of(case)
    for state, key in ((BroughtState.GIVEN, "papers_unjudged"), (BroughtState.REFUSED, "papers_not_good")):
        questions = dict.fromkeys(one.question for one in papers if one.state == state)
        if questions:
            raise RefusedError(key, papers=partial(_paper_names, case, tuple(questions)))


def _paper_names(case: Case, questions: Sequence[str], lang: Lang) -> str:
    places = desks.paper_questions(case)
    in_order = sorted(questions, key=lambda one: places.get(one, len(places)))
    return ", ".join(desks.paper_name(case, one, lang) for one in in_order)


def _check_register(case: Case, move: Move) -> None:
    """RefusedError where the move needs an entry of the register, that there is none, or either."""
    if "no_entry" in move.needs and not records.is_missing(case):
        raise RefusedError("no_entry_needed")
    if "entry" in move.needs and not records.is_settled(case):
        raise RefusedError("entry_needed")
    if "lines" in move.needs and not _lines_are_right(case):
        raise RefusedError("lines_needed")
    if "register" in move.needs and not (records.is_settled(case) or records.is_missing(case)):
        raise RefusedError("entry_needed")


def _lines_are_right(case: Case) -> bool:
    """Whether it is known what the new paper is to say in place of the old one."""
    correction = corrections.correction_of(case)
    return correction is not None and corrections.is_settled(correction)


def _check_says_otherwise(case: Case) -> None:
    """RefusedError where the paper of a correction would say what the old one says: of a definition by which
    nobody orders what is to be entered in the register.
    """
    correction = corrections.correction_of(case)
    if correction is not None and not corrections.says_otherwise(correction):
        raise RefusedError("lines_needed")


def _filled_in(case: Case, way: Way, desk: CaseDesk, order: StageOrder) -> dict[str, Any]:
    """What the desk was asked, as it is kept. RefusedError where a question has no answer, or was left out
    that must have one.
    """
    stage = way.stage(desk.visit)
    beside = unfolded(case.service, case.fields)
    for slot in slots(stage, {**beside, **order.answers}):
        is_left_out = order.answers.get(slot.path) is None and slot.field.required
        if is_left_out or not slot.answered(order.answers):
            raise RefusedError("desk_form_incomplete")
    return folded(stage, order.answers, beside=beside)


def _cleaned(written: str) -> str:
    note = tame(bn.normalise(written)).strip()
    if len(note) > MOST_NOTE:
        raise RefusedError("note_too_long")
    return note


def _save(made: _Made) -> None:
    made.case.save(update_fields=_COLUMNS)


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


def event_of(case: Case, code: EventCode, params: Mapping[str, Any], *, by: str, now: datetime) -> CaseEvent:
    """What happened at a desk; not saved."""
    return CaseEvent(
        id=uuid7(), body_id=case.body_id, case=case, code=code, by=by, params=dict(params), at=now
    )


def _tell(
    made: _Made,
    event: CaseEvent,
    key: str,
    *,
    asks: bool = False,
    photo: Enclosed | None = None,
    **values: Any,
) -> None:
    """Tell the applicant; where they cannot answer on their line what is asked, the office rings."""
    case, officer, now = made.case, made.officer, made.now
    title = titles([officer.body_id], authority(officer.tenure)).of_officer(officer, at=now)
    said = {"note": made.note, "officer": lambda lang: in_language(title, lang), **values}
    parties = queries.parties([case.body_id], [case.id])
    heard = tell([Notice(case, key, f"event:{event.id}", said, photo=photo)], parties, now=now)
    if asks and any(one.asked_in_vain for one in heard):
        source, reason = f"unanswerable:{event.id}", CallReason.UNREACHED
        party = parties.get(case.id)
        ask_call_backs([call_back_about(case, party, reason=reason, source=source, now=now)])
