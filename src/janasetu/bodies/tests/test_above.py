"""A post that bodies of a kind do not have is held in what such a body lies in."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import posts, queries
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_area, make_body, make_officer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # midnight in Kolkata


@pytest.fixture
def district() -> LocalBody:
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    return make_area("bankura", "district", {"bn": "বাঁকুড়া", "en": "Bankura"}, state)


@pytest.fixture
def block(district: LocalBody) -> LocalBody:
    return make_area("chhatna-block", "block", {"bn": "ছাতনা", "en": "Chhatna"}, district)


@pytest.fixture
def panchayat(block: LocalBody) -> LocalBody:
    return make_body("panchayat", number=1004, kind="gram_panchayat", parent=block)


def answering(body: LocalBody, *roles: str) -> dict[str, list[Officer]]:
    return {role: found for (_, role), found in queries.holders([body.id], roles, at=NOW).items()}


def test_the_block_development_officer_answers_for_the_panchayats_of_the_block(panchayat: LocalBody) -> None:
    bdo = make_officer(panchayat.parent, "bdo")  # type: ignore[arg-type]
    elsewhere = make_area("raipur-block", "block", {"bn": "রায়পুর", "en": "Raipur"}, panchayat.parent.parent)  # type: ignore[union-attr]
    make_officer(elsewhere, "bdo")

    found = queries.holders([panchayat.id], ["bdo"], at=NOW)

    assert found == {(panchayat.id, "bdo"): [bdo]}
    assert queries.holder_for(found, body_id=panchayat.id, role="bdo", department_id=None, ward="5") == bdo


def test_the_magistrates_answer_from_the_district(panchayat: LocalBody, district: LocalBody) -> None:
    dm, sdo = make_officer(district, "dm"), make_officer(district, "sdo")

    assert answering(panchayat, "dm", "sdo", "bdo") == {"dm": [dm], "sdo": [sdo]}


def test_what_the_body_has_itself_is_not_looked_for_above(panchayat: LocalBody, block: LocalBody) -> None:
    make_officer(block, "inspector")
    make_officer(block, "administrator")

    assert answering(panchayat, "inspector", "administrator", "pradhan") == {}


def test_the_nearest_above_is_asked_first_and_the_next_where_nobody_answers(
    panchayat: LocalBody, block: LocalBody, district: LocalBody
) -> None:
    of_district = make_officer(district, "health_officer")
    assert answering(panchayat, "health_officer") == {"health_officer": [of_district]}

    of_block = make_officer(block, "health_officer")
    assert answering(panchayat, "health_officer") == {"health_officer": [of_block]}


def test_who_acts_for_the_post_above_answers_too(panchayat: LocalBody, block: LocalBody) -> None:
    acting = make_officer(block, "officer", acting_for="bdo")
    make_officer(block, "bdo", until=NOW)

    assert answering(panchayat, "bdo") == {"bdo": [acting]}


def test_a_seat_of_the_body_itself_comes_first_even_where_its_kind_has_none(
    panchayat: LocalBody, block: LocalBody
) -> None:
    own = make_officer(panchayat, "bdo")
    make_officer(block, "bdo")

    assert answering(panchayat, "bdo") == {"bdo": [own]}


def test_who_is_above_may_sign_what_is_lawful_for_the_post(panchayat: LocalBody, block: LocalBody) -> None:
    bdo = make_officer(block, "bdo")

    def signer(document_type: str) -> Officer | None:
        return queries.signatory(
            body_id=panchayat.id, role="bdo", document_type=document_type, at=NOW, ward="5"
        )

    assert [signer("certificate"), signer("receipt")] == [bdo, None]


def test_a_body_that_lies_nowhere_has_nobody_above() -> None:
    alone = make_body("panchayat", number=1004, kind="gram_panchayat")

    assert answering(alone, "bdo", "dm") == {}
    assert queries.holders([], ["bdo"], at=NOW) == {}


@pytest.mark.parametrize(
    ("code", "above"),
    [("bdo", True), ("dm", True), ("secretary", True), ("pradhan", False), ("officer", False), ("x", False)],
)
def test_which_posts_may_lie_above(code: str, above: bool) -> None:
    assert posts.may_lie_above(code) is above


def test_the_way_up_costs_two_queries_for_any_number_of_bodies(block: LocalBody) -> None:
    def cost(panchayats: list[LocalBody], *roles: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.holders([one.id for one in panchayats], roles, at=NOW)
        return len(seen)

    make_officer(block, "bdo")
    panchayats = [
        make_body(f"gp-{n}", number=2000 + n, kind="gram_panchayat", parent=block) for n in range(3)
    ]

    assert cost(panchayats[:1], "bdo") == cost(panchayats, "bdo", "dm", "ea") == 3
    assert cost(panchayats, "ea", "pradhan", "officer") == 1  # nothing of that can lie above


def test_everything_that_lies_in_a_body_is_told_at_any_depth(
    panchayat: LocalBody, block: LocalBody, district: LocalBody
) -> None:
    def codes(body: LocalBody) -> set[str]:
        return set(queries.lying_in(body.id).values_list("code", flat=True))

    assert codes(panchayat) == set()
    assert codes(block) == {"panchayat"}
    assert codes(district.parent) == {"bankura", "chhatna-block", "panchayat"}  # type: ignore[arg-type]


def test_a_lineage_begins_with_the_body_itself(panchayat: LocalBody) -> None:
    line = queries.lineage([panchayat.id])[panchayat.id]

    assert [one.code for one in line] == ["panchayat", "chhatna-block", "bankura", "wb"]
