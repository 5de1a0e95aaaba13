"""Explanations: whose time has run out is asked why, once a level, and answers in words."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import queries
from janasetu.cases.actions import escalate_overdue, give_explanation, hand_over_due, remind_owners
from janasetu.cases.models import Case, Explanation
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, events, make_town, open_case
from janasetu.lib.clock import KOLKATA
from janasetu.messaging.models import OutboundMessage

DUE = NOW + timedelta(hours=72)  # Tuesday, at noon
WHY = "খুঁটির তার চুরি গিয়েছিল, নতুন তার আসতে দেরি হয়েছে।"


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def asked(case: Case) -> list[tuple[int, Officer]]:
    return [(row.level, row.officer) for row in queries.explanations_of(case)]


def explain(officer: Officer, case: Case, words: str = WHY) -> Explanation:
    return give_explanation(officer=officer, ref=case.ref, words=words, now=DUE)


def test_who_had_a_case_when_its_time_ran_out_is_asked_why_at_each_level(town: Town) -> None:
    case = open_case(town)

    escalate_overdue(now=DUE)
    escalate_overdue(now=DUE)
    escalate_overdue(now=DUE + timedelta(hours=72))

    assert asked(case) == [(0, town.officer), (1, town.secretary)]
    row = queries.explanations_of(case)[0]
    assert (row.asked_at, row.due_at) == (DUE, datetime(2026, 11, 26, 17, 30, tzinfo=KOLKATA))


def test_of_a_case_that_can_go_no_higher_the_reminder_asks(town: Town) -> None:
    case = open_case(town)
    Case.objects.filter(id=case.id).update(level=2, officer=town.chairman, escalates_at=None)

    remind_owners(now=DUE)

    assert asked(case) == [(2, town.chairman)]
    assert events(case)[-2:] == [("reminded", "system"), ("explanation_asked", "system")]


def test_where_nobody_had_the_case_nobody_is_asked(town: Town) -> None:
    case = open_case(town)
    Case.objects.filter(id=case.id).update(officer=None)

    escalate_overdue(now=DUE)

    assert asked(case) == []


def test_an_officer_is_asked_of_all_their_cases_in_one_message(town: Town) -> None:
    Officer.objects.filter(id=town.officer.id).update(phone="+919830000001")
    cases = [open_case(town) for _ in range(2)]
    before = OutboundMessage.objects.count()

    escalate_overdue(now=DUE)

    rows = OutboundMessage.objects.filter(source__startswith="duty:explain")
    named = "; ".join(f"{case.grouped_ref} (রাস্তার আলো জ্বলছে না)" for case in cases)
    asks = "কেন দেরি হল, বৃহস্পতিবার ২৬ নভেম্বর, বিকেল সাড়ে ৫টার মধ্যে কনসোলে লিখে জানান।"
    assert [row.text for row in rows] == [f"২টি কাজ সময়ের মধ্যে মেটেনি: {named}। {asks}"]
    assert OutboundMessage.objects.count() == before + 3  # and of each, that it has gone up


def test_the_officer_writes_why_and_it_stands_in_the_case(town: Town) -> None:
    case = open_case(town)
    escalate_overdue(now=DUE)

    row = explain(town.officer, case, f"  {WHY}\n")

    assert (row.words, row.given_at, row.given_by) == (WHY, DUE, "officer@falakata")
    assert events(case)[-1] == ("explained", "officer@falakata")
    assert "words" not in case.events.latest("id").params
    with pytest.raises(RefusedError, match="explanation_not_asked"):
        explain(town.officer, case)


@pytest.mark.parametrize(
    ("words", "why"),
    [("", "explanation_needed"), (" \n\t ", "explanation_needed"), ("ক" * 2001, "explanation_too_long")],
)
def test_an_explanation_without_words_is_none(town: Town, words: str, why: str) -> None:
    case = open_case(town)
    escalate_overdue(now=DUE)

    with pytest.raises(RefusedError, match=why):
        explain(town.officer, case, words)

    assert Explanation.objects.get().given_at is None


def test_nobody_explains_for_a_colleague(town: Town) -> None:
    case = open_case(town)
    escalate_overdue(now=DUE)

    with pytest.raises(RefusedError, match="explanation_not_asked"):
        explain(town.secretary, case)


def test_of_who_has_left_whoever_has_the_case_now_may_explain(town: Town) -> None:
    case = open_case(town)
    Case.objects.filter(id=case.id).update(level=2, officer=town.chairman, escalates_at=None)
    remind_owners(now=DUE)
    Officer.objects.filter(id=town.chairman.id).update(until=DUE + timedelta(hours=1))
    successor = make_officer(town.body, "chairman", since=DUE + timedelta(hours=1))
    hand_over_due(now=DUE + timedelta(hours=1))

    give_explanation(officer=successor, ref=case.ref, words=WHY, now=DUE + timedelta(hours=1))

    assert [(row.officer, row.given_by) for row in Explanation.objects.all()] == [
        (town.chairman, "chairman@falakata")
    ]


def test_the_database_keeps_no_explanation_without_words(town: Town) -> None:
    open_case(town)
    escalate_overdue(now=DUE)

    with pytest.raises(IntegrityError, match="explanation_is_in_words"):
        Explanation.objects.update(given_at=DUE)


def test_breaches_are_counted_in_one_query(town: Town) -> None:
    explained, silent = open_case(town), open_case(town)
    escalate_overdue(now=DUE)
    explain(town.officer, explained)

    with CaptureQueriesContext(connection) as seen:
        waiting = queries.explanations([town.body.id]).filter(given_at=None).count()

    assert (waiting, len(seen)) == (1, 1)
    assert Explanation.objects.get(given_at=None).case == silent
