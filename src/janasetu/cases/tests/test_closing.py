"""A claim that nobody answers: asked once more, ended unconfirmed after a week, some checked by a call."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases import claims
from janasetu.cases.actions import CitizenAnswer, MoveOrder, answer_claims, close_silent, make_move
from janasetu.cases.models import CallBack, Case, CaseEvent, CaseParty
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
from janasetu.catalogue.tests.factories import complaint_with, publish
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.people.actions import begin_epochs
from janasetu.people.choices import EpochReason
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

WEEK = timedelta(days=7)
A_SECOND = timedelta(seconds=1)
NOBODY, EVERYBODY = {"called": 0}, {"called": 100}


def town_with(**confirm: object) -> Town:
    """A town whose claims wait for the citizen as these terms say."""
    town = make_town()
    return replace(town, version=publish(complaint_with(limits={"confirm": confirm})))


@pytest.fixture
def town(db: None) -> Town:
    """In which nobody is drawn to be rung."""
    return town_with(**NOBODY)


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def answer(town: Town, rita: ContactKey, case: Case, *, yes: bool) -> CitizenAnswer:
    return CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", f"in:{yes}:claim", town.line.id, yes=yes)


# --- the window ---


def test_a_claim_waits_a_week_and_remembers_who_made_it(town: Town) -> None:
    case, _ = resolved_case(town)

    assert (case.closes_at, case.resolved_by, case.resolved_in) == (
        NOW + WEEK,
        town.officer,
        case.department,
    )


def test_how_long_it_waits_stands_in_the_definition(db: None) -> None:
    case, _ = resolved_case(town_with(within="10 days"))

    assert case.closes_at == NOW + timedelta(days=10)


def test_to_the_last_second_nothing_ends(town: Town) -> None:
    case, _ = resolved_case(town)

    assert close_silent(now=NOW + WEEK - A_SECOND) == 1  # who is silent is asked again
    assert fresh(case).status == "awaiting_confirmation"


def test_silence_ends_a_claim_unconfirmed_and_the_citizen_hears_how_to_open_it_again(town: Town) -> None:
    case, rita = resolved_case(town)

    moved = close_silent(now=NOW + WEEK)

    ended = fresh(case)
    assert (moved, ended.status, ended.ended_at, ended.closes_at) == (
        1,
        "resolved_unconfirmed",
        NOW + WEEK,
        None,
    )
    assert events(case)[-1] == ("closed_unconfirmed", "system")
    assert told(rita)[-1] == (
        f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না): কাজ সত্যিই হয়েছে কি না, আপনার উত্তর পাইনি। "
        "তাই আপনার সম্মতি ছাড়াই এটি শেষ বলে লিখতে হল।\n"
        "কাজ না হয়ে থাকলে ২৮ ডিসেম্বর, দুপুর ১২টার মধ্যে নিচের বোতাম টিপুন, উপরের আধিকারিক আবার দেখবেন।"
    )
    offered = OutboundMessage.objects.filter(contact_id=rita.id).latest("id").choices
    assert [choice["id"] for choice in offered] == [f"case:{case.ref}:no", f"case:{case.ref}:yes"]


def test_where_nobody_can_answer_they_are_told_to_telephone(town: Town) -> None:
    Line.objects.filter(id=town.line.id).update(channel="sms")
    case, rita = resolved_case(town)

    close_silent(now=NOW + WEEK)

    assert told(rita)[-1] == (
        f"অভিযোগ {case.grouped_ref}: উত্তর না আসায় শেষ ধরা হল।\nকাজ না হলে ২৮ ডিসেম্বর, দুপুর ১২টার মধ্যে ফোন করুন।"
    )


def test_twice_is_once(town: Town) -> None:
    case, rita = resolved_case(town)

    assert [close_silent(now=NOW + WEEK), close_silent(now=NOW + WEEK)] == [1, 0]
    assert [code for code, _ in events(case)].count("closed_unconfirmed") == 1
    assert len(told(rita)) == 3


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_is_once() -> None:
    town = town_with(**EVERYBODY)
    cases = [resolved_case(town)[0] for _ in range(3)]
    together = Barrier(2)

    def sweep(_: int) -> int:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return close_silent(now=NOW + WEEK)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        moved = list(pool.map(sweep, range(2)))

    assert sum(moved) == 3
    assert CaseEvent.objects.filter(code="closed_unconfirmed").count() == 3
    assert set(CallBack.objects.values_list("case_id", flat=True)) == {case.id for case in cases}
    assert CallBack.objects.count() == 3


def test_statements_do_not_grow_with_the_cases_that_end(db: None) -> None:
    town = town_with(**EVERYBODY)

    def statements(count: int) -> int:
        for _ in range(count):
            resolved_case(town)
        with CaptureQueriesContext(connection) as captured:
            assert close_silent(now=NOW + WEEK) == count
        return len(captured)

    assert statements(1) == statements(4)


def test_a_service_that_asks_nobody_leaves_nothing_to_end(db: None) -> None:
    town = replace(make_town(), version=publish(complaint_with(closes="by_office", limits={"confirm": None})))
    case, _ = resolved_case(town)

    assert (case.status, case.closes_at) == ("resolved_unconfirmed", None)
    assert close_silent(now=NOW + WEEK) == 0


def test_a_claim_of_a_program_that_knew_no_window_has_one_from_now_on(town: Town) -> None:
    case, _ = resolved_case(town)
    Case.objects.filter(id=case.id).update(closes_at=None, reminds_at=None, resolved_by=None)
    later = NOW + timedelta(days=60)

    assert close_silent(now=later) == 1

    assert (fresh(case).status, fresh(case).closes_at) == ("awaiting_confirmation", later + WEEK)
    assert close_silent(now=later) == 0


# --- asking again ---


def test_who_is_silent_is_asked_once_more_half_way_and_by_day(town: Town) -> None:
    case, rita = resolved_case(town)
    morning = NOW + timedelta(days=3, hours=21)  # noon and three days and a half is midnight
    assert case.reminds_at == morning

    moved = [close_silent(now=morning - A_SECOND), close_silent(now=morning), close_silent(now=morning)]

    assert moved == [0, 1, 0]
    assert events(case)[-1] == ("asked_again", "system")
    assert told(rita)[-1] == (
        f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না): কাজটা সত্যিই হয়েছে কি না, এখনও জানাননি।\n"
        "২৮ নভেম্বর, দুপুর ১২টার মধ্যে না জানালে এটি শেষ হয়েছে বলে ধরা হবে। কাজটা হয়েছে তো?"
    )


def test_who_has_answered_is_not_asked_again(town: Town) -> None:
    case, rita = resolved_case(town)
    answer_claims([answer(town, rita, case, yes=True)], now=NOW)
    before = told(rita)

    assert close_silent(now=NOW + WEEK) == 0
    assert told(rita) == before


def test_where_nobody_can_answer_nobody_is_asked_again(town: Town) -> None:
    Line.objects.filter(id=town.line.id).update(channel="sms")
    case, rita = resolved_case(town)
    before = told(rita)

    close_silent(now=NOW + timedelta(days=5))

    assert told(rita) == before
    assert events(case)[-1][0] == "resolve_claimed"


# --- a word after the end ---


@pytest.fixture
def ended(town: Town) -> tuple[Case, ContactKey]:
    case, rita = resolved_case(town)
    close_silent(now=NOW + WEEK)
    return case, rita


def test_a_no_after_the_silence_opens_the_case_one_level_up(
    town: Town, ended: tuple[Case, ContactKey]
) -> None:
    case, rita = ended
    last = NOW + WEEK + timedelta(days=30)

    answer_claims([answer(town, rita, case, yes=False)], now=last)

    again = fresh(case)
    assert (again.status, again.level, again.officer) == ("in_progress", 1, town.secretary)
    assert (again.claimed_at, again.ended_at, again.resolved_by) == (None, None, None)


def test_after_the_term_a_no_is_told_that_it_is_over(town: Town, ended: tuple[Case, ContactKey]) -> None:
    case, rita = ended

    answer_claims([answer(town, rita, case, yes=False)], now=NOW + WEEK + timedelta(days=30) + A_SECOND)

    assert fresh(case).status == "resolved_unconfirmed"
    assert told(rita)[-1] == (
        f"{case.grouped_ref} নম্বর নিয়ে জানানোর সময় পেরিয়ে গেছে। সমস্যা থেকে গেলে নতুন করে অভিযোগ জানান।"
    )


def test_a_yes_after_the_silence_confirms_and_leaves_the_day_of_the_end(
    town: Town, ended: tuple[Case, ContactKey]
) -> None:
    case, rita = ended

    answer_claims([answer(town, rita, case, yes=True)], now=NOW + WEEK + timedelta(days=3))

    confirmed = fresh(case)
    assert (confirmed.status, confirmed.confirmed_by) == ("resolved_confirmed", "citizen")
    assert confirmed.ended_at == NOW + WEEK


def test_a_no_has_its_own_term_in_the_definition(db: None) -> None:
    town = town_with(reopen_within="2 days", **NOBODY)
    case, rita = resolved_case(town)
    close_silent(now=NOW + WEEK)

    answer_claims([answer(town, rita, case, yes=False)], now=NOW + WEEK + timedelta(days=3))

    assert fresh(case).status == "resolved_unconfirmed"


def test_a_claim_after_a_no_has_a_window_of_its_own(town: Town, ended: tuple[Case, ContactKey]) -> None:
    case, rita = ended
    later = NOW + WEEK + timedelta(days=1)
    answer_claims([answer(town, rita, case, yes=False)], now=later)

    make_move(
        officer=town.secretary, ref=case.ref, now=later, order=MoveOrder("resolve", photos=[evidence()])
    )

    assert (fresh(case).closes_at, fresh(case).resolved_by) == (later + WEEK, town.secretary)


# --- calls that check ---


def urgent(case: Case) -> Case:
    Case.objects.filter(id=case.id).update(lane="urgent")
    return case


def checks() -> list[tuple[str, object]]:
    return list(CallBack.objects.filter(reason="checking").values_list("phone", "done_at"))


def test_a_silent_urgent_claim_does_not_end_before_the_office_has_rung(town: Town) -> None:
    case, rita = resolved_case(town)
    urgent(case)
    before = told(rita)

    assert close_silent(now=NOW + WEEK) == 1
    assert close_silent(now=NOW + WEEK * 20) == 0

    assert fresh(case).status == "awaiting_confirmation"
    assert (checks(), told(rita)) == ([("910000000001", None)], before)
    call = CallBack.objects.get()
    assert (call.case_id, call.due_at) == (case.id, NOW + WEEK + timedelta(hours=2))


@pytest.mark.parametrize("phone", ["", "in.12345"])
def test_an_urgent_claim_of_whom_nobody_can_ring_ends_like_any_other(town: Town, phone: str) -> None:
    case, _ = resolved_case(town)
    CaseParty.objects.filter(case=urgent(case)).update(phone=phone)

    close_silent(now=NOW + WEEK)

    assert (fresh(case).status, checks()) == ("resolved_unconfirmed", [])


def test_whoever_has_the_number_now_is_not_rung_about_who_had_it(town: Town) -> None:
    case, rita = resolved_case(town)
    urgent(case)
    begin_epochs([rita], EpochReason.REPORTED, now=NOW)

    close_silent(now=NOW + WEEK)

    assert (fresh(case).status, checks()) == ("resolved_unconfirmed", [])


def test_the_citizens_own_word_meanwhile_ends_the_waiting_for_a_call(town: Town) -> None:
    case, rita = resolved_case(town)
    urgent(case)
    close_silent(now=NOW + WEEK)
    later = NOW + WEEK + A_SECOND

    answer_claims([answer(town, rita, case, yes=False)], now=later)

    assert (fresh(case).status, checks()) == ("in_progress", [("910000000001", later)])
    assert CallBack.objects.values_list("outcome", "done_by").get() == ("answered", "citizen")


@pytest.mark.parametrize("silent", [True, False])
def test_who_is_drawn_is_rung_after_the_end_whatever_they_wrote(db: None, *, silent: bool) -> None:
    town = town_with(**EVERYBODY)
    case, rita = resolved_case(town)

    if not silent:
        answer_claims([answer(town, rita, case, yes=True)], now=NOW)
    close_silent(now=NOW + WEEK)

    assert fresh(case).status == ("resolved_unconfirmed" if silent else "resolved_confirmed")
    assert checks() == [("910000000001", None)]


def test_who_says_no_is_not_rung_to_say_it_again(db: None) -> None:
    town = town_with(**EVERYBODY)
    case, rita = resolved_case(town)

    answer_claims([answer(town, rita, case, yes=False)], now=NOW)

    assert (fresh(case).status, checks()) == ("in_progress", [])


@pytest.fixture
def a_thousand() -> list[Case]:
    """Claims that were never saved, of the definition's five in a hundred."""
    version = publish()
    return [
        Case(version_id=version, opened_at=NOW, claimed_at=NOW + timedelta(minutes=number))
        for number in range(1000)
    ]


