"""Leave and deputies on the desk: who may enter them, what is refused, what the pages then say."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.audit.models import AuditRow
from janasetu.bodies.actions import enter_absence
from janasetu.bodies.models import Absence, Deputy, LocalBody, Officer
from janasetu.cases.actions import escalate_overdue, hand_over_due
from janasetu.cases.models import Case, Explanation
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer
from janasetu.lib import clock
from janasetu.lib.clock import KOLKATA
from janasetu.lib.tests.html_pages import Page

MONDAY = datetime(2026, 11, 30, tzinfo=KOLKATA)
DUE = NOW - timedelta(hours=2) + timedelta(hours=72)
WHY = "খুঁটির তার চুরি গিয়েছিল।"


def visitor_of(officer: Officer) -> Visitor:
    visitor = Visitor()
    visitor.force_login(officer.user)
    return visitor


def text(answer: Any) -> str:
    return Page(answer.content.decode()).text


@pytest.fixture
def secretary(town: LocalBody) -> Officer:
    return an_officer(town, "secretary")


@pytest.fixture
def head(secretary: Officer) -> Visitor:
    """The secretary's browser."""
    return visitor_of(secretary)


@pytest.fixture
def clerk(town: LocalBody) -> Officer:
    return an_officer(town, "clerk")


def leave(officer: Officer, deputy: Officer | None = None, **changes: Any) -> dict[str, Any]:
    asked = {
        "act": "leave",
        "officer": officer.id,
        "since": "৩০/১১/২০২৬",
        "until": "৪ ডিসেম্বর",
        "kind": "leave",
    }
    return asked | {"deputy": deputy.id if deputy else ""} | changes


# --- Who is away ---


def test_the_secretary_enters_a_leave_and_reads_it(head: Visitor, officer: Officer, clerk: Officer) -> None:
    answer = head.post("/console/staff/", leave(officer, clerk), follow=True)

    row = Absence.objects.get()
    assert (row.officer, row.since, row.until) == (officer, MONDAY, MONDAY + timedelta(days=5))
    assert (row.entered_by, row.entered_at) == ("secretary@falakata", NOW)
    assert "ছুটি লেখা হল।" in text(answer)
    assert (
        "শর্মিষ্ঠা দত্ত · নিয়ন্ত্রক আধিকারিক ছুটিতে ৩০ নভেম্বর ২০২৬ থেকে ৪ ডিসেম্বর ২০২৬ বদলি দায়িত্বে: সুকুমার ঘোষ "
        "লিখেছেন সচিব" in text(answer)
    )
    assert {row.actor for row in AuditRow.objects.filter(table_name="bodies_absence")} == {
        "secretary@falakata"
    }


WRONG = [
    ({"until": "২৯/১১/২০২৬"}, "শেষের সময় শুরুর পরে হতে হবে।"),
    ({"since": "কোনো এক দিন"}, "তারিখটা বোঝা গেল না। এভাবে লিখুন: ৩০/১১/২০২৬।"),
    ({"since": ""}, "তারিখ লিখুন।"),
    ({"officer": ""}, "কে ছুটিতে, বেছে নিন।"),
]


def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    head: Visitor, officer: Officer, clerk: Officer
) -> None:
    for changes, sentence in WRONG:
        asked = leave(officer, clerk) | changes
        answer = head.post("/console/staff/", asked)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert sentence in text(answer)
        assert f'value="{asked["until"]}"' in page
        assert f'<option value="{clerk.id}" selected>' in page
    assert not Absence.objects.exists()


def test_nobody_stands_in_for_themselves(head: Visitor, officer: Officer) -> None:
    answer = head.post("/console/staff/", leave(officer, officer))

    assert "নিজের বদলে নিজেকে রাখা যায় না।" in text(answer)
    assert not Absence.objects.exists()


def test_a_leave_is_ended_and_called_off_with_a_button(head: Visitor, officer: Officer) -> None:
    head.post("/console/staff/", leave(officer))
    row = Absence.objects.get()

    with clock.fixed(MONDAY + timedelta(days=1)):
        answer = head.post("/console/staff/", {"act": "back", "id": row.id}, follow=True)

    row.refresh_from_db()
    assert row.until == MONDAY + timedelta(days=1)
    assert "লেখা হল: কাজে ফিরেছেন।" in text(answer)


def test_a_standing_deputy_is_named_and_ended(head: Visitor, officer: Officer, clerk: Officer) -> None:
    answer = head.post(
        "/console/staff/", {"act": "deputy", "post": "officer", "deputy": clerk.id}, follow=True
    )
    assert "নিয়ন্ত্রক আধিকারিক বদলি দায়িত্বে: সুকুমার ঘোষ · করণিক" in text(answer)
    twice = head.post("/console/staff/", {"act": "deputy", "post": "officer", "deputy": clerk.id})
    assert "এই পদের জন্য ওই সময়ে একজন আগেই ঠিক করা আছেন।" in text(twice)

    head.post("/console/staff/", {"act": "end", "id": Deputy.objects.get().id})

    assert Deputy.objects.get().until == NOW


@pytest.mark.parametrize("sent", [{"act": "back", "id": "x"}, {"act": "end"}, {"act": "?"}])
def test_nonsense_changes_nothing(head: Visitor, sent: dict[str, str]) -> None:
    assert head.post("/console/staff/", sent).status_code == 302


