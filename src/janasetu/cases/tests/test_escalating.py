"""The sweep of the clocks: what is past its time goes up, once a level, whoever sweeps and how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import Officer
from janasetu.cases.actions import MoveOrder, escalate_overdue, make_move
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.tests.factories import (
    NOW,
    Town,
    events,
    evidence,
    make_town,
    open_case,
    resolved_case,
    told,
)
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact

DUE = NOW + timedelta(hours=72)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def test_a_case_within_its_time_stays_where_it_is(town: Town) -> None:
    case = open_case(town)

    assert escalate_overdue(now=DUE - MOMENT) == 0
    assert fresh(case).level == 0


def test_a_case_past_its_time_goes_one_level_up_and_the_citizen_is_told(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    assert escalate_overdue(now=DUE) == 1

    moved = fresh(case)
    assert (moved.level, moved.officer, moved.status) == (1, town.secretary, "received")
    assert (moved.promise_due_at, moved.escalates_at) == (DUE, DUE + timedelta(hours=72))
    assert told(rita)[-1] == (f"দুঃখিত, অভিযোগ {case.grouped_ref} সময়ের মধ্যে মেটেনি। বিষয়টি এখন সচিব দেখছেন।")
    assert events(case)[-2:] == [("escalated", "system"), ("explanation_asked", "system")]
    assert CaseEvent.objects.filter(code="escalated").latest("id").params == {
        "level": 1,
        "role": "secretary",
        "officer": "secretary@falakata",
    }


def test_sweeping_again_moves_nothing(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    escalate_overdue(now=DUE)

    assert escalate_overdue(now=DUE) == 0
    assert fresh(case).level == 1
    assert len(told(rita)) == 2


def test_each_level_has_the_promised_time_and_the_top_level_keeps_the_case(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    moved = [escalate_overdue(now=DUE + timedelta(hours=hours)) for hours in (0, 71, 72, 144, 9999)]

    assert moved == [1, 0, 1, 0, 0]
    top = fresh(case)
    assert (top.level, top.officer, top.escalates_at) == (2, town.chairman, None)
    assert len(told(rita)) == 3


def test_a_clock_that_leaps_over_weeks_goes_up_one_level_at_a_time(town: Town) -> None:
    case = open_case(town)

    assert escalate_overdue(now=NOW + timedelta(days=60)) == 1
    assert fresh(case).level == 1


def test_a_case_that_waits_for_the_citizen_does_not_go_up(town: Town) -> None:
    case, _ = resolved_case(town)

    assert escalate_overdue(now=NOW + timedelta(days=60)) == 0
    assert fresh(case).level == 0


def test_of_a_level_that_nobody_holds_the_case_is_the_next_ones(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    Officer.objects.filter(id=town.secretary.id).update(active=False)

    escalate_overdue(now=DUE)

    assert (fresh(case).level, fresh(case).officer) == (1, town.chairman)
    assert "সচিব" in told(rita)[-1]


def test_where_nobody_is_there_at_all_the_case_goes_up_and_stays_with_its_officer(town: Town) -> None:
    case = open_case(town)
    Officer.objects.filter(id__in=[town.secretary.id, town.chairman.id]).update(active=False)

    escalate_overdue(now=DUE)

    assert (fresh(case).level, fresh(case).officer) == (1, town.officer)


def test_the_officer_goes_on_with_the_work_while_the_superior_watches(town: Town) -> None:
    case = open_case(town)
    escalate_overdue(now=DUE)

    make_move(officer=town.officer, ref=case.ref, now=DUE, order=MoveOrder("resolve", photos=[evidence()]))

    assert (fresh(case).status, fresh(case).level) == ("awaiting_confirmation", 1)


def test_who_said_stop_is_not_told_and_the_case_goes_up_all_the_same(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    people.remember_opting_out({rita: True}, now=NOW)

    escalate_overdue(now=DUE)

    assert fresh(case).level == 1
    assert len(told(rita)) == 1


def test_cases_of_several_bodies_go_up_in_one_sweep_each_to_its_own(town: Town) -> None:
    elsewhere = make_town("basirhat", number=1003)
    here, there = open_case(town), open_case(elsewhere)

    assert escalate_overdue(now=DUE) == 2
    assert (fresh(here).officer, fresh(there).officer) == (town.secretary, elsewhere.secretary)


def test_statements_do_not_grow_with_the_number_of_cases(town: Town) -> None:
    def statements(number: int, moment: timedelta) -> int:
        for _ in range(number):
            open_case(town, contact=make_contact(), opened_at=NOW + moment)
        with CaptureQueriesContext(connection) as seen:
            assert escalate_overdue(now=DUE + moment) == number
        return len(seen)

    assert statements(1, timedelta()) == statements(3, timedelta(hours=1))


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_move_each_case_once() -> None:
    town = make_town()
    rita = make_contact()
    cases = [open_case(town, contact=rita) for _ in range(12)]
    together = Barrier(2)

    def sweep(_: int) -> int:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return escalate_overdue(now=DUE)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        moved = list(pool.map(sweep, range(2)))

    assert sum(moved) == 12
    assert {fresh(case).level for case in cases} == {1}
    assert len(told(rita)) == 24
    assert CaseEvent.objects.filter(code="escalated").count() == 12
