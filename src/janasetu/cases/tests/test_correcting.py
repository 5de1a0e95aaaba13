"""A case that was taken for something else: its subject, department, clocks and officer are put right."""

from datetime import timedelta

import pytest

from janasetu.bodies.tests.factories import make_department, make_officer
from janasetu.cases import rules
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.models import Alarm, Case, CaseEvent, CaseReading
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import lane_of_other_subject
from janasetu.cases.tests.factories import NOW, Town, events, make_town, open_case, told
from janasetu.cases.tests.hidden import hidden_case
from janasetu.cases.understood import Reading
from janasetu.people.tests.factories import make_contact

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=5)
READ = Reading("streetlight_out", 0.9, "accept", "m1", "bn")


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def corrected(town: Town, case: Case, subject: str = "water_no_supply", note: str = "কলের কথা") -> Case:
    return make_move(
        officer=town.officer, ref=case.ref, now=LATER, order=MoveOrder("correct", subject=subject, note=note)
    )


def refusal(town: Town, case: Case, subject: str, note: str = "কলের কথা") -> str:
    with pytest.raises(rules.RefusedError) as refused:
        corrected(town, case, subject, note)
    return PHRASES.say(refused.value.key, "bn")


def test_department_officer_and_clocks_follow_the_right_subject(town: Town) -> None:
    water = make_department(town.body, "m_water")
    engineer = make_officer(town.body, "officer", department=water)
    case = open_case(town, reading=READ)

    moved = corrected(town, case)

    assert (moved.category, moved.department, moved.officer) == ("water_no_supply", water, engineer)
    assert (moved.status, moved.level, moved.fields["category"]) == ("in_progress", 0, "water_no_supply")
    assert moved.promise_due_at == moved.escalates_at == NOW + timedelta(hours=24)
    assert "jal" in Case.objects.get(id=case.id).search.split()
    assert events(case)[-1] == ("subject_corrected", "officer@falakata")
    assert CaseEvent.objects.filter(case=case).latest("id").params == {
        "from": "streetlight_out",
        "to": "water_no_supply",
        "department": "m_water",
        "officer": engineer.post,
        "note": "কলের কথা",
    }
    assert CaseReading.objects.values_list("begun_as", "stands_as").get() == (
        "streetlight_out",
        "water_no_supply",
    )


def test_a_promise_that_is_past_already_climbs_only_after_its_time_once_more(town: Town) -> None:
    case = open_case(town, opened_at=NOW - timedelta(hours=40))

    moved = corrected(town, case)

    assert moved.promise_due_at == NOW - timedelta(hours=16)
    assert moved.escalates_at == LATER + timedelta(hours=24)


def test_the_citizen_hears_the_right_subject_and_may_say_that_it_is_not(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    corrected(town, case)

    assert told(rita)[-1] == (
        f"আপনার অভিযোগ {case.grouped_ref}-এর বিষয় ঠিক করা হল: জল আসছে না।\n"
        "এখন দেখবে: অফিস। সময়সীমা: ২২ নভেম্বর, দুপুর ১২টা।\n"
        "বিষয় এটা না হলে নিচের বোতাম টিপে জানান।"
    )


@pytest.mark.parametrize("subject", ["", "streetlight_out", "no_such_subject"])
def test_a_subject_is_another_one_of_the_service(town: Town, subject: str) -> None:
    assert refusal(town, open_case(town), subject) == "কোন বিষয়ের অভিযোগ, তালিকা থেকে বেছে নিন।"


def test_why_is_written(town: Town) -> None:
    assert refusal(town, open_case(town), "water_no_supply", note=" ") == "কী জানাতে চান, লিখুন।"


def test_nothing_becomes_confidential_and_nothing_that_is_so_becomes_open(town: Town) -> None:
    sentence = "যে বিষয়ে নাম গোপন থাকে, তা এখান থেকে বদলানো যায় না। দরকার হলে নতুন করে অভিযোগ লিখে নিন।"

    assert refusal(town, open_case(town), "staff_conduct") == sentence
    assert refusal(town, hidden_case(town), "water_no_supply") == sentence


def test_the_matter_of_many_keeps_its_subject(town: Town) -> None:
    case = open_case(town)
    Case.objects.filter(id=case.id).update(supporters=2)

    assert refusal(town, case, "water_no_supply") == ("অনেকের একই সমস্যা এই নম্বরে জুড়ে আছে, তাই বিষয় বদলানো যায় না।")


@pytest.mark.parametrize(
    ("lane", "was", "becomes", "then"),
    [
        ("normal", "normal", "urgent", "urgent"),
        ("urgent", "urgent", "normal", "normal"),
        ("urgent", "normal", "normal", "urgent"),  # somebody had hurried it
        ("emergency", "normal", "normal", "emergency"),
        ("normal", "normal", "emergency", "emergency"),
    ],
)
def test_the_lane_is_that_of_the_subject_unless_somebody_hurried_the_case(
    lane: str, was: str, becomes: str, then: str
) -> None:
    assert lane_of_other_subject(lane, was=was, becomes=becomes) == then


def test_a_wire_that_was_taken_for_a_lamp_goes_before_the_others(town: Town) -> None:
    moved = corrected(town, open_case(town), "pole_wire", "তার ঝুলছে")

    assert (moved.lane, moved.promise_due_at) == ("urgent", NOW + timedelta(hours=6))
    assert Alarm.objects.count() == 0
