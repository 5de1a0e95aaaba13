"""The lists an officer chooses from: what stands in which, in which order, and who stands next to whom."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases import lists
from janasetu.cases.actions import (
    CitizenAnswer,
    CitizenReply,
    MoveOrder,
    answer_claims,
    answer_questions,
    make_move,
)
from janasetu.cases.lists import ListAsk, Neighbours
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case, resolved_case
from janasetu.lib.clock import KOLKATA
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=KOLKATA)


def refs(town: Town, view: str, *, now: datetime = NOON, **asked: object) -> list[str]:
    ask = ListAsk(view=view, **asked)  # type: ignore[arg-type]  # the tests name what they ask
    return [case.ref for case in lists.listed(town.officer, ask, now=now)]


def due(town: Town, moment: datetime) -> str:
    """A case that falls due at this moment."""
    case = open_case(town)
    Case.objects.filter(id=case.id).update(promise_due_at=moment)
    return case.ref


def test_what_falls_due_today_ends_at_midnight_in_kolkata() -> None:
    town = make_town()
    late = due(town, NOON - timedelta(minutes=1))
    now, last = due(town, NOON), due(town, datetime(2026, 11, 24, 23, 59, tzinfo=KOLKATA))
    due(town, datetime(2026, 11, 25, 0, 0, tzinfo=KOLKATA))

    assert refs(town, "today") == [now, last]
    assert refs(town, "overdue") == [late]


def test_what_waits_for_the_citizen_is_neither_late_nor_due_today() -> None:
    town = make_town()
    claimed, _ = resolved_case(town)
    Case.objects.filter(id=claimed.id).update(promise_due_at=NOON - timedelta(days=1))

    assert refs(town, "overdue") == refs(town, "today") == refs(town, "waiting") == []
    assert refs(town, "claimed") == [claimed.ref]


def test_new_is_what_nobody_has_taken_in_hand() -> None:
    town = make_town()
    received, taken, nobodys = open_case(town), open_case(town), open_case(town)
    Case.objects.filter(id=taken.id).update(status="in_progress")
    Case.objects.filter(id=nobodys.id).update(status="in_progress", officer=None)

    assert set(refs(town, "new")) == {received.ref, nobodys.ref}


def test_what_ended_last_comes_first_and_drops_out_after_thirty_days() -> None:
    town = make_town()
    ended = [open_case(town) for _ in range(3)]
    for case, days in zip(ended, (29, 1, 31), strict=True):
        Case.objects.filter(id=case.id).update(status="rejected", ended_at=NOON - timedelta(days=days))

    assert refs(town, "ended") == [ended[1].ref, ended[0].ref]


def test_a_reopened_case_is_among_the_open_only() -> None:
    town = make_town()
    case = open_case(town)
    Case.objects.filter(id=case.id).update(status="in_progress", ended_at=NOON)

    assert refs(town, "ended") == []
    assert refs(town, "open") == [case.ref]


def test_the_days_of_a_period_are_kolkatas() -> None:
    town = make_town()
    evening = open_case(town, opened_at=datetime(2026, 11, 20, 23, 59, tzinfo=KOLKATA))
    morning = open_case(town, opened_at=datetime(2026, 11, 21, 0, 0, tzinfo=KOLKATA))
    day = datetime(2026, 11, 21, tzinfo=KOLKATA).date()

    assert refs(town, "open", since=day) == [morning.ref]
    assert refs(town, "open", until=day - timedelta(days=1)) == [evening.ref]


def test_every_view_counts_what_it_lists() -> None:
    town = make_town()
    resolved_case(town)
    due(town, NOON - timedelta(hours=1))
    due(town, NOON + timedelta(hours=1))
    Case.objects.filter(ref=due(town, NOON)).update(status="withdrawn", ended_at=NOW)
    ask = ListAsk(ward="5")

    held = lists.counts(town.officer, ask, now=NOON)

    assert held == {"bodies": 1} | {view: len(refs(town, view, ward="5")) for view in lists.VIEWS}
    assert held["any"] == 4


def test_nobody_counts_years_of_cases_to_show_todays() -> None:
    town = make_town()
    old = open_case(town)
    Case.objects.filter(id=old.id).update(status="withdrawn", ended_at=NOON - timedelta(days=400))

    assert lists.counts(town.officer, ListAsk(), now=NOON)["any"] == 0
    assert lists.counts(town.officer, ListAsk(view="any"), now=NOON)["any"] == 1


def test_what_waits_for_the_citizen_comes_after_all_whose_clock_runs() -> None:
    town = make_town()
    hours = {"received": 3, "waiting_citizen": 1, "awaiting_confirmation": 2, "in_progress": 4}
    cases = {status: due(town, NOON + timedelta(hours=late)) for status, late in hours.items()}
    for status, ref in cases.items():
        Case.objects.filter(ref=ref).update(status=status, claimed_at=NOON)

    in_order = ["received", "in_progress", "waiting_citizen", "awaiting_confirmation"]
    assert refs(town, "open") == [cases[status] for status in in_order]


@pytest.mark.parametrize("order", ["due", "newest", "oldest"])
def test_neighbours_are_those_of_the_list_in_every_order_and_between_equals(order: str) -> None:
    town = make_town()
    for hours in (2, 1, 1, 1, 3):
        open_case(town, opened_at=NOW - timedelta(hours=hours))
        resting = open_case(town, opened_at=NOW - timedelta(hours=hours))
        Case.objects.filter(id=resting.id).update(status="waiting_citizen")
    ask = ListAsk(order=order)
    row = [case.ref for case in lists.listed(town.officer, ask, now=NOON)]

    for place, ref in enumerate(row):
        beside = lists.neighbours(town.officer, ask, Case.objects.get(ref=ref), now=NOON)
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        assert beside == Neighbours(before, after, place)


def test_neighbours_cost_three_queries_and_another_bodys_case_is_none() -> None:
    here, there = make_town(), make_town("basirhat", number=1003)
    case = open_case(here)
    open_case(there, opened_at=NOW - timedelta(hours=1))

    with CaptureQueriesContext(connection) as seen:
        beside = lists.neighbours(here.officer, ListAsk(), case, now=NOON)

    assert beside == Neighbours(None, None, 0)
    assert len(seen) == 3


def test_a_case_that_is_not_ended_has_no_place_among_the_ended() -> None:
    town = make_town()

    assert lists.neighbours(town.officer, ListAsk(view="ended"), open_case(town), now=NOON) == Neighbours(
        None, None, 0
    )


def test_the_next_due_is_the_next_promise_of_what_lies_with_the_office() -> None:
    town = make_town()
    due(town, NOON - timedelta(hours=1))
    Case.objects.filter(ref=due(town, NOON + timedelta(hours=1))).update(status="waiting_citizen")
    due(town, NOON + timedelta(hours=2))

    assert lists.next_due(town.officer, now=NOON) == NOON + timedelta(hours=2)


# --- a word of the citizen that nobody has answered ---


def writes(town: Town, case: Case, rita: ContactKey) -> None:
    word = CitizenReply(case.ref, rita, 1, town.line.id, "bn", f"in:{case.id}", text="আলো এখনও নেই")
    answer_questions([word], now=NOON)


def answers(town: Town, case: Case, rita: ContactKey, *, yes: bool) -> None:
    word = CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", f"claim:{case.id}", yes=yes)
    answer_claims([word], now=NOON)


def test_a_word_on_an_open_case_waits_until_the_office_acts() -> None:
    town = make_town()
    case = open_case(town, contact=(rita := make_contact()))
    assert lists.heard_last([case]) == set()

    writes(town, case, rita)
    assert lists.heard_last([case]) == {case.id}

    make_move(officer=town.officer, ref=case.ref, now=NOON, order=MoveOrder("reply", note="দেখছি"))
    assert lists.heard_last([case]) == set()


@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_to_a_claim_is_no_word_that_waits(yes: bool) -> None:
    town = make_town()
    case, rita = resolved_case(town)

    answers(town, case, rita, yes=yes)

    case.refresh_from_db()
    assert lists.heard_last([case]) == set()


def test_the_last_words_on_a_case_that_has_ended_wait_for_nobody() -> None:
    town = make_town()
    case = open_case(town, contact=(rita := make_contact()))
    writes(town, case, rita)

    Case.objects.filter(id=case.id).update(status="withdrawn", ended_at=NOON)
    case.refresh_from_db()

    assert lists.heard_last([case]) == set()
