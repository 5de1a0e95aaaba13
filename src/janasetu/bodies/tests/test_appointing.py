"""Appointments by order: who comes, to which seat, and what ends with that."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from janasetu.bodies import queries, rules
from janasetu.bodies.actions import Appointee, appoint, end_board, sync_posts
from janasetu.bodies.errors import NoSuchBodyError, OrderRefusedError
from janasetu.bodies.models import LocalBody, Officer, Role
from janasetu.bodies.tests.factories import ORDER, make_area, make_body, make_officer, make_ward
from janasetu.lib.ids import uuid7

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 30, 18, 30, tzinfo=UTC)  # midnight in Kolkata
MOMENT = timedelta(microseconds=1)
MINATI = Appointee("minati", {"bn": "মিনতি রায়", "en": "Minati Roy"})


@pytest.fixture
def body() -> LocalBody:
    sync_posts()
    body = make_body("basirhat", number=1003)
    for ward in ("4", "5"):
        make_ward(body, ward)
    return body


def order(body: LocalBody, role: str = "councillor", **changes: object) -> Officer:
    given = {"body_id": body.id, "role": role, "appointee": MINATI, "since": AT, **ORDER, **changes}
    return appoint(**given)  # type: ignore[arg-type]


def refusal(body: LocalBody, role: str = "councillor", **changes: object) -> str:
    with pytest.raises(OrderRefusedError) as refused:
        order(body, role, **changes)
    assert refused.value.sentence("bn")
    assert refused.value.sentence("en")
    return refused.value.key


def test_who_is_appointed_holds_the_post_from_that_instant_with_a_login_that_opens_nothing_yet(
    body: LocalBody,
) -> None:
    inspector = order(body, "inspector", until=AT + timedelta(days=365))

    assert queries.officer_by_post("inspector@basirhat", at=AT) == inspector
    with pytest.raises(queries.NoSuchOfficerError):
        queries.officer_by_post("inspector@basirhat", at=AT - MOMENT)
    assert (inspector.name, inspector.order_number) == (MINATI.name, ORDER["order_number"])
    assert inspector.until == AT + timedelta(days=365)
    assert not User.objects.get(username="minati").has_usable_password()


def test_a_new_councillor_takes_the_seat_from_whoever_acted_for_it(body: LocalBody) -> None:
    fifth = make_officer(body, "coordinator", acting_for="councillor", ward="5")
    fourth = make_officer(body, "coordinator", acting_for="councillor", ward="4")

    elected = order(body, ward="5")

    for officer, until in ((fifth, AT), (fourth, None)):
        officer.refresh_from_db()
        assert officer.until == until
    signing = [
        queries.signatory(body_id=body.id, role="councillor", document_type="recommendation", at=at, ward="5")
        for at in (AT - MOMENT, AT)
    ]
    assert signing == [fifth, elected]
    assert not rules.may_sign(fifth.tenure, "recommendation", AT)


def test_an_elected_chairman_ends_the_administrators_authority_and_the_titles_of_that_order(
    body: LocalBody,
) -> None:
    administrator = end_board(
        body_id=body.id,
        at=AT - timedelta(days=100),
        administrator=Appointee("administrator@basirhat", {"bn": "ক", "en": "A"}),
        **ORDER,  # type: ignore[arg-type]
    )

    order(body, "chairman", order_number="২")

    administrator.refresh_from_db()
    assert administrator.until == AT
    chairman = Role.objects.get(code="chairman")
    titles = [queries.title_of(body, chairman, at)["bn"] for at in (AT - MOMENT, AT)]
    assert titles == ["প্রশাসক", "চেয়ারম্যান"]


def test_a_seat_that_is_held_is_not_given_to_another(body: LocalBody) -> None:
    make_officer(body, "councillor", ward="5", until=AT + MOMENT)
    make_officer(body, "chairman")
    acting = make_officer(body, "coordinator", acting_for="councillor", ward="5")

    assert refusal(body, ward="5") == "seat_taken"
    assert refusal(body, "chairman") == "seat_taken"
    acting.refresh_from_db()
    assert acting.until is None
    assert order(body, ward="5", since=AT + MOMENT).ward.number == "5"  # type: ignore[union-attr]


def test_a_seat_may_be_given_until_its_next_holder_comes(body: LocalBody) -> None:
    make_officer(body, "councillor", ward="5", since=AT + timedelta(days=90))

    assert refusal(body, ward="5") == "seat_taken"
    assert order(body, ward="5", until=AT + timedelta(days=90)).since == AT


def test_posts_that_several_hold_and_seats_of_other_wards_are_not_taken(body: LocalBody) -> None:
    inspector, fourth = make_officer(body, "inspector"), make_officer(body, "councillor", ward="4")
    acting = make_officer(body, "clerk", acting_for="inspector")

    order(body, "inspector")
    order(body, ward="5")

    for officer in (inspector, fourth, acting):
        officer.refresh_from_db()
        assert officer.until is None


def test_who_acts_for_a_post_may_come_from_above_and_the_holder_stays(body: LocalBody) -> None:
    chairman = make_officer(body, "chairman")

    acting = order(body, "sdo", acting_for="chairman")

    assert (acting.post, acting.acting_for_id) == ("sdo@basirhat", "chairman")
    found = queries.holders([body.id], ["chairman"], at=AT)
    assert found == {(body.id, "chairman"): [chairman, acting]}


def test_the_same_order_again_changes_nothing_and_for_another_time_is_refused(body: LocalBody) -> None:
    first = order(body, ward="5")

    assert order(body, ward="5", appointee=Appointee("minati", {"bn": "অন্য", "en": "Other"})) == first
    assert Officer.objects.count() == 1
    assert refusal(body, ward="5", since=AT + MOMENT) == "order_known_otherwise"


def test_an_existing_login_keeps_its_password(body: LocalBody) -> None:
    User.objects.create_user("minati", password="demo-1234")

    assert order(body, "inspector").user.check_password("demo-1234")


@pytest.mark.parametrize(
    ("role", "changes", "key"),
    [
        ("pradhan", {}, "post_not_here"),
        ("bdo", {}, "post_not_here"),
        ("emperor", {}, "post_not_here"),
        ("emperor", {"acting_for": "chairman"}, "post_not_here"),
        ("pradhan", {"acting_for": "chairman"}, "post_not_here"),
        ("secretary", {"acting_for": "pradhan"}, "post_not_here"),
        ("chairman", {"acting_for": "chairman"}, "acts_for_own_post"),
        ("councillor", {"ward": "99"}, "no_such_ward"),
        ("councillor", {"ward": ""}, "no_such_ward"),
        ("clerk", {"until": AT}, "ends_before_it_begins"),
        ("clerk", {"order_number": " "}, "order_needs_number"),
        ("clerk", {"order_number": "1" * 61}, "order_number_too_long"),
        ("clerk", {"appointee": Appointee("minati roy", MINATI.name)}, "login_unfit"),
        ("clerk", {"appointee": Appointee("", MINATI.name)}, "login_unfit"),
        ("clerk", {"appointee": Appointee("m" * 151, MINATI.name)}, "login_unfit"),
        ("clerk", {"appointee": Appointee("minati", {"bn": "মিনতি", "en": " "})}, "name_needed"),
        ("clerk", {"appointee": Appointee("minati", {"en": "Minati"})}, "name_needed"),
    ],
)
def test_what_cannot_be_ordered_is_refused_and_changes_nothing(
    body: LocalBody, role: str, changes: dict[str, object], key: str
) -> None:
    assert refusal(body, role, **changes) == key
    assert not Officer.objects.exists()
    assert not User.objects.exists()


def test_a_body_that_there_is_not_is_an_error(body: LocalBody) -> None:
    with pytest.raises(NoSuchBodyError):
        order(body, body_id=uuid7())


def test_a_block_has_its_officer_by_order_too() -> None:
    sync_posts()
    block = make_area("chhatna-block", "block", {"bn": "ছাতনা", "en": "Chhatna"})

    assert order(block, "bdo").post == "bdo@chhatna-block"
