"""A case goes to the seat of its own ward: when it is opened, when it climbs, and when somebody leaves."""

from datetime import timedelta

import pytest

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import escalate_overdue, hand_over_due
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case

LATE = NOW + timedelta(days=4)


@pytest.fixture
def town(db: None) -> Town:
    sync_posts()
    return make_town()


def in_ward(town: Town, ward: str) -> Case:
    return open_case(town, fields={"place": {"text": "এখানে", "ward": ward, "lat": None, "lon": None}})


def holder(case: Case) -> Officer | None:
    return Case.objects.get(id=case.id).officer


def test_a_case_is_opened_with_the_seat_of_its_ward_and_else_with_the_body(town: Town) -> None:
    fifth = make_officer(town.body, "officer", ward="5")

    assert [in_ward(town, ward).officer for ward in ("5", "6", "")] == [fifth, town.officer, town.officer]


def test_a_case_climbs_to_the_seat_of_its_ward(town: Town) -> None:
    fifth = make_officer(town.body, "secretary", ward="5")
    cases = [in_ward(town, ward) for ward in ("5", "6")]

    escalate_overdue(now=LATE)

    assert [holder(case) for case in cases] == [fifth, town.secretary]


def test_each_ward_is_handed_over_to_its_own_successor(town: Town) -> None:
    cases = [in_ward(town, ward) for ward in ("5", "6", "7", "")]
    Officer.objects.filter(id=town.officer.id).update(until=LATE)
    fifth, sixth = (make_officer(town.body, "officer", ward=ward, since=LATE) for ward in ("5", "6"))

    assert hand_over_due(now=LATE) == 4
    assert [holder(case) for case in cases] == [fifth, sixth, town.secretary, town.secretary]

    general = make_officer(town.body, "officer", since=LATE)
    assert hand_over_due(now=LATE) == 2
    assert [holder(case) for case in cases] == [fifth, sixth, general, general]


def test_a_ward_goes_back_to_its_councillor_when_the_acting_authority_ends(town: Town) -> None:
    acting = make_officer(town.body, "coordinator", acting_for="officer", ward="5", until=LATE)
    case = in_ward(town, "5")
    assert case.officer == acting

    elected = make_officer(town.body, "officer", ward="5", since=LATE)
    hand_over_due(now=LATE)

    assert holder(case) == elected
