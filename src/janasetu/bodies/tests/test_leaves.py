"""Leaves and deputies: what may be entered, what is refused, and who then answers for a post."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import queries as bodies
from janasetu.bodies.actions import end_absence, end_deputy, enter_absence, name_deputy
from janasetu.bodies.covering import Acting, Why
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.models import Absence, Deputy, LocalBody, Officer
from janasetu.bodies.tests.factories import make_area, make_body, make_department, make_officer, make_role
from janasetu.lib.clock import KOLKATA

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=KOLKATA)
MONDAY = datetime(2026, 11, 30, tzinfo=KOLKATA)
DAY = timedelta(days=1)
ENTERED: dict[str, Any] = {"by": "secretary@falakata", "now": NOW}


@pytest.fixture
def body(db: None) -> LocalBody:
    return make_body()


@pytest.fixture
def officer(body: LocalBody) -> Officer:
    return make_officer(body, "officer")


@pytest.fixture
def clerk(body: LocalBody) -> Officer:
    return make_officer(body, "clerk")


def leave(
    officer: Officer, since: datetime = MONDAY, until: datetime = MONDAY + 5 * DAY, **more: Any
) -> Absence:
    return enter_absence(officer=officer, since=since, until=until, **{"kind": "leave"} | ENTERED | more)


def deputy(body: LocalBody, role: str, officer: Officer, **more: Any) -> Deputy:
    return name_deputy(body_id=body.id, role=role, officer=officer, **{"since": NOW} | ENTERED | more)


def acting(body: LocalBody, *roles: str, at: datetime = MONDAY, **matter: Any) -> Acting[Officer]:
    found = bodies.holders([body.id], roles, at=at)
    return bodies.acting_for(found, body_id=body.id, roles=roles, **{"department_id": None} | matter)


# --- Who answers ---


def test_from_the_first_instant_of_a_leave_until_its_end_the_deputy_answers(
    body: LocalBody, officer: Officer, clerk: Officer
) -> None:
    leave(officer, deputy=clerk)
    moments = [MONDAY - timedelta(microseconds=1), MONDAY, MONDAY + 5 * DAY]

    found = [acting(body, "officer", at=at) for at in moments]

    assert [one.officer for one in found] == [officer, clerk, officer]
    assert [one.why for one in found] == [Why.HOLDER, Why.DEPUTY, Why.HOLDER]
    assert [one.away for one in found] == [None, officer, None]


def test_who_was_named_for_the_leave_comes_before_the_standing_deputy(
    body: LocalBody, officer: Officer, clerk: Officer
) -> None:
    deputy(body, "officer", inspector := make_officer(body, "inspector"))
    leave(officer, deputy=clerk)
    leave(officer, MONDAY + 9 * DAY, MONDAY + 10 * DAY)

    assert acting(body, "officer").officer == clerk
    assert acting(body, "officer", at=MONDAY + 9 * DAY).officer == inspector
    assert acting(body, "officer", at=NOW).officer == officer  # who is there needs nobody


def test_a_department_has_a_standing_deputy_of_its_own(body: LocalBody, clerk: Officer) -> None:
    lighting = make_department(body)
    own, general = make_officer(body, "officer", department=lighting), make_officer(body, "officer")
    inspector = make_officer(body, "inspector")
    deputy(body, "officer", clerk)
    deputy(body, "officer", inspector, department_id=lighting.id)
    leave(own)
    leave(general)

    assert acting(body, "officer", department_id=lighting.id).officer == inspector
    assert acting(body, "officer").officer == clerk


def test_the_vice_chairman_answers_by_law_while_the_chairman_is_on_leave(body: LocalBody) -> None:
    chairman, vice = make_officer(body, "chairman"), make_officer(body, "vice_chairman")
    leave(chairman)

    assert acting(body, "chairman") == Acting(vice, Why.BY_LAW, chairman)
    assert acting(body, "chairman", at=NOW) == Acting(chairman, Why.HOLDER)


def test_a_leave_goes_for_every_post_of_the_person_in_that_body_and_for_none_elsewhere(
    body: LocalBody, officer: Officer
) -> None:
    second = make_officer(body, "secretary", user=officer.user)
    elsewhere = make_officer(make_body("basirhat", number=1003), "officer", user=officer.user)
    leave(officer)

    assert acting(body, "secretary") == Acting(None, Why.NOBODY, second)
    assert acting(elsewhere.body, "officer").officer == elsewhere


def test_who_is_above_answers_where_nobody_else_is_there_and_its_deputy_too(db: None) -> None:
    block = make_area("falakata-block", "block", {"bn": "ফালাকাটা ব্লক", "en": "Falakata block"})
    panchayat = make_body("gp", number=4001, kind="gram_panchayat", parent=block)
    pradhan, bdo = make_officer(panchayat, "pradhan"), make_officer(block, "bdo")
    joint = make_officer(block, "officer")
    leave(pradhan)
    assert acting(panchayat, "pradhan", "bdo") == Acting(bdo, Why.SUPERIOR, pradhan, height=1)

    leave(bdo, deputy=joint)

    assert acting(panchayat, "pradhan", "bdo") == Acting(joint, Why.SUPERIOR, pradhan, height=1)


def test_a_vacant_post_is_its_standing_deputys(body: LocalBody, clerk: Officer) -> None:
    make_role("officer")
    deputy(body, "officer", clerk)

    assert acting(body, "officer").officer == clerk


def test_leaves_and_deputies_cost_no_query(body: LocalBody, officer: Officer, clerk: Officer) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            bodies.holders([body.id], ["officer", "clerk"], at=MONDAY)
        return len(seen)

    before = cost()
    leave(officer, deputy=clerk)
    leave(make_officer(body, "inspector"))

    assert (before, cost()) == (1, 1)


# --- Back to work ---


def test_who_comes_back_earlier_answers_at_once(body: LocalBody, officer: Officer, clerk: Officer) -> None:
    absence, back = leave(officer, deputy=clerk), MONDAY + DAY

    end_absence(body_id=body.id, absence_id=absence.id, now=back)
    end_absence(body_id=body.id, absence_id=absence.id, now=back + DAY)

    absence.refresh_from_db()
    assert absence.until == back
    assert [acting(body, "officer", at=at).officer for at in (back - DAY, back)] == [clerk, officer]


def test_a_leave_that_is_called_off_never_was_and_may_be_entered_anew(
    body: LocalBody, officer: Officer
) -> None:
    end_absence(body_id=body.id, absence_id=leave(officer).id, now=NOW)

    assert acting(body, "officer").officer == officer
    leave(officer)
    assert acting(body, "officer").officer is None


def test_a_standing_deputy_who_is_ended_stands_in_no_more(
    body: LocalBody, officer: Officer, clerk: Officer
) -> None:
    leave(officer)

    end_deputy(body_id=body.id, deputy_id=deputy(body, "officer", clerk).id, now=NOW + DAY)

    assert acting(body, "officer").officer is None


# --- What is refused ---


def test_a_leave_that_cannot_be_is_refused_with_its_sentence(
    body: LocalBody, officer: Officer, clerk: Officer
) -> None:
    leave(officer, MONDAY, MONDAY + DAY)
    leave(clerk, MONDAY + 20 * DAY, MONDAY + 22 * DAY)
    elsewhere = make_officer(make_body("basirhat", number=1003), "clerk")
    later = MONDAY + 20 * DAY

    def refused(**asked: Any) -> str:
        wish = {"officer": officer, "since": later, "until": later + DAY} | asked
        with pytest.raises(OrderRefusedError) as error:
            leave(**wish)
        return error.value.sentence("bn")

    assert refused(until=later - DAY) == "শেষের সময় শুরুর পরে হতে হবে।"
    assert refused(since=NOW - 3 * DAY, until=NOW) == "শেষের তারিখটা পেরিয়ে গেছে।"
    assert refused(until=later + 401 * DAY).startswith("ছুটি ৪০০ দিনের বেশি হতে পারে না।")
    assert refused(since=MONDAY - DAY, until=MONDAY + DAY) == (
        "এই সময়ের মধ্যে ৩০ নভেম্বর ২০২৬ থেকে ৩০ নভেম্বর ২০২৬ পর্যন্ত এঁর ছুটি আগেই লেখা আছে।"
    )
    assert refused(kind="picnic") == "অনুপস্থিতির কারণটা তালিকা থেকে বেছে নিন।"
    assert refused(deputy=officer) == "নিজের বদলে নিজেকে রাখা যায় না। অন্য কাউকে বেছে নিন।"
    assert refused(deputy=elsewhere) == "ওই সময়ে ইনি এই সংস্থার কোনো পদে থাকবেন না। অন্য কাউকে বেছে নিন।"
    assert refused(deputy=clerk) == (
        "যাঁকে দায়িত্ব দিচ্ছেন, তিনি নিজেই ২০ ডিসেম্বর ২০২৬ থেকে ২১ ডিসেম্বর ২০২৬ পর্যন্ত ছুটিতে। অন্য কাউকে বেছে নিন।"
    )
    assert Absence.objects.count() == 2


def test_a_deputy_that_cannot_be_is_refused(body: LocalBody, officer: Officer, clerk: Officer) -> None:
    deputy(body, "officer", clerk, until=NOW + 9 * DAY)
    inspector = make_officer(body, "inspector")

    def refused(role: str, one: Officer, **asked: Any) -> str:
        with pytest.raises(OrderRefusedError) as error:
            deputy(body, role, one, **asked)
        return error.value.key

    assert refused("officer", inspector, since=NOW + DAY) == "deputy_named_already"
    assert refused("clerk", officer) == "deputy_circle"
    assert refused("inspector", inspector) == "deputy_of_oneself"
    assert refused("bdo", clerk) == "post_not_here"
    assert refused("inspector", clerk, until=NOW - DAY) == "ends_before_it_begins"
    assert refused("inspector", clerk, department_id=body.id) == "no_such_department"
    assert refused("inspector", make_officer(make_body("b", number=9), "clerk")) == "deputy_not_here"
    deputy(body, "officer", inspector, since=NOW + 9 * DAY)  # after the first
