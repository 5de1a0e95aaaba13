"""The queue of voices: one is opened, heard and written down; the next one comes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from janasetu.bodies.models import Department, LocalBody
from janasetu.cases.actions import call_desks_to_voices, drop_files
from janasetu.cases.models import Case, VoiceNote
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_voice_note, an_officer
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page

QUEUE = "/console/voices/"
SAID = {
    "description": "তিন দিন জল আসছে না",
    "category": "জল আসছে না",
    "category:code": "water_no_supply",
    "place": "পাম্প হাউসের সামনে",
    "place:ward": "5",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(town: LocalBody) -> Visitor:
    Department.objects.create(body=town, code="m_water", name={"bn": "জল সরবরাহ", "en": "Water supply"})
    visitor = Visitor()
    visitor.force_login(an_officer(town, "clerk").user)
    return visitor


def address(case: Case) -> str:
    return reverse("console:voice", args=[case.ref])


def shown(response: Any) -> str:
    return Page(response.content.decode()).text


def test_the_queue_shows_the_oldest_first_and_its_number_at_the_head(town: LocalBody, clerk: Visitor) -> None:
    late = a_voice_note(town, opened_at=NOW - timedelta(minutes=5))
    new = a_voice_note(town, opened_at=NOW - timedelta(minutes=1))
    call_desks_to_voices(now=NOW + timedelta(minutes=3))

    page = clerk.get(QUEUE).content.decode()

    assert page.index(late.grouped_ref) < page.index(new.grouped_ref)
    assert '<b class="count">২</b><span class="hidden">অনেকক্ষণ অপেক্ষায়</span>' in page


def test_what_a_voice_says_is_written_down_and_the_next_one_comes(town: LocalBody, clerk: Visitor) -> None:
    first = a_voice_note(town, opened_at=NOW - timedelta(minutes=5))
    second = a_voice_note(town)
    opened = clerk.get(address(first)).content.decode()
    assert f'<audio controls preload="auto" src="/console/files/{first.ref}/' in opened

    answer = clerk.post(address(first), SAID | {"_voices": "1"})

    assert answer.headers["Location"] == address(second)
    first.refresh_from_db()
    assert (first.category, first.ward) == ("water_no_supply", "5")
    assert first.fields["description"]["text"] == "তিন দিন জল আসছে না"
    assert first.fields["place"]["text"] == "পাম্প হাউসের সামনে"


@pytest.mark.parametrize("lacking", ["description", "category:code"])
def test_words_and_subject_are_needed_and_nothing_typed_is_lost(
    town: LocalBody, clerk: Visitor, lacking: str
) -> None:
    case = a_voice_note(town)
    said = {name: value for name, value in SAID.items() if name not in (lacking, lacking.partition(":")[0])}

    answer = clerk.post(address(case), said)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "পাম্প হাউসের সামনে" in page
    assert page.count('class="told problem"') == 1
    assert VoiceNote.objects.get(case=case).heard_at is None


def test_a_place_may_be_missing_and_a_wrong_ward_may_not(town: LocalBody, clerk: Visitor) -> None:
    case, other = a_voice_note(town), a_voice_note(town)
    place = ("place", "place:ward")

    assert clerk.post(address(other), SAID | {"place:ward": "নব্বই হাজার"}).status_code == 200
    clerk.post(address(case), {name: value for name, value in SAID.items() if name not in place})

    assert Case.objects.get(id=case.id).status == "waiting_citizen"


def test_a_draft_of_an_engine_stands_in_the_box_and_is_said_to_be_one(
    town: LocalBody, clerk: Visitor
) -> None:
    case = a_voice_note(town)
    VoiceNote.objects.filter(case=case).update(transcript="জল নেই পাঁচ নম্বরে", transcript_by="ভাষিণী")

    page = clerk.get(address(case)).content.decode()

    assert "জল নেই পাঁচ নম্বরে</textarea>" in page
    assert "ভাষিণী শুনে এই খসড়া করেছে।" in page


def test_a_voice_is_left_to_a_colleague_or_asked_for_again(town: LocalBody, clerk: Visitor) -> None:
    left, silent = a_voice_note(town), a_voice_note(town)
    clerk.get(address(left))

    assert clerk.post(address(left), {"_leave": "1"}).headers["Location"] == QUEUE
    assert VoiceNote.objects.get(case=left).listener is None
    clerk.post(address(silent), {"_again": "1"})
    assert Case.objects.get(id=silent.id).status == "waiting_citizen"


def test_a_colleague_is_told_who_listens_and_others_find_no_queue(town: LocalBody, clerk: Visitor) -> None:
    case = a_voice_note(town)
    clerk.get(address(case))
    colleague, auditor = Visitor(), Visitor()
    colleague.force_login(an_officer(town, "operator").user)
    auditor.force_login(an_officer(town, "auditor").user)

    answer = colleague.get(address(case), follow=True)

    assert "সুকুমার ঘোষ এখন এটি শুনছেন।" in shown(answer)
    assert auditor.get(QUEUE).status_code == 403


def test_many_voices_cost_the_queue_as_many_queries_as_one(town: LocalBody, clerk: Visitor) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            clerk.get(QUEUE)
        return len(queries)

    a_voice_note(town)
    clerk.get(QUEUE)
    one = cost()
    for _ in range(2):
        a_voice_note(town)
    with clock.fixed(NOW):
        assert cost() == one


def test_the_shift_says_how_soon_voices_were_heard(town: LocalBody, clerk: Visitor) -> None:
    heard, _late = a_voice_note(town), a_voice_note(town)
    clerk.post(address(heard), SAID)

    page = shown(clerk.get("/console/shift/"))

    assert "ভয়েস মেসেজ: ২টির মধ্যে ১টি আধ ঘণ্টার মধ্যে শোনা হয়েছে।" in page


@pytest.mark.parametrize("page", ["/console/", "/console/reports/?by=category", "case"])
def test_a_case_of_which_nobody_knows_what_it_is_about_is_shown_wherever_cases_are(
    town: LocalBody, page: str
) -> None:
    case = a_voice_note(town)
    secretary = Visitor()
    secretary.force_login(an_officer(town, "secretary").user)

    answer = secretary.get(reverse("console:case", args=[case.ref]) if page == "case" else page)

    assert answer.status_code == 200
    assert "report" in page or "ভয়েস মেসেজ, শোনা বাকি" in shown(answer)
    assert page != "case" or f'<a href="{address(case)}">শুনুন</a>' in answer.content.decode()


def test_a_voice_that_could_not_be_fetched_is_asked_for_again(town: LocalBody, clerk: Visitor) -> None:
    case = a_voice_note(town)
    drop_files(list(ReceivedFile.objects.all()))

    page = clerk.get(address(case))

    assert "ভয়েস মেসেজটি আর আনা গেল না।" in shown(page)
    assert Case.objects.get(id=case.id).title_in("bn") == "ভয়েস মেসেজ, শোনা বাকি"


def test_what_was_typed_stays_where_a_colleague_was_faster(town: LocalBody, clerk: Visitor) -> None:
    case = a_voice_note(town)
    clerk.get(address(case))
    clerk.post(address(case), SAID)

    page = clerk.post(address(case), SAID | {"description": "পাঁচ দিন জল নেই"})

    assert "এই ভয়েস মেসেজ আর শোনার সারিতে নেই।" in shown(page)
    assert "পাঁচ দিন জল নেই</textarea>" in page.content.decode()
    assert clerk.post("/console/voices/26100299990/", SAID).status_code == 404


def test_a_button_that_is_pressed_twice_writes_once_and_says_so_once(town: LocalBody, clerk: Visitor) -> None:
    case = a_voice_note(town)
    clerk.post(address(case), SAID)

    again = clerk.post(address(case), SAID, follow=True)

    assert again.redirect_chain == [(QUEUE, 302)]
    assert len(list(again.context["messages"])) == 1
    assert case.events.filter(code="voice_heard").count() == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("জল নেই " * 2000, "লেখাটা একটু বড় হয়ে গেছে। ৪,০০০ অক্ষরের মধ্যে লিখুন।"),
        (" \x00 ", "এটা না জানলে এগোতে পারব না। উত্তরটা জানান।"),
    ],
)
def test_words_that_no_case_can_keep_are_told_to_be_so_and_stay(
    town: LocalBody, clerk: Visitor, typed: str, why: str
) -> None:
    case = a_voice_note(town)

    page = clerk.post(address(case), SAID | {"description": typed, "_voices": "9" * 50})

    assert page.context["hearing"].questions[0].wrong == [why]
    assert page.context["hearing"].said.one("description") == typed.replace("\x00", "")
    assert VoiceNote.objects.get(case=case).heard_at is None


def test_the_number_at_the_head_of_a_page_follows_by_itself(town: LocalBody, clerk: Visitor) -> None:
    address = f"{QUEUE}waiting"
    assert clerk.get(address, {"seen": ""}).status_code == 204
    a_voice_note(town)

    assert '<b class="count">১</b>' in clerk.get(address, {"seen": ""}).content.decode()
    call_desks_to_voices(now=NOW + timedelta(minutes=3))
    assert "অনেকক্ষণ অপেক্ষায়" in clerk.get(address, {"seen": "১"}).content.decode()
    assert clerk.get(address, {"seen": "১!"}).status_code == 204
