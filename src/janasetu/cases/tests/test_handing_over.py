"""The hand-over: when authority changes, open cases go to whoever is in office, at that instant, and once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import queries as bodies
from janasetu.bodies import rules
from janasetu.bodies.actions import Appointee, appoint_acting, end_board, return_authority, sync_posts
from janasetu.bodies.models import Officer
from janasetu.bodies.queries import TermEndedError
from janasetu.bodies.tests.factories import ORDER, make_department, make_officer
from janasetu.cases.actions import MoveOrder, escalate_overdue, hand_over_due, make_move, open_cases
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import (
    NOW,
    Town,
    events,
    evidence,
    make_town,
    open_case,
    order,
    resolved_case,
    told,
)
from janasetu.catalogue.loader import read
from janasetu.catalogue.tests.factories import COMPLAINT, publish, write
from janasetu.lib.clock import KOLKATA
from janasetu.people.tests.factories import make_contact

MIDNIGHT = datetime(2026, 12, 1, tzinfo=KOLKATA)
LAST = MIDNIGHT - timedelta(microseconds=1)  # 23:59:59.999999
ADMINISTRATOR = Appointee("administrator@falakata", {"bn": "সুচেতা লাহিড়ী", "en": "Sucheta Lahiri"})


@pytest.fixture
def town(db: None) -> Town:
    sync_posts()
    return make_town()


def end_the_board(town: Town, at: datetime = MIDNIGHT) -> Officer:
    return end_board(body_id=town.body.id, at=at, administrator=ADMINISTRATOR, **ORDER)  # type: ignore[arg-type]


def leave(officer: Officer, at: datetime = MIDNIGHT) -> None:
    Officer.objects.filter(id=officer.id).update(until=at)


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def at_the_top(town: Town, **changes: object) -> Case:
    """A case that has come up to the chairman."""
    case = open_case(town, **changes)  # type: ignore[arg-type]
    for late in (4, 8):
        escalate_overdue(now=NOW + timedelta(days=late))
    assert fresh(case).officer == town.chairman
    return case


# --- The board ends at midnight in Kolkata ---


def test_until_the_last_instant_the_chairman_acts_and_from_midnight_nobody_under_that_title(
    town: Town,
) -> None:
    case = at_the_top(town)
    end_the_board(town)

    acting = bodies.officer_by_post("chairman@falakata", at=LAST)
    make_move(officer=acting, ref=case.ref, now=LAST, order=MoveOrder("reply", note="কাল লোক যাবে।"))

    with pytest.raises(TermEndedError) as by_name:
        bodies.officer_by_post("chairman@falakata", at=MIDNIGHT)
    assert by_name.value.sentence("bn") == "এই পদের মেয়াদ শেষ হয়েছে।"
    with pytest.raises(TermEndedError):  # nor by a page that was open since before midnight
        make_move(officer=acting, ref=case.ref, now=MIDNIGHT, order=MoveOrder("reply", note="আবার"))
    assert events(case)[-1] == ("replied", "chairman@falakata")


def test_what_lay_with_the_chairman_lies_with_the_administrator_who_may_do_all_that_he_could(
    town: Town,
) -> None:
    case = at_the_top(town, contact=(rita := make_contact()))
    administrator = end_the_board(town)

    assert hand_over_due(now=LAST) == 0
    assert hand_over_due(now=MIDNIGHT) == 1
    assert fresh(case).officer == administrator

    make_move(
        officer=administrator, ref=case.ref, now=MIDNIGHT, order=MoveOrder("resolve", photos=[evidence()])
    )
    assert fresh(case).status == "awaiting_confirmation"
    may_sign = [
        rules.may_sign(one.tenure, "licence", MIDNIGHT) for one in (_again(town.chairman), administrator)
    ]
    assert may_sign == [False, True]
    assert "চেয়ারম্যান" not in told(rita)[-1]


def _again(officer: Officer) -> Officer:
    return Officer.objects.get(id=officer.id)


def test_a_hand_over_is_an_event_of_the_system_of_which_the_citizen_hears_nothing(town: Town) -> None:
    case = at_the_top(town, contact=(rita := make_contact()))
    heard = told(rita)
    before = fresh(case)
    end_the_board(town)

    hand_over_due(now=MIDNIGHT)

    assert events(case)[-1] == ("handed_over", "system")
    last = CaseEvent.objects.latest("id")
    assert last.params == {
        "former": "chairman@falakata",
        "officer": "administrator@falakata",
        "why": "acting",
    }
    assert last.at == MIDNIGHT
    assert told(rita) == heard
    after = fresh(case)
    assert (after.level, after.status, after.promise_due_at, after.escalates_at) == (
        before.level,
        before.status,
        before.promise_due_at,
        before.escalates_at,
    )


def test_what_comes_up_to_the_chairman_after_midnight_comes_to_the_administrator_under_his_title(
    town: Town,
) -> None:
    case = open_case(town, contact=(rita := make_contact()), opened_at=MIDNIGHT - timedelta(days=4))
    escalate_overdue(now=LAST)
    administrator = end_the_board(town)

    escalate_overdue(now=MIDNIGHT + timedelta(days=4))

    assert fresh(case).officer == administrator
    assert told(rita)[-1].endswith("বিষয়টি এখন প্রশাসক দেখছেন।")


def test_sweeping_again_hands_over_nothing(town: Town) -> None:
    case = at_the_top(town)
    end_the_board(town)

    assert [hand_over_due(now=MIDNIGHT) for _ in range(3)] == [1, 0, 0]
    assert [code for code, _ in events(case)].count("handed_over") == 1


# --- Whose cases move, and to whom ---


def test_cases_of_those_who_stay_and_closed_cases_stay(town: Town) -> None:
    low, closed, high = open_case(town), at_the_top(town), at_the_top(town)
    Case.objects.filter(id=low.id).update(officer=town.officer, level=0)
    Case.objects.filter(id=closed.id).update(status="withdrawn")
    administrator = end_the_board(town)

    assert hand_over_due(now=MIDNIGHT) == 1
    assert [fresh(case).officer for case in (low, closed, high)] == [
        town.officer,
        town.chairman,
        administrator,
    ]


def test_a_case_that_waits_for_the_citizen_moves_too(town: Town) -> None:
    case, _ = resolved_case(town)
    leave(town.officer)
    successor = make_officer(town.body, "officer", since=MIDNIGHT)

    hand_over_due(now=MIDNIGHT)

    assert (fresh(case).officer, fresh(case).status) == (successor, "awaiting_confirmation")


def test_a_closed_login_hands_over_like_an_ended_term(town: Town) -> None:
    case = open_case(town)
    successor = make_officer(town.body, "officer")
    Officer.objects.filter(id=town.officer.id).update(active=False)

    hand_over_due(now=NOW)

    assert fresh(case).officer == successor


def test_the_department_has_its_own_successor_before_the_general_one(town: Town) -> None:
    lighting, water = open_case(town), open_case(town, fields={"category": "water_no_supply"})
    department = lighting.department
    make_department(town.body, "m_water")
    own = make_officer(town.body, "officer", department=department, since=MIDNIGHT)
    general = make_officer(town.body, "officer", since=MIDNIGHT)
    leave(town.officer)

    assert hand_over_due(now=MIDNIGHT) == 2

    assert (fresh(lighting).officer, fresh(water).officer) == (own, general)


def test_a_subject_with_levels_of_its_own_goes_to_the_successor_at_those_levels(
    town: Town, tmp_path: Path
) -> None:
    """The lights answer to the secretary first here, and to the chairman next; water to the officer."""
    written = COMPLAINT.read_text(encoding="utf-8")
    lights = "{corporation: lighting, municipality: m_lighting, gram_panchayat: gp_works}\n"
    own = "        levels: {municipality: [secretary, chairman]}\n"
    changed = read(write(tmp_path, written.replace(lights, lights + own, 1)))
    here = replace(town, version=publish(changed))
    light, high, water = (
        open_case(here),
        open_case(here),
        open_case(here, fields={"category": "water_no_supply"}),
    )
    Case.objects.filter(id=high.id).update(level=1, officer=town.chairman)
    assert (light.officer, water.officer) == (town.secretary, town.officer)
    posts = ("officer", "secretary", "chairman")
    for former in (town.officer, town.secretary, town.chairman):
        leave(former)
    officer, secretary, chairman = (make_officer(town.body, post, since=MIDNIGHT) for post in posts)

    assert hand_over_due(now=MIDNIGHT) == 3
    assert [fresh(case).officer for case in (light, high, water)] == [secretary, chairman, officer]


def test_where_the_post_is_vacant_the_superior_has_the_case_until_somebody_comes(town: Town) -> None:
    case = open_case(town)
    leave(town.officer)

    assert [hand_over_due(now=MIDNIGHT) for _ in range(2)] == [1, 0]
    assert (fresh(case).officer, fresh(case).level) == (town.secretary, 0)
    successor = make_officer(town.body, "officer", since=MIDNIGHT + timedelta(hours=9))

    assert [hand_over_due(now=MIDNIGHT + timedelta(hours=hours)) for hours in (8, 9, 10)] == [0, 1, 0]
    assert (fresh(case).officer, fresh(case).covers) == (successor, None)


def test_what_the_superior_has_made_their_own_stays_theirs(town: Town) -> None:
    case = open_case(town)
    leave(town.officer)
    hand_over_due(now=MIDNIGHT)
    make_move(officer=town.secretary, ref=case.ref, now=MIDNIGHT, order=MoveOrder("assign"))
    make_officer(town.body, "officer", since=MIDNIGHT)

    assert hand_over_due(now=MIDNIGHT) == 0
    assert fresh(case).officer == town.secretary


def test_where_nobody_can_take_the_case_it_lies_with_the_role_until_somebody_can(town: Town) -> None:
    case = open_case(town)
    leave(town.officer)
    Officer.objects.filter(id__in=[town.secretary.id, town.chairman.id]).update(active=False)

    assert [hand_over_due(now=MIDNIGHT) for _ in range(2)] == [1, 0]
    assert fresh(case).officer is None
    assert CaseEvent.objects.latest("id").params == {
        "former": "officer@falakata",
        "officer": "",
        "why": "nobody",
        "role": "officer",
        "head": "chairman",
    }
    successor = make_officer(town.body, "officer", since=MIDNIGHT + timedelta(days=1))

    assert [hand_over_due(now=MIDNIGHT + timedelta(hours=hours)) for hours in (23, 24)] == [0, 1]
    assert fresh(case).officer == successor


def test_each_case_goes_its_own_way_however_few_at_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("janasetu.cases.actions.handing_over.AT_ONCE", 1)
    stuck, goes = open_case(town), at_the_top(town)
    Case.objects.filter(id=stuck.id).update(officer=town.chairman, level=0)
    leave(town.officer)
    administrator = end_the_board(town)

    assert hand_over_due(now=MIDNIGHT) == 2
    assert (fresh(stuck).officer, fresh(goes).officer) == (town.secretary, administrator)


def test_acting_authority_takes_over_and_gives_back(town: Town) -> None:
    case, back = open_case(town), MIDNIGHT + timedelta(days=10)
    leave(town.officer)
    clerk = make_officer(town.body, "clerk")
    acting = appoint_acting(
        body_id=town.body.id,
        role="officer",
        officer=clerk,
        since=MIDNIGHT,
        **ORDER,  # type: ignore[arg-type]
    )

    hand_over_due(now=MIDNIGHT)
    make_move(officer=acting, ref=case.ref, now=MIDNIGHT, order=MoveOrder("assign"))
    assert fresh(case).officer == acting
    with pytest.raises(RefusedError, match="move_not_yours"):  # a clerk by himself may not
        make_move(officer=clerk, ref=case.ref, now=MIDNIGHT, order=MoveOrder("assign"))

    returned = make_officer(town.body, "officer", since=back)
    return_authority(body_id=town.body.id, role="officer", at=back)
    hand_over_due(now=back)
    assert fresh(case).officer == returned


def test_who_stands_in_for_a_vacant_seat_may_act_on_what_came_to_them_and_on_nothing_else(town: Town) -> None:
    theirs, other = at_the_top(town), open_case(town)
    vice = make_officer(town.body, "vice_chairman")
    leave(town.chairman)

    hand_over_due(now=MIDNIGHT)

    assert fresh(theirs).officer == vice
    make_move(officer=vice, ref=theirs.ref, now=MIDNIGHT, order=MoveOrder("reply", note="দেখছি"))
    with pytest.raises(RefusedError, match="move_not_yours"):
        make_move(officer=vice, ref=other.ref, now=MIDNIGHT, order=MoveOrder("reply", note="দেখছি"))


def test_a_case_that_is_opened_after_midnight_goes_to_who_is_in_office(town: Town) -> None:
    leave(town.officer)
    successor = make_officer(town.body, "officer", since=MIDNIGHT)

    cases = [open_cases([order(town, opened_at=at)], now=at)[0] for at in (LAST, MIDNIGHT)]

    assert [case.officer for case in cases] == [town.officer, successor]


def test_nobody_is_given_a_case_who_is_out_of_office(town: Town) -> None:
    case = open_case(town)
    leave(town.secretary)

    with pytest.raises(RefusedError, match="move_not_yours"):
        make_move(
            officer=town.officer,
            ref=case.ref,
            now=MIDNIGHT,
            order=MoveOrder("assign", to=_again(town.secretary)),
        )
    assert fresh(case).officer == town.officer


# --- With the clocks ---


@pytest.mark.parametrize("first", ["hand_over", "escalate"])
def test_an_escalation_that_is_due_at_the_same_instant_is_not_lost(town: Town, first: str) -> None:
    case = open_case(town, opened_at=MIDNIGHT - timedelta(hours=72))
    leave(town.officer)
    make_officer(town.body, "officer", since=MIDNIGHT)
    sweeps = [lambda: hand_over_due(now=MIDNIGHT), lambda: escalate_overdue(now=MIDNIGHT)]

    for sweep in sweeps if first == "hand_over" else reversed(sweeps):
        sweep()

    moved = fresh(case)
    assert (moved.level, moved.officer, moved.escalates_at) == (
        1,
        town.secretary,
        MIDNIGHT + timedelta(hours=72),
    )
    assert "escalated" in [code for code, _ in events(case)]


def test_an_escalation_goes_to_who_is_in_office_at_that_very_instant(town: Town) -> None:
    case = open_case(town, opened_at=MIDNIGHT - timedelta(hours=72))
    leave(town.secretary)
    successor = make_officer(town.body, "secretary", since=MIDNIGHT)

    escalate_overdue(now=MIDNIGHT)

    assert fresh(case).officer == successor


# --- In bulk, and side by side ---


def test_cases_of_several_bodies_move_in_one_sweep_each_to_its_own(town: Town) -> None:
    elsewhere = make_town("basirhat", number=1003)
    here, there = open_case(town), open_case(elsewhere)
    successors = []
    for one in (town, elsewhere):
        leave(one.officer)
        successors.append(make_officer(one.body, "officer", since=MIDNIGHT))

    assert hand_over_due(now=MIDNIGHT) == 2
    assert [fresh(here).officer, fresh(there).officer] == successors


def test_statements_do_not_grow_with_the_number_of_cases(town: Town) -> None:
    def statements(number: int, at: datetime) -> int:
        holder = make_officer(town.body, "officer", since=at - timedelta(days=1))
        for _ in range(number):
            Case.objects.filter(id=open_case(town).id).update(officer=holder)
        leave(holder, at)
        with CaptureQueriesContext(connection) as seen:
            assert hand_over_due(now=at) == number
        return len(seen)

    assert statements(1, MIDNIGHT) == statements(3, MIDNIGHT + timedelta(days=1))


def test_a_sweep_with_nothing_to_do_asks_once(town: Town) -> None:
    open_case(town)

    with CaptureQueriesContext(connection) as seen:
        assert hand_over_due(now=NOW) == 0
    assert len(seen) == 1


def test_more_cases_than_one_batch_holds_all_move(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("janasetu.cases.actions.handing_over.AT_ONCE", 2)
    for _ in range(5):
        open_case(town)
    leave(town.officer)
    make_officer(town.body, "officer", since=MIDNIGHT)

    assert hand_over_due(now=MIDNIGHT) == 5


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_hand_each_case_over_once() -> None:
    town = make_town()
    cases = [open_case(town) for _ in range(12)]
    leave(town.officer)
    successor = make_officer(town.body, "officer", since=MIDNIGHT)
    together = Barrier(2)

    def sweep(_: int) -> int:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return hand_over_due(now=MIDNIGHT)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        moved = list(pool.map(sweep, range(2)))
    moved.append(hand_over_due(now=MIDNIGHT))  # what one of them left because the other had it

    assert sum(moved) == 12
    assert {fresh(case).officer for case in cases} == {successor}
    assert CaseEvent.objects.filter(code="handed_over").count() == 12


@pytest.mark.django_db(transaction=True)
def test_a_case_that_somebody_works_on_is_left_for_the_next_sweep() -> None:
    town = make_town()
    case = open_case(town)
    leave(town.officer)
    make_officer(town.body, "officer", since=MIDNIGHT)

    def sweep() -> int:
        try:
            return hand_over_due(now=MIDNIGHT)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Case.objects.select_for_update().get(id=case.id)
            assert pool.submit(sweep).result(timeout=60) == 0
        assert pool.submit(sweep).result(timeout=60) == 1
