"""The desks of an application, read: where it lies, how long, whose it is there, what may be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.bodies.models import Officer
from janasetu.bodies.rules import authority
from janasetu.cases.choices import AT_WORK, BroughtState, PauseReason
from janasetu.cases.clocks import Clock, Pause
from janasetu.cases.counting import pauses_of
from janasetu.cases.models import Case, CaseDesk, CasePaper
from janasetu.cases.notices import PHRASES
from janasetu.cases.owning import Matter, owners
from janasetu.cases.stages import Way, comes_to
from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.form import Slot, slots, unfolded
from janasetu.catalogue.schema import OPEN_DAYS, Service, Span, Stage
from janasetu.catalogue.schema.stages import APPLICANT, END, ISSUE
from janasetu.lib import bn
from janasetu.lib.words import Lang

WORKING_DAYS: Final = "working days"
PAPER_KIND: Final = "document"
SENTENCES = frozenset(PHRASES.keys())
_DAY = timedelta(days=1)
# While these last a desk has nothing to go on with.
_NOTHING_TO_DO = (PauseReason.WAITING_CITIZEN, PauseReason.WAITING_PAYMENT, PauseReason.RECORD_ROOM)
_ANY = Span(1, "days")  # of a desk without a limit: its time is only counted
# Why a paper is not good enough, where nothing else is written: sentences are `paper_why_{reason}`.
PAPER_REASONS = ("unreadable", "wrong_paper", "pages_missing", "not_signed", "out_of_date", "other_name")


def desks_of(case: Case) -> list[CaseDesk]:
    """Every visit of the case, the first first. One query."""
    rows = CaseDesk.objects.filter(body_id=case.body_id, case_id=case.id).select_related(
        "officer__role", "officer__body"
    )
    return list(rows.order_by("came_at", "id"))


def papers_of(case: Case) -> list[CasePaper]:
    """The papers of the case, those of one question together, as they came. One query."""
    return list(CasePaper.objects.filter(body_id=case.body_id, case_id=case.id).order_by("at", "id"))


def way_of(case: Case, rows: Sequence[CaseDesk]) -> Way:
    """Its way as the pure rules know it; that its paper is made is no visit to a desk."""
    return Way(case.service, case.fields, [row.visit for row in rows if row.stage != ISSUE])


def moves_on_site(case: Case, rows: Sequence[CaseDesk], desk: CaseDesk) -> list[str]:
    """The moves of this desk that are made with its form and need no one-time code: they may be made where
    there is no network. None of a desk that is asked nothing.
    """
    if desk.left_at is not None or desk.stage == ISSUE or not case.is_open:
        return []
    way = way_of(case, rows)
    codes = way.moves_at(desk.visit)
    return [code for code in codes if way.fills_in(desk.visit, code) and not way.signs(desk.visit, code)]


def is_making(rows: Sequence[CaseDesk]) -> CaseDesk | None:
    """The wait for its paper, while there is one."""
    return next((row for row in rows if row.stage == ISSUE and row.left_at is None), None)


def shared_by(stage: Stage, role: str | None) -> list[str]:
    """The posts that have the desk side by side: where several must approve, its own too."""
    return list(dict.fromkeys(filter(None, ((role if stage.approvals > 1 else ""), *stage.also))))


def maker_of(case: Case) -> str:
    """The post that prints and files the paper: that of the first desk."""
    roles = (stage.role_in(case.body.kind) for stage in case.service.all_stages())
    return next((role for role in roles if role), case.levels[0])


def may_work_at(officer: Officer, desk: CaseDesk, case: Case, *, now: datetime) -> bool:
    """Whether somebody has this desk: it is theirs, or they hold its post here, of a ward that of its ward,
    or they stand in for who does. At most three queries, none for the first two.
    """
    return desk.id in workable(officer, [desk], case, now=now)


def workable(officer: Officer, rows: Sequence[CaseDesk], case: Case, *, now: datetime) -> set[UUID]:
    """Those of these visits whose desk this officer has. At most three queries."""
    lying = [row for row in rows if row.left_at is None and (row.role or row.officer_id == officer.id)]
    plain = {row.id for row in lying if _has(officer, row, case)}
    others = [row for row in lying if row.id not in plain and officer.body_id == case.body_id]
    acting = owners([matter_at(case, row.role) for row in others], at=now) if others else []
    return plain | {
        row.id
        for row, found in zip(others, acting, strict=True)
        if found.officer and found.officer.user_id == officer.user_id
    }


def _has(officer: Officer, desk: CaseDesk, case: Case) -> bool:
    """Whether it is theirs, or they hold its post here, of a ward that of its ward."""
    if desk.officer_id == officer.id:
        return True
    posts = {desk.role, *desk.also} & authority(officer.tenure)
    holds = officer.body_id == case.body_id and bool(posts)
    return holds and _is_of_their_ward(officer, case)


def _is_of_their_ward(officer: Officer, case: Case) -> bool:
    return officer.ward is None or officer.ward.number == case.ward


def matter_at(case: Case, role: str) -> Matter:
    """A case at the desk of this post."""
    return Matter(case.body_id, (role,), case.department_id, case.ward, about_office=case.is_about_the_office)


def desks_for(officer: Officer) -> Q:
    """Open desks of this officer: those they have, and those of their post that nobody has, or several."""
    held = sorted(authority(officer.tenure))
    posts = (Q(officer_id=None, role__in=held) | Q(also__overlap=held)) & Q(body_id=officer.body_id)
    return (Q(officer_id=officer.id) | posts) & Q(left_at__isnull=True)


def cases_at_desk_of(officer: Officer) -> QuerySet[CaseDesk]:
    """The open desks of this officer, of whatever case."""
    return CaseDesk.objects.filter(desks_for(officer))


def empty_desks(*, at: datetime) -> QuerySet[CaseDesk]:
    """Open desks of the office at which nobody sits: none of their posts is held, and nobody stands in."""
    here = bodies.sitting(at=at).filter(body_id=OuterRef("body_id"))
    rows = CaseDesk.objects.filter(left_at__isnull=True, officer__isnull=True).exclude(role="")
    return rows.exclude(
        also__overlap=ArraySubquery(here.values(held=Cast("role_id", CharField(max_length=40))))
    )


def empty_among(rows: Sequence[CaseDesk], *, now: datetime) -> list[CaseDesk]:
    """Those of these at which nobody sits. One query at most, none where each has an officer."""
    nobodys = [row for row in rows if row.left_at is None and row.role and row.officer_id is None]
    shared = [row for row in nobodys if row.also]
    if not shared:
        return nobodys
    held = bodies.holders(
        {row.body_id for row in shared}, {role for row in shared for role in row.also}, at=now
    )
    return [row for row in nobodys if not any(held.get((row.body_id, role)) for role in row.also)]


# --- what is due ---


def clock_at(
    case: Case, stage: Stage, calendar: Calendar, *, came_at: datetime, pauses: Sequence[Pause] = ()
) -> Clock | None:
    """The clock of a visit that began then; None where the definition sets the desk no time.

    It stands still while the applicant owes an answer, as that of the whole case does, and while that does
    so for the record room.
    """
    within = stage.within or _around(case.service, stage).within
    if within is None:
        return None
    counts = case.service.calendar_of(case.fields) == OPEN_DAYS or within.unit == WORKING_DAYS
    return Clock(came_at, within, calendar if counts else None, _waiting(pauses))


def _around(service: Service, stage: Stage) -> Stage:
    """The stage in which several desks lie side by side, of one of them; of any other itself."""
    return next((one for one in service.stages if stage in one.together), stage)


def applies(case: Case, stage: Stage) -> bool:
    """Whether a case with these answers comes to this stage at all."""
    holds = comes_to(stage, case.fields)
    return holds and (not stage.together or any(applies(case, one) for one in stage.together))


def ahead_of(case: Case, rows: Sequence[CaseDesk]) -> list[str]:
    """The stages after those at which it lies, as far as they apply to it; then the paper, of what ends in
    one.
    """
    lying = [row for row in rows if row.left_at is None]
    if any(row.stage == ISSUE for row in lying):
        return []
    order, here = list(case.service.stages), {row.beside or row.stage for row in lying}
    last = max((number for number, stage in enumerate(order) if stage.stage in here), default=-1)
    return [*(stage.stage for stage in order[last + 1 :] if applies(case, stage)), ISSUE]


def stage_in(service: Service, code: str) -> Stage | None:
    """The stage of this code; None for the wait for the paper."""
    return next((one for one in service.all_stages() if one.stage == code), None)


@dataclass(frozen=True, slots=True)
class Spent:
    """How long a case lay at a desk, and how much of that beyond its time; by the desk's own clock."""

    spent: timedelta
    lost: timedelta


