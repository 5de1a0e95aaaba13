"""What goes to an office outside, at the desk: sent, asked again, answered; and all that is awaited."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case, Referral
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, newest_event
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town: LocalBody) -> Case:
    return a_complaint(town)


def post(desk: Visitor, case: Case, move: str, **said: Any) -> Page:
    """Send the form of this move as the page of the case has it now; the page that comes of it."""
    since = str(newest_event(case))
    answer = desk.post(f"/console/cases/{case.ref}/", {"move": move, "since": since} | said, follow=True)
    return Page(answer.content.decode())


def sent(desk: Visitor, case: Case, **said: Any) -> Page:
    asked = {"agency": "power_company", "how": "letter", "number": "১৪/বি", "note": "খুঁটি বদল"}
    return post(desk, case, "refer_outside", **asked | said)


def test_the_page_says_where_it_is_how_they_are_reached_and_by_when_they_answer(
    desk: Visitor, case: Case
) -> None:
    page = sent(desk, case)

    assert "অন্য দপ্তরে পাঠানো হয়েছে" in page.text
    assert "বিদ্যুৎ সংস্থা (সিইএসসি বা রাজ্য বিদ্যুৎ)" in page.text
    assert "যোগাযোগ: বিলে ছাপা নম্বর" in page.text
    assert "বাইরে পাঠিয়েছেন: বিদ্যুৎ সংস্থা (সিইএসসি বা রাজ্য বিদ্যুৎ) (চিঠিতে)" in page.text
    assert "তাগাদা দেওয়া হয়েছে" in page.text
    assert "ছবি-সহ নিষ্পত্তি" not in page.text


def test_what_they_answer_is_typed_in_and_the_case_can_end_again(desk: Visitor, case: Case) -> None:
    sent(desk, case)

    page = post(desk, case, "take_answer", who="সহকারী বাস্তুকার", note="সোমবার বদল হবে")

    assert "উত্তর এসেছে: বিদ্যুৎ সংস্থা (সিইএসসি বা রাজ্য বিদ্যুৎ), সহকারী বাস্তুকার" in page.text
    assert "ছবি-সহ নিষ্পত্তি" in page.text
    assert Referral.objects.get().answer == "সোমবার বদল হবে"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"agency": ""}, "কোথায় পাঠাতে চান, বেছে নিন।"),
        ({"note": ""}, "কী জানাতে চান, লিখুন।"),
        ({"agency": "", "body": "কোথাওনয়পুর"}, "কোথায় পাঠাতে চান, বেছে নিন।"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    desk: Visitor, case: Case, said: dict[str, str], told: str
) -> None:
    page = sent(desk, case, **said)

    assert told in page.text
    assert not Referral.objects.exists()


def test_a_claim_made_past_the_page_is_refused_with_its_reason(desk: Visitor, case: Case) -> None:
    sent(desk, case)

    page = post(desk, case, "reject", reason="not_our_work")

    assert "বাইরের দপ্তরের উত্তর এখনও আসেনি।" in page.text
    assert Case.objects.get(id=case.id).status == "referred"


def test_another_body_is_named_by_its_code(desk: Visitor, case: Case) -> None:
    a_town("basirhat", 1003)

    page = sent(desk, case, agency="", body="basirhat")

    there = Case.objects.get(body__code="basirhat")
    assert (Referral.objects.get().linked, there.outside_ref) == (there, case.ref)
    assert f"{there.ref}" in page.text


def test_a_case_that_waits_for_two_asks_whose_answer_it_is(desk: Visitor, case: Case) -> None:
    sent(desk, case)
    sent(desk, case, agency="police")

    page = post(desk, case, "chase", note="")

    assert "কার উত্তর, বেছে নিন।" in page.text


# --- all that is awaited ---


def test_the_list_has_what_is_due_first_and_leads_to_the_cases(desk: Visitor, town: LocalBody) -> None:
    cases = [a_complaint(town) for _ in range(3)]

    def looked(count: int) -> tuple[Page, int]:
        for one in cases[:count]:
            sent(desk, one, agency="food_ration" if one == cases[0] else "police")
        with clock.fixed(NOW + timedelta(days=8)), CaptureQueriesContext(connection) as queries:
            answer = desk.get("/console/referrals/")
        return Page(answer.content.decode()), len(queries)

    _, spent = looked(1)
    page, again = looked(3)

    assert spent == again
    assert page.text.index("পুলিশ") < page.text.index("খাদ্য ও সরবরাহ দপ্তর")
    assert "১ দিন দেরি" in page.text
    assert cases[2].grouped_ref in page.text


def test_an_empty_list_says_what_would_stand_there(desk: Visitor, officer: Officer) -> None:
    answer = desk.get("/console/referrals/")

    assert "বাইরের কোনো উত্তরের অপেক্ষা নেই" in Page(answer.content.decode()).text
