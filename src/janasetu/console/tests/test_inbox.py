"""The list of open cases."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import make_move
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/console/?show=mine"}


def page_at(desk: Visitor, address: str = "/console/") -> Page:
    answer = desk.get(address)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def titles(page: Page) -> list[str]:
    cases = (words for words, address in page.links.items() if address.startswith("/console/cases/"))
    return [words.rpartition(" ")[0] for words in cases]


def test_a_case_is_told_in_one_row(desk: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)

    page = page_at(desk)

    assert page.links[f"রাস্তার আলো জ্বলছে না {case.grouped_ref}"] == f"/console/cases/{case.ref}/"
    row = (
        f"রাস্তার আলো জ্বলছে না {case.grouped_ref} ওয়ার্ড ১১ আলো জমা পড়েছে নিয়ন্ত্রক আধিকারিক "
        "বাকি ২ দিন ২২ ঘণ্টা ২৭ নভেম্বর, শুক্রবার, সকাল ৮টা"
    )
    assert row in page.text


def test_the_row_in_english(desk: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)
    desk.cookies["janasetu_language"] = "en"

    row = (
        f"Street light out {case.grouped_ref} Ward 11 Lighting Received Controlling officer "
        "2 days 22 hours left Friday 27 November, 8 am"
    )
    assert row in page_at(desk).text


def test_the_first_due_comes_first(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, category="road_damage")
    a_complaint(town, category="pole_wire")
    a_complaint(town, category="streetlight_out")

    assert titles(page_at(desk)) == ["বিপজ্জনক খুঁটি বা তার", "রাস্তার আলো জ্বলছে না", "ভাঙা রাস্তা বা ফুটপাত"]


def test_an_overdue_case_says_so_in_words(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, opened_at=NOW - timedelta(days=4))

    assert "১ দিন দেরি" in page_at(desk).text


def test_an_urgent_case_says_so(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, category="pole_wire")

    assert "জরুরি" in page_at(desk).text


def test_a_case_that_waits_for_the_citizen_is_not_late(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, opened_at=NOW - timedelta(days=4))
    case.status, case.claimed_at = "awaiting_confirmation", NOW - timedelta(hours=1)
    case.save()

    page = page_at(desk)

    assert "নাগরিকের সম্মতির অপেক্ষায়" in page.text
    assert "কাজ শেষ বলা হয়েছে আজ সকাল ৯টা" in page.text
    assert "দেরি" not in page.text


def test_mine_and_overdue_are_lists_of_their_own(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    a_complaint(town, category="road_damage")
    late = a_complaint(town, category="pole_wire", opened_at=NOW - timedelta(days=2))
    late.officer = an_officer(town, "secretary")
    late.save()

    assert len(titles(page_at(desk))) == 2
    assert titles(page_at(desk, "/console/?show=mine")) == ["ভাঙা রাস্তা বা ফুটপাত"]
    assert titles(page_at(desk, "/console/?show=overdue")) == ["বিপজ্জনক খুঁটি বা তার"]
    assert len(titles(page_at(desk, "/console/?show=nonsense"))) == 2


def test_the_lists_tell_how_many_they_hold(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, opened_at=NOW - timedelta(days=4))
    a_complaint(town)

    assert "সব চলতি ২ আমার ২ সময় পেরিয়েছে ১" in page_at(desk).text


def test_another_bodys_cases_are_not_here(desk: Visitor, town: LocalBody) -> None:
    a_complaint(a_town("basirhat", 1003))

    assert titles(page_at(desk)) == []


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/console/", "কোনো চলতি বিষয় নেই"),
        ("/console/?show=mine", "কোনো চলতি বিষয় নেই"),
        ("/console/?show=overdue", "কোনো চলতি বিষয় নেই"),
    ],
)
def test_an_empty_desk_teaches(desk: Visitor, address: str, heading: str) -> None:
    assert heading in page_at(desk, address).text


def test_empty_lists_beside_open_cases_point_to_them(desk: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)
    case.officer = None
    case.save()

    assert "আপনার নামে কিছু নেই" in page_at(desk, "/console/?show=mine").text
    assert "কিছুরই সময় পেরোয়নি" in page_at(desk, "/console/?show=overdue").text


def test_twenty_five_cases_a_page(desk: Visitor, town: LocalBody) -> None:
    for hour in range(26):
        a_complaint(town, opened_at=NOW - timedelta(hours=hour))

    first, second = page_at(desk), page_at(desk, "/console/?page=2")

    assert "পাতা ১ / ২" in first.text
    assert first.links["পরের পাতা"] == "/console/?page=2"
    assert "পাতা ২ / ২" in second.text
    assert second.links["আগের পাতা"] == "/console/"
    assert "পাতা ২ / ২" in page_at(desk, "/console/?page=99").text
    assert "পাতা ১ / ২" in page_at(desk, "/console/?page=first").text


def test_one_row_and_three_rows_cost_the_same(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town)
    desk.get("/console/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/console/")
    a_complaint(town, category="pole_wire")
    a_complaint(town, category="road_damage")
    with CaptureQueriesContext(connection) as three:
        desk.get("/console/")

    assert len(one) == len(three) == 8


def test_a_list_that_has_not_changed_is_not_sent_again(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town)
    mark = desk.get("/console/").context["part"].mark

    assert desk.get("/console/list", {"seen": mark}).status_code == 204


def test_a_new_case_arrives_by_itself(desk: Visitor, town: LocalBody) -> None:
    mark = desk.get("/console/").context["part"].mark
    a_complaint(town)

    answer = desk.get("/console/list", {"seen": mark})

    assert "রাস্তার আলো জ্বলছে না" in answer.content.decode()
    assert answer.context["part"].mark != mark


def test_the_clock_on_the_list_moves_by_itself(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town)
    mark = desk.get("/console/").context["part"].mark
    with clock.fixed(NOW + timedelta(minutes=1)):
        answer = desk.get("/console/list", {"seen": mark})

    assert "বাকি ২ দিন ২১ ঘণ্টা" in answer.content.decode()


def test_the_list_looks_again_where_it_was(desk: Visitor, town: LocalBody) -> None:
    content = desk.get("/console/?show=mine&page=1").content.decode()

    assert 'hx-get="/console/list?show=mine"' in content
    assert 'hx-trigger="every 2s, look"' in content


def test_a_page_whose_login_ended_goes_to_log_in(stranger: Visitor, db: Any) -> None:
    answer = stranger.get("/console/list", headers=HTMX)

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/console/login/?next=/console/%3Fshow%3Dmine"


def test_what_an_officer_reads_is_kept_by_no_cache(desk: Visitor) -> None:
    assert "no-store" in desk.get("/console/")["Cache-Control"]


def test_a_closed_case_leaves_the_list(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    make_move(officer=officer, ref=case.ref, move="assign", now=NOW)
    case.refresh_from_db()
    case.status, case.ended_at = "resolved_confirmed", NOW
    case.save()

    assert titles(page_at(desk)) == []
