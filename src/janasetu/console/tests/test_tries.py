"""Who guesses a password waits longer each time; the office around them does not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from janasetu.bodies.models import Attempt, LocalBody, Officer
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import an_officer
from janasetu.console.tests.test_login import with_password
from janasetu.console.tries import address_of
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page

WAIT = "অনেকবার ভুল হয়েছে। ১ মিনিট পরে আবার চেষ্টা করুন।"


def log_in(visitor: Visitor, login: str, password: str, address: str = "192.0.2.7") -> Any:
    return visitor.post("/console/login/", {"username": login, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def guessed(officer: Officer, stranger: Visitor) -> Officer:
    """An officer at whose login somebody has guessed five times."""
    with_password(officer)
    for number in range(5):
        assert log_in(stranger, "officer@falakata", f"guess {number}").status_code == 200
    return officer


def test_after_five_wrong_passwords_the_next_is_not_looked_at(guessed: Officer, stranger: Visitor) -> None:
    answer = log_in(stranger, "officer@falakata", "demo-1234")

    page = Page(answer.content.decode())
    assert answer.status_code == 429
    assert WAIT in page.text
    assert page.fields["username"] == "officer@falakata"
    assert "_auth_user_id" not in stranger.session


def test_it_is_said_in_english_too(guessed: Officer, stranger: Visitor) -> None:
    stranger.cookies["janasetu_language"] = "en"

    answer = log_in(stranger, "officer@falakata", "demo-1234")

    assert "Too many wrong tries. Please try again in 1 minute." in Page(answer.content.decode()).text


def test_another_spelling_of_the_login_waits_too(guessed: Officer, stranger: Visitor) -> None:
    assert log_in(stranger, "OFFICER@falakata", "guess").status_code == 429


def test_when_the_minute_is_over_the_right_password_opens(guessed: Officer, stranger: Visitor) -> None:
    Attempt.objects.update(until=clock.wall())

    answer = log_in(stranger, "officer@falakata", "demo-1234")

    assert (answer.status_code, answer["Location"]) == (302, "/console/")


def test_a_colleague_in_the_same_office_logs_in_meanwhile(
    guessed: Officer, town: LocalBody, stranger: Visitor
) -> None:
    with_password(an_officer(town, "clerk"))

    assert log_in(stranger, "clerk@falakata", "demo-1234").status_code == 302


def test_the_officer_logs_in_from_elsewhere_meanwhile(guessed: Officer, stranger: Visitor) -> None:
    assert log_in(stranger, "officer@falakata", "demo-1234", "198.51.100.9").status_code == 302


def test_one_login_guessed_from_many_places_waits_everywhere(officer: Officer, stranger: Visitor) -> None:
    with_password(officer)
    log_in(stranger, "officer@falakata", "guess", "198.51.100.1")
    Attempt.objects.update(tries=29)
    log_in(stranger, "officer@falakata", "guess", "198.51.100.2")

    assert log_in(stranger, "officer@falakata", "demo-1234", "192.0.2.7").status_code == 429


def test_many_logins_guessed_from_one_place_wait_there(officer: Officer, stranger: Visitor) -> None:
    with_password(officer)
    log_in(stranger, "the-first@falakata", "guess")
    Attempt.objects.update(tries=99)
    log_in(stranger, "the-hundredth@falakata", "guess")

    assert log_in(stranger, "officer@falakata", "demo-1234").status_code == 429
    assert log_in(stranger, "officer@falakata", "demo-1234", "192.0.2.8").status_code == 302


def test_right_passwords_cost_an_office_nothing(officer: Officer, stranger: Visitor) -> None:
    with_password(officer)

    for _ in range(7):
        assert log_in(stranger, "officer@falakata", "demo-1234").status_code == 302

    assert set(Attempt.objects.values_list("tries", flat=True)) == {0}


def test_a_right_password_forgets_the_wrong_ones_before(officer: Officer, stranger: Visitor) -> None:
    with_password(officer)
    for _ in range(2):
        for number in range(4):
            assert log_in(stranger, "officer@falakata", f"guess {number}").status_code == 200
        assert log_in(stranger, "officer@falakata", "demo-1234").status_code == 302


def test_a_restart_forgets_nothing(guessed: Officer) -> None:
    rows = Attempt.objects.filter(until__gt=clock.wall() + timedelta(seconds=30))

    assert (rows.count(), Attempt.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("192.0.2.7", None, "192.0.2.7"),
        ("192.0.2.7", "198.51.100.9", "192.0.2.7"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        ("::1", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("2001:db8:1:2:3::4", None, "2001:db8:1:2::/64"),
        ("", None, ""),
    ],
)
def test_an_address_is_the_peers_or_what_a_front_server_of_this_machine_says(
    peer: str, told: str | None, address: str
) -> None:
    more = {"headers": {"X-Forwarded-For": told}} if told else {}

    assert address_of(RequestFactory().get("/", REMOTE_ADDR=peer, **more)) == address