def test_a_leave_of_another_body_is_not_ended_from_here(head: Visitor) -> None:
    elsewhere = an_officer(a_town("basirhat", 1003), "clerk")
    row = enter_absence(officer=elsewhere, since=NOW, until=MONDAY, kind="leave", by="command", now=NOW)

    answer = head.post("/console/staff/", {"act": "back", "id": row.id}, follow=True)

    row.refresh_from_db()
    assert row.until == MONDAY
    assert "এই ছুটির কোনো নথি নেই।" in text(answer)


def test_who_does_not_head_the_office_does_not_see_the_page(desk: Visitor, officer: Officer) -> None:
    assert desk.get("/console/staff/").status_code == 403
    assert desk.post("/console/staff/", leave(officer)).status_code == 403
    assert "ছুটি ও বদলি দায়িত্ব" not in text(desk.get("/console/"))


def test_the_page_costs_the_same_with_one_leave_and_with_three(
    head: Visitor, town: LocalBody, officer: Officer, clerk: Officer
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            head.get("/console/staff/")
        return len(seen)

    head.post("/console/staff/", leave(officer, clerk))
    before = cost()
    for role in ("operator", "chairman"):
        head.post("/console/staff/", leave(an_officer(town, role)))

    assert cost() == before


# --- What the case says ---


def test_the_case_says_who_is_away_and_who_sees_to_it(officer: Officer, clerk: Officer) -> None:
    case = a_complaint(officer.body)
    enter_absence(officer=officer, since=NOW, until=MONDAY, kind="leave", deputy=clerk, by="command", now=NOW)
    hand_over_due(now=NOW)
    desk = visitor_of(clerk)

    page, inbox = text(desk.get(f"/console/cases/{case.ref}/")), text(desk.get("/console/?show=mine"))

    assert "নিয়ন্ত্রক আধিকারিক ২৯ নভেম্বর পর্যন্ত ছুটিতে, করণিক দেখছেন।" in page
    assert "নিয়ন্ত্রক আধিকারিক ছুটিতে। এখন দেখছেন: করণিক" in page
    assert "সুকুমার ঘোষ শর্মিষ্ঠা দত্তের বদলে" in inbox


def test_nobody_who_is_away_is_offered_to_be_given_a_case(
    town: LocalBody, officer: Officer, clerk: Officer, secretary: Officer
) -> None:
    case = a_complaint(town)
    enter_absence(
        officer=secretary, since=NOW, until=MONDAY, kind="leave", deputy=clerk, by="command", now=NOW
    )
    offered = visitor_of(officer).get(f"/console/cases/{case.ref}/").content.decode()

    assert str(secretary.id) not in offered
    assert str(clerk.id) in offered


# --- Why it was late ---


@pytest.fixture
def late(officer: Officer, secretary: Officer) -> Case:
    case = a_complaint(officer.body)
    escalate_overdue(now=DUE)
    return case


def test_the_officer_explains_and_the_superior_reads_it(
    late: Case, officer: Officer, secretary: Officer
) -> None:
    desk, above = visitor_of(officer), visitor_of(secretary)
    with clock.fixed(DUE):
        assert "শর্মিষ্ঠা দত্ত · নিয়ন্ত্রক আধিকারিক" in text(above.get("/console/explanations/"))
        answer = desk.post(f"/console/cases/{late.ref}/explain", {"words": WHY}, follow=True)
        read, page = above.get("/console/explanations/"), above.get(f"/console/cases/{late.ref}/")

    assert Explanation.objects.get().words == WHY
    assert "আপনার ব্যাখ্যা রাখা হয়েছে।" in text(answer)
    assert (WHY in text(read), WHY in text(page)) == (True, True)
    assert "কারও কাছে ব্যাখ্যা বাকি নেই।" in text(read)


def test_words_that_are_no_explanation_are_refused_and_stay(late: Case, officer: Officer) -> None:
    desk = visitor_of(officer)

    with clock.fixed(DUE):
        blank = desk.post(f"/console/cases/{late.ref}/explain", {"words": " \n "})
        long = desk.post(f"/console/cases/{late.ref}/explain", {"words": "ক" * 2001})

    assert "কেন দেরি হল, কথায় লিখুন।" in text(blank)
    assert "ক" * 2001 in long.content.decode()
    assert Explanation.objects.get().given_at is None


def test_a_colleague_reads_no_explanation_and_owes_none(late: Case, officer: Officer, clerk: Officer) -> None:
    desk = visitor_of(clerk)
    with clock.fixed(DUE):
        visitor_of(officer).post(f"/console/cases/{late.ref}/explain", {"words": WHY})

        page = text(desk.get(f"/console/cases/{late.ref}/"))
        refused = desk.post(f"/console/cases/{late.ref}/explain", {"words": WHY})

    assert WHY not in page
    assert WHY not in text(desk.get("/console/explanations/"))
    assert "এই বিষয়ে আপনার কাছে কোনো ব্যাখ্যা চাওয়া হয়নি।" in text(refused) or refused.status_code == 200
    assert Explanation.objects.get().given_by == "officer@falakata"
