"""What messages cost the office: exact figures, for those who answer for them, of their own office alone."""

import csv
import io
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_application, an_officer
from janasetu.conversations.ready import all_declared
from janasetu.lib import bn
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging import standings
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.templates import Template
from janasetu.messaging.values import News

COSTS, FILE = "/console/costs/", "/console/costs/file"
OURS = all_declared()
OCTOBER = datetime(2026, 10, 12, 11, 0, tzinfo=KOLKATA)


@pytest.fixture
def secretary(town: LocalBody) -> Officer:
    return an_officer(town, "secretary")


@pytest.fixture
def payer(secretary: Officer) -> Visitor:
    """The secretary's browser."""
    visitor = Visitor()
    visitor.force_login(secretary.user)
    return visitor


@pytest.fixture(autouse=True)
def no_prices(settings: Any, tmp_path: Path) -> Path:
    settings.PRICES_FILE = tmp_path / "prices.yaml"
    return tmp_path / "prices.yaml"


def ended(case: Case, *, at: datetime = NOW - timedelta(hours=1)) -> Case:
    """The case is over; of what was told of it, nothing is left."""
    Case.objects.filter(id=case.id).update(status="resolved_confirmed", claimed_at=at, ended_at=at)
    OutboundMessage.objects.filter(about_id=case.id).delete()
    return case


def said(
    body: LocalBody,
    case: Case | None = None,
    *,
    times: int = 1,
    category: str = "",
    at: datetime = NOW - timedelta(hours=2),
    **more: Any,
) -> None:
    """So many messages went to the citizen, about the case or none, and arrived."""
    line = Line.objects.get(body_id=body.id)
    OutboundMessage.objects.bulk_create(
        OutboundMessage(
            bucket=7,
            contact_id=uuid7(),
            line_id=line.id,
            source=f"test:{uuid7()}",
            kind="text",
            text="আলো ঠিক হয়েছে।",
            category=category,
            about_body_id=body.id,
            about_id=case.id if case else None,
            queued_at=at,
            **{"state": "delivered"} | more,
        )
        for _ in range(times)
    )


def page_at(visitor: Visitor, address: str = COSTS) -> Page:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def told(visitor: Visitor, address: str = COSTS) -> str:
    return page_at(visitor, address).text


def cells(visitor: Visitor, address: str = FILE) -> list[list[str]]:
    text = visitor.get(address).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


# --- who sees it ---


@pytest.mark.parametrize("role", ["officer", "clerk", "operator", "payroll"])
def test_a_post_that_answers_for_no_spending_does_not_see_it(town: LocalBody, role: str) -> None:
    visitor = Visitor()
    visitor.force_login(an_officer(town, role).user)

    assert [visitor.get(address).status_code for address in (COSTS, FILE)] == [403, 403]
    assert COSTS not in visitor.get("/console/").content.decode()


@pytest.mark.parametrize("role", ["secretary", "chairman", "auditor"])
def test_a_post_that_answers_for_the_spending_finds_it_from_every_page(town: LocalBody, role: str) -> None:
    visitor = Visitor()
    visitor.force_login(an_officer(town, role).user)

    assert f'href="{COSTS}"' in visitor.get("/console/").content.decode()
    assert [visitor.get(address).status_code for address in (COSTS, FILE)] == [200, 200]


def test_an_office_sees_nothing_of_another(town: LocalBody, payer: Visitor) -> None:
    other = a_town("basirhat", 1003)
    said(other, ended(a_complaint(other)), times=5)
    said(other, times=4)

    assert cells(payer)[1:] == [["কোনো বিষয়ের নয়", *["0"] * 11, "", ""]]


# --- the figures ---


def test_the_page_says_what_the_ended_cases_of_a_service_have_cost(town: LocalBody, payer: Visitor) -> None:
    first, second = ended(a_complaint(town)), ended(a_complaint(town))
    said(town, first, times=3, category="service", billable=False)
    said(town, first, category="utility", billable=True)
    said(town, second, times=2, category="marketing", billable=True)
    said(town, second, times=1)
    said(town, second, parts=3)
    said(town, second, state="failed", category="utility", billable=True)
    said(town, times=4, category="service", billable=True)
    said(town, a_complaint(town), times=9)

    complaint, no_case = cells(payer)[1:]

    # ended, messages, talks, notices, advertising, codes, text messages, untold, other, charged, parts
    assert complaint[1:] == ["2", "8", "3", "1", "2", "0", "1", "1", "0", "3", "3", "", ""]
    assert no_case[1:] == ["0", "4", "4", "0", "0", "0", "0", "0", "0", "4", "0", "", ""]
    page = told(payer)
    assert "৪.০" in page  # a case
    assert "২৪ নভেম্বর ২০২৬" in page
    assert "খবর দেওয়া ১" in page


