"""How pressing a case is: its colour turns at the mark of its clock, by one rule everywhere."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import MoveOrder, ask_call_backs, make_move
from janasetu.cases.models import Case
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_call_back, a_complaint
from janasetu.lib.tests.html_pages import Page


def left_of(case: Case, promised: timedelta, left: timedelta) -> None:
    """As if it had been opened so long ago that so much is left of its promise."""
    due_at = NOW + left
    Case.objects.filter(id=case.id).update(promise_due_at=due_at, opened_at=due_at - promised)


def clock_of(content: str) -> tuple[str, int, int]:
    """The colour of the clock, how far it is filled and where its mark stands."""
    tone = re.search(r'<div class="clock (\w+)">', content)
    part = re.search(r'class="part" width="(\d+)%"', content)
    mark = re.search(r'class="mark" x="(\d+)%"', content)
    assert tone
    assert part
    assert mark
    return tone[1], int(part[1]), int(mark[1])


TONES = [
    ("manhole", 12, timedelta(hours=6), "ok"),
    ("manhole", 12, timedelta(hours=3), "warn"),
    ("road_damage", 168, timedelta(hours=42, seconds=1), "ok"),
    ("road_damage", 168, timedelta(hours=42), "warn"),
    ("road_damage", 168, timedelta(0), "warn"),
    ("road_damage", 168, timedelta(seconds=-1), "bad"),
]


def test_the_colour_turns_at_the_mark_in_the_list_and_on_the_case(desk: Visitor, town: LocalBody) -> None:
    cases = [a_complaint(town, category=category) for category, *_ in TONES]
    for case, (_, hours, left, _tone) in zip(cases, TONES, strict=True):
        left_of(case, timedelta(hours=hours), left)

    rows = desk.get("/console/list").content.decode()

    for case, (*_, tone) in zip(cases, TONES, strict=True):
        shown, filled, mark = clock_of(desk.get(f"/console/cases/{case.ref}/").content.decode())
        assert (shown, mark) == (tone, 75)
        assert (filled >= mark) == (tone != "ok")
        row = rows.partition(f'id="case-{case.ref}"')[2].partition("</tr>")[0]
        assert f'<span class="pill {tone}"><svg' in row


def test_the_number_of_what_is_due_today_has_not_the_colour_of_what_is_due_soon(
    desk: Visitor, town: LocalBody
) -> None:
    left_of(a_complaint(town, category="water_no_supply"), timedelta(days=1), timedelta(hours=10))

    content = desk.get("/console/").content.decode()

    today = re.search(r'<a id="tab-today"[^>]*>[^<]*<b class="(\w+)">১</b>', content)
    assert today
    assert today[1] == "info"
    assert '<span class="pill ok"><svg' in content


def test_through_days_off_no_time_of_a_desk_is_used_up(desk: Visitor, town: LocalBody) -> None:
    """A week of open days, asked for on Friday; now it is Tuesday, the same hour."""
    case = a_complaint(town, category="encroachment", opened_at=NOW - timedelta(days=4))

    content = desk.get(f"/console/cases/{case.ref}/").content.decode()

    assert clock_of(content) == ("ok", int(100 * 2 / 7), 75)


@pytest.mark.parametrize(("minutes", "tone"), [(89, "ok"), (90, "warn"), (120, "warn"), (121, "bad")])
def test_a_call_back_has_its_colours_by_the_same_rule(
    desk: Visitor, town: LocalBody, minutes: int, tone: str
) -> None:
    asked_at = NOW - timedelta(minutes=minutes)
    ask_call_backs([a_call_back(town, asked_at=asked_at)])

    assert f'<span class="pill {tone}"><svg' in desk.get("/console/calls/").content.decode()


# --- why this date ---


def asked_and_set_out(officer: Officer, case: Case) -> None:
    for move, hour in (("ask", 1), ("set_out", 7)):
        order = MoveOrder(move, note="কোন বাড়ি?")
        make_move(officer=officer, ref=case.ref, order=order, now=case.opened_at + timedelta(hours=hour))


def test_the_page_says_why_it_is_due_then_and_what_was_left_out(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, opened_at=NOW - timedelta(hours=8))
    asked_and_set_out(officer, case)

    page = Page(desk.get(f"/console/cases/{case.ref}/").content.decode())

    assert (
        "এই তারিখ কেন? শুক্রবার ২৭ নভেম্বর, সকাল ৮টা: ৭২ ঘণ্টা; নাগরিকের উত্তরের অপেক্ষায় ৬ ঘণ্টা বাদ "
        "অফিসের কথা দেওয়া সময় · গোনা শুরু মঙ্গলবার ২৪ নভেম্বর, রাত ২টো"
    ) in page.text
    assert "বাকি ২ দিন ২২ ঘণ্টা" in page.text


def test_a_calendar_costs_one_query_and_pauses_none(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    def queries(category: str, *, asked: bool = False) -> int:
        case = a_complaint(town, category=category, opened_at=NOW - timedelta(hours=8))
        if asked:
            asked_and_set_out(officer, case)
        desk.get(f"/console/cases/{case.ref}/")
        with CaptureQueriesContext(connection) as seen:
            desk.get(f"/console/cases/{case.ref}/")
        return len(seen)

    always, open_days = queries("streetlight_out"), queries("encroachment")

    assert open_days == always + 1
    assert queries("encroachment", asked=True) == open_days