def spent_at(desks: Sequence[CaseDesk], case: Case, *, now: datetime) -> dict[UUID, Spent]:
    """Of each of these visits to the desks of one case. Two queries."""
    calendar = bodies.calendars([case.body_id]).get(case.body_id, Calendar())
    pauses = pauses_of([case]).get(case.id, ())
    return {one.id: _spent(one, case, calendar, pauses, now) for one in desks}


def _spent(desk: CaseDesk, case: Case, calendar: Calendar, pauses: Sequence[Pause], now: datetime) -> Spent:
    until, stage = desk.left_at or now, stage_in(case.service, desk.stage)
    clock = clock_at(case, stage, calendar, came_at=desk.came_at, pauses=pauses) if stage else None
    clock = clock or Clock(desk.came_at, _ANY, None, _waiting(pauses))
    waited = sum((_waited(clock, one, until) for one in clock.pauses), timedelta())
    lost = clock.run(desk.due_at, until) if desk.due_at and until > desk.due_at else timedelta()
    return Spent(max(clock.run(desk.came_at, until) - waited, timedelta()), lost)


def _waited(clock: Clock, pause: Pause, until: datetime) -> timedelta:
    return clock.run(max(pause.began_at, clock.began_at), min(pause.ended_at or until, until))


def _waiting(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    return tuple(one for one in pauses if one.reason in _NOTHING_TO_DO)


# --- in words ---


def stage_name(service: Service, code: str, lang: Lang) -> str:
    """What the desk is called: «কাগজ পরীক্ষা»."""
    if code == ISSUE:
        return PHRASES.say("stage_issue", lang)
    stage = stage_in(service, code)
    return stage.name.in_(lang) if stage and stage.name else code


def move_name(service: Service, stage: str, code: str, lang: Lang) -> str:
    """What a move at the desk is called: as its definition says, or as such a move is called everywhere."""
    found = stage_in(service, stage)
    move = found.moves.get(code) if found else None
    if move and move.name:
        return move.name.in_(lang)
    key = f"stage_move_{code}"
    return PHRASES.say(key if key in SENTENCES else "stage_move_other", lang)


def done_name(service: Service, stage: str, code: str, lang: Lang) -> str:
    """What is said of a visit that was over by this move: «মত দিয়েছেন»; else the name of the move itself."""
    found = stage_in(service, stage)
    move = found.moves.get(code) if found else None
    if found and found.recommends and move and move.to not in (END, APPLICANT):
        return PHRASES.say("stage_left_by_recommended", lang)
    key = f"stage_left_by_{code}"
    if key in SENTENCES and not (move and move.name):
        return PHRASES.say(key, lang)
    return move_name(service, stage, code, lang)


def paper_name(case: Case, question: str, lang: Lang) -> str:
    """What the form calls the paper: «অংশীদারি দলিল»; of what is asked several times also of which."""
    slot = next((one for one in _paper_slots(case) if one.path == question), None)
    if slot is None:
        return question
    asked = short_of(slot.field, lang)
    around = slot.group.short.in_(lang) if slot.group and slot.group.repeat else ""
    return " ".join(filter(None, (around, bn.number(slot.time, lang) if slot.time else "", asked)))


def _paper_slots(case: Case) -> Iterator[Slot]:
    """The questions of the case that ask for a paper."""
    answers = unfolded(case.service, case.fields)
    for slot in slots(case.service, answers):
        if slot.field.kind == PAPER_KIND and not slot.asks_for_more:
            yield slot


def paper_questions(case: Case) -> dict[str, int]:
    """The questions that ask this case for a paper, each with its place in the form."""
    return {slot.path: number for number, slot in enumerate(_paper_slots(case))}


def papers_lacking(case: Case) -> list[str]:
    """The questions that must have a paper, and of which none came with the application."""
    answers = unfolded(case.service, case.fields)
    return [one.path for one in _paper_slots(case) if one.field.required and not answers.get(one.path)]


def papers_owed(cases: Sequence[Case]) -> dict[UUID, list[CasePaper]]:
    """The refused papers of these cases that no other has come for, a question once, as the form has them.

    One query, none where none of the cases goes from desk to desk.
    """
    staged = {case.id: case for case in cases if case.is_staged}
    if not staged:
        return {}
    rows = CasePaper.objects.filter(
        body_id__in={case.body_id for case in staged.values()},
        case_id__in=list(staged),
        state=BroughtState.REFUSED,
    ).order_by("at", "id")
    found: dict[UUID, dict[str, CasePaper]] = {}
    for row in rows:
        found.setdefault(row.case_id, {}).setdefault(row.question, row)
    return {case_id: _in_form_order(staged[case_id], owed) for case_id, owed in found.items()}


def _in_form_order(case: Case, owed: Mapping[str, CasePaper]) -> list[CasePaper]:
    places = paper_questions(case)
    return sorted(owed.values(), key=lambda one: places.get(one.question, len(places)))


def why_words(why: str, lang: Lang) -> str:
    """Why a paper is not good enough: a ready-made reason, or as the officer wrote it."""
    return PHRASES.say(f"paper_why_{why}", lang) if why in PAPER_REASONS else why


# --- how far it is, for whose it is ---


def may_be_withdrawn(case: Case) -> bool:
    """Whether it is an application on its way; what the office calls done or decided ends otherwise."""
    return case.is_staged and case.status in AT_WORK
