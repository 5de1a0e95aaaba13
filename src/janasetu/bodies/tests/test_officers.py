"""Who is behind a login, who holds a post, who may sign: at the instant that is asked about."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import queries
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body, make_department, make_officer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # midnight in Kolkata
MOMENT = timedelta(microseconds=1)


def test_a_login_is_known_by_its_office() -> None:
    officer = make_officer(make_body())

    assert queries.officer_of_login(officer.user_id, at=NOW) == officer


def test_a_login_without_an_office_is_a_strangers() -> None:
    former = make_officer(make_body(), active=False)

    assert queries.officer_of_login(former.user_id, at=NOW) is None
    assert queries.officer_of_login(None, at=NOW) is None
    assert queries.last_office(former.user_id, at=NOW) is None
    assert queries.last_office(None, at=NOW) is None


def test_a_login_has_every_office_that_runs_the_oldest_first() -> None:
    body, elsewhere = make_body(), make_body("basirhat", number=1003)
    newer = make_officer(elsewhere, "clerk", since=NOW - timedelta(days=1))
    older = make_officer(body, "secretary", user=newer.user)
    make_officer(body, "chairman", user=newer.user, until=NOW)
    make_officer(body, "officer", user=newer.user, since=NOW + MOMENT)

    assert queries.officers_of_login(newer.user_id, at=NOW) == [older, newer]


def test_the_office_that_ended_last_is_remembered() -> None:
    body = make_body()
    first = make_officer(body, "secretary", until=NOW - timedelta(days=9))
    last = make_officer(body, "chairman", user=first.user, until=NOW)

    assert queries.last_office(first.user_id, at=NOW) == last
    assert queries.last_office(first.user_id, at=NOW - MOMENT) == first


def test_a_post_names_its_holder() -> None:
    secretary = make_officer(make_body(), "secretary")

    assert queries.officer_by_post("secretary@falakata", at=NOW) == secretary
    assert secretary.post == "secretary@falakata"


@pytest.mark.parametrize("post", ["secretary@falakata", "officer@basirhat", "officer", "", "@", "@falakata"])
def test_a_post_that_nobody_holds_is_an_error_that_names_it(post: str) -> None:
    make_officer(make_body())

    with pytest.raises(queries.NoSuchOfficerError) as error:
        queries.officer_by_post(post, at=NOW)

    assert str(error.value) == post
    assert not isinstance(error.value, queries.TermEndedError)


def test_a_post_is_held_until_the_last_instant_and_then_its_term_has_ended() -> None:
    chairman = make_officer(make_body(), "chairman", until=NOW)

    assert queries.officer_by_post("chairman@falakata", at=NOW - MOMENT) == chairman
    with pytest.raises(queries.TermEndedError) as error:
        queries.officer_by_post("chairman@falakata", at=NOW)
    assert (error.value.post, error.value.ended_at) == ("chairman@falakata", NOW)
    assert error.value.sentence("bn") == "এই পদের মেয়াদ শেষ হয়েছে।"
    assert error.value.sentence("en") == "The term of this post has ended."


def test_a_post_that_begins_later_or_whose_login_is_closed_has_not_ended() -> None:
    body = make_body()
    make_officer(body, "chairman", since=NOW + MOMENT)
    make_officer(body, "secretary", active=False, until=NOW)

    for post in ("chairman@falakata", "secretary@falakata"):
        with pytest.raises(queries.NoSuchOfficerError) as error:
            queries.officer_by_post(post, at=NOW)
        assert type(error.value) is queries.NoSuchOfficerError


def test_who_acts_for_a_post_does_not_hold_it_and_is_found_by_their_own() -> None:
    body = make_body()
    plain = make_officer(body, "secretary")
    acting = make_officer(body, "secretary", acting_for="chairman", user=plain.user)

    assert queries.officer_by_post("secretary@falakata", at=NOW) == acting
    with pytest.raises(queries.NoSuchOfficerError):
        queries.officer_by_post("chairman@falakata", at=NOW)


def test_an_officer_is_let_pass_only_in_office() -> None:
    body = make_body()
    serving = make_officer(body, "secretary", since=NOW, until=NOW + timedelta(days=1))

    serving.require_office(at=NOW)
    with pytest.raises(queries.TermEndedError):
        serving.require_office(at=NOW + timedelta(days=1))
    with pytest.raises(queries.NoSuchOfficerError):
        serving.require_office(at=NOW - MOMENT)
    with pytest.raises(queries.NoSuchOfficerError):
        make_officer(body, active=False).require_office(at=NOW)


def test_holders_are_those_in_office_longest_first() -> None:
    body, elsewhere = make_body(), make_body("basirhat", number=1003)
    second = make_officer(body, since=NOW - timedelta(days=1))
    first = make_officer(body)
    make_officer(body, active=False)
    make_officer(body, until=NOW)
    make_officer(body, since=NOW + MOMENT)
    make_officer(elsewhere)

    assert queries.holders([body.id], ["officer", "secretary"], at=NOW) == {
        (body.id, "officer"): [first, second]
    }


def test_who_acts_for_a_post_comes_after_its_holders_and_each_person_once() -> None:
    body = make_body()
    secretary = make_officer(body, "secretary")
    acting = make_officer(body, "secretary", acting_for="chairman", user=secretary.user)
    chairman = make_officer(body, "chairman")

    found = queries.holders([body.id], ["chairman", "secretary"], at=NOW)

    assert found == {(body.id, "chairman"): [chairman, acting], (body.id, "secretary"): [secretary]}


def test_a_vacant_seat_is_the_matter_of_whoever_stands_in_by_law() -> None:
    body = make_body(kind="gram_panchayat")
    make_officer(body, "pradhan", until=NOW)
    upa = make_officer(body, "upa_pradhan")
    make_officer(body, "administrator")

    assert queries.holders([body.id], ["pradhan"], at=NOW) == {(body.id, "pradhan"): [upa]}


def test_holders_of_many_posts_in_many_bodies_cost_one_query() -> None:
    def cost(bodies: list[LocalBody], roles: list[str]) -> int:
        for body in bodies:
            for role in roles:
                make_officer(body, role)
        with CaptureQueriesContext(connection) as seen:
            assert len(queries.holders([body.id for body in bodies], roles, at=NOW)) == len(bodies) * len(
                roles
            )
        return len(seen)

    few = cost([make_body()], ["officer"])
    many = cost(
        [make_body(f"town{n}", number=2000 + n) for n in range(3)], ["officer", "secretary", "chairman"]
    )

    assert (few, many) == (1, 1)


def test_a_department_has_its_own_holder_before_the_general_one() -> None:
    body = make_body()
    lighting, water = make_department(body), make_department(body, "m_water")
    general, own = make_officer(body), make_officer(body, department=lighting)
    found = queries.holders([body.id], ["officer"], at=NOW)

    def holder(department_id: object) -> object:
        return queries.holder_for(found, body_id=body.id, role="officer", department_id=department_id)

    assert [holder(lighting.id), holder(water.id), holder(None)] == [own, general, general]


def test_a_matter_goes_to_another_department_rather_than_to_nobody() -> None:
    body = make_body()
    own = make_officer(body, department=make_department(body))
    found = queries.holders([body.id], ["officer"], at=NOW)

    assert queries.holder_for(found, body_id=body.id, role="officer", department_id=uuid4()) == own
    assert queries.holder_for(found, body_id=body.id, role="chairman", department_id=None) is None


def test_who_signs_is_whoever_answers_for_the_post_and_lawfully_may() -> None:
    body = make_body()
    make_officer(body, "chairman", until=NOW)
    vice = make_officer(body, "vice_chairman", until=NOW)
    administrator = make_officer(body, "administrator", acting_for="chairman", since=NOW)

    def signer(document_type: str, at: datetime) -> object:
        return queries.signatory(body_id=body.id, role="chairman", document_type=document_type, at=at)

    assert signer("licence", NOW) == administrator
    assert signer("receipt", NOW) is None
    make_officer(body, "chairman", until=NOW - MOMENT)
    assert signer("licence", NOW - timedelta(days=1)).role_id == "chairman"  # type: ignore[attr-defined]
    assert (
        queries.signatory(
            body_id=body.id, role="vice_chairman", document_type="recommendation", at=NOW - MOMENT
        )
        == vice
    )


def test_a_councillor_signs_no_certificate() -> None:
    body = make_body()
    councillor = make_officer(body, "councillor")

    def signer(document_type: str) -> object:
        return queries.signatory(body_id=body.id, role="councillor", document_type=document_type, at=NOW)

    assert [signer("certificate"), signer("recommendation")] == [None, councillor]


def test_roles_are_found_by_code() -> None:
    officer = make_officer(make_body())

    assert queries.roles(["officer", "nobody"]) == {"officer": officer.role}


def test_names_are_said_in_the_readers_language_and_else_in_bengali() -> None:
    body = make_body()
    officer = make_officer(body)

    assert [body.name_in(lang) for lang in ("bn", "en", "hi")] == [
        "ফালাকাটা পুরসভা",
        "Falakata Municipality",
        "ফালাকাটা পুরসভা",
    ]
    assert officer.role.name_in("en") == "Controlling officer"
    assert officer.name_in("bn") == "শর্মিষ্ঠা দত্ত"
