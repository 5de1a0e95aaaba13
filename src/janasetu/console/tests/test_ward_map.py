"""The map of the wards: exact figures, each of which opens its list, for the officer's own body alone."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_ward
from janasetu.bodies.tests.maps import draw, row_of_squares
from janasetu.cases.models import Case
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer

MAP = "/console/map/"


def in_ward(town: LocalBody, ward: str, *, late: bool = False) -> Case:
    case = a_complaint(town)
    due = NOW + timedelta(hours=-1 if late else 1)
    Case.objects.filter(id=case.id).update(ward=ward, promise_due_at=due)
    return case


def page(desk: Visitor, show: str = "") -> str:
    return str(desk.get(MAP, {"show": show} if show else {}).content.decode())


def marked(html: str) -> dict[str, tuple[str, str]]:
    """Of each ward on the map its shade and its title."""
    found = re.findall(r'id="ward-([^"]+)" class="(n\d)"[^>]*><title>([^<]*)', html)
    return {number: (shade, title) for number, shade, title in found}


def rows(html: str) -> list[tuple[str, list[str]]]:
    """The table: what stands in each row, and where its figures lead."""
    body = html.partition("<tbody")[2].partition("</tbody>")[0]
    return [
        (" ".join(re.sub("<[^>]+>", " ", row).split()), re.findall('href="([^"]+)"', row))
        for row in re.findall("<tr.*?</tr>", body, re.DOTALL)
    ]


@pytest.fixture
def wards(town: LocalBody) -> LocalBody:
    for number in ("1", "2", "10"):
        make_ward(town, number)
    return town


def test_each_ward_has_its_figures_and_they_open_their_lists(desk: Visitor, wards: LocalBody) -> None:
    in_ward(wards, "2"), in_ward(wards, "2", late=True), in_ward(wards, "10"), in_ward(wards, "")

    html = page(desk)

    assert marked(html) == {
        "1": ("n0", "ওয়ার্ড ১: ০"),
        "2": ("n2", "ওয়ার্ড ২: ২"),
        "10": ("n1", "ওয়ার্ড ১০: ১"),
    }
    assert rows(html) == [
        ("২ ২ ১", ["/console/?ward=2", "/console/?show=overdue&amp;ward=2"]),
        ("১০ ১ ০", ["/console/?ward=10"]),
        ("আর ১টি ওয়ার্ড ০ ০", []),
        ("ওয়ার্ড জানা নেই ১ ০", []),
    ]


def test_the_lists_that_the_figures_open_hold_as_many(desk: Visitor, wards: LocalBody) -> None:
    late = in_ward(wards, "2", late=True)
    in_ward(wards, "2"), in_ward(wards, "10", late=True)

    listed = desk.get("/console/?show=overdue&ward=2").content.decode()

    assert set(re.findall("/console/cases/([0-9]+)/", listed)) == {late.ref}
    assert marked(page(desk, "overdue"))["2"] == ("n1", "ওয়ার্ড ২: ১")


def test_what_is_over_and_what_others_have_is_not_counted(desk: Visitor, wards: LocalBody) -> None:
    ended = in_ward(wards, "2")
    Case.objects.filter(id=ended.id).update(status="resolved_confirmed", claimed_at=NOW, ended_at=NOW)
    other = a_town("basirhat", 1003)
    in_ward(other, "2")

    assert marked(page(desk))["2"] == ("n0", "ওয়ার্ড ২: ০")


def test_wards_with_borders_are_drawn_by_them_and_it_is_said_whose_they_are(
    desk: Visitor, wards: LocalBody
) -> None:
    plain = page(desk)
    draw(wards, row_of_squares("1", "2"), source="District office, CC BY 4.0")

    html = page(desk)

    assert "সীমানা" not in plain
    assert 'সীমানা: <span lang="en">District office, CC BY 4.0</span>' in html
    drawing = html.partition('<svg class="ward-map"')[2].partition("</svg>")[0]
    assert drawing.count("<path") == 3
    assert 'width="1000"' in html
    assert 'width="1000"' not in plain


def test_the_legend_says_what_each_shade_counts(desk: Visitor, wards: LocalBody) -> None:
    for _ in range(4):
        in_ward(wards, "1")
    in_ward(wards, "2")

    legend = page(desk).partition('<ul class="legend">')[2].partition("</ul>")[0]

    assert re.findall(r'class="(n\d)"></span>([^<]+)', legend) == [("n0", "০"), ("n1", "১"), ("n2", "২–৪")]


def test_an_office_without_wards_is_told_so(desk: Visitor) -> None:
    html = page(desk)

    assert "এই অফিসে কোনো ওয়ার্ড নেই" in html
    assert "ward-map" not in html


def test_what_nobody_counts_shows_what_is_open(desk: Visitor, wards: LocalBody) -> None:
    assert 'href="/console/map/?show=open" aria-current="page"' in page(desk, "nonsense")


def test_a_stranger_is_sent_to_log_in() -> None:
    assert Visitor().get(MAP).status_code == 302


def test_every_post_of_the_office_sees_it(wards: LocalBody) -> None:
    visitor = Visitor()
    visitor.force_login(an_officer(wards, "clerk").user)

    assert visitor.get(MAP).status_code == 200


def test_the_queries_do_not_grow(desk: Visitor, wards: LocalBody, officer: Officer) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(desk)
        return len(seen)

    in_ward(wards, "1")
    page(desk)
    one = cost()
    for number in ("1", "2", "10", "77", ""):
        in_ward(wards, number, late=True)
    for number in range(11, 30):
        make_ward(wards, str(number))

    assert cost() == one
