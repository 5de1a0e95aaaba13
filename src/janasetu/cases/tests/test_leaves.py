"""Work of who is away: what is new and what falls due goes to whoever stands in, and comes back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import end_absence, enter_absence, name_deputy, sync_posts
from janasetu.bodies.models import Absence, Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import MoveOrder, escalate_overdue, hand_over_due, make_move, open_cases
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, events, make_town, open_case, order, told
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact

# A lamp is promised within 72 hours; NOW is a Saturday, at noon.
LEAVES, BACK = NOW + timedelta(days=1), NOW + timedelta(days=5)
LATER = NOW + timedelta(days=3)


@pytest.fixture
def town(db: None) -> Town:
    sync_posts()
    return make_town()


@pytest.fixture
def clerk(town: Town) -> Officer:
    return make_officer(town.body, "clerk")


def away(officer: Officer, deputy: Officer | None = None, **changes: Any) -> Absence:
    asked: dict[str, Any] = {"since": LEAVES, "until": BACK, "kind": "leave", "by": "command", "now": NOW}
    return enter_absence(officer=officer, deputy=deputy, **asked | changes)


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def hands(case: Case) -> tuple[Officer | None, Officer | None]:
    """Whose it is, and in whose place."""
    row = fresh(case)
    return row.officer, row.covers


def opened(town: Town, at: datetime = LATER, **changes: Any) -> Case:
    return open_cases([order(town, opened_at=at, **changes)], now=at)[0]


# --- What is new ---


def test_who_is_away_gets_nothing_new(town: Town, clerk: Officer) -> None:
    away(town.officer, clerk)

    cases = [opened(town, at) for at in (LEAVES - timedelta(microseconds=1), LEAVES, BACK)]

    assert [hands(case) for case in cases] == [
        (town.officer, None),
        (clerk, town.officer),
        (town.officer, None),
    ]


def test_without_a_deputy_it_is_the_superiors(town: Town) -> None:
    away(town.officer)

    case = opened(town)

    assert (hands(case), case.level) == ((town.secretary, town.officer), 0)


def test_a_case_that_goes_up_goes_to_who_stands_in_there(town: Town, clerk: Officer) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    away(town.secretary, clerk)

    escalate_overdue(now=LATER)

    assert hands(case) == (clerk, town.secretary)
    assert "সচিব" in told(rita)[-1]  # the post; who sits there today is the office's own matter


def test_a_deputy_may_do_with_it_all_that_the_officer_could_and_nothing_with_others(
    town: Town, clerk: Officer
) -> None:
    away(town.officer, clerk)
    theirs, other = opened(town), open_case(town)

    make_move(officer=clerk, ref=theirs.ref, now=LATER, order=MoveOrder("reply", note="কাল লোক যাবে।"))

    assert events(theirs)[-1] == ("replied", "clerk@falakata")
    with pytest.raises(RefusedError, match="move_not_yours"):
        make_move(officer=clerk, ref=other.ref, now=LATER, order=MoveOrder("reply", note="দেখছি"))


def test_nobody_is_assigned_a_case_who_is_away_but_they_may_take_it_themselves(town: Town) -> None:
    case = open_case(town)
    away(town.officer)
    give = MoveOrder("assign", to=town.officer)

    with pytest.raises(RefusedError, match="assignee_away"):
        make_move(officer=town.secretary, ref=case.ref, now=LATER, order=give)
    make_move(officer=town.officer, ref=case.ref, now=LATER, order=give)

    assert fresh(case).officer == town.officer


# --- What falls due ---


def test_what_falls_due_while_they_are_away_goes_to_the_deputy_and_comes_back(
    town: Town, clerk: Officer
) -> None:
    soon, late = open_case(town, contact=(rita := make_contact())), open_case(town)
    Case.objects.filter(id=late.id).update(promise_due_at=BACK, escalates_at=BACK, first_action_due_at=BACK)
    heard = told(rita)
    away(town.officer, clerk)

    assert [hand_over_due(now=at) for at in (NOW, LEAVES, LATER)] == [0, 1, 0]
    assert [hands(case) for case in (soon, late)] == [(clerk, town.officer), (town.officer, None)]
    assert [hand_over_due(now=at) for at in (BACK, BACK)] == [1, 0]
    assert hands(soon) == (town.officer, None)
    assert events(soon)[1:] == [("covered", "system"), ("given_back", "system")]
    assert [event.params for event in CaseEvent.objects.filter(case=soon).order_by("id")[1:]] == [
        {"away": "officer@falakata", "officer": "clerk@falakata", "why": "deputy"},
        {"former": "clerk@falakata", "officer": "officer@falakata"},
    ]
    assert told(rita) == heard  # the citizen has nothing of it


def test_what_the_deputy_has_made_their_own_stays_theirs(town: Town, clerk: Officer) -> None:
    case = open_case(town)
    away(town.officer, clerk)
    hand_over_due(now=LEAVES)
    make_move(officer=clerk, ref=case.ref, now=LEAVES, order=MoveOrder("assign"))

    assert hand_over_due(now=BACK) == 0
    assert hands(case) == (clerk, None)


def test_who_comes_back_earlier_has_it_at_once(town: Town, clerk: Officer) -> None:
    case, absence = open_case(town), away(town.officer, clerk)
    hand_over_due(now=LEAVES)

    end_absence(body_id=town.body.id, absence_id=absence.id, now=LATER)
    hand_over_due(now=LATER)

    assert hands(case) == (town.officer, None)


def test_where_the_deputy_leaves_office_the_next_one_has_it_and_it_still_comes_back(
    town: Town, clerk: Officer
) -> None:
    case = open_case(town)
    away(town.officer, clerk)
    hand_over_due(now=LEAVES)
    Officer.objects.filter(id=clerk.id).update(until=LATER)

    assert hand_over_due(now=LATER) == 1
    assert hands(case) == (town.secretary, town.officer)
    assert hand_over_due(now=BACK) == 1
    assert hands(case) == (town.officer, None)


def test_a_case_that_waits_for_the_citizen_waits_with_who_is_away_until_the_answer_is_there(
    town: Town, clerk: Officer
) -> None:
    case = open_case(town)
    Case.objects.filter(id=case.id).update(status="waiting_citizen")
    away(town.officer, clerk)

    assert hand_over_due(now=LEAVES) == 0
    Case.objects.filter(id=case.id).update(status="in_progress")
    assert hand_over_due(now=LEAVES) == 1


def test_the_standing_deputy_has_it_where_nobody_was_named_for_the_leave(town: Town, clerk: Officer) -> None:
    case = open_case(town)
    name_deputy(body_id=town.body.id, role="officer", officer=clerk, since=NOW, by="command", now=NOW)
    away(town.officer)

    hand_over_due(now=LEAVES)

    assert hands(case) == (clerk, town.officer)


# --- Who is told, and how much it costs ---


def test_the_deputy_is_told_once_of_all_of_them(town: Town, clerk: Officer) -> None:
    Officer.objects.filter(id=clerk.id).update(phone="+919830000001")
    cases = [open_case(town) for _ in range(7)]
    away(town.officer, clerk)

    hand_over_due(now=LEAVES)

    (text,) = OutboundMessage.objects.values_list("text", flat=True)
    first = "; ".join(f"{case.grouped_ref} (রাস্তার আলো জ্বলছে না)" for case in cases[:5])
    assert text == (f"শর্মিষ্ঠা দত্ত এখন নেই। তাঁর বদলে ৭টি কাজ আপনি দেখবেন: {first}; আরও ২টি। তালিকা কনসোলে দেখুন।")


def test_statements_do_not_grow_with_the_number_of_cases(town: Town, clerk: Officer) -> None:
    def statements(number: int, at: datetime) -> int:
        holder = make_officer(town.body, "officer")
        for _ in range(number):
            Case.objects.filter(id=open_case(town).id).update(officer=holder)
        away(holder, clerk, since=at, until=BACK)
        with CaptureQueriesContext(connection) as seen:
            assert hand_over_due(now=at) == number
        return len(seen)

    assert statements(1, LEAVES) == statements(4, LEAVES + timedelta(hours=1))
