"""Reminders: at half, three quarters and the end of the time, once each, in one message, in office hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.calendars import Calendar, ClosedDay
from janasetu.bodies.models import Officer
from janasetu.cases.actions import MoveOrder, escalate_overdue, make_move, open_cases, remind_owners
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.reminders import may_be_told
from janasetu.cases.tests.factories import Town, make_town, open_case, order, told
from janasetu.lib.clock import KOLKATA
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact

MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=KOLKATA)
HOUR = timedelta(hours=1)
# A lamp is promised within 72 hours: the marks are on Tuesday 23:00, Wednesday 17:00 and Thursday 11:00.
HALF, THREE_QUARTERS, DUE = MONDAY + 36 * HOUR, MONDAY + 54 * HOUR, MONDAY + 72 * HOUR
WEDNESDAY = MONDAY + 47 * HOUR  # 10:00, when the office opens


@pytest.fixture
def town(db: None) -> Town:
    town = make_town()
    Officer.objects.filter(id=town.officer.id).update(phone="+919830000001")
    return town


def opened(town: Town, at: datetime = MONDAY, **changes: Any) -> Case:
    return open_cases([order(town, opened_at=at, **changes)], now=at)[0]


def reminders(case: Case) -> list[tuple[int, datetime]]:
    rows = CaseEvent.objects.filter(case=case, code="reminded").order_by("id")
    return [(row.params["percent"], row.at.astimezone(KOLKATA)) for row in rows]


def texts() -> Sequence[str]:
    rows = OutboundMessage.objects.filter(source__startswith="duty:").order_by("id")
    return list(rows.values_list("text", flat=True))


def sweep_every(minutes: int, since: datetime, until: datetime) -> None:
    at = since
    while at <= until:
        remind_owners(now=at)
        at += timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("moment", "urgent", "told_at"),
    [
        ("2026-11-23T11:00", False, "2026-11-23T11:00"),
        ("2026-11-23T11:00:01", False, "2026-11-23T12:00"),
        ("2026-11-23T08:20", False, "2026-11-23T10:00"),
        ("2026-11-23T17:00", False, "2026-11-23T17:00"),
        ("2026-11-23T17:01", False, "2026-11-25T10:00"),  # Tuesday is a holiday here
        ("2026-11-27T18:00", False, "2026-11-30T10:00"),  # over the weekend
        ("2026-11-23T23:59", True, "2026-11-23T23:59"),
    ],
)
def test_nobody_is_reminded_at_night_but_of_what_is_urgent(moment: str, urgent: bool, told_at: str) -> None:
    closed = ClosedDay(datetime(2026, 11, 24, tzinfo=KOLKATA).date(), {"bn": "ছুটি", "en": "Holiday"})

    there = may_be_told(
        datetime.fromisoformat(moment).replace(tzinfo=KOLKATA), Calendar.of([closed]), urgent=urgent
    )

    assert there == datetime.fromisoformat(told_at).replace(tzinfo=KOLKATA)


def test_the_officer_is_reminded_at_half_at_three_quarters_and_at_the_end_once_each(town: Town) -> None:
    case = opened(town, contact=(rita := make_contact()))
    Case.objects.filter(id=case.id).update(escalates_at=None)  # at its highest level
    heard = told(rita)

    sweep_every(30, HALF - HOUR, DUE + 30 * HOUR)

    assert reminders(case) == [(50, WEDNESDAY), (75, THREE_QUARTERS), (100, DUE)]
    assert texts()[:2] == [
        f"আপনার ১টি কাজের সময় ফুরিয়ে আসছে: {case.grouped_ref} (রাস্তার আলো জ্বলছে না, সময়ের {share}%)। "
        "তালিকা কনসোলে দেখুন।"
        for share in ("৫০", "৭৫")
    ]
    assert told(rita) == heard


def test_of_an_urgent_case_the_officer_hears_at_night_too(town: Town) -> None:
    case = opened(town)
    Case.objects.filter(id=case.id).update(lane="urgent")

    sweep_every(30, HALF - HOUR, HALF + HOUR)

    assert reminders(case) == [(50, HALF)]


def test_several_cases_come_in_one_message_the_most_pressing_first(town: Town) -> None:
    later, sooner = opened(town, MONDAY + timedelta(minutes=9)), opened(town)
    other = opened(town)
    Case.objects.filter(id=other.id).update(officer=town.secretary)

    sweep_every(30, MONDAY, WEDNESDAY)

    (text,) = texts()
    assert text.startswith(f"আপনার ২টি কাজের সময় ফুরিয়ে আসছে: {sooner.grouped_ref} ")
    assert later.grouped_ref in text
    assert [len(reminders(case)) for case in (later, sooner, other)] == [1, 1, 1]


def test_who_slept_through_two_marks_hears_of_the_latest_alone(town: Town) -> None:
    case = opened(town)

    remind_owners(now=THREE_QUARTERS)
    remind_owners(now=THREE_QUARTERS)

    assert reminders(case) == [(75, THREE_QUARTERS)]


def test_a_pause_puts_the_marks_off_by_as_much(town: Town) -> None:
    case = opened(town, contact=make_contact())
    make_move(officer=town.officer, ref=case.ref, now=MONDAY, order=MoveOrder("ask", note="কোন মোড়?"))
    sweep_every(60, HALF, WEDNESDAY)
    assert reminders(case) == []  # it waits for the citizen

    make_move(officer=town.officer, ref=case.ref, now=WEDNESDAY, order=MoveOrder("set_out"))
    sweep_every(60, WEDNESDAY, WEDNESDAY + 48 * HOUR)

    assert reminders(case) == [(50, datetime(2026, 11, 27, 10, 0, tzinfo=KOLKATA))]  # 36 hours of its own


def test_what_has_gone_up_needs_no_reminder_that_its_time_is_up(town: Town) -> None:
    case = opened(town)

    escalate_overdue(now=DUE)
    sweep_every(60, DUE, DUE + 30 * HOUR)

    assert reminders(case) == []


def test_a_case_of_the_release_before_is_looked_at_too(town: Town) -> None:
    case = opened(town)
    Case.objects.filter(id=case.id).update(looks_at=None)

    remind_owners(now=WEDNESDAY)

    assert reminders(case) == [(50, WEDNESDAY)]


def test_statements_do_not_grow_with_the_number_of_cases(town: Town) -> None:
    def statements(number: int, at: datetime) -> int:
        Case.objects.update(status="withdrawn")
        for _ in range(number):
            opened(town, at)
        with CaptureQueriesContext(connection) as seen:
            assert remind_owners(now=at + 47 * HOUR) == number
        return len(seen)

    assert statements(1, MONDAY) == statements(4, MONDAY + 24 * HOUR)


def test_a_sweep_with_nothing_to_do_asks_twice(town: Town) -> None:
    open_case(town)

    with CaptureQueriesContext(connection) as seen:
        assert remind_owners(now=MONDAY - 40 * HOUR) == 0
    assert len([one for one in seen if "SELECT" in one["sql"]]) == 2