def test_the_figures_are_those_of_the_database(town: LocalBody, payer: Visitor) -> None:
    case = ended(a_complaint(town))
    for number, category in enumerate(("service", "utility", "marketing", ""), 1):
        said(town, case, times=number, category=category, billable=bool(number % 2))
    said(town, case, state="sent", category="utility", billable=True)

    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*), count(*) FILTER (WHERE category = 'utility'),
                      count(*) FILTER (WHERE billable AND state = 'delivered')
                 FROM messaging_outboundmessage WHERE about_id = %s""",
            [case.id],
        )
        messages, notices, charged = cursor.fetchone()

    line = cells(payer)[1]
    assert (line[2], line[4], line[10]) == (str(messages), str(notices), str(charged)) == ("11", "3", "4")


def test_each_month_has_the_cases_that_ended_in_it(town: LocalBody, payer: Visitor) -> None:
    said(town, ended(a_complaint(town), at=OCTOBER), times=2)
    midnight = datetime(2026, 11, 1, 0, 0, tzinfo=KOLKATA)
    said(town, ended(a_complaint(town), at=midnight - timedelta(microseconds=1)), times=3)
    said(town, ended(a_complaint(town), at=midnight), times=7)

    assert [row[1:3] for row in cells(payer)[1:-1]] == [["1", "7"]]
    assert [row[1:3] for row in cells(payer, f"{FILE}?month=last")[1:-1]] == [["2", "5"]]
    assert [row[1:3] for row in cells(payer, f"{FILE}?month=whenever")[1:-1]] == [["1", "7"]]
    assert "১ অক্টোবর ২০২৬ থেকে ৩১ অক্টোবর ২০২৬" in told(payer, f"{COSTS}?month=last")


def test_without_an_ended_case_the_page_says_when_one_is_counted(town: LocalBody, payer: Visitor) -> None:
    assert "এই সময়ে কোনো বিষয় শেষ হয়নি" in told(payer)


def test_all_services_stand_together_below_them(town: LocalBody, payer: Visitor) -> None:
    said(town, ended(a_complaint(town)), times=2)
    said(town, ended(an_application(town, {}, [])), times=3)

    page = page_at(payer)

    assert "সব পরিষেবা" in page.text
    assert "২.৫" in page.text  # five messages, two cases


# --- prices ---


def test_what_it_comes_to_is_said_where_the_office_has_written_prices_down(
    town: LocalBody, payer: Visitor, no_prices: Path
) -> None:
    no_prices.write_text(
        "- {from: 2026-10-01, source: চুক্তি ১৭, rupees: {utility: 0.115, sms_part: 0.2}}", encoding="utf-8"
    )
    case = ended(a_complaint(town))
    said(town, case, times=10, category="utility", billable=True)
    said(town, case, parts=2)
    said(town, case, category="marketing", billable=True)

    assert cells(payer)[1][-2:] == ["1.55", "1"]
    page = told(payer)
    assert "₹১.৫৫" in page
    assert "দাম জানা নেই: ১টি" in page
    assert "দাম: চুক্তি ১৭" in page


def test_a_list_of_prices_that_cannot_be_read_costs_nobody_the_numbers(
    town: LocalBody, payer: Visitor, no_prices: Path
) -> None:
    no_prices.write_text("- utility: 0.115")
    said(town, ended(a_complaint(town)), times=2)

    assert "দামের তালিকা পড়া যাচ্ছে না" in told(payer)
    assert cells(payer)[1][2] == "2"


# --- what the provider says of our sentences and numbers ---


def the_provider_says(**told: str) -> Template:
    """This of the receipt of a case; every other template of ours it has approved."""
    receipt = next(one for one in OURS if one.lang == "bn" and one.name.startswith("case_opened_"))
    fine = News("whatsapp", "template", "", NOW, state="APPROVED", category="UTILITY")
    standings.hear(
        [replace(fine, name=one.name, lang=one.lang, **told if one is receipt else {}) for one in OURS]
    )
    return receipt


def test_a_sentence_that_the_provider_now_charges_as_advertising_stands_on_the_page(
    town: LocalBody, payer: Visitor
) -> None:
    receipt = the_provider_says(category="MARKETING")

    page = told(payer)

    assert "প্রচার হিসেবে ধরা হচ্ছে, তাই দাম বেশি" in page
    assert " ".join(re.sub(r"{{[0-9]}}", "…", receipt.body).split()) in page


def test_while_all_is_approved_the_page_asks_for_nothing(town: LocalBody, payer: Visitor) -> None:
    the_provider_says()

    assert "যা দেখা দরকার" not in told(payer)


def test_of_numbers_an_office_hears_of_its_own(town: LocalBody, payer: Visitor) -> None:
    a_town("basirhat", 1003)
    Line.objects.filter(provider_id="line-basirhat").update(display="+91 00000 01003")
    for digits in ("910000001002", "910000001003"):
        standings.hear([News("whatsapp", "number", digits, NOW, quality="RED")])

    page = told(payer)

    assert ("+910000001002" in page, "+910000001003" in page) == (True, False)


def test_of_many_the_first_ten_stand_there_and_the_rest_are_counted(town: LocalBody, payer: Visitor) -> None:
    standings.hear(
        [News("whatsapp", "template", one.name, NOW, lang=one.lang, state="REJECTED") for one in OURS]
    )

    page = told(payer)

    assert page.count("বার্তা সংস্থা নেয়নি") == 10
    assert f"আরও {bn.number(len(OURS) - 10, 'bn')}টি আছে।" in page


# --- what it takes ---


def test_a_page_of_three_services_takes_as_many_queries_as_a_page_of_one(
    town: LocalBody, payer: Visitor
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            told(payer)
        return len(seen)

    for _ in range(2):
        said(town, ended(a_complaint(town)), times=2)
    queries()
    few = queries()
    for _ in range(3):
        said(town, ended(an_application(town, {}, [])), times=2)
        said(town, ended(a_complaint(town)), times=5)
    queries()

    assert few == queries()
