"""Tie an application to an entry of a register: a clerk says which it is, or the record room looks for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import desks, queries, records
from janasetu.cases.actions.arriving import put_off as put_desks_off
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, put_off, set_dues
from janasetu.cases.actions.sending_on import SYSTEM
from janasetu.cases.actions.staging import event_of
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import EventCode, PauseReason
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.models import Case, CaseDesk, CaseEntry, CaseEvent, CasePause
from janasetu.cases.notices import Notice, tell
from janasetu.cases.rules import RefusedError
from janasetu.catalogue.schema.stages import Register
from janasetu.lib import bn
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.registers.actions import ask_record_room, look_for_case, open_entry
from janasetu.registers.choices import RecordSearchState
from janasetu.registers.models import RecordSearch
from janasetu.registers.queries import unheard_answers
from janasetu.registers.searching import Found
from janasetu.rows.waiting import Waiting

AT_ONCE = 100


@transaction.atomic
def look_up(*, officer: Officer, case: Case, register: Register, now: datetime) -> Found:
    """Whom of the register the case may mean, the likeliest first; that they were shown is on record.

    registers.rules.RefusedError for a post that has no business in the registers.
    """
    asked = records.tries(case, register)
    return look_for_case(officer=officer, tries=asked, case_id=case.id, now=now)


@transaction.atomic
def choose_entry(*, officer: Officer, ref: str, desk: UUID, entry_id: UUID, now: datetime) -> CaseEntry:
    """Say which entry the application is about; another one takes the place of the one before.

    RefusedError where the case does not lie at that desk, or the register has no such entry.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    row, register = _at_desk(officer, case, desk, now=now)
    entry = open_entry(officer=officer, entry_id=entry_id, now=now)
    if entry is None or entry.kind != records.KINDS[register.of]:
        raise RefusedError("no_such_entry")
    standing = records.chosen(case)
    if standing and standing.entry_id == entry.id and standing.still_says_so:
        return standing  # the button was pressed twice
    with acting_as(by=officer.post):
        if standing:
            standing.left_at = now
            standing.save(update_fields=["left_at"])
        made = CaseEntry.objects.create(
            body_id=case.body_id,
            case=case,
            entry=entry,
            digest=entry.digest,
            chosen_by=officer.post,
            chosen_at=now,
        )
        params = {"stage": row.stage, "number": entry.number, "year": entry.year}
        if otherwise := records.differing(case, register, entry):
            params["otherwise"] = otherwise
        event_of(case, EventCode.ENTRY_CHOSEN, params, by=officer.post, now=now).save(force_insert=True)
    return made


@transaction.atomic
def ask_records(*, officer: Officer, ref: str, desk: UUID, now: datetime) -> RecordSearch:
    """Let the record room look for whom the application names; the applicant hears until when. While it
    looks, asking again changes nothing.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    row, register = _at_desk(officer, case, desk, now=now)
    standing = records.last_search(case)
    if standing and records.is_looked_for(standing):
        return standing
    order = records.order_for(case, register)
    with acting_as(by=officer.post):
        search = ask_record_room(body_id=case.body_id, order=order, officer=officer, now=now)
        until = _end_of(search)
        params = {"stage": row.stage, "search": str(search.id), "until": until.isoformat()}
        event = event_of(case, EventCode.RECORDS_ASKED, params, by=officer.post, now=now)
        event.save(force_insert=True)
        _rest(case, event, until=until, now=now)
    notice = Notice(
        case, "records_asked", f"event:{event.id}", {"until": lambda lang: bn.date(search.due_on, lang)}
    )
    tell([notice], queries.parties([case.body_id], [case.id]), now=now)
    return search


def hear_record_room(*, now: datetime) -> int:
    """Let applications take up what the record room has answered; how many. Safe to run twice, or at once."""
    heard = 0
    while _ANSWERS.at(now) and (batch := _hear_some(now=now)):
        heard += batch
    return heard


_ANSWERS = Waiting(lambda _: unheard_answers())


@transaction.atomic
def _hear_some(*, now: datetime) -> int:
    searches = list(unheard_answers().select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    if not searches:
        return 0
    cases = _locked(searches)
    events = [_answered(one, case, now=now) for one in searches if (case := cases.get(one.case_id))]
    CaseEvent.objects.bulk_create(events)
    for case in {event.case_id: event.case for event in events}.values():
        _rest_no_more(case, now=now)
    _tell_all(events, now=now)
    RecordSearch.objects.filter(
        body_id__in={one.body_id for one in searches}, id__in=[one.id for one in searches]
    ).update(heard_at=now)
    return len(searches)


def _locked(searches: Sequence[RecordSearch]) -> dict[UUID | None, Case]:
    """The cases that still wait for these."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("body")
    found = rows.filter(
        body_id__in={one.body_id for one in searches}, id__in=[one.case_id for one in searches]
    )
    return {case.id: case for case in found.order_by("id") if case.is_open}


