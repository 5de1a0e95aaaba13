"""One press at the demo's page sits down at the desk; only there, and only as one of the demo's own."""

import pytest
from django.test import Client

from janasetu.demo.tests.conftest import Visitor
from janasetu.lib.tests.html_pages import Page

pytestmark = pytest.mark.usefixtures("towns_seeded")


def test_one_press_logs_in_as_that_role_of_that_town(visitor: Visitor) -> None:
    answer = visitor.post("/demo/enter", {"login": "clerk@basirhat"})

    assert answer["Location"] == "/console/"
    assert "বসিরহাট পুরসভা" in Page(visitor.get("/console/").content.decode()).text


def test_another_press_is_another_person(visitor: Visitor) -> None:
    visitor.post("/demo/enter", {"login": "clerk@basirhat"})
    visitor.post("/demo/enter", {"login": "mayor@kmc"})

    assert "কলকাতা পুরসংস্থা" in Page(visitor.get("/console/").content.decode()).text


@pytest.mark.parametrize("login", ["", "nobody@kmc", "councillor-5@basirhat", "officer-2025@kmc"])
def test_nobody_else_can_sit_down(visitor: Visitor, login: str) -> None:
    assert visitor.post("/demo/enter", {"login": login}).status_code == 404


def test_a_link_logs_nobody_in(visitor: Visitor) -> None:
    assert visitor.get("/demo/enter?login=mayor@kmc").status_code == 405


def test_a_press_needs_the_pages_token() -> None:
    answer = Client(enforce_csrf_checks=True).post("/demo/enter", {"login": "mayor@kmc"})

    assert answer.status_code == 403


def test_the_page_offers_first_who_answers_at_the_number(visitor: Visitor) -> None:
    text = Page(visitor.get("/demo/?line=200000000001000").content.decode()).text

    assert "ডেস্কে বসুন" in text
    assert text.index("প্রধান") < text.index("সব শহরের সবাই")


def test_the_page_says_who_sits_there(visitor: Visitor) -> None:
    visitor.post("/demo/enter", {"login": "officer@falakata"})

    assert 'value="officer@falakata" aria-current="true"' in visitor.get("/demo/").content.decode()
