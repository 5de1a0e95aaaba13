"""The list of open cases."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.models import Case, CaseEvent
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_file, a_town, an_officer, complaints
from janasetu.console.walk import walk_from
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


def test_the_row_of_a_pin_alone_has_its_degrees(desk: Visitor, town: LocalBody) -> None:
    pin = {"text": "", "ward": None, "landmark": None, "lat": 26.5205, "lon": 89.2035}
    case = a_complaint(town)
    Case.objects.filter(id=case.id).update(ward="", fields={**case.fields, "place": pin})

    assert "পাঠানো লোকেশন (26.52050, 89.20350)" in page_at(desk).text


def test_a_case_is_told_in_one_row(desk: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)

    page = page_at(desk)

    assert page.links[f"রাস্তার আলো জ্বলছে না {case.grouped_ref}"] == f"/console/cases/{case.ref}/"
    row = (
        f"রাস্তার আলো জ্বলছে না {case.grouped_ref} হোয়াটসঅ্যাপে এসেছে হোয়াটসঅ্যাপে এসেছে ওয়ার্ড ১১ আলো জমা পড়েছে "
        "শর্মিষ্ঠা দত্ত বাকি ২ দিন ২২ ঘণ্টা শুক্রবার ২৭ নভেম্বর, সকাল ৮টা"
    )
    assert row in page.text


def test_the_row_in_english(desk: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)
    desk.cookies["janasetu_language"] = "en"

    row = (
        f"Street light out {case.grouped_ref} by WhatsApp by WhatsApp Ward 11 Lighting Received "
        "Sharmistha Dutta 2 days 22 hours left Friday 27 November, 8 am"
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


def test_a_case_that_nobody_holds_names_the_post_that_answers(desk: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)
    case.officer = None
    case.save()

    assert "জমা পড়েছে নিয়ন্ত্রক আধিকারিক বাকি" in page_at(desk).text


def test_the_lists_tell_how_many_they_hold(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    a_complaint(town, opened_at=NOW - timedelta(days=4))
    a_complaint(town)
    taken = a_complaint(town, category="pole_wire")
    make_move(officer=officer, ref=taken.ref, order=MoveOrder("ask", note="কোন পোস্ট?"), now=NOW)

    assert (
        "সব চলতি ৩ আমার ৩ আমার টেবিলে ০ নতুন ২ সময় পেরিয়েছে ১ আজ সময় শেষ ০ জরুরি ১ নাগরিকের উত্তর বাকি ১ "
        "নিশ্চিত হওয়া বাকি ০ সম্প্রতি শেষ ০"
    ) in page_at(desk).text


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
    empty = page_at(desk, "/console/?show=overdue").text
    assert "কিছুরই সময় পেরোয়নি পরের সময়সীমা: শুক্রবার ২৭ নভেম্বর, সকাল ৮টা।" in empty


def test_twenty_five_cases_a_page(desk: Visitor, town: LocalBody) -> None:
    complaints(town, *(NOW - timedelta(hours=hour) for hour in range(26)))

    first, second = page_at(desk), page_at(desk, "/console/?page=2")

    assert "পাতা ১ / ২" in first.text
    assert first.links["পরের পাতা"] == "/console/?page=2"
    assert "পাতা ২ / ২" in second.text
    assert second.links["আগের পাতা"] == "/console/"
    assert "পাতা ২ / ২" in page_at(desk, "/console/?page=99").text
    assert "পাতা ১ / ২" in page_at(desk, "/console/?page=first").text


def test_one_row_and_three_rows_cost_the_same(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, files=[a_file()])
    desk.get("/console/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/console/")
    a_complaint(town, category="pole_wire")
    a_complaint(town, category="road_damage")
    with CaptureQueriesContext(connection) as three:
        desk.get("/console/")

    assert len(one) == len(three) == 19


def test_the_list_alone_costs_the_same_for_one_row_and_for_three(desk: Visitor, town: LocalBody) -> None:
    photo = a_file()
    a_complaint(town, files=[photo])
    desk.get("/console/list")
    with CaptureQueriesContext(connection) as one:
        desk.get("/console/list")
    a_complaint(town, category="pole_wire", files=[a_file()])
    a_complaint(town, category="road_damage")
    with CaptureQueriesContext(connection) as three:
        desk.get("/console/list")

    assert len(one) == len(three) == 10


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
    assert 'hx-trigger="look"' in content


def test_a_page_whose_login_ended_goes_to_log_in(stranger: Visitor, db: Any) -> None:
    answer = stranger.get("/console/list", headers=HTMX)

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/console/login/?next=/console/%3Fshow%3Dmine"


def test_what_an_officer_reads_is_kept_by_no_cache(desk: Visitor) -> None:
    assert "no-store" in desk.get("/console/")["Cache-Control"]


def test_a_closed_case_leaves_the_list(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    make_move(officer=officer, ref=case.ref, now=NOW, order=MoveOrder("assign"))
    case.refresh_from_db()
    case.status, case.claimed_at, case.ended_at = "resolved_confirmed", NOW, NOW
    case.save()

    assert titles(page_at(desk)) == []


def test_an_ended_case_is_found_among_the_recently_ended(desk: Visitor, town: LocalBody) -> None:
    for days in (1, 29, 31):
        case = a_complaint(town, opened_at=NOW - timedelta(days=days))
        case.status, case.ended_at = "rejected", NOW - timedelta(days=days)
        case.save()

    page = page_at(desk, "/console/?show=ended")

    assert len(titles(page)) == 2
    assert len(titles(page_at(desk, "/console/?show=any"))) == 3
    assert page.headings == ["সম্প্রতি শেষ"]


# --- Marks of a row ---


def test_a_word_of_the_citizen_is_marked_until_the_office_has_spoken(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    assert "নতুন কথা" not in page_at(desk).text
    CaseEvent.objects.create(body=town, case=case, code="answered_question", by="citizen", at=NOW)
    CaseEvent.objects.create(body=town, case=case, code="escalated", by="system", at=NOW)
    assert "নতুন কথা" in page_at(desk).text

    make_move(officer=officer, ref=case.ref, order=MoveOrder("note", note="দেখেছি"), now=NOW)

    assert "নতুন কথা" not in page_at(desk).text


def test_a_case_with_a_photo_is_marked(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town)
    assert "ছবি আছে" not in page_at(desk).text

    a_complaint(town, files=[a_file()])

    assert page_at(desk).text.count("ছবি আছে") == 2  # for the eye and for the ear


# --- Filters ---


def test_filters_narrow_a_list_together_and_each_can_be_taken_away(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, category="road_damage")
    a_complaint(town)
    elsewhere = a_complaint(town)
    Case.objects.filter(id=elsewhere.id).update(ward="7", channel="phone")

    page = page_at(desk, "/console/?ward=11&category=streetlight_out")

    assert titles(page) == ["রাস্তার আলো জ্বলছে না"]
    assert page.links["ওয়ার্ড: ওয়ার্ড ১১ সরান"] == "/console/?category=streetlight_out"
    assert page.links["বিষয়: রাস্তার আলো জ্বলছে না সরান"] == "/console/?ward=11"
    assert "সব চলতি ১ আমার ১" in page.text
    assert len(titles(page_at(desk, "/console/?channel=phone&ward=7"))) == 1
    assert len(titles(page_at(desk, "/console/?department=m_lighting"))) == 2
    assert len(titles(page_at(desk, "/console/?since=2026-11-24&until=2026-11-24"))) == 3
    assert titles(page_at(desk, "/console/?until=2026-11-23")) == []


def test_the_tabs_and_pages_keep_the_filters(desk: Visitor, town: LocalBody) -> None:
    complaints(town, *[NOW - timedelta(hours=2)] * 26)

    page = page_at(desk, "/console/?ward=11&sort=newest")

    assert page.links["আমার ২৬"] == "/console/?show=mine&ward=11&sort=newest"
    assert page.links["পরের পাতা"] == "/console/?ward=11&sort=newest&page=2"
    assert all("ward%3D11%26sort%3Dnewest" in link for link in page.links.values() if "/cases/" in link)


def test_a_list_has_three_orders(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, category="road_damage", opened_at=NOW - timedelta(hours=3))
    a_complaint(town, category="streetlight_out", opened_at=NOW - timedelta(hours=2))
    a_complaint(town, category="pole_wire", opened_at=NOW - timedelta(hours=1))
    road, light, wire = "ভাঙা রাস্তা বা ফুটপাত", "রাস্তার আলো জ্বলছে না", "বিপজ্জনক খুঁটি বা তার"

    assert titles(page_at(desk, "/console/?sort=due")) == [wire, light, road]
    assert titles(page_at(desk, "/console/?sort=newest")) == [wire, light, road]
    assert titles(page_at(desk, "/console/?sort=oldest")) == [road, light, wire]


def test_an_address_that_makes_no_sense_shows_a_list_all_the_same(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town)

    for asked in ("officer=77", "level=9", "since=yesterday", "page=99999999", "sort=x", "ward=%00", "q=%00"):
        assert titles(page_at(desk, f"/console/?{asked}")) == ["রাস্তার আলো জ্বলছে না"], asked


def test_a_filter_that_nobody_knows_is_told_and_the_others_stay(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, category="road_damage")
    a_complaint(town)

    page = page_at(desk, "/console/?ward=কখ&status=হারানো&officer=কেউ&level=9&category=streetlight_out")

    for told in ("ওয়ার্ড «কখ»", "অবস্থা «হারানো»", "কার কাছে «কেউ»", "স্তর «9»"):
        assert f"{told} এখানে চেনা গেল না" in page.text
    assert titles(page) == ["রাস্তার আলো জ্বলছে না"]


def test_a_wards_number_may_be_written_in_bengali(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town)

    assert titles(page_at(desk, "/console/?ward=১১")) == ["রাস্তার আলো জ্বলছে না"]


def test_a_filter_that_leaves_nothing_says_so(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town)

    assert "এই শর্তে কিছু নেই" in page_at(desk, "/console/?ward=99").text


# --- The way through a list ---


def test_a_case_knows_the_list_it_was_opened_from_and_its_neighbours(
    town: LocalBody, officer: Officer
) -> None:
    last, middle, first = (
        a_complaint(town, category=category) for category in ("road_damage", "streetlight_out", "pole_wire")
    )

    walk = walk_from("show=mine", middle, officer, now=NOW)

    assert walk.back == f"/console/?show=mine#case-{middle.ref}"
    assert walk.before == f"/console/cases/{first.ref}/?in=show%3Dmine"
    assert walk.after == walk.onward == f"/console/cases/{last.ref}/?in=show%3Dmine"
    assert walk_from("", last, officer, now=NOW).onward == f"/console/#case-{last.ref}"


def test_a_case_that_has_left_its_list_still_knows_what_came_next(town: LocalBody, officer: Officer) -> None:
    first, last = a_complaint(town, opened_at=NOW - timedelta(days=5)), a_complaint(town)
    a_complaint(a_town("basirhat", 1003))
    Case.objects.filter(id=last.id).update(promise_due_at=NOW - timedelta(minutes=1))
    Case.objects.filter(id=first.id).update(status="awaiting_confirmation", claimed_at=NOW)
    first.refresh_from_db()

    walk = walk_from("show=overdue", first, officer, now=NOW)

    assert walk.after == f"/console/cases/{last.ref}/?in=show%3Doverdue"
    assert walk.before == ""


def test_the_way_back_leads_to_the_page_on_which_the_case_stands(town: LocalBody, officer: Officer) -> None:
    cases = complaints(town, *(NOW - timedelta(minutes=30 - n) for n in range(26)))

    assert walk_from("", cases[25], officer, now=NOW).back == f"/console/?page=2#case-{cases[25].ref}"
    assert walk_from("", cases[24], officer, now=NOW).back == f"/console/#case-{cases[24].ref}"


# --- Many at once ---


def assign(desk: Visitor, *refs: str, **said: str) -> Page:
    answer = desk.post("/console/assign", {"ref": refs} | said)
    assert answer.status_code == 302
    return page_at(desk, answer["Location"])


def test_several_cases_are_given_to_an_officer_each_by_an_act(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    secretary = an_officer(town, "secretary")
    cases = [a_complaint(town), a_complaint(town)]

    page = assign(desk, *(case.ref for case in cases), to=str(secretary.id), list="show=mine")

    assert "২টি বিষয় এখন প্রতাপ সরকার দেখছেন।" in page.text
    assert page.headings == ["আমার"]
    for case in cases:
        case.refresh_from_db()
        assert (case.officer, case.status) == (secretary, "in_progress")
        assert list(case.events.order_by("id").values_list("code", "by")) == [
            ("opened", "citizen"),
            ("assigned", "officer@falakata"),
        ]


def test_giving_a_case_that_waits_for_the_citizen_leaves_it_waiting_and_counts_once(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    secretary, case = an_officer(town, "secretary"), a_complaint(town)
    make_move(officer=officer, ref=case.ref, order=MoveOrder("ask", note="কোন পোল?"), now=NOW)

    for _ in range(2):
        assign(desk, case.ref, to=str(secretary.id))

    case.refresh_from_db()
    assert (case.officer, case.status) == (secretary, "waiting_citizen")
    assert list(case.events.order_by("id").values_list("code", flat=True)) == ["opened", "asked", "assigned"]


def test_what_cannot_be_given_is_named_with_its_reason_and_stops_nothing(
    desk: Visitor, town: LocalBody
) -> None:
    good, ended, asked = a_complaint(town), a_complaint(town), a_complaint(town)
    theirs = a_complaint(a_town("basirhat", 1003))
    Case.objects.filter(id=ended.id).update(status="rejected", ended_at=NOW)
    Case.objects.filter(id=asked.id).update(status="awaiting_confirmation", claimed_at=NOW)

    page = assign(desk, ended.ref, asked.ref, good.ref, theirs.ref)

    assert "১টি বিষয় এখন শর্মিষ্ঠা দত্ত দেখছেন।" in page.text
    assert f"দেওয়া যায়নি: {ended.grouped_ref}। বিষয়টি শেষ হয়ে গেছে, তাই এটি আর করা যাবে না।" in page.text
    assert (f"দেওয়া যায়নি: {asked.grouped_ref}। কাজ শেষ বলে জানানো হয়েছে, এখন নাগরিকের উত্তরের অপেক্ষা।") in page.text
    assert f"দেওয়া যায়নি: {theirs.grouped_ref}। আপনার অফিসে এই নম্বরের কিছু নেই।" in page.text
    theirs.refresh_from_db()
    assert theirs.officer is None


def test_a_role_that_only_looks_on_gives_nothing_away(town: LocalBody) -> None:
    case, visitor = a_complaint(town), Visitor()
    visitor.force_login(an_officer(town, "auditor").user)

    page = assign(visitor, case.ref)

    assert f"দেওয়া যায়নি: {case.grouped_ref}।" in page.text
    case.refresh_from_db()
    assert case.status == "received"


def test_nothing_chosen_says_how_to_choose(desk: Visitor, town: LocalBody) -> None:
    assert "আগে বিষয়গুলি বেছে নিন" in assign(desk).text


def test_the_list_one_comes_back_to_is_never_another_site(desk: Visitor, town: LocalBody) -> None:
    answer = desk.post("/console/assign", {"list": "https://example.org/?show=mine"})

    assert answer["Location"] == "/console/"


# --- Days, typed as people write them ---


def test_a_day_of_a_filter_is_read_as_in_the_talk(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, opened_at=NOW)

    page = page_at(desk, "/console/?since=২৪ নভেম্বর&until=24/11/2026")

    assert len(titles(page)) == 1
    assert (page.fields["since"], page.fields["until"]) == ("২৪-১১-২০২৬", "২৪-১১-২০২৬")


def test_what_is_no_day_stays_as_it_was_typed_and_is_told(desk: Visitor, town: LocalBody) -> None:
    a_complaint(town, opened_at=NOW)

    page = page_at(desk, "/console/?since=৩১-০২-২০২৬")

    assert len(titles(page)) == 1
    assert page.fields["since"] == "৩১-০২-২০২৬"
    assert "এটি কোনো তারিখ নয়। ১৫/৮/২০২৬ এভাবে লিখুন।" in page.text
