"""Tests of clocks that stand still while the citizen is asked, and of the first action."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.actions import (
    CitizenReply,
    Echo,
    MoveOrder,
    answer_questions,
    escalate_overdue,
    make_move,
    record_echoes,
    tell_missed_first_actions,
)
from janasetu.cases.models import Case, CasePause
from janasetu.cases.tests.factories import NOW, Town, events, evidence, make_town, open_case, told
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def rita() -> ContactKey:
    return make_contact()


def asked(town: Town, case: Case, *, at: timedelta = HOUR) -> None:
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("ask", note="কোন বাড়ি?"), now=NOW + at)


def answered(town: Town, *cases: Case, by: ContactKey, at: timedelta) -> None:
    replies = [
        CitizenReply(
            ref=case.ref,
            contact=by,
            epoch=1,
            line_id=town.line.id,
            lang="bn",
            source=f"reply:{case.ref}",
            text="হলুদ বাড়ি",
        )
        for case in cases
    ]
    answer_questions(replies, now=NOW + at)


def after(case: Case) -> Case:
    case.refresh_from_db()
    return case


def test_the_clocks_stand_still_from_the_question_to_the_answer(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    asked(town, case)
    answered(town, case, by=rita, at=7 * HOUR)

    (pause,) = CasePause.objects.filter(case=case)
    assert (pause.reason, pause.began_at, pause.ended_at) == ("waiting_citizen", NOW + HOUR, NOW + 7 * HOUR)
    assert after(case).promise_due_at == case.escalates_at == NOW + 78 * HOUR
    assert case.first_action_due_at == NOW + 24 * HOUR  # done an hour after the opening: it is over
    assert (case.status, case.first_action_at) == ("in_progress", NOW + HOUR)


def test_a_question_on_top_of_a_question_is_one_pause(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    asked(town, case)
    asked(town, case, at=2 * HOUR)
    answered(town, case, by=rita, at=7 * HOUR)

    assert after(case).promise_due_at == NOW + 78 * HOUR
    assert CasePause.objects.filter(case=case).count() == 1


def test_two_questions_one_after_the_other_are_two_pauses(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    asked(town, case)
    answered(town, case, by=rita, at=3 * HOUR)
    asked(town, case, at=5 * HOUR)
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("set_out"), now=NOW + 6 * HOUR)

    assert after(case).promise_due_at == NOW + 75 * HOUR


def test_handing_it_on_leaves_the_clocks_at_rest_and_settling_it_lets_them_go_on(
    town: Town, rita: ContactKey
) -> None:
    case = open_case(town, contact=rita)
    asked(town, case)
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("assign"), now=NOW + 2 * HOUR)
    assert CasePause.objects.get(case=case).ended_at is None

    done = MoveOrder("resolve", photos=[evidence()])
    make_move(officer=town.officer, ref=case.ref, order=done, now=NOW + 4 * HOUR)

    assert CasePause.objects.get(case=case).ended_at == NOW + 4 * HOUR
    assert after(case).promise_due_at == NOW + 75 * HOUR


def test_nothing_climbs_while_it_waits_and_a_level_has_its_whole_time(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    escalate_overdue(now=NOW + 72 * HOUR)
    asked(town, case, at=74 * HOUR)

    assert escalate_overdue(now=NOW + 200 * HOUR) == 0
    answered(town, case, by=rita, at=204 * HOUR)
    assert after(case).escalates_at == NOW + (144 + 130) * HOUR
    assert case.promise_due_at == NOW + 72 * HOUR  # it was broken before


def test_what_waited_since_before_this_release_has_no_pause_and_goes_on(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    Case.objects.filter(id=case.id).update(status="waiting_citizen")

    answered(town, case, by=rita, at=7 * HOUR)

    assert (after(case).status, case.promise_due_at) == ("in_progress", NOW + 72 * HOUR)


def test_answers_to_many_questions_take_as_many_queries_as_to_one(town: Town, rita: ContactKey) -> None:
    def queries(number: int) -> int:
        cases = [open_case(town, contact=rita) for _ in range(number)]
        for case in cases:
            asked(town, case)
        with CaptureQueriesContext(connection) as seen:
            answered(town, *cases, by=rita, at=7 * HOUR)
        return len(seen)

    assert queries(1) == queries(3)


# --- the first action ---


@pytest.mark.parametrize("move", ["assign", "see", "note"])
def test_what_the_citizen_sees_nothing_of_is_no_first_action(town: Town, move: str) -> None:
    case = open_case(town)

    make_move(officer=town.officer, ref=case.ref, order=MoveOrder(move, note="দেখছি"), now=NOW + HOUR)

    assert after(case).first_action_at is None


def test_the_first_of_several_actions_counts(town: Town) -> None:
    case = open_case(town)

    for hours in (1, 2):
        order = MoveOrder("reply", note="দেখছি")
        make_move(officer=town.officer, ref=case.ref, order=order, now=NOW + hours * HOUR)

    assert after(case).first_action_at == NOW + HOUR


def test_what_staff_write_by_hand_is_a_first_action(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)

    record_echoes([Echo(town.body.id, rita, 1, "কাল যাব", NOW + HOUR)])

    assert after(case).first_action_at == NOW + HOUR


def test_a_missed_first_action_is_told_to_the_desk_once_and_to_no_citizen(
    town: Town, rita: ContactKey
) -> None:
    case = open_case(town, contact=rita)
    heard = told(rita)

    assert tell_missed_first_actions(now=NOW + 24 * HOUR - timedelta(seconds=1)) == 0
    assert tell_missed_first_actions(now=NOW + 24 * HOUR) == 1
    assert tell_missed_first_actions(now=NOW + 25 * HOUR) == 0

    assert events(case) == [("opened", "citizen"), ("first_action_missed", "system")]
    assert after(case).first_action_missed_at == NOW + 24 * HOUR
    assert told(rita) == heard


@pytest.mark.parametrize("move", ["reply", "ask"])
def test_who_acted_in_time_is_reproached_nothing(town: Town, move: str) -> None:
    case = open_case(town)
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder(move, note="কোন বাড়ি?"), now=NOW + HOUR)

    assert tell_missed_first_actions(now=NOW + DAY * 2) == 0


def test_many_missed_first_actions_take_as_many_queries_as_one(town: Town) -> None:
    def queries(number: int) -> int:
        for _ in range(number):
            open_case(town)
        with CaptureQueriesContext(connection) as seen:
            assert tell_missed_first_actions(now=NOW + DAY) == number
        return len(seen)

    assert queries(1) == queries(3)
