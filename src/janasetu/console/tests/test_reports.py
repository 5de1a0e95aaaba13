"""Reports: exact figures, each of which opens a list of as many cases, for those who answer for them."""

import csv
import io
import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from janasetu.audit.models import Look
from janasetu.bodies.actions import set_up_code_app
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.bodies.tests.factories import make_area, make_ward
from janasetu.cases import reporting
from janasetu.cases.actions import recount
from janasetu.cases.models import Case, CaseEvent
from janasetu.console import report_asked
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer, complaints
from janasetu.console.tests.test_login import with_password
from janasetu.console.tests.test_step_up import CONFIRM, SECRET
from janasetu.console.tests.test_workbook import read
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.lib.numerals import ascii_digits

REPORTS, LIST, FILE = "/console/reports/", "/console/reports/list/", "/console/reports/list/file"
HOUR = timedelta(hours=1)
LINES = ("", "?by=ward", "?by=category", "?period=last", "?period=year", "?period=quarter&by=ward")
OCTOBER = datetime(2026, 10, 12, 11, 0, tzinfo=KOLKATA)


@pytest.fixture
def secretary(town: LocalBody) -> Officer:
    return an_officer(town, "secretary")


@pytest.fixture
def head(secretary: Officer) -> Visitor:
    """The secretary's browser."""
    return at_desk(secretary)


def at_desk(officer: Officer) -> Visitor:
    visitor = Visitor()
    visitor.force_login(officer.user)
    return visitor


def changed(case: Case, **columns: Any) -> Case:
    Case.objects.filter(id=case.id).update(**columns)
    return case


def done(case: Case, *, at: datetime, due: datetime | None = None, **more: Any) -> Case:
    """The case is said to be done, and confirmed; `due`: when it was promised."""
    told = {"status": "resolved_confirmed", "claimed_at": at, "ended_at": at} | more
    return changed(case, **told, **({"promise_due_at": due} if due else {}))


def said(case: Case, code: str, *, at: datetime = NOW - HOUR) -> None:
    CaseEvent.objects.create(
        id=uuid7(), body_id=case.body_id, case_id=case.id, code=code, by="citizen", at=at
    )


def a_month_of_work(town: LocalBody) -> dict[str, Case]:
    """One case of everything that a report counts, all of this month but for what is said."""
    early = NOW - timedelta(days=10)
    (old,) = complaints(town, OCTOBER)
    kept, late, denied, refused, silent = complaints(town, *[early] * 5)
    overdue, fresh = complaints(town, *[NOW - 2 * HOUR] * 2)
    cases = {
        "kept": done(kept, at=early + 5 * HOUR, due=early + 6 * HOUR),
        "late": done(late, at=early + 9 * HOUR, due=early + 6 * HOUR),
        "overdue": changed(overdue, promise_due_at=NOW - HOUR),
        "fresh": fresh,
        "old": done(old, at=OCTOBER + HOUR),
        "denied": changed(denied, status="in_progress", claimed_at=None),
        "refused": changed(
            refused,
            status="rejected",
            ended_at=early + HOUR,
            category="water_no_supply",
        ),
        "silent": done(
            silent,
            at=early + HOUR,
            status="resolved_unconfirmed",
            ended_at=early + 170 * HOUR,
        ),
    }
    said(cases["denied"], "reopened")
    said(cases["denied"], "reopened", at=NOW - 2 * HOUR)
    said(cases["late"], "reopened", at=early + 8 * HOUR)
    said(cases["kept"], "thanked")
    said(cases["old"], "thanked", at=OCTOBER)
    changed(cases["kept"], stars=5, rated_at=NOW - HOUR, first_action_at=early + HOUR)
    changed(cases["late"], stars=2, rated_at=NOW - HOUR, first_action_at=early + 3 * HOUR)
    changed(cases["kept"], statutory_due_at=early + 4 * HOUR)
    changed(cases["late"], statutory_due_at=early + 10 * HOUR, ward="")
    return cases


