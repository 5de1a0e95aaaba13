"""The page of a shift: every figure leads to as many lines; who may read it, and what goes out as a file."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import LostCall, note_lost_call
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, PHONE, a_complaint, an_officer
from janasetu.lib.numerals import ascii_digits

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(town: LocalBody) -> Officer:
    return an_officer(town, "operator")


@pytest.fixture
def at_the_phone(operator: Officer) -> Visitor:
    visitor = Visitor()
    visitor.force_login(operator.user)
    return visitor


def loses(officer: Officer, number: int) -> None:
    """A caller, whose name looks like a formula."""
    told = LostCall(f"+9198300{number:05d}", "=রহিমা", "bn", f"{number:032x}", {"_phone": [PHONE]})
    note_lost_call(officer=officer, lost=told, now=NOW)


def test_every_figure_leads_to_as_many_lines(at_the_phone: Visitor, operator: Officer) -> None:
    a_complaint(operator.body)  # by its citizen
    loses(operator, 1)
    loses(operator, 2)

    page = at_the_phone.get("/console/shift/").content.decode()

    figures = re.findall(r'<a href="(/console/shift/[^"]+)#list">([০-৯]+)</a>', page)
    assert len(figures) == 6  # taken, lost and not rung: of the hour and of the day
    for address, told in figures:
        behind = at_the_phone.get(unescape(address)).content.decode()
        assert behind.count("data-row") == int(ascii_digits(told)) == 2


def test_a_shift_is_ones_own_and_all_desks_for_who_heads_the_office(
    town: LocalBody, operator: Officer
) -> None:
    loses(operator, 1)
    addresses = {"clerk": "/console/shift/?post=operator@falakata", "secretary": "/console/shift/"}

    seen = {}
    for role, address in addresses.items():
        visitor = Visitor()
        visitor.force_login(an_officer(town, role).user)
        seen[role] = visitor.get(address).content.decode().count("data-row")
    stranger = Visitor()
    stranger.force_login(an_officer(town, "payroll").user)

    assert seen == {"clerk": 0, "secretary": 1}
    assert stranger.get("/console/shift/").status_code == 403


def test_one_line_and_three_cost_the_same(at_the_phone: Visitor, operator: Officer) -> None:
    loses(operator, 1)
    at_the_phone.get("/console/shift/")
    with CaptureQueriesContext(connection) as one:
        at_the_phone.get("/console/shift/")
    loses(operator, 2)
    loses(operator, 3)
    with CaptureQueriesContext(connection) as three:
        at_the_phone.get("/console/shift/")

    assert len(one) == len(three)


def test_the_file_holds_figures_and_nobody(at_the_phone: Visitor, operator: Officer) -> None:
    loses(operator, 1)

    told = at_the_phone.get("/console/shift/?as=csv").content.decode("utf-8-sig")
    book = at_the_phone.get("/console/shift/?as=xlsx")

    assert told.splitlines()[1:] == [
        '"সারা দিন","1","0","0","0","0","0","1","1","0"',
        '"10:00","1","0","0","0","0","0","1","1","0"',
    ]
    assert "রহিমা" not in told
    assert book.content.startswith(b"PK")
