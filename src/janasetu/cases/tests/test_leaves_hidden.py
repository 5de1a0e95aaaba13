"""What is about an office is never had, covered or taken over by somebody who sits in it."""

from datetime import timedelta

import pytest

from janasetu.bodies.actions import enter_absence, sync_posts
from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import queries
from janasetu.cases.actions import MoveOrder, escalate_overdue, hand_over_due, make_move
from janasetu.cases.models import Case, Explanation
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW
from janasetu.cases.tests.hidden import Panchayat, case_about, make_panchayat

LATER = NOW + timedelta(days=1)


@pytest.fixture
def panchayat(db: None) -> Panchayat:
    sync_posts()
    return make_panchayat()


@pytest.fixture
def dm(panchayat: Panchayat) -> Officer:
    assert panchayat.bdo.body.parent
    return make_officer(panchayat.bdo.body.parent, "dm")


def away(officer: Officer, deputy: Officer) -> None:
    enter_absence(
        officer=officer,
        deputy=deputy,
        since=LATER,
        until=LATER + timedelta(days=9),
        kind="leave",
        by="command",
        now=NOW,
    )


def hands(case: Case) -> Officer | None:
    return Case.objects.get(id=case.id).officer


def test_a_deputy_who_sits_in_the_office_has_nothing_of_it(panchayat: Panchayat, dm: Officer) -> None:
    pradhan_again = make_officer(panchayat.bdo.body, "officer", user=panchayat.pradhan.user)
    case = case_about(panchayat)
    away(panchayat.bdo, pradhan_again)

    hand_over_due(now=LATER)

    assert hands(case) == dm
    for insider in (panchayat.pradhan, panchayat.assistant, pradhan_again):
        with pytest.raises(queries.NoSuchCaseError):
            queries.case_visible_to(insider, case.ref)


def test_a_deputy_of_the_block_has_it_and_gives_it_back(panchayat: Panchayat, dm: Officer) -> None:
    joint = make_officer(panchayat.bdo.body, "officer")
    case = case_about(panchayat)
    away(panchayat.bdo, joint)

    assert [hand_over_due(now=at) for at in (LATER, LATER + timedelta(days=9))] == [1, 1]
    assert hands(case) == panchayat.bdo


def test_a_successor_who_sits_in_the_office_takes_over_nothing_of_it(
    panchayat: Panchayat, dm: Officer
) -> None:
    case = case_about(panchayat)
    Officer.objects.filter(id=panchayat.bdo.id).update(until=LATER)
    make_officer(panchayat.bdo.body, "bdo", user=panchayat.pradhan.user, since=LATER)

    hand_over_due(now=LATER)

    assert hands(case) == dm


def test_it_climbs_past_somebody_who_sits_in_the_office(panchayat: Panchayat, dm: Officer) -> None:
    assert dm.body
    make_officer(dm.body, "sdo", user=panchayat.pradhan.user)
    case = case_about(panchayat)

    escalate_overdue(now=NOW + timedelta(days=30))

    assert hands(case) == dm
    assert [row.officer for row in Explanation.objects.all()] == [panchayat.bdo]
    assert list(queries.explanations_visible_to(panchayat.pradhan)) == []


def test_nobody_above_gives_it_to_somebody_who_sits_in_the_office(panchayat: Panchayat, dm: Officer) -> None:
    assert dm.body
    inside = make_officer(dm.body, "sdo", user=panchayat.assistant.user)
    case = case_about(panchayat)

    with pytest.raises(RefusedError, match="move_not_yours"):
        make_move(officer=panchayat.bdo, ref=case.ref, now=NOW, order=MoveOrder("assign", to=inside))
