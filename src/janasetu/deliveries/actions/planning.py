"""Plan a round, set out on it, call a visit off, send a new code: what the office does with visits."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.bodies.models import Officer
from janasetu.bodies.rules import in_office
from janasetu.deliveries import codes, notices, queries, rules
from janasetu.deliveries.actions.ordering import next_try
from janasetu.deliveries.choices import VisitState
from janasetu.deliveries.models import OPEN_STATES, Visit
from janasetu.deliveries.notices import NOTHING, WITH_CODE, News
from janasetu.deliveries.rules import RefusedError, Slot
from janasetu.lib import bn
from janasetu.lib.text import tame

_PLANNABLE = (VisitState.ASKED, VisitState.PLANNED)
_LEAST_WHY = 5
_NOT_NEEDED = {False: "told_not_needed", True: "told_not_inspected"}


@transaction.atomic
def plan_visits(
    *, officer: Officer, visit_ids: Sequence[UUID], runner_id: UUID | None, slot: Slot, now: datetime
) -> list[Visit]:
    """Put these visits into somebody's round, in this order, after what stands in it already. Who waits for
    one whose slot changes with it is told.

    RefusedError for who may not plan, for a runner who is not of the office or not in it, for a slot in which
    it does not work, for an inspection that is another's, and for a visit that has gone out or is over: then
    nothing is planned.
    """
    _check_planner(officer, now)
    runner = _runner(officer, runner_id, now=now)
    calendar = bodies.calendars([officer.body_id]).get(officer.body_id, Calendar())
    if slot not in rules.slots(calendar, after=now):
        raise RefusedError("slot_wrong")
    visits = _locked(officer, visit_ids)
    _check_inspections(visits, runner)
    turn = _last_turn(runner, slot.day)
    moved = [visit for visit in visits if visit.slot != slot]
    for visit in visits:
        turn += 1
        visit.runner, visit.place, visit.planned_at, visit.state = runner, turn, now, VisitState.PLANNED
        visit.move_to(slot)
    Visit.objects.bulk_update(visits, ["runner", "place", "planned_at", "state", "day", "part", "due_at"])
    owed = queries.owed(moved)
    notices.tell(
        [
            News(
                one,
                "told_moved",
                f"visit:{one.id}:{slot.code}:{now.isoformat()}",
                owed.get(one.case_id, NOTHING),
            )
            for one in moved
        ],
        now=now,
    )
    return visits


@transaction.atomic
def set_out(*, officer: Officer, day: date, now: datetime) -> list[Visit]:
    """Begin the round: who waits is told that somebody is on the way, and the code that only they know. What
    is out already stays as it is. RefusedError where nothing was planned.
    """
    officer.require_office(at=now)
    rows = Visit.objects.select_for_update(of=("self",)).select_related("body")
    round_ = rows.filter(body_id=officer.body_id, runner=officer, day__lte=day)
    visits = list(round_.filter(state=VisitState.PLANNED).order_by("id"))
    if not visits:
        if round_.filter(state=VisitState.OUT).exists():
            return []
        raise RefusedError("nothing_planned")
    told = []
    owed = queries.owed(visits)
    for visit in visits:
        visit.state, visit.out_at = VisitState.OUT, now
        told.append(_on_the_way(visit, officer, owed.get(visit.case_id, NOTHING)))
    Visit.objects.bulk_update(visits, ["state", "out_at", "code", "wrong_codes"])
    notices.tell(told, now=now)
    return visits


@transaction.atomic
def call_off(*, officer: Officer, visit_id: UUID, why: str, now: datetime) -> Visit:
    """Let a visit not be made; who waits reads why. RefusedError where it is over or nothing is said."""
    _check_planner(officer, now)
    words = " ".join(tame(bn.normalise(why)).split())[: rules.MOST_NOTE]
    if len(words) < _LEAST_WHY:
        raise RefusedError("why_needed")
    visit = queries.visit_for_update(officer.body_id, visit_id)
    _check_open(visit)
    with acting_as(by=officer.post, reason=words):
        end(visit, VisitState.CALLED_OFF, by=officer.post, now=now)
        visit.note = words
        visit.save(update_fields=["state", "ended_at", "ended_by", "note"])
    notices.tell([News(visit, "told_called_off", f"visit:{visit.id}:off", values={"reason": words})], now=now)
    return visit


def call_back(ended: Mapping[tuple[UUID, UUID], str], *, by: str, now: datetime) -> int:
    """Nobody brings a paper home, or hands it over, that holds no more; how many visits end so. Two
    statements at most, none for none. `ended`: by body and paper, why.

    Stands in the transaction of whoever ends the paper and tells its holder: of this nothing more is said.
    """
    if not ended:
        return 0
    rows = Visit.objects.select_for_update(of=("self",)).filter(
        body_id__in={body_id for body_id, _ in ended},
        paper_id__in=[paper_id for _, paper_id in ended],
        state__in=OPEN_STATES,
    )
    visits = [(one, ended[one.body_id, one.paper_id]) for one in rows.order_by("id") if one.paper_id]
    for visit, why in visits:
        end(visit, VisitState.CALLED_OFF, by=by, now=now)
        visit.note = why[: rules.MOST_NOTE]
    Visit.objects.bulk_update([one for one, _ in visits], ["state", "ended_at", "ended_by", "note"])
    return len(visits)


@transaction.atomic
def fetch_no_more(wanted: Collection[tuple[UUID, UUID, str]], *, by: str, now: datetime) -> None:
    """These papers (body, case, question; every one of the case where no question is named) need not be
    fetched any more, nor these desks inspect (body, case, id of the desk): the open visits for them are
    called off, and who waits is told. One query for none of them; the cases are locked.
    """
    if not wanted:
        return
    rows = Visit.objects.select_for_update(of=("self",)).select_related("body")
    rows = rows.exclude(wanted="", desk_id=None)
    waiting = rows.filter(
        body_id__in={body_id for body_id, _, _ in wanted},
        case_id__in={case_id for _, case_id, _ in wanted},
        state__in=OPEN_STATES,
    )
    over = [
        one
        for one in waiting.order_by("id")
        if not {(one.body_id, one.case_id, said) for said in (_goes_for(one), "")}.isdisjoint(wanted)
    ]
    for visit in over:
        end(visit, VisitState.CALLED_OFF, by=by, now=now)
    Visit.objects.bulk_update(over, ["state", "ended_at", "ended_by"])
    told = [News(one, _NOT_NEEDED[one.inspects], f"visit:{one.id}:off") for one in over]
    notices.tell(told, now=now)


def _goes_for(visit: Visit) -> str:
    return visit.wanted or str(visit.desk_id)


@transaction.atomic
def move_inspection(*, body_id: UUID, visit_id: UUID, runner: Officer, slot: Slot, now: datetime) -> Visit:
    """Put an inspection on another day, or on the round of whoever has its desk now; who waits is told of a
    new day. RefusedError where it is over. Whoever calls has looked whose desk it is, and at the slot.
    """
    visit = queries.visit_for_update(body_id, visit_id)
    _check_open(visit)
    is_new_day = visit.slot != slot
    visit.runner, visit.state, visit.planned_at, visit.out_at = runner, VisitState.PLANNED, now, None
    visit.move_to(slot)
    visit.save(update_fields=["runner", "state", "planned_at", "out_at", "day", "part", "due_at"])
    if is_new_day:
        source = f"visit:{visit.id}:{slot.code}:{now.isoformat()}"
        notices.tell([News(visit, "told_moved", source)], now=now)
    return visit


@transaction.atomic
def keep_at_office(visit: Visit, *, now: datetime, caused_by: UUID | None = None) -> None:
    """The paper waits at the counter: whoever comes for it has the code. The visit is locked."""
    visit.state, visit.runner, visit.planned_at = VisitState.AT_OFFICE, None, None
    code = fresh_code(visit)
    visit.save(update_fields=["state", "runner", "planned_at", "code", "wrong_codes"])
    owed = queries.owed([visit]).get(visit.case_id, NOTHING)
    source = f"{WITH_CODE}{visit.id}:{now.isoformat()}"
    values: dict[str, notices.Says] = {"code": code, "office": visit.body.name_in}
    notices.tell([News(visit, "told_at_office", source, owed, values, caused_by)], now=now)


@transaction.atomic
def wait_at_office(*, officer: Officer, visit_id: UUID, now: datetime) -> Visit:
    """The citizen said at the office that they come themselves. RefusedError where it is out or over."""
    _check_planner(officer, now)
    visit = queries.visit_for_update(officer.body_id, visit_id)
    if visit.state not in _PLANNABLE or not visit.brings:
        raise RefusedError("not_plannable", ref=visit.grouped_ref)
    keep_at_office(visit, now=now)
    return visit


@transaction.atomic
def try_again(*, officer: Officer, visit_id: UUID, slot: Slot, now: datetime) -> Visit:
    """Come once more after the last try failed, in this slot; who waits is told.

    RefusedError where a later try is there already, or the office does not work then.
    """
    _check_planner(officer, now)
    visit = queries.visit_for_update(officer.body_id, visit_id)
    calendar = bodies.calendars([officer.body_id]).get(officer.body_id, Calendar())
    if slot not in rules.slots(calendar, after=now):
        raise RefusedError("slot_wrong")
    later = Visit.objects.filter(body_id=visit.body_id, source=visit.source, attempt__gt=visit.attempt)
    if visit.state != VisitState.FAILED or later.exists():
        raise RefusedError("over_already")
    again = next_try(visit, slot, now=now)
    again.save(force_insert=True)
    owed = queries.owed([again]).get(again.case_id, NOTHING)
    notices.tell([News(again, "told_moved", f"visit:{again.id}:again", owed)], now=now)
    return again


@transaction.atomic
def send_new_code(*, officer: Officer, visit_id: UUID, now: datetime) -> Visit:
    """Send another code to who waits, once the one before was typed wrongly too often or was lost.

    RefusedError where none was sent yet, or it is over.
    """
    _check_planner(officer, now)
    visit = queries.visit_for_update(officer.body_id, visit_id)
    if visit.state not in (VisitState.OUT, VisitState.AT_OFFICE) or not visit.code:
        raise RefusedError("code_none")
    code = fresh_code(visit)
    visit.save(update_fields=["code", "wrong_codes"])
    owed = queries.owed([visit]).get(visit.case_id, NOTHING)
    source = f"{WITH_CODE}{visit.id}:{now.isoformat()}"
    notices.tell([News(visit, "told_new_code", source, owed, {"code": code})], now=now)
    return visit


def end(visit: Visit, state: VisitState, *, by: str, now: datetime) -> None:
    """It is over; not saved."""
    visit.state, visit.ended_at, visit.ended_by = state, now, by


def fresh_code(visit: Visit) -> str:
    """A new code, of which the visit keeps the seal; not saved."""
    code = codes.new_code()
    visit.code, visit.wrong_codes = codes.sealed(code), 0
    return code


def _on_the_way(visit: Visit, officer: Officer, owed: Decimal) -> News:
    values: dict[str, notices.Says] = {"runner": officer.name_in}
    if not visit.brings:
        key = "told_out_to_inspect" if visit.inspects else "told_out_to_collect"
        return News(visit, key, f"visit:{visit.id}:out", owed, values)
    values["code"] = fresh_code(visit)
    return News(visit, "told_out", f"{WITH_CODE}{visit.id}:out", owed, values)


def _check_planner(officer: Officer, now: datetime) -> None:
    officer.require_office(at=now)
    if not rules.may_plan(officer.tenure, now):
        raise RefusedError("may_not_plan")


def _runner(officer: Officer, runner_id: UUID | None, *, now: datetime) -> Officer:
    if runner_id is None:
        raise RefusedError("no_runner")
    known = Officer.objects.select_related("body").filter(body_id=officer.body_id, id=runner_id).first()
    if known is None or not in_office(known.tenure, now):
        raise RefusedError("no_runner")
    return known


def _locked(officer: Officer, visit_ids: Collection[UUID]) -> list[Visit]:
    """The visits in the order that was asked for. RefusedError where one cannot be planned."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("body")
    found = {one.id: one for one in rows.filter(body_id=officer.body_id, id__in=visit_ids).order_by("id")}
    if not visit_ids:
        raise RefusedError("nothing_chosen")
    for visit_id in visit_ids:
        visit = found.get(visit_id)
        if visit is None:
            raise RefusedError("no_such_visit")
        if visit.state not in _PLANNABLE:
            raise RefusedError("not_plannable", ref=visit.grouped_ref)
    return [found[visit_id] for visit_id in dict.fromkeys(visit_ids)]


def _check_inspections(visits: Sequence[Visit], runner: Officer) -> None:
    """Whoever has the desk inspects: their visit may be put on another day, and is nobody else's."""
    for visit in visits:
        if visit.inspects and visit.runner_id != runner.id:
            raise RefusedError("inspection_theirs", ref=visit.grouped_ref)


def _last_turn(runner: Officer, day: date) -> int:
    rows = Visit.objects.filter(body_id=runner.body_id, runner=runner, day=day)
    return max(rows.values_list("place", flat=True), default=0)


def _check_open(visit: Visit) -> None:
    if visit.state not in OPEN_STATES:
        raise RefusedError("over_already")
