"""A phone that somebody else reads: a number only, on every way there, and a call at the chosen hour."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from janasetu.bodies.actions import declare_holidays
from janasetu.bodies.calendars import ClosedDay
from janasetu.cases import queries
from janasetu.cases.actions import (
    CallBackOrder,
    Caller,
    CitizenAnswer,
    CitizenRating,
    MoveOrder,
    Registration,
    answer_claims,
    ask_call_backs,
    close_call_back,
    close_silent,
    escalate_overdue,
    follow_calendars,
    make_move,
    rate_work,
    register_case,
)
from janasetu.cases.choices import CallReason
from janasetu.cases.models import CallBack, Case
from janasetu.cases.notices import READY
from janasetu.cases.tests.factories import (
    NOW,
    Town,
    events,
    evidence,
    make_town,
    open_case,
    resolved_case,
    told,
)
from janasetu.cases.tests.hidden import PHONE, hidden_case
from janasetu.lib.clock import KOLKATA
from janasetu.messaging.models import OutboundMessage
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey, Quiet

pytestmark = pytest.mark.django_db

HER_HOUR = Quiet(time(14), time(15))
TWO, THREE = (datetime(2026, 11, 21, hour, tzinfo=KOLKATA) for hour in (14, 15))  # NOW is noon of that day
DAY = timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def rita() -> ContactKey:
    contact = make_contact(PHONE)
    people.remember_quiet({contact: HER_HOUR}, now=NOW)
    return contact


def news(case: Case) -> str:
    return f"আপনার নম্বর {case.grouped_ref}: নতুন খবর আছে।"


def test_the_receipt_is_a_number_without_subject_and_without_code(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)

    assert told(rita) == [f"আপনার নম্বর {case.grouped_ref}।\nনতুন খবর এলে এখানে শুধু এই নম্বরটি জানাব।"]


MOVES: dict[str, Callable[[], MoveOrder]] = {
    "reply": lambda: MoveOrder("reply", note="মিস্ত্রি গোপনে আসবেন"),
    "ask": lambda: MoveOrder("ask", note="কে মারধর করেছে?"),
    "reject": lambda: MoveOrder("reject", reason="other", note="কারণ আছে"),
    "ready": lambda: MoveOrder("reply", ready=READY[0]),
}


@pytest.mark.parametrize("what", MOVES)
def test_whatever_an_officer_does_only_the_number_is_told(town: Town, rita: ContactKey, what: str) -> None:
    case = open_case(town, contact=rita)

    make_move(officer=town.officer, ref=case.ref, order=MOVES[what](), now=NOW)

    message = OutboundMessage.objects.filter(contact_id=rita.id).latest("id")
    assert (message.text, message.choices, message.file) == (news(case), [], None)
    assert message.template["name"].startswith("case_quiet_news_")
    assert message.template["params"] == [case.grouped_ref]


def test_a_claim_asks_with_the_number_and_shows_no_photo(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)

    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("resolve", photos=[evidence()]), now=NOW)

    message = OutboundMessage.objects.filter(contact_id=rita.id).latest("id")
    assert (message.text, message.file) == (f"আপনার নম্বর {case.grouped_ref}: খবর আছে। হয়েছে কি?", None)
    assert [one["title"] for one in message.choices] == ["হ্যাঁ, হয়েছে", "না, হয়নি"]


def test_who_is_silent_is_asked_again_and_told_of_the_end_by_the_number(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("resolve", photos=[evidence()]), now=NOW)

    close_silent(now=NOW + 4 * DAY)
    close_silent(now=NOW + 8 * DAY)

    assert told(rita)[-2:] == [f"আপনার নম্বর {case.grouped_ref}: খবর আছে। হয়েছে কি?"] * 2
    case.refresh_from_db()
    assert case.status == "resolved_unconfirmed"


def test_her_yes_asks_for_stars_and_her_stars_are_noted_by_the_number(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("resolve", photos=[evidence()]), now=NOW)
    word: dict[str, Any] = {"contact": rita, "epoch": 1, "line_id": town.line.id, "lang": "bn"}
    word["ref"] = case.ref

    answer_claims([CitizenAnswer(**word, source="yes", yes=True)], now=NOW)
    asked = OutboundMessage.objects.filter(contact_id=rita.id).latest("id")
    rate_work([CitizenRating(**word, source="stars", stars=5)], now=NOW)

    assert asked.text == f"ধন্যবাদ। আপনার নম্বর {case.grouped_ref}: কত তারা দেবেন?"
    assert [one["id"] for one in asked.choices] == [f"rate:{case.ref}:{stars}" for stars in (5, 4, 3, 2, 1)]
    assert told(rita)[-1] == f"ধন্যবাদ। আপনার নম্বর {case.grouped_ref}: লেখা হল।"


def test_a_holiday_that_moves_the_date_tells_the_number(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita, fields={"category": "encroachment"})
    mourning = ClosedDay(date(2026, 11, 23), {"bn": "শোক দিবস", "en": "Day of mourning"})

    declare_holidays(body_id=town.body.id, days=[mourning], now=NOW)
    follow_calendars(now=NOW)

    assert events(case)[-1] == ("due_moved", "system")
    assert told(rita)[-1] == news(case)


def test_a_case_that_goes_up_tells_no_post(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)

    escalate_overdue(now=NOW + 4 * DAY)

    assert told(rita)[-1] == news(case)


def test_who_is_quiet_no_more_is_told_in_full(town: Town, rita: ContactKey) -> None:
    people.remember_quiet({rita: None}, now=NOW)

    open_case(town, contact=rita)

    assert "বিষয়: রাস্তার আলো জ্বলছে না" in told(rita)[0]


# --- the call ---


def test_news_becomes_a_call_in_her_hour_and_is_not_seen_before(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    assert not CallBack.objects.exists()

    make_move(officer=town.officer, ref=case.ref, order=MOVES["reply"](), now=NOW)

    call = CallBack.objects.get()
    assert (call.reason, call.not_before, call.due_at) == (CallReason.QUIET, TWO, THREE)
    assert (call.case_id, call.name, call.phone) == (case.id, "রীতা রায়", "910000000001")
    assert list(queries.call_backs(town.officer, now=TWO - timedelta(seconds=1))) == []
    assert list(queries.call_backs(town.officer, now=TWO)) == [call]


def test_two_pieces_of_news_of_a_day_are_one_call(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)

    for _ in range(2):
        make_move(officer=town.officer, ref=case.ref, order=MOVES["reply"](), now=NOW)

    assert CallBack.objects.count() == 1


def test_a_call_in_vain_waits_for_the_same_hour_of_the_next_day(town: Town, rita: ContactKey) -> None:
    case = open_case(town, contact=rita)
    make_move(officer=town.officer, ref=case.ref, order=MOVES["reply"](), now=NOW)
    call = CallBack.objects.get()

    close_call_back(
        officer=town.officer, call_back_id=call.id, outcome="no_answer", now=TWO + timedelta(minutes=20)
    )

    call.refresh_from_db()
    assert (call.not_before, call.due_at, call.done_at) == (TWO + DAY, THREE + DAY, None)


def test_an_urgent_claim_waits_for_the_call_in_her_hour(town: Town, rita: ContactKey) -> None:
    case = claimed_urgently(town, rita)

    close_silent(now=NOW + 8 * DAY)

    call = CallBack.objects.get(reason=CallReason.CHECKING)
    assert (call.not_before, call.due_at) == (TWO + 8 * DAY, THREE + 8 * DAY)
    case.refresh_from_db()
    assert case.status == "awaiting_confirmation"


def test_an_urgent_claim_waits_for_no_call_that_she_does_not_want(town: Town) -> None:
    contact = make_contact(PHONE)
    people.remember_quiet({contact: Quiet()}, now=NOW)
    case = claimed_urgently(town, contact)

    close_silent(now=NOW + 8 * DAY)

    case.refresh_from_db()
    assert case.status == "resolved_unconfirmed"
    assert not CallBack.objects.exists()


def claimed_urgently(town: Town, contact: ContactKey) -> Case:
    case, _ = resolved_case(town, contact=contact)
    Case.objects.filter(id=case.id).update(lane="urgent")
    CallBack.objects.all().delete()  # that she has news
    return case


def test_a_call_about_a_confidential_case_names_nobody(town: Town, rita: ContactKey) -> None:
    case = hidden_case(town, contact=rita)

    make_move(officer=town.officer, ref=case.ref, order=MOVES["reply"](), now=NOW)

    call = CallBack.objects.get()
    assert (call.name, call.phone, call.not_before) == ("", "", TWO)


def test_who_wants_no_call_gets_none(town: Town) -> None:
    contact = make_contact(PHONE)
    people.remember_quiet({contact: Quiet()}, now=NOW)
    case = open_case(town, contact=contact)

    make_move(officer=town.officer, ref=case.ref, order=MOVES["ask"](), now=NOW)

    assert told(contact)[-1] == news(case)
    assert not CallBack.objects.exists()


@pytest.mark.parametrize(("reason", "called"), [(CallReason.RANG, True), (CallReason.UNREACHED, False)])
def test_who_wants_no_call_is_called_only_where_they_rang(
    town: Town, reason: CallReason, called: bool
) -> None:
    contact = make_contact(PHONE)
    people.remember_quiet({contact: Quiet()}, now=NOW)

    ask_call_backs(
        [
            CallBackOrder(
                body_id=town.body.id,
                source="x",
                reason=reason,
                contact=contact,
                phone=PHONE,
                name="",
                lang="bn",
                case_id=None,
                asked_at=NOW,
            )
        ]
    )

    assert CallBack.objects.exists() is called


# --- the operator ---


def test_an_operator_can_note_it_for_a_caller(town: Town) -> None:
    caller = Caller("রীতা রায়", f"+{PHONE}", "bn", "whatsapp", HER_HOUR)
    registration = Registration(
        version_id=town.version,
        fields={"category": "streetlight_out", "description": "আলো নেই", "place": None, "photo": None},
        channel="phone",
        caller=caller,
        nonce="1",
    )

    party = register_case(officer=town.officer, registration=registration, now=NOW)

    assert told(make_contact(PHONE))[-1].startswith(f"আপনার নম্বর {party.case.grouped_ref}।")
