"""Call-backs: who is to be telephoned, on which number, and what came of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import (
    CallBackOrder,
    MoveOrder,
    ask_call_backs,
    call_back_about,
    close_call_back,
    make_move,
)
from janasetu.cases.choices import CallReason
from janasetu.cases.models import CallBack, Case, CaseParty
from janasetu.cases.queries import NoSuchCallBackError
from janasetu.cases.rules import RefusedError
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, PHONE, a_complaint, a_picture, a_town, an_officer
from janasetu.documents import actions as documents
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page


def order(town: LocalBody, *, source: str = "call:1", case: Case | None = None) -> CallBackOrder:
    """Rahima Khatun rang the message number, of late."""
    return CallBackOrder(
        body_id=town.id,
        source=source,
        reason=CallReason.RANG,
        contact=None,
        phone=PHONE,
        name="রহিমা খাতুন",
        lang="bn",
        case_id=case.id if case else None,
        asked_at=NOW - timedelta(hours=1),
    )


@pytest.fixture
def call(town: LocalBody) -> CallBack:
    ask_call_backs([order(town)])
    return CallBack.objects.get()


def page_at(desk: Visitor, address: str) -> Page:
    answer = desk.get(address)
    assert answer.status_code == 200
    return Page(answer.content.decode())


# --- The acts ---


def test_one_source_asks_for_one_call(town: LocalBody) -> None:
    ask_call_backs([order(town), order(town, source="call:2")])
    ask_call_backs([order(town)])

    assert list(CallBack.objects.order_by("source").values_list("source", "due_at")) == [
        ("call:1", NOW + timedelta(hours=1)),
        ("call:2", NOW + timedelta(hours=1)),
    ]


@pytest.mark.parametrize("outcome", ["spoken", "wrong_number"])
def test_a_call_that_was_made_is_done(call: CallBack, officer: Officer, outcome: str) -> None:
    close_call_back(officer=officer, call_back_id=call.id, outcome=outcome, note="কাল আসবেন", now=NOW)

    call.refresh_from_db()
    assert (call.done_at, call.done_by, call.outcome, call.note) == (
        NOW,
        "officer@falakata",
        outcome,
        "কাল আসবেন",
    )


def test_no_answer_puts_the_call_off_by_two_hours(call: CallBack, officer: Officer) -> None:
    close_call_back(officer=officer, call_back_id=call.id, outcome="no_answer", now=NOW)

    call.refresh_from_db()
    assert (call.done_at, call.due_at, call.outcome) == (None, NOW + timedelta(hours=2), "no_answer")


def test_a_call_is_closed_once_and_with_an_outcome(call: CallBack, officer: Officer) -> None:
    with pytest.raises(RefusedError, match="call_outcome_needed"):
        close_call_back(officer=officer, call_back_id=call.id, outcome="", now=NOW)
    close_call_back(officer=officer, call_back_id=call.id, outcome="spoken", now=NOW)

    with pytest.raises(RefusedError, match="call_done_already"):
        close_call_back(officer=officer, call_back_id=call.id, outcome="wrong_number", now=NOW)
    call.refresh_from_db()
    assert call.outcome == "spoken"


def test_what_was_said_about_a_case_stands_in_its_story(town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    ask_call_backs([order(town, case=case)])

    close_call_back(
        officer=officer, call_back_id=CallBack.objects.get().id, outcome="spoken", note="মিটেছে", now=NOW
    )

    event = case.events.get(code="noted")
    assert (event.by, event.params) == ("officer@falakata", {"note": "মিটেছে", "call": "spoken"})


def test_another_bodys_calls_are_nobodys_here(call: CallBack) -> None:
    stranger = an_officer(a_town("basirhat", 1003))

    with pytest.raises(NoSuchCallBackError):
        close_call_back(officer=stranger, call_back_id=call.id, outcome="spoken", now=NOW)


# --- The pages ---


def test_who_waits_for_a_call_stands_in_the_list_with_the_number(desk: Visitor, call: CallBack) -> None:
    page = page_at(desk, "/console/calls/")

    assert page.links["রহিমা খাতুন +91 98300 12345"] == f"/console/calls/{call.id}/"
    assert "বার্তার নম্বরে ফোন করেছিলেন, সেখানে ফোন ধরা হয় না বাকি ১ ঘণ্টা আজ সকাল ১১টা" in page.text


def test_the_number_of_somebody_with_a_case_is_put_on_record_when_it_is_looked_at(
    desk: Visitor, town: LocalBody
) -> None:
    case = a_complaint(town)
    ask_call_backs([order(town, case=case)])
    address = f"/console/calls/{CallBack.objects.get().id}/"
    hidden = page_at(desk, address)
    assert "+91 98••• ••345" in hidden.text
    assert "98300" not in desk.get(address).content.decode()

    shown = desk.post(f"{address}number").content.decode()

    assert Page(shown).links["+91 98300 12345"] == "tel:+919830012345"
    assert list(case.events.filter(code="revealed").values_list("by", flat=True)) == ["officer@falakata"]
    assert "98300" not in desk.get("/console/calls/").content.decode()


def test_what_came_of_a_call_is_written_down_on_its_page(desk: Visitor, call: CallBack) -> None:
    answer = desk.post(f"/console/calls/{call.id}/", {"outcome": "spoken", "note": ""})

    assert answer["Location"] == "/console/calls/"
    page = page_at(desk, "/console/calls/")
    assert "ফোনের কাজ শেষ হল।" in page.text
    assert "কাউকে ফোন করা বাকি নেই" in page.text


def test_a_call_in_vain_stays_on_the_list(desk: Visitor, call: CallBack) -> None:
    desk.post(f"/console/calls/{call.id}/", {"outcome": "no_answer"})

    assert "একবার করা হয়েছে, ধরেননি" in page_at(desk, "/console/calls/").text


def test_a_refused_form_keeps_what_was_typed(desk: Visitor, call: CallBack) -> None:
    answer = desk.post(f"/console/calls/{call.id}/", {"note": "কাল আবার"})

    page = Page(answer.content.decode())
    assert "ফোনে কী হল, বেছে নিন।" in page.text
    assert page.fields["note"] == "কাল আবার"
    assert desk.post(f"/console/calls/{call.id}/", {"outcome": "sung"}).status_code == 200


def test_another_bodys_call_does_not_exist(call: CallBack) -> None:
    visitor = Visitor()
    visitor.force_login(an_officer(a_town("basirhat", 1003)).user)

    assert visitor.get(f"/console/calls/{call.id}/").status_code == 404
    assert visitor.post(f"/console/calls/{call.id}/number").status_code == 404
    assert "রহিমা" not in visitor.get("/console/calls/").content.decode()


def test_a_post_that_talks_with_nobody_calls_nobody(town: LocalBody, call: CallBack) -> None:
    visitor = Visitor()
    visitor.force_login(an_officer(town, "auditor").user)

    assert visitor.get("/console/calls/").status_code == 403
    assert "/console/calls/" not in visitor.get("/console/").content.decode()


def test_the_header_tells_how_many_wait(desk: Visitor, call: CallBack) -> None:
    assert "ফোন করা বাকি ১ জন" in page_at(desk, "/console/").text


def test_the_list_is_sent_again_only_when_it_has_changed(desk: Visitor, call: CallBack) -> None:
    mark = desk.get("/console/calls/").context["part"].mark

    assert desk.get("/console/calls/list", {"seen": mark}).status_code == 204
    with clock.fixed(NOW + timedelta(minutes=1)):
        assert desk.get("/console/calls/list", {"seen": mark}).status_code == 200


def test_one_call_and_three_cost_the_same(desk: Visitor, town: LocalBody) -> None:
    ask_call_backs([order(town, case=a_complaint(town))])
    desk.get("/console/calls/list")
    with CaptureQueriesContext(connection) as one:
        desk.get("/console/calls/list")
    ask_call_backs([order(town, source=f"more:{n}", case=a_complaint(town)) for n in range(2)])
    with CaptureQueriesContext(connection) as three:
        desk.get("/console/calls/list")

    assert len(one) == len(three) == 4


# --- Whether the work is really done ---


@pytest.fixture
def claimed(town: LocalBody) -> Case:
    """Said to be done by the secretary; the citizen is silent, and is to be rung."""
    case, secretary = a_complaint(town), an_officer(town, "secretary")
    photo = documents.receive(a_picture(), now=NOW)
    make_move(officer=secretary, ref=case.ref, order=MoveOrder("resolve", photos=[photo]), now=NOW)
    party = CaseParty.objects.get(case=case)
    ask_call_backs([call_back_about(case, party, reason=CallReason.CHECKING, source="check:1", now=NOW)])
    return case


def test_who_rings_to_check_is_told_why_and_what_to_ask(desk: Visitor, claimed: Case) -> None:
    address = f"/console/calls/{CallBack.objects.get().id}/"

    page = page_at(desk, address)

    assert "কাজ সত্যিই হয়েছে কি না, তা জানতে" in page.text
    assert "কাজ সত্যিই হয়েছে কি? নাগরিক যা বললেন" in page.text
    assert 'id="call_word_yes"' in desk.get(address).content.decode()


def test_a_call_about_nothing_that_was_claimed_asks_for_no_word(desk: Visitor, call: CallBack) -> None:
    assert "call_word_yes" not in desk.get(f"/console/calls/{call.id}/").content.decode()


def test_what_the_citizen_said_is_written_down_on_the_page(desk: Visitor, claimed: Case) -> None:
    address = f"/console/calls/{CallBack.objects.get().id}/"

    refused = desk.post(address, {"outcome": "spoken", "note": "কাল আবার ফোন করতে বললেন"})
    assert "কাজটা সত্যিই হয়েছে কি না, নাগরিক কী বললেন, বেছে নিন।" in refused.content.decode()
    assert "কাল আবার ফোন করতে বললেন" in refused.content.decode()
    done = desk.post(address, {"outcome": "spoken", "word": "no", "note": "অন্ধকারই আছে"})

    assert done["Location"] == "/console/calls/"
    claimed.refresh_from_db()
    assert (claimed.status, claimed.level) == ("in_progress", 1)
    page = page_at(desk, f"/console/cases/{claimed.ref}/")
    assert "ফোনে শুনেছেন, কাজ হয়নি। এখন দেখছেন:" in page.text
    assert "অন্ধকারই আছে" in page.text


def test_a_call_that_checks_is_tried_on_the_next_day_again(desk: Visitor, claimed: Case) -> None:
    address = f"/console/calls/{CallBack.objects.get().id}/"

    for _ in range(2):
        desk.post(address, {"outcome": "no_answer"})

    page = page_at(desk, "/console/calls/")
    assert "পরের দিনের জন্য তালিকায় থাকল।" in page.text
    assert "২ বার করা হয়েছে, ধরেননি" in page.text


# --- What the page of the case says of its end ---


def test_the_page_says_until_when_the_citizen_may_answer_and_whose_work_it_was(
    desk: Visitor, claimed: Case
) -> None:
    page = page_at(desk, f"/console/cases/{claimed.ref}/")

    assert "নাগরিকের উত্তরের সময় শেষ: মঙ্গলবার ১ ডিসেম্বর, সকাল ১০টা" in page.text
    assert "কাজ করেছেন: প্রতাপ সরকার · সচিব · আলো" in page.text


def test_the_page_says_that_a_call_is_waited_for(desk: Visitor, claimed: Case) -> None:
    Case.objects.filter(id=claimed.id).update(closes_at=None)

    assert "নাগরিককে ফোন করার পর শেষ হবে" in page_at(desk, f"/console/cases/{claimed.ref}/").text


def test_the_page_shows_the_stars(desk: Visitor, claimed: Case) -> None:
    Case.objects.filter(id=claimed.id).update(
        status="resolved_confirmed", ended_at=NOW, stars=4, rated_at=NOW
    )

    assert "নাগরিকের দেওয়া তারা: ★★★★☆ ৪" in page_at(desk, f"/console/cases/{claimed.ref}/").text


def test_the_page_says_until_when_a_silent_end_may_be_undone(desk: Visitor, claimed: Case) -> None:
    Case.objects.filter(id=claimed.id).update(status="resolved_unconfirmed", ended_at=NOW)

    page = page_at(desk, f"/console/cases/{claimed.ref}/")

    assert "নাগরিক আবার খুলতে পারেন, শেষ সময়: বৃহস্পতিবার ২৪ ডিসেম্বর, সকাল ১০টা" in page.text
