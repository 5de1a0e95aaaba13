"""A list as a file for a spreadsheet: what stands in it, who gets it, and that it stays on record."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.audit.models import Look
from janasetu.bodies.actions import set_up_code_app
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.models import Case
from janasetu.console import spreadsheet
from janasetu.console.spreadsheet import sheet
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, PHONE, a_complaint, a_town
from janasetu.console.tests.test_login import with_password
from janasetu.console.tests.test_step_up import CONFIRM, SECRET, WRONG, code_now, page

EXPORT = "/console/export/"


@pytest.fixture
def spare(officer: Officer) -> list[str]:
    """The recovery codes of the officer, whose app is set up."""
    return set_up_code_app(user=with_password(officer).user, secret=SECRET)


@pytest.fixture
def confirmed(spare: list[str], desk: Visitor) -> Visitor:
    """The officer's browser, a code given."""
    desk.force_login(Officer.objects.get().user)
    desk.post(CONFIRM, {"code": spare[0]})
    return desk


def taken(visitor: Visitor, line: str = "") -> Any:
    """The answer to the button of the page."""
    return visitor.post(EXPORT, {"list": line})


def written(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def cells(visitor: Visitor, line: str = "") -> list[list[str]]:
    """What stands in the file, without the headings."""
    text = written(taken(visitor, line)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def numbers(visitor: Visitor, line: str = "") -> list[str]:
    return [row[0] for row in cells(visitor, line)]


# --- What stands in it ---


def test_the_bytes_of_a_small_list(confirmed: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)

    assert written(taken(confirmed)).decode() == (
        "\ufeff"
        '"নম্বর","স্থানীয় সংস্থা","পরিষেবা","বিষয়","অবস্থা","কার দায়িত্বে","ওয়ার্ড","দপ্তর","আধিকারিক",'
        '"কীভাবে এসেছে","জমার সময়","সময়সীমা","শেষ হওয়ার সময়","দেরি (ঘণ্টা)"\r\n'
        f'"{case.grouped_ref}","ফালাকাটা পুরসভা","অভিযোগ জানান","রাস্তার আলো জ্বলছে না","জমা পড়েছে",'
        '"নিয়ন্ত্রক আধিকারিক","11","আলো","শর্মিষ্ঠা দত্ত","হোয়াটসঅ্যাপে এসেছে",'
        '"2026-11-24 08:00","2026-11-27 08:00","",""\r\n'
    )


def test_the_same_in_english(confirmed: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)
    confirmed.cookies["janasetu_language"] = "en"

    headings, row = csv.reader(io.StringIO(written(taken(confirmed)).decode("utf-8-sig")))

    assert dict(zip(headings, row, strict=True)) == {
        "Number": case.grouped_ref,
        "Local body": "Falakata Municipality",
        "Service": "Report a problem",
        "Subject": "Street light out",
        "Status": "Received",
        "Answers for it": "Controlling officer",
        "Ward": "11",
        "Department": "Lighting",
        "Officer": "Sharmistha Dutta",
        "How it came": "by WhatsApp",
        "Opened at": "2026-11-24 08:00",
        "Due": "2026-11-27 08:00",
        "Ended at": "",
        "Late by (hours)": "",
    }


def test_it_is_a_file_with_a_name_in_the_readers_language(confirmed: Visitor, town: LocalBody) -> None:
    answer = taken(confirmed)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert unquote(answer["Content-Disposition"]) == (
        "attachment; filename*=utf-8''বিষয়ের-তালিকা-falakata-2026-11-24.csv"
    )
    assert "no-store" in answer["Cache-Control"]


def test_no_citizen_stands_in_it(confirmed: Visitor, town: LocalBody) -> None:
    a_complaint(town)
    text = written(taken(confirmed)).decode()

    assert [secret for secret in ("রহিমা", PHONE, PHONE[2:], "সুভাষপল্লী", "বাচ্চারা") if secret in text] == []


CALCULATED = [
    '=HYPERLINK("http://elsewhere.example","আলো")',
    "+919830012345",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\n=1+1",
    "\uff1d1+1",
    "|calc",
]


def test_what_a_spreadsheet_would_calculate_stays_text(confirmed: Visitor, town: LocalBody) -> None:
    a_complaint(town)

    for name in CALCULATED:
        Department.objects.update(name={"bn": name, "en": name})
        ((*_, department, _officer, _channel, _opened, _due, _ended, _late),) = cells(confirmed)
        assert department == f"'{name}"


def test_quotes_and_commas_and_lines_stay_in_their_cell(confirmed: Visitor, town: LocalBody) -> None:
    name = 'আলো, "পথ"\nও জল;'
    Department.objects.update(name={"bn": name})
    a_complaint(town)

    ((*before, department, officer, _, _, _, _, _),) = cells(confirmed)

    assert (len(before), department, officer) == (7, name, "শর্মিষ্ঠা দত্ত")


# --- How late ---


def claim(case: Case, *, at: datetime) -> None:
    """The office said at that moment that it is done."""
    Case.objects.filter(id=case.id).update(status="awaiting_confirmation", claimed_at=at)


def late(visitor: Visitor, line: str = "show=any") -> str:
    ((*_, hours),) = cells(visitor, line)
    return hours


def test_an_open_case_is_late_until_now(confirmed: Visitor, town: LocalBody) -> None:
    a_complaint(town, opened_at=NOW - timedelta(hours=72 + 26, minutes=30))

    assert late(confirmed) == "26.5"


def test_a_claim_of_resolution_stops_the_clock_and_a_no_lets_it_have_run_on(
    confirmed: Visitor, town: LocalBody
) -> None:
    case = a_complaint(town, opened_at=NOW - timedelta(hours=82))
    claim(case, at=NOW - timedelta(hours=4))
    claimed = late(confirmed)
    Case.objects.filter(id=case.id).update(status="in_progress")

    assert (claimed, late(confirmed)) == ("6.0", "10.0")


def test_who_waits_for_the_citizen_is_not_late(confirmed: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town, opened_at=NOW - timedelta(days=4))
    make_move(officer=officer, ref=case.ref, order=MoveOrder("ask", note="কোন খুঁটি?"), now=NOW)

    assert late(confirmed) == ""


# --- Which cases ---


def test_it_holds_the_list_that_is_asked_for_in_its_order(confirmed: Visitor, town: LocalBody) -> None:
    lamp = a_complaint(town, opened_at=NOW - timedelta(hours=3))
    pole = a_complaint(town, category="pole_wire")

    assert numbers(confirmed) == [pole.grouped_ref, lamp.grouped_ref]
    assert numbers(confirmed, "sort=oldest") == [lamp.grouped_ref, pole.grouped_ref]
    assert numbers(confirmed, "show=urgent") == [pole.grouped_ref]
    assert numbers(confirmed, "category=streetlight_out") == [lamp.grouped_ref]


def test_another_body_is_in_no_list_of_ours(confirmed: Visitor, town: LocalBody) -> None:
    theirs = a_complaint(a_town("basirhat", 1003))

    assert numbers(confirmed, "show=any") == []
    assert numbers(confirmed, f"q={theirs.ref}") == []


def test_what_went_to_another_body_meanwhile_is_not_written(town: LocalBody, officer: Officer) -> None:
    mine, theirs = a_complaint(town), a_complaint(a_town("basirhat", 1003))

    lines = b"".join(sheet(officer, [theirs.id, mine.id], lang="bn", now=NOW)).decode()

    assert mine.grouped_ref in lines
    assert theirs.grouped_ref not in lines


def test_it_is_written_in_parts_with_two_queries_each(
    town: LocalBody, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "A_CHUNK", 3)
    cases = [a_complaint(town) for _ in range(4)]
    parts = sheet(officer, [case.id for case in cases], lang="bn", now=NOW)
    next(parts)

    with CaptureQueriesContext(connection) as three:
        assert next(parts).count(b"\r\n") == 3
    with CaptureQueriesContext(connection) as one:
        assert next(parts).count(b"\r\n") == 1

    assert (len(three), len(one)) == (2, 2)


def test_asking_for_the_file_takes_as_many_queries_for_three_cases_as_for_one(
    confirmed: Visitor, town: LocalBody
) -> None:
    counted = []
    for more in (1, 2):
        for _ in range(more):
            a_complaint(town)
        with CaptureQueriesContext(connection) as queries:
            written(taken(confirmed))
        counted.append(len(queries))

    assert counted[0] == counted[1] <= 12


# --- On record ---


def test_who_took_out_what_and_when_stays_on_record_without_the_words(
    confirmed: Visitor, town: LocalBody
) -> None:
    a_complaint(town)
    taken(confirmed, "q=আলো&ward=11&level=0&show=open&sort=newest")

    (kept,) = Look.objects.filter(what="export").values("body_id", "by", "asked", "rows", "at")
    assert kept == {
        "body_id": town.id,
        "by": "officer@falakata",
        "asked": {"view": "open", "order": "newest", "words": "*", "ward": "11", "level": "0"},
        "rows": 1,
        "at": NOW,
    }


def test_it_stands_on_record_before_the_first_byte(confirmed: Visitor, town: LocalBody) -> None:
    answer = taken(confirmed)

    assert Look.objects.filter(what="export").count() == 1
    assert answer.streaming


def test_the_page_says_what_the_file_holds_and_who_took_one_out(confirmed: Visitor, town: LocalBody) -> None:
    a_complaint(town)
    taken(confirmed)

    shown = page(confirmed.get(f"{EXPORT}?ward=11"))

    assert shown.headings == ["তালিকা ডাউনলোড করুন"]
    assert "সব চলতি (যে যে শর্ত বাছা আছে, তা মেনে): ১টি বিষয়" in shown.text
    assert "নাগরিকের নাম, ফোন নম্বর, ঠিকানা বা লেখা থাকে না।" in shown.text
    assert "১টি বিষয়, আজ সকাল ১০টা officer@falakata" in shown.text
    assert shown.fields["list"] == "ward=11"


def test_the_inbox_leads_to_the_list_it_shows(desk: Visitor, town: LocalBody) -> None:
    shown = page(desk.get("/console/?show=overdue&ward=11"))

    assert shown.links["তালিকা ডাউনলোড করুন"] == f"{EXPORT}?show=overdue&ward=11"


# --- A code first ---


def test_a_code_is_asked_first_and_leads_back_to_the_same_list(
    spare: list[str], officer: Officer, desk: Visitor
) -> None:
    desk.force_login(officer.user)
    sent = desk.get(f"{EXPORT}?ward=11")
    wanted = f"{EXPORT}?ward=11"

    assert sent["Location"] == f"{CONFIRM}?next=%2Fconsole%2Fexport%2F%3Fward%3D11"
    assert WRONG in page(desk.post(CONFIRM, {"code": "99999999", "next": wanted})).text
    assert desk.get(wanted).status_code == 302
    code = code_now()
    assert desk.post(CONFIRM, {"code": code, "next": wanted})["Location"] == wanted
    assert desk.get(wanted).status_code == 200


def test_a_code_that_has_run_out_keeps_the_list_and_gives_no_file(
    confirmed: Visitor, spare: list[str], town: LocalBody
) -> None:
    a_complaint(town)
    session = confirmed.session
    session["confirmed_at"] -= 600
    session.save()

    asked = taken(confirmed, "ward=11")
    reused = confirmed.post(CONFIRM, {"code": spare[0], "kept": page(asked).fields["kept"]})
    again = confirmed.post(CONFIRM, {"code": spare[1], "kept": page(reused).fields["kept"]})

    assert (asked.status_code, asked.streaming, Look.objects.filter(what="export").count()) == (403, False, 0)
    assert WRONG in page(reused).text
    assert page(again).fields["list"] == "ward=11"
    assert taken(confirmed, page(again).fields["list"]).streaming


def test_who_leaves_office_takes_nothing_out(confirmed: Visitor, officer: Officer) -> None:
    Officer.objects.filter(id=officer.id).update(active=False)

    assert (taken(confirmed).status_code, Look.objects.filter(what="export").count()) == (401, 0)