def test_about_five_in_a_hundred_are_drawn_and_the_same_ones_whoever_asks(
    db: None, a_thousand: list[Case]
) -> None:
    drawn = [claims.is_checked(case) for case in a_thousand]

    assert 25 <= sum(drawn) <= 80
    assert [claims.is_checked(case) for case in a_thousand] == drawn


def test_who_knows_no_secret_of_this_installation_foresees_no_lot(
    db: None, a_thousand: list[Case], settings: object
) -> None:
    here = {case.id for case in a_thousand if claims.is_checked(case)}

    settings.SECRET_KEY = "of another installation"  # type: ignore[attr-defined]

    assert here != {case.id for case in a_thousand if claims.is_checked(case)}


def test_each_claim_of_a_case_has_a_lot_of_its_own(db: None) -> None:
    case = Case(version_id=publish(), opened_at=NOW, claimed_at=NOW)
    lots = {claims.check_of(case)}
    case.claimed_at = NOW + A_SECOND

    assert claims.check_of(case) not in lots


# --- who can only be telephoned ---


def test_who_gave_a_number_and_wants_no_messages_is_asked_by_telephone(town: Town) -> None:
    case = open_case(town, contact=None)

    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()]))

    assert list(CallBack.objects.values_list("case_id", "reason", "phone")) == [
        (case.id, "unreached", "910000000001")
    ]


def test_who_is_asked_by_message_is_not_rung_at_the_claim(town: Town) -> None:
    resolved_case(town, contact=make_contact())

    assert not CallBack.objects.exists()
