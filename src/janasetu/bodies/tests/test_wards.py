"""A seat of one ward answers for that ward, and for no other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import queries, rules
from janasetu.bodies.actions import appoint_acting, return_authority, sync_posts
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import ORDER, make_body, make_department, make_officer, make_ward

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # midnight in Kolkata
MOMENT = timedelta(microseconds=1)
BY_ELECTION = NOW + timedelta(days=90)


@pytest.fixture
def body() -> LocalBody:
    sync_posts()
    return make_body("basirhat", number=1003)


def holder(body: LocalBody, ward: str | None, role: str = "councillor", at: datetime = NOW) -> Officer | None:
    found = queries.holders([body.id], [role], at=at)
    return queries.holder_for(found, body_id=body.id, role=role, department_id=None, ward=ward)


def signer(body: LocalBody, ward: str | None, at: datetime = NOW) -> Officer | None:
    return queries.signatory(
        body_id=body.id, role="councillor", document_type="recommendation", at=at, ward=ward
    )


def test_a_ward_without_a_councillor_is_the_matter_of_whoever_acts_for_it_there(body: LocalBody) -> None:
    fourth = make_officer(body, "councillor", ward="4")
    make_officer(body, "councillor", ward="5", until=NOW)
    acting = make_officer(body, "coordinator", acting_for="councillor", ward="5")

    assert [holder(body, ward) for ward in ("4", "5", "6")] == [fourth, acting, None]
    assert [signer(body, ward) for ward in ("4", "5", "6")] == [fourth, acting, None]


def test_a_seat_of_a_ward_takes_nothing_that_lies_in_no_ward(body: LocalBody) -> None:
    make_officer(body, "councillor", ward="4")

    assert [holder(body, ward) for ward in (None, "")] == [None, None]
    assert signer(body, None) is None


def test_whether_a_seat_is_vacant_is_asked_ward_by_ward(body: LocalBody) -> None:
    make_officer(body, "councillor", ward="4")
    by_law = make_officer(body, "coordinator", ward="5")  # acts for nobody: stands in while the seat is empty
    beside = make_officer(body, "coordinator", ward="4")

    assert holder(body, "5") == by_law
    assert holder(body, "4") != beside


def test_who_sits_for_no_ward_answers_where_a_ward_has_no_seat_of_its_own(body: LocalBody) -> None:
    general, own = make_officer(body, "inspector"), make_officer(body, "inspector", ward="5")

    assert [holder(body, ward, "inspector") for ward in ("5", "4", None)] == [own, general, general]


def test_the_ward_comes_before_the_department_and_that_before_the_body(body: LocalBody) -> None:
    lighting = make_department(body)
    general = make_officer(body, "inspector")
    of_lighting = make_officer(body, "inspector", department=lighting)
    of_ward = make_officer(body, "inspector", ward="5")
    of_both = make_officer(body, "inspector", ward="6", department=lighting)
    make_officer(body, "inspector", ward="6")
    found = queries.holders([body.id], ["inspector"], at=NOW)

    def takes(ward: str, department_id: object) -> Officer | None:
        return queries.holder_for(
            found, body_id=body.id, role="inspector", department_id=department_id, ward=ward
        )

    assert takes("5", lighting.id) == of_ward
    assert takes("6", lighting.id) == of_both
    assert takes("7", lighting.id) == of_lighting
    assert takes("7", None) == general


def test_a_seat_of_a_ward_is_not_filled_for_another_by_one_who_cannot_sign(body: LocalBody) -> None:
    make_officer(body, "councillor", ward="5")

    signed = queries.signatory(
        body_id=body.id, role="councillor", document_type="certificate", at=NOW, ward="5"
    )

    assert signed is None


def test_holders_are_told_first_for_the_body_and_then_ward_by_ward(body: LocalBody) -> None:
    fifth = make_officer(body, "councillor", ward="5")
    at_large = make_officer(body, "councillor")
    fourth = make_officer(body, "councillor", ward="4")

    found = queries.holders([body.id], ["councillor"], at=NOW)

    assert found == {(body.id, "councillor"): [at_large, fifth, fourth]}


def test_who_acts_for_two_wards_answers_for_each(body: LocalBody) -> None:
    coordinator = make_officer(body, "coordinator")
    for ward in ("5", "6"):
        make_ward(body, ward)

    acting = [act(coordinator, ward) for ward in ("5", "6", "6")]

    assert acting[1] == acting[2]
    assert [holder(body, ward) for ward in ("5", "6")] == acting[:2]


def act(coordinator: Officer, ward: str, **changes: object) -> Officer:
    given = {"body_id": coordinator.body_id, "role": "councillor", "officer": coordinator, "since": NOW}
    return appoint_acting(**{**given, "ward": ward, **ORDER, **changes})  # type: ignore[arg-type]


def test_ward_five_is_signed_for_under_the_acting_title_until_the_by_election(body: LocalBody) -> None:
    coordinator = make_officer(body, "coordinator")
    make_ward(body, "5")
    acting = act(coordinator, "৫")
    named = queries.titles([body.id], ["councillor", "coordinator"])

    assert signer(body, "5") == acting
    assert named.of_officer(acting, at=NOW)["bn"] == "ওয়ার্ড কো-অর্ডিনেটর"
    assert return_authority(body_id=body.id, role="councillor", at=BY_ELECTION, ward="5") == 1
    elected = make_officer(body, "councillor", ward="5", since=BY_ELECTION)

    acting.refresh_from_db()
    assert [signer(body, "5", at) for at in (BY_ELECTION - MOMENT, BY_ELECTION)] == [acting, elected]
    assert not rules.may_sign(acting.tenure, "recommendation", BY_ELECTION)


def test_the_authority_of_one_ward_returns_alone(body: LocalBody) -> None:
    fifth, sixth = (
        make_officer(body, "coordinator", acting_for="councillor", ward=ward) for ward in ("5", "6")
    )

    assert return_authority(body_id=body.id, role="councillor", at=NOW, ward="5") == 1

    for officer, until in ((fifth, NOW), (sixth, None)):
        officer.refresh_from_db()
        assert officer.until == until
    assert return_authority(body_id=body.id, role="councillor", at=NOW) == 1


def test_nobody_acts_for_a_ward_that_is_not_drawn_then(body: LocalBody) -> None:
    coordinator = make_officer(body, "coordinator")
    make_ward(body, "5", since=date(2026, 11, 23))

    for ward in ("5", "6", ""):
        with pytest.raises(OrderRefusedError) as refused:
            act(coordinator, ward)
        assert refused.value.key == "no_such_ward"
    with pytest.raises(OrderRefusedError):
        return_authority(body_id=body.id, role="councillor", at=NOW, ward="6")
    assert act(coordinator, "5", since=NOW + timedelta(days=1)).ward.number == "5"  # type: ignore[union-attr]


def test_wards_cost_no_query(body: LocalBody) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            holder(body, "5")
        return len(seen)

    make_officer(body, "councillor", ward="5")
    one = cost()
    for ward in ("6", "7", "8"):
        make_officer(body, "councillor", ward=ward)

    assert (one, cost()) == (1, 1)