def row_cells(html: str) -> dict[str, list[str]]:
    """The table: by the name of each row what stands in its cells."""
    body = html.partition("<tbody")[2].partition("</tbody>")[0]
    told: dict[str, list[str]] = {}
    for row in re.findall("<tr.*?</tr>", body, re.DOTALL):
        name, *cells = (
            " ".join(unescape(re.sub("<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<t[hd] .*?</t[hd]>", row, re.DOTALL)
        )
        told[name] = cells
    return told


def links(html: str) -> list[tuple[str, int]]:
    """Every figure of the page that leads to a list, with its count."""
    found = re.findall(r'<a href="(/console/reports/list/[^"]+)">([^<]+)</a>', html)
    return [(unescape(url), int(ascii_digits(told).replace(",", ""))) for url, told in found]


def page(visitor: Visitor, line: str = "", address: str = REPORTS) -> str:
    answer = visitor.get(address + line)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(visitor: Visitor, url: str) -> list[str]:
    """The numbers of the cases on a list."""
    return re.findall("/console/cases/([0-9]+)/", page(visitor, url, ""))


def behind(officer: Officer, url: str) -> int:
    """How many cases the list of this address has, without its page."""
    asked = report_asked.read(QueryDict(urlsplit(url).query).dict(), today=NOW.date())
    scope = reporting.scope_of(officer, asked.body)
    report = report_asked.for_scope(asked.report, scope)
    return reporting.listed(scope, report, asked.figure, now=min(asked.at or NOW, NOW)).count()


# --- who reads them ---


@pytest.mark.parametrize("role", ["clerk", "operator", "payroll"])
def test_a_post_that_answers_for_no_office_reads_none(town: LocalBody, role: str) -> None:
    visitor = at_desk(an_officer(town, role))

    assert [visitor.get(one).status_code for one in (REPORTS, f"{REPORTS}file", LIST)] == [403] * 3
    assert visitor.post(FILE, {"list": ""}).status_code == 403
    assert REPORTS not in visitor.get("/console/").content.decode()


def test_a_head_finds_them_from_every_page(head: Visitor) -> None:
    assert f'href="{REPORTS}"' in head.get("/console/").content.decode()


def test_an_office_sees_nothing_of_another(town: LocalBody, head: Visitor) -> None:
    a_complaint(a_town("basirhat", 1003))

    assert "এই সময়ে গোনার কিছু নেই" in page(head)
    assert listed(head, f"{LIST}?body=basirhat") == []


def test_the_head_of_a_department_reads_of_that_alone(town: LocalBody) -> None:
    own = Department.objects.get(body=town)
    other = Department.objects.create(body=town, code="water", name={"bn": "জল", "en": "Water"})
    mine = a_complaint(town)
    changed(a_complaint(town), department=other)
    visitor = at_desk(an_officer(town, "officer", department=own))

    html = page(visitor)

    assert set(row_cells(html)) == {"ওয়ার্ড ১১"}
    assert listed(visitor, links(html)[0][0]) == [mine.ref]
    assert "অভিযোগ" not in page(visitor, "?by=department&department=water")


# --- the figures ---


def test_the_figures_of_a_month(town: LocalBody, head: Visitor) -> None:
    a_month_of_work(town)

    assert row_cells(page(head)) == {
        "আলো": [
            "৭",  # received  # noqa: RUF001
            "৩",  # open
            "২",  # overdue: the denied one was promised within three days
            "৫০% ৩ / ৬",  # kept, refused, silent; late, overdue, denied
            "৫০% ১ / ২",  # in law
            "২ ঘণ্টা ২ ১০টির ৯টিতে: ২ ঘণ্টা ৪৮ মিনিট",
            "৫ ঘণ্টা ৩ ১০টির ৯টিতে: ৮ ঘণ্টা ১২ মিনিট",
            "৫০% ২ / ৪",  # reopened
            "★ ৩.৫ ২",
            "১",
            "১",
        ]
    }


def test_every_figure_opens_a_list_of_as_many_cases(
    town: LocalBody, head: Visitor, secretary: Officer
) -> None:
    """Of the first report list by list; of the others it is looked for as those pages look for it, which are
    asked one by one by tests/proofs/figures.py.
    """
    a_month_of_work(town)
    for ward in ("1", "2"):
        make_ward(town, ward)

    for line in LINES:
        found = links(page(head, line))
        assert len(found) > 5
        assert [(url, behind(secretary, url)) for url, _ in found] == found
    of_the_month = links(page(head))
    assert [(url, len(listed(head, url))) for url, _ in of_the_month] == of_the_month


def test_the_lists_hold_the_very_cases(town: LocalBody, head: Visitor) -> None:
    cases = a_month_of_work(town)

    def of(figure: str) -> set[str]:
        refs = listed(head, f"{LIST}?figure={figure}")
        return {name for name, case in cases.items() if case.ref in refs}

    assert of("judged") - of("kept") == {"late", "overdue", "denied"}
    assert of("kept") == {"kept", "refused", "silent"}
    assert of("claimed") - of("done") == {"denied"}
    assert of("reopened") == {"denied", "late"}
    assert of("unconfirmed") == {"silent"}
    assert of("thanked") == {"kept"}


def test_a_month_begins_and_ends_at_midnight_in_kolkata(town: LocalBody, head: Visitor) -> None:
    midnight = datetime(2026, 11, 1, 0, 0, tzinfo=KOLKATA)
    before = a_complaint(town, opened_at=midnight - timedelta(microseconds=1))
    after = a_complaint(town, opened_at=midnight)

    assert listed(head, LIST) == [after.ref]
    assert listed(head, f"{LIST}?period=last") == [before.ref]
    assert set(listed(head, f"{LIST}?period=days&first=31-10-2026&last=০১-১১-২০২৬")) == {
        before.ref,
        after.ref,
    }


def test_a_day_that_is_none_is_said_and_stays_typed(head: Visitor) -> None:
    html = page(head, "?period=days&first=31-02-2026&last=")

    assert "এটি কোনো তারিখ নয়" in html
    assert 'value="31-02-2026"' in html


def test_what_makes_no_sense_shows_this_month(town: LocalBody, head: Visitor) -> None:
    a_complaint(town)

    assert row_cells(page(head, "?period=x&by=x&body=x&figure=x&first=0001-01-01"))["আলো"][0] == "১"


# --- from above ---


@pytest.fixture
def bdo(town: LocalBody) -> Visitor:
    """The block's desk."""
    return at_desk(of_the_block(town))


def of_the_block(town: LocalBody) -> Officer:
    """Who answers for the block, in which the town and another office lie."""
    block = make_area("block", "block", {"bn": "ফালাকাটা ব্লক", "en": "Falakata Block"})
    other = a_town("basirhat", 1003)
    LocalBody.objects.filter(id__in=[town.id, other.id]).update(parent=block)
    LocalBody.objects.filter(id=other.id).update(name={"bn": "বসিরহাট", "en": "Basirhat"})
    return Officer.objects.create(
        body=block,
        role_id="bdo",
        user=User.objects.create(username="bdo@block"),
        name={"bn": "নীলিমা রায়", "en": "Nilima Ray"},
    )


def test_a_block_reads_of_what_lies_in_it_body_by_body(bdo: Visitor, town: LocalBody) -> None:
    a_month_of_work(town)
    a_complaint(LocalBody.objects.get(code="basirhat"))
    changed(a_complaint(town), body=LocalBody.objects.get(code="block"), department=None, officer=None)

    html = page(bdo)

    told = row_cells(html)
    assert {name: cells[0] for name, cells in told.items()} == {
        "ফালাকাটা পুরসভা": "৭",  # noqa: RUF001
        "বসিরহাট": "১",
        "ফালাকাটা ব্লক নিজে": "১",
        "মোট": "৯",
    }
    found = links(html)
    assert len(found) > 5
    reader = Officer.objects.get(role_id="bdo")
    assert [(url, behind(reader, url)) for url, _ in found] == found
    whole = found[-10:]  # of all bodies together
    assert [(url, page(bdo, url, "").count('<th role="rowheader"')) for url, _ in whole] == whole


def test_from_above_a_case_is_counted_and_not_opened(bdo: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)

    html = page(bdo, "", LIST)

    assert "রাস্তার আলো জ্বলছে না" in html
    assert case.ref not in html
    assert case.grouped_ref not in html
    assert "সুভাষপল্লী" not in html


def test_from_above_one_body_is_read_as_it_reads_itself(bdo: Visitor, town: LocalBody) -> None:
    a_complaint(town)

    html = page(bdo, "?body=falakata")

    assert set(row_cells(html)) == {"আলো"}
    assert "ফালাকাটা পুরসভা" in html


def test_from_above_the_page_says_when_it_was_counted_and_lists_what_it_counted(
    bdo: Visitor, town: LocalBody
) -> None:
    a_month_of_work(town)
    recount(now=NOW - timedelta(minutes=5))
    a_complaint(town, opened_at=NOW)

    html = page(bdo)
    found = links(html)
    text = bdo.get(f"{REPORTS}file").content.decode("utf-8-sig")

    assert row_cells(html)["ফালাকাটা পুরসভা"][0] == "৭"  # noqa: RUF001
    assert "আজ সকাল ৯টা ৫৫ মিনিটের হিসাব" in html
    assert "আজ সকাল ৯টা ৫৫ মিনিটের হিসাব" in text
    assert [(url, page(bdo, url, "").count('<th role="rowheader"')) for url, _ in found] == found
    assert "সংখ্যাটি আজ সকাল ৯টা ৫৫ মিনিটের হিসাব" in page(bdo, found[0][0], "")
    assert "নতুন করে গোনা হয়" not in page(bdo, "?body=falakata")


# --- what is confidential ---


def test_what_is_about_the_office_is_counted_above_it_alone(bdo: Visitor, town: LocalBody) -> None:
    changed(a_complaint(town), confidential="office", officer=None)
    own = at_desk(an_officer(town, "secretary"))

    assert "এই সময়ে গোনার কিছু নেই" in page(own)
    assert row_cells(page(bdo))["ফালাকাটা পুরসভা"][0] == "১"
    assert page(own, "", LIST).count('<th role="rowheader"') == 0
    assert page(bdo, "", LIST).count('<th role="rowheader"') == 1


def test_a_case_whose_complainant_is_hidden_is_counted_and_in_no_spot(town: LocalBody, head: Visitor) -> None:
    for case in complaints(town, *[NOW - 2 * HOUR] * 3):
        changed(case, confidential="complainant")

    assert row_cells(page(head))["আলো"][0] == "৩"
    assert row_cells(page(head, "", f"{REPORTS}spots/")) == {}


# --- files ---


def test_the_figures_as_a_file(town: LocalBody, head: Visitor) -> None:
    a_month_of_work(town)
    Department.objects.update(name={"bn": "=HYPERLINK(1)", "en": "x"})

    text = head.get(f"{REPORTS}file").content.decode("utf-8-sig")

    headings, group, together = csv.reader(io.StringIO(text))
    assert headings[:3] == ["দপ্তর অনুযায়ী", "জমা পড়েছে", "এখন চলতি"]
    assert group[0] == "'=HYPERLINK(1)"
    assert together[0] == "মোট"
    numbers = "7 3 2 3 6 1 2 2 2.0 2.8 3 5.0 8.2 2 4 2 3.50 1 1"
    assert [group[1:], together[1:]] == [numbers.split()] * 2


def test_a_list_is_taken_out_after_a_code_and_on_record(
    town: LocalBody, head: Visitor, secretary: Officer
) -> None:
    case = a_complaint(town)
    spare = set_up_code_app(user=with_password(secretary).user, secret=SECRET)
    head.force_login(Officer.objects.get(id=secretary.id).user)
    asked = {"list": "figure=open&department=m_lighting"}
    before = head.post(FILE, asked)
    head.post(CONFIRM, {"code": spare[0]})

    content = b"".join(head.post(FILE, asked).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]

    assert (before.status_code, b"csv" in before.content) == (403, False)
    _, line = csv.reader(io.StringIO(content))
    assert line[:4] == [case.grouped_ref, "ফালাকাটা পুরসভা", "অভিযোগ জানান", "রাস্তার আলো জ্বলছে না"]
    assert "রহিমা" not in content
    look = Look.objects.get(what="export")
    assert (look.rows, look.asked["figure"], look.asked["view"]) == (1, "open", "report")


# --- what it costs ---


def test_the_queries_do_not_grow(town: LocalBody, head: Visitor) -> None:
    def cost(line: str, address: str = REPORTS) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(head, line, address)
        return len(seen)

    addresses = [("", REPORTS), ("?by=ward", REPORTS), ("?by=category", REPORTS), ("", LIST)]
    a_complaint(town)
    [page(head, *one) for one in addresses]
    one = [cost(*each) for each in addresses]
    a_month_of_work(town)

    assert [cost(*each) for each in addresses] == one


# --- pictures and places ---


def test_wards_are_shaded_by_the_figure_and_open_its_list(town: LocalBody, head: Visitor) -> None:
    for number in ("11", "12"):
        make_ward(town, number)
    a_complaint(town), changed(a_complaint(town), promise_due_at=NOW - HOUR)

    html = page(head, "?by=ward&shade=overdue")

    marked = re.findall(r'id="ward-(\d+)" class="(n\d)"[^>]*><title>([^<]*)', html)
    assert marked == [("11", "n1", "ওয়ার্ড ১১: ১"), ("12", "n0", "ওয়ার্ড ১২: ০")]
    url = unescape(re.findall(r'<a id="ward-11"[^>]* href="([^"]+)"', html)[0])
    assert len(listed(head, url)) == 1
    assert "ward-map" not in page(head, "?by=category")


def test_the_last_twelve_months_are_drawn_and_told(town: LocalBody, head: Visitor) -> None:
    done(a_complaint(town, opened_at=OCTOBER), at=NOW - HOUR)
    a_complaint(town)

    html = page(head, "?period=lastyear")

    titles = re.findall(r"<g><title>([^<]+)</title>", html)
    assert len(titles) == 12
    assert titles[-2:] == ["অক্টোবর ২০২৬: জমা ১, শেষ ০", "নভেম্বর ২০২৬: জমা ১, শেষ ১"]
    found = links(html.partition('<table class="by-ward"')[2])
    assert [(url, len(listed(head, url))) for url, _ in found] == found
    assert len(found) == 3


def test_three_complaints_at_one_place_are_a_chronic_spot(town: LocalBody, head: Visitor) -> None:
    cases = [done(a_complaint(town), at=NOW - HOUR), a_complaint(town), a_complaint(town)]
    a_complaint(town, category="water_no_supply"), a_complaint(town, category="water_no_supply")

    html = page(head, "", f"{REPORTS}spots/")

    assert row_cells(html) == {"সুভাষপল্লী মোড়, ওয়ার্ড ১১": ["রাস্তার আলো জ্বলছে না", "৩", "২", "আজ সকাল ৮টা"]}
    ((url, _count),) = links(html)
    assert set(listed(head, url)) == {case.ref for case in cases}


def test_what_is_no_complaint_of_its_own_makes_no_spot(town: LocalBody, head: Visitor) -> None:
    for status in ("duplicate", "rejected"):
        changed(a_complaint(town), status=status, ended_at=NOW)
    a_complaint(town), a_complaint(town)
    a_complaint(town, opened_at=NOW - timedelta(days=91))

    assert "বারবার অভিযোগ আসে, এমন জায়গা নেই" in page(head, "", f"{REPORTS}spots/")


def test_without_pins_the_same_words_for_the_place_are_one_spot(town: LocalBody, head: Visitor) -> None:
    for words in ("সুভাষপল্লি মোড়", "সুভাষপল্লী মোড়", "সুভাষপল্লী মোড়"):
        case = a_complaint(town)
        place = case.fields["place"] | {"text": words, "lat": None, "lon": None}
        changed(case, fields=case.fields | {"place": place})

    assert row_cells(page(head, "", f"{REPORTS}spots/"))["সুভাষপল্লী মোড়, ওয়ার্ড ১১"][1] == "৩"


def test_from_above_a_spot_is_told_by_its_ward(bdo: Visitor, town: LocalBody) -> None:
    complaints(town, *[NOW - 2 * HOUR] * 3)

    own, theirs = (page(bdo, line, f"{REPORTS}spots/") for line in ("", "?body=falakata"))

    assert row_cells(own) == {}
    assert set(row_cells(theirs)) == {"ওয়ার্ড ১১"}
    assert "সুভাষপল্লী" not in theirs


def test_both_files_come_as_workbooks_too(town: LocalBody, head: Visitor, secretary: Officer) -> None:
    case = a_complaint(town)
    spare = set_up_code_app(user=with_password(secretary).user, secret=SECRET)
    head.force_login(Officer.objects.get(id=secretary.id).user)
    head.post(CONFIRM, {"code": spare[0]})

    of_figures = head.get(f"{REPORTS}file?as=xlsx")
    of_list = head.post(FILE, {"list": "figure=open", "as": "xlsx"})

    assert read(of_figures.content)[1][:2] == ["আলো", 1]
    first = read(of_list.content)[1]
    assert first[0] == case.grouped_ref
    assert first[8] == datetime(2026, 11, 24, 8, 0)  # noqa: DTZ001 - the clock on the wall
    assert Look.objects.get(what="export").rows == 1
