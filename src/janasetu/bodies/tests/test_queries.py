"""Who holds a role, who is behind a login."""

from uuid import uuid4

import pytest

from janasetu.bodies import queries
from janasetu.bodies.tests.factories import make_body, make_department, make_officer

pytestmark = pytest.mark.django_db


def test_a_login_is_known_by_its_active_office() -> None:
    officer = make_officer(make_body())

    assert queries.officer_of_login(officer.user_id) == officer


def test_a_login_without_an_active_office_is_a_strangers() -> None:
    former = make_officer(make_body(), active=False)

    assert queries.officer_of_login(former.user_id) is None
    assert queries.officer_of_login(None) is None


def test_a_post_names_its_holder() -> None:
    secretary = make_officer(make_body(), "secretary")

    assert queries.officer_by_post("secretary@falakata") == secretary
    assert secretary.post == "secretary@falakata"


@pytest.mark.parametrize("post", ["secretary@falakata", "officer@basirhat", "officer", "", "@", "@falakata"])
def test_a_post_that_nobody_holds_is_an_error_that_names_it(post: str) -> None:
    make_officer(make_body())

    with pytest.raises(queries.NoSuchOfficerError) as error:
        queries.officer_by_post(post)

    assert str(error.value) == post


def test_holders_are_those_in_office_longest_first() -> None:
    body, elsewhere = make_body(), make_body("basirhat", number=1003)
    first, second = make_officer(body), make_officer(body)
    make_officer(body, active=False)
    make_officer(elsewhere)

    assert queries.holders([body.id], ["officer", "secretary"]) == {(body.id, "officer"): [first, second]}


def test_a_department_has_its_own_holder_before_the_general_one() -> None:
    body = make_body()
    lighting, water = make_department(body), make_department(body, "m_water")
    general, own = make_officer(body), make_officer(body, department=lighting)
    found = queries.holders([body.id], ["officer"])

    def holder(department_id: object) -> object:
        return queries.holder_for(found, body_id=body.id, role="officer", department_id=department_id)

    assert [holder(lighting.id), holder(water.id), holder(None)] == [own, general, general]


def test_a_matter_goes_to_another_department_rather_than_to_nobody() -> None:
    body = make_body()
    own = make_officer(body, department=make_department(body))
    found = queries.holders([body.id], ["officer"])

    assert queries.holder_for(found, body_id=body.id, role="officer", department_id=uuid4()) == own
    assert queries.holder_for(found, body_id=body.id, role="chairman", department_id=None) is None


def test_departments_and_bodies_are_found_by_their_keys() -> None:
    body = make_body()
    lighting = make_department(body)

    assert queries.departments([body.id]) == {(body.id, "m_lighting"): lighting}
    assert queries.bodies([body.id, uuid4()]) == {body.id: body}


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
