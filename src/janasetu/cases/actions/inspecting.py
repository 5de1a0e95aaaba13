"""A desk sees for itself: its visit is on the round of who has it, and what is filled in there decides."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.bodies.models import Officer
from janasetu.cases import desks, queries
from janasetu.cases.actions.staging import StageOrder, decide, require_desk
from janasetu.cases.doorstep import Going, visit_to_inspect
from janasetu.cases.rules import RefusedError
from janasetu.deliveries import queries as visits
from janasetu.deliveries.actions import move_inspection, order_visits
from janasetu.deliveries.choices import VisitState
from janasetu.deliveries.models import Visit
from janasetu.deliveries.rules import Slot, slots


@transaction.atomic
def take_on_round(*, officer: Officer, ref: str, desk: UUID, slot: Slot | None, now: datetime) -> Visit:
    """Put what this desk has to see on the round of the officer who has it; the applicant is told when.

    Once more puts it on another day, or on the round of whoever has the desk now. RefusedError for who has
    not the desk, where it has no form to fill in there, where nobody said where, for a slot in which the
    office does not work, and while somebody is on the way.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    rows = desks.desks_of(case)
    row = require_desk(officer, case, rows, desk, now=now)
    if not desks.moves_on_site(case, rows, row):
        raise RefusedError("site_no_form")
    calendar = bodies.calendars([case.body_id]).get(case.body_id, Calendar())
    if slot is None or slot not in slots(calendar, after=now):
        raise RefusedError("site_slot")
    with acting_as(by=officer.post):
        if known := visits.inspections(case.body_id, case.id).get(row.id):
            return _moved(known, officer, slot, now=now)
        been = [one for one in visits.visits_of_case(case.body_id, case.id) if one.desk_id == row.id]
        party = queries.parties([case.body_id], [case.id]).get(case.id)
        order = visit_to_inspect(case, row, party, Going(officer.id, slot, 1 + len(been)))
        if order is None:
            raise RefusedError("site_nowhere")
        (visit,) = order_visits([order], now=now)
    return visit


def _moved(visit: Visit, officer: Officer, slot: Slot, *, now: datetime) -> Visit:
    if visit.state == VisitState.OUT and visit.runner_id == officer.id:
        raise RefusedError("site_out")
    return move_inspection(body_id=visit.body_id, visit_id=visit.id, runner=officer, slot=slot, now=now)


def decide_on_site(*, officer: Officer, visit: Visit, order: StageOrder, now: datetime) -> None:
    """Make the move of the desk with what was filled in at the place. RefusedError as of any move, and for
    one that asks for a code.
    """
    case = queries.case_for_update(officer, visit.ref)
    rows = desks.desks_of(case)
    row = next((one for one in rows if one.id == order.desk), None)
    if row is None or order.desk != visit.desk_id or row.left_at is not None:
        raise RefusedError("stage_left")
    if order.move not in desks.moves_on_site(case, rows, row):
        raise RefusedError("stage_move_unknown")
    decide(officer=officer, ref=visit.ref, order=order, now=now)