def _answered(search: RecordSearch, case: Case, *, now: datetime) -> CaseEvent:
    is_found = search.state == RecordSearchState.FOUND
    params = {"search": str(search.id), "found": is_found, "where": search.searched}
    return event_of(case, EventCode.RECORDS_ANSWERED, params, by=search.answered_by or SYSTEM, now=now)


def _tell_all(events: Sequence[CaseEvent], *, now: datetime) -> None:
    """Who has the desk hears of every answer; the applicant that they were found: of what is not there the
    desk decides, and says why.
    """
    if not events:
        return
    at_desk = _desks_that_wait([event.case for event in events])
    reminders = [
        Reminder(
            desk.officer, Notice(event.case, _key(event, "desk_records"), f"event:{event.id}", _where(event))
        )
        for event in events
        if (desk := at_desk.get(event.case_id)) and desk.officer
    ]
    remind_officers(reminders, now=now)
    found = [event for event in events if event.params["found"]]
    notices = [Notice(event.case, "records_found", f"event:{event.id}:applicant") for event in found]
    bodies, cases = {one.body_id for one in found}, [one.case_id for one in found]
    tell(notices, queries.parties(bodies, cases) if found else {}, now=now)


def _key(event: CaseEvent, begins: str) -> str:
    return f"{begins}_{'found' if event.params['found'] else 'missed'}"


def _where(event: CaseEvent) -> Mapping[str, str]:
    return {"where": event.params["where"]}


def _desks_that_wait(cases: Sequence[Case]) -> dict[UUID, CaseDesk]:
    """The desk of each that looks in a register, else any at which it lies."""
    known = {case.id: case for case in cases}
    rows = CaseDesk.objects.filter(
        body_id__in={case.body_id for case in cases}, case_id__in=list(known), left_at__isnull=True
    ).select_related("officer__role", "officer__body")
    found: dict[UUID, CaseDesk] = {}
    for row in rows.order_by("came_at", "id"):
        stage = desks.stage_in(known[row.case_id].service, row.stage)
        if row.case_id not in found or (stage and stage.looks_in):
            found[row.case_id] = row
    return found


# --- the promise, where a definition lets it wait ---


def _rest(case: Case, event: CaseEvent, *, until: datetime, now: datetime) -> None:
    """Let the promise stand still until the record room is to answer, where the definition says so: once, for
    who asks again gains no time.
    """
    limits = case.service.limits
    if limits is None or limits.records != "pauses" or _resting(case).exists():
        return
    pause = CasePause(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        reason=PauseReason.RECORD_ROOM,
        event=event,
        began_at=now,
        ended_at=until,
    )
    pause.save(force_insert=True)
    put_off(case, clocks_of([case], pauses_of([case]))[case.id], pause.pause)
    case.save(update_fields=CLOCK_COLUMNS)
    put_desks_off([case], now=now)


def _rest_no_more(case: Case, *, now: datetime) -> None:
    """The answer is here: the promise runs on."""
    if _resting(case).filter(ended_at__gt=now).update(ended_at=now):
        set_dues(case, clocks_of([case], pauses_of([case]))[case.id])
        case.save(update_fields=CLOCK_COLUMNS)
        put_desks_off([case], now=now)


def _resting(case: Case) -> "QuerySet[CasePause]":
    return CasePause.objects.filter(body_id=case.body_id, case_id=case.id, reason=PauseReason.RECORD_ROOM)


def _end_of(search: RecordSearch) -> datetime:
    """The last moment of the day on which the record room is to answer."""
    return datetime.combine(search.due_on + timedelta(days=1), time(), tzinfo=KOLKATA) - timedelta(minutes=1)


# --- what these have in common ---


def _at_desk(officer: Officer, case: Case, desk: UUID, *, now: datetime) -> tuple[CaseDesk, Register]:
    """The desk that is meant, and the register in which it looks; the officer has that desk."""
    row = next((one for one in desks.desks_of(case) if one.id == desk and one.left_at is None), None)
    if row is None or not case.is_open:
        raise RefusedError("stage_left")
    if officer.body_id != case.body_id or not desks.may_work_at(officer, row, case, now=now):
        raise RefusedError("stage_not_yours")
    stage = desks.stage_in(case.service, row.stage)
    if stage is None or stage.looks_in is None:
        raise RefusedError("stage_move_unknown")
    return row, stage.looks_in
