"""The page of a case: what it says, to whom, and how it stays fresh."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import MoveOrder, escalate_overdue, make_move
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent, CaseViewer
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import (
    NOW,
    PHONE,
    a_complaint,
    a_file,
    a_town,
    an_officer,
    newest_event,
)
from janasetu.console.timeline import DELIVERIES
from janasetu.documents.choices import FileState
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.models import OutboundMessage


def page_of(desk: Visitor, case: Case) -> Page:
    answer = desk.get(f"/console/cases/{case.ref}/")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def looked_just_now() -> None:
    """However slow the machine is, nothing is written for who looks again."""
    CaseViewer.objects.update(seen_at=clock.wall() + timedelta(hours=1))


def test_the_page_says_what_stands_where_and_by_when(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    page = page_of(desk, a_complaint(town))

    assert page.headings == ["রাস্তার আলো জ্বলছে না"]
    assert "জমা পড়েছে হোয়াটসঅ্যাপে এসেছে আলো ওয়ার্ড ১১ শর্মিষ্ঠা দত্ত · নিয়ন্ত্রক আধিকারিক" in page.text
    assert "বাকি ২ দিন ২২ ঘণ্টা প্রতিশ্রুতি: ৩ দিনের মধ্যে · সময়সীমা: শুক্রবার ২৭ নভেম্বর, সকাল ৮টা" in page.text


def test_the_citizens_words_are_there_to_the_last(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    case.fields["description"] = "আলো নেই। " * 300 + "শেষ কথা।"
    case.save()

    page = page_of(desk, case)

    assert "শেষ কথা।" in page.text
    assert "জায়গা সুভাষপল্লী মোড় ওয়ার্ড ১১ 26.517200, 89.202300" in page.text


def test_the_name_is_shown_and_the_number_masked(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    answer = desk.get(f"/console/cases/{a_complaint(town).ref}/")

    page = Page(answer.content.decode())
    assert "নাম রহিমা খাতুন মোবাইল +91 98••• ••345" in page.text
    assert PHONE not in answer.content.decode()
    assert PHONE[2:] not in answer.content.decode()


def test_a_number_opens_however_it_is_written(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    bengali = case.grouped_ref.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))

    assert desk.get(f"/console/cases/{case.grouped_ref}/").status_code == 200
    assert desk.get(f"/console/cases/{bengali}/").status_code == 200


def test_another_bodys_case_looks_like_no_case(desk: Visitor, town: LocalBody) -> None:
    theirs = a_complaint(a_town("basirhat", 1003))

    foreign = desk.get(f"/console/cases/{theirs.ref}/")
    missing = desk.get("/console/cases/26100299999/")

    assert foreign.status_code == missing.status_code == 404
    assert (
        foreign.content.decode().replace(theirs.ref, "26100299999").split("<main")[1]
        == (missing.content.decode().split("<main")[1])
    )
    assert Page(missing.content.decode()).headings == ["এই পাতাটি এখানে নেই"]


def test_another_bodys_case_is_closed_at_every_door(desk: Visitor, town: LocalBody) -> None:
    theirs = a_complaint(a_town("basirhat", 1003))

    for address in (f"/console/cases/{theirs.ref}/", f"/console/cases/{theirs.ref}/live"):
        for act in (desk.get, desk.post):
            assert act(address, {"move": "reply", "note": "x"}).status_code in {404, 405}, address
    assert theirs.events.count() == 1


def test_photos_are_shown_or_say_why_not(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    stored = a_file()
    files = [
        stored,
        a_file(FileState.WANTED),
        a_file(FileState.LOST),
        a_file(FileState.REFUSED, note="photo_too_large"),
    ]
    case = a_complaint(town, files=files)

    content = desk.get(f"/console/cases/{case.ref}/").content.decode()

    assert f'src="/console/files/{case.ref}/{stored.id}?size=small"' in content
    text = Page(content).text
    assert "ছবিটি আসছে।" in text
    assert "ছবিটি আর আনা গেল না।" in text
    assert "নেওয়া যায়নি। প্রেরককে জানানো হয়েছে: ছবিটি খুব বড় (১০ এমবি-র বেশি)। ছোট করে আবার পাঠান।" in text


def test_the_timeline_tells_who_did_what(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    an_officer(town, "secretary")
    case = a_complaint(town, opened_at=NOW - timedelta(days=3, hours=1))
    make_move(
        officer=officer,
        ref=case.ref,
        now=NOW - timedelta(days=1),
        order=MoveOrder("reply", note="কাল লোক যাবে।"),
    )
    escalate_overdue(now=NOW)

    text = page_of(desk, case).text

    assert "নথিভুক্ত হয়েছে শনিবার ২১ নভেম্বর, সকাল ৯টা পাঠানোর অপেক্ষায়" in text
    assert "নিয়ন্ত্রক আধিকারিক নাগরিককে উত্তর দিয়েছেন কাল লোক যাবে। গতকাল সকাল ১০টা" in text
    assert "সময় পেরিয়ে গেছে। এখন দেখছেন: সচিব আজ সকাল ১০টা" in text


def test_the_timeline_in_english(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    make_move(officer=officer, ref=case.ref, now=NOW, order=MoveOrder("assign"))
    desk.cookies["janasetu_language"] = "en"

    assert "Controlling officer assigned it to Controlling officer today, 10 am" in page_of(desk, case).text


def test_the_page_of_a_case_that_was_made_urgent_says_so(desk: Visitor, town: LocalBody) -> None:
    case, chairman = a_complaint(town), an_officer(town, "chairman")
    make_move(officer=chairman, ref=case.ref, now=NOW, order=MoveOrder("hasten", note="স্কুলের সামনে"))

    assert "চেয়ারম্যান একে জরুরি করেছেন" in page_of(desk, case).text


def test_every_event_can_be_told(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    CaseEvent.objects.bulk_create(
        CaseEvent(body=town, case=case, code=code, by=officer.post, params={}, at=NOW)
        for code in reversed(EventCode.values)  # none after what would give it other words
    )

    answer = desk.get(f"/console/cases/{case.ref}/")

    told = [one.words for one in answer.context["file"].timeline[1:]]  # the first is how it was opened
    assert len(told) == len(EventCode.values)
    assert [words for words in told if "{" in words or not words] == []
    assert "{" not in Page(answer.content.decode()).text


WHAT_BECAME = {
    "queued": "পাঠানোর অপেক্ষায়",
    "sending": "পাঠানো হচ্ছে",
    "accepted": "পাঠানো হয়েছে",
    "sent": "পাঠানো হয়েছে",
    "delivered": "পৌঁছেছে",
    "read": "পড়েছেন",
    "failed": "পাঠানো যায়নি",
}


def test_what_became_of_a_reply_stands_under_it(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    for number, state in enumerate(WHAT_BECAME):
        make_move(officer=officer, ref=case.ref, now=NOW, order=MoveOrder("reply", note=f"কাল লোক {number}।"))
        OutboundMessage.objects.filter(source=f"event:{newest_event(case)}").update(state=state)

    text = page_of(desk, case).text

    for number, words in enumerate(WHAT_BECAME.values()):
        assert f"কাল লোক {number}। আজ সকাল ১০টা {words}" in text


def test_every_state_of_a_message_has_words() -> None:
    assert set(DELIVERIES) == set(OutboundState)


def test_a_citizen_without_a_line_cannot_be_told(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    assert "নাগরিককে বার্তা পাঠানোর উপায় নেই" in page_of(desk, a_complaint(town, reachable=False)).text


def test_one_event_and_three_events_cost_the_same(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town, files=[a_file()])
    full = a_complaint(town, files=[a_file(), a_file(), a_file(FileState.WANTED)])
    make_move(officer=officer, ref=full.ref, now=NOW, order=MoveOrder("assign"))
    make_move(officer=officer, ref=full.ref, now=NOW, order=MoveOrder("reply", note="কাল লোক যাবে।"))
    for warm in (case, full):
        desk.get(f"/console/cases/{warm.ref}/")
    looked_just_now()
    with CaptureQueriesContext(connection) as one:
        desk.get(f"/console/cases/{case.ref}/")
    with CaptureQueriesContext(connection) as three:
        desk.get(f"/console/cases/{full.ref}/")

    assert len(one) == len(three) == 34


# --- Staying fresh ---

PARTS = ("state", "reach", "story", "timeline", "composer", "acts", "jumps")


def fresh(desk: Visitor, case: Case) -> dict[str, str]:
    """What the page of the case asks every two seconds, as it stands now."""
    parts = desk.get(f"/console/cases/{case.ref}/").context["parts"]
    assert tuple(parts) == PARTS
    return {name: part.mark for name, part in parts.items()}


def renewed(answer: Any) -> list[str]:
    """The parts that an answer brings."""
    return [name for name in PARTS if f'id="case-{name}" hx-swap-oob="true"' in answer.content.decode()]


def test_a_page_that_has_everything_is_left_alone(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = desk.get(f"/console/cases/{case.ref}/live", fresh(desk, case))

    assert (answer.status_code, answer.content) == (204, b"")


def test_a_delivered_reply_renews_the_story_and_no_form(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    make_move(officer=officer, ref=case.ref, now=NOW, order=MoveOrder("reply", note="কাল লোক যাবে।"))
    asked = fresh(desk, case)
    OutboundMessage.objects.filter(source__startswith="event:").update(state="read")

    answer = desk.get(f"/console/cases/{case.ref}/live", asked)

    assert renewed(answer) == ["story", "timeline"]
    assert "পড়েছেন" in answer.content.decode()


def test_a_no_of_the_citizen_brings_the_forms_back(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    case.status, case.claimed_at = "awaiting_confirmation", NOW
    case.save()
    asked = fresh(desk, case)
    assert (asked["composer"], asked["acts"]) == ("reply note open", "")
    case.status = "in_progress"
    case.save()

    answer = desk.get(f"/console/cases/{case.ref}/live", asked)

    assert renewed(answer) == ["state", "composer", "acts", "jumps"]
    assert (
        'name="acts" value="resolve assign refer correct refer_outside reject alarm merge declare" data-has'
        in answer.content.decode()
    )


def test_looking_again_costs_a_constant_number_of_queries(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case, full = a_complaint(town), a_complaint(town)
    for words in ("এক", "দুই", "তিন"):
        make_move(officer=officer, ref=full.ref, now=NOW, order=MoveOrder("reply", note=words))
    counts = []
    for one in (case, full):
        asked = fresh(desk, one)
        looked_just_now()
        with CaptureQueriesContext(connection) as looked:
            desk.get(f"/console/cases/{one.ref}/live", asked)
        counts.append(len(looked))

    assert counts == [20, 20]
