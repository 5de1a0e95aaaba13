"""Tests of due dates that follow a calendar: a holiday declared late, withdrawn, other days off."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import declare_holidays, set_hours, withdraw_holidays
from janasetu.bodies.calendars import ClosedDay
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_area
from janasetu.cases.actions import MoveOrder, follow_calendars, make_move, open_cases
from janasetu.cases.actions import following as act
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.tests.factories import Town, events, evidence, make_town, open_case, order, told
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import publish
from janasetu.lib.clock import KOLKATA
from janasetu.lib.references import grouped
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.values import Lane
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
BANDH = ClosedDay(date(2026, 11, 25), {"bn": "রাজ্যজুড়ে ছুটি", "en": "State holiday", "hi": "राज्य में छुट्टी"})
EVE = ClosedDay(date(2026, 11, 24), {"bn": "বিশেষ ছুটি", "en": "Special holiday"})
OPENED = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # Monday noon in Kolkata
SOON = OPENED + timedelta(hours=1)
DAY = timedelta(days=1)
# Encroachment: 168 hours on open days; a street light: 72 hours, always.
DESK = {"category": "encroachment"}


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def state(town: Town) -> LocalBody:
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    LocalBody.objects.filter(id=town.body.id).update(parent=state)
    return state


@pytest.fixture
def rita() -> ContactKey:
    return make_contact()


def opened(town: Town, contact: ContactKey | None = None, **fields: str) -> Case:
    return open_case(town, contact=contact, fields=DESK | fields, opened_at=OPENED)


def declare(body_id: UUID, *days: ClosedDay) -> None:
    declare_holidays(body_id=body_id, days=days or (BANDH,), now=SOON)


def due(case: Case) -> str:
    case.refresh_from_db()
    return f"{case.promise_due_at.astimezone(KOLKATA):%Y-%m-%d %H:%M}"


def test_a_holiday_declared_late_moves_the_due_date_and_tells_why(
    town: Town, state: LocalBody, rita: ContactKey
) -> None:
    case = opened(town, rita)
    assert due(case) == "2026-12-02 12:00"
    declare(state.id)

    assert follow_calendars(now=SOON) == 1

    assert due(case) == "2026-12-03 12:00"
    assert case.escalates_at == case.promise_due_at
    assert events(case)[-1] == ("due_moved", "system")
    assert CaseEvent.objects.filter(case=case).last().params == {
        "from": "2026-12-02T06:30:00Z",
        "to": "2026-12-03T06:30:00Z",
        "why": "declared",
        "days": [{"day": "2026-11-25", "name": dict(BANDH.name)}],
    }
    why, new_date = told(rita)[-1].split("\n")
    assert why == "অফিস বন্ধ: ২৫ নভেম্বর (রাজ্যজুড়ে ছুটি)।"
    assert new_date == (
        f"তাই আপনার অভিযোগ {case.grouped_ref} (জবরদখল বা পার্কিং) নিয়ে সময় বদলেছে। নতুন সময়সীমা: "
        "বৃহস্পতিবার ৩ ডিসেম্বর, দুপুর ১২টার মধ্যে।"
    )


def test_who_has_the_same_matter_hears_of_the_new_date_under_their_own_number(
    town: Town, state: LocalBody, rita: ContactKey
) -> None:
    salim, case = make_contact(), opened(town, rita)
    open_cases([order(town, contact=salim, fields=DESK, opened_at=OPENED, joins=case.ref)], now=OPENED)
    declare(state.id)

    follow_calendars(now=SOON)

    number = CaseParty.objects.get(contact_id=salim.id).ref
    assert told(salim)[-1] == told(rita)[-1].replace(case.grouped_ref, grouped(number))


def test_it_is_told_once_and_a_second_look_moves_nothing(
    town: Town, state: LocalBody, rita: ContactKey
) -> None:
    case = opened(town, rita)
    declare(state.id)
    follow_calendars(now=SOON)

    assert follow_calendars(now=SOON) == 0
    assert len(told(rita)) == 2
    assert [row.lane for row in OutboundMessage.objects.order_by("id")] == [Lane.TALK, Lane.CROWD]
    assert [code for code, _ in events(case)] == ["opened", "due_moved"]


def test_what_runs_through_holidays_stays_as_it_was(town: Town, state: LocalBody) -> None:
    case = opened(town, category="streetlight_out")
    declare(state.id)

    assert follow_calendars(now=SOON) == 0
    assert due(case) == "2026-11-26 12:00"


def test_only_bodies_that_lie_there_follow(town: Town, state: LocalBody) -> None:
    other = make_town("other", number=1003)
    here, there = opened(town), opened(other)
    declare(town.body.id)

    assert follow_calendars(now=SOON) == 1
    assert (due(here), due(there)) == ("2026-12-03 12:00", "2026-12-02 12:00")


def test_a_withdrawn_holiday_brings_the_date_back(town: Town, rita: ContactKey) -> None:
    declare(town.body.id)
    follow_calendars(now=SOON)
    case = opened(town, rita)
    assert due(case) == "2026-12-03 12:00"

    withdraw_holidays(body_id=town.body.id, days=[BANDH.day], now=SOON)

    assert follow_calendars(now=SOON) == 1
    assert due(case) == "2026-12-02 12:00"
    assert told(rita)[1].startswith("ছুটি বাতিল, অফিস খোলা: ২৫ নভেম্বর (রাজ্যজুড়ে ছুটি)।\n")


def test_two_orders_between_two_looks_are_one_message(town: Town, state: LocalBody, rita: ContactKey) -> None:
    case = opened(town, rita)
    declare(state.id)
    declare(town.body.id, EVE)

    follow_calendars(now=SOON)

    assert due(case) == "2026-12-04 12:00"
    assert [line.split("\n")[0] for line in told(rita)[1:]] == [
        "অফিস বন্ধ: ২৫ নভেম্বর (রাজ্যজুড়ে ছুটি), ২৪ নভেম্বর (বিশেষ ছুটি)।"
    ]


def test_other_days_off_move_due_dates_too(town: Town, rita: ContactKey) -> None:
    case = opened(town, rita)
    set_hours(
        body_id=town.body.id,
        since=MONDAY,
        opens=time(10),
        closes=time(17),
        days_off=frozenset({6}),
        now=SOON,
    )

    assert follow_calendars(now=SOON) == 1
    assert due(case) == "2026-12-01 12:00"
    assert told(rita)[1].startswith("অফিস খোলার দিন বদলেছে। ")


def test_a_pause_stays_left_out(town: Town, state: LocalBody, rita: ContactKey) -> None:
    case = opened(town, rita)
    asked, going = MoveOrder("ask", note="কোন বাড়ি?"), MoveOrder("set_out")
    make_move(officer=town.officer, ref=case.ref, order=asked, now=OPENED)
    make_move(officer=town.officer, ref=case.ref, order=going, now=OPENED + DAY)
    assert due(case) == "2026-12-03 12:00"
    declare(state.id)

    follow_calendars(now=OPENED + DAY)

    assert due(case) == "2026-12-04 12:00"


def test_who_is_asked_whether_it_is_done_is_not_told_another_date(
    town: Town, state: LocalBody, rita: ContactKey
) -> None:
    case = opened(town, rita)
    done = MoveOrder("resolve", photos=[evidence()])
    make_move(officer=town.officer, ref=case.ref, order=done, now=SOON)
    heard = told(rita)
    declare(state.id)

    assert follow_calendars(now=SOON) == 1
    assert told(rita) == heard


def test_what_is_over_or_due_before_the_day_does_not_move(town: Town, state: LocalBody) -> None:
    early, over = opened(town), opened(town)
    Case.objects.filter(id=over.id).update(status="rejected")
    declare(state.id, ClosedDay(date(2026, 12, 3), BANDH.name))

    assert follow_calendars(now=SOON) == 0
    assert (due(early), due(over)) == ("2026-12-02 12:00", "2026-12-02 12:00")


def test_a_law_s_limit_in_working_days_moves_without_a_word_where_the_promise_stays(town: Town) -> None:
    version = publish(read(BUNDLED / "trade-noc" / "service.yaml"))
    body = town.body
    LocalBody.objects.filter(id=body.id).update(kind="gram_panchayat")
    rita = make_contact()
    panchayat = replace(town, version=version)
    case = open_case(panchayat, contact=rita, fields={}, opened_at=OPENED)
    heard, noted = told(rita), [code for code, _ in events(case)]
    declare(body.id, ClosedDay(date(2026, 12, 8), BANDH.name))

    assert follow_calendars(now=SOON) == 1

    assert due(case) == "2026-12-02 12:00"
    assert case.statutory_due_at == datetime(2026, 12, 15, 6, 30, tzinfo=UTC)
    assert (told(rita), [code for code, _ in events(case)]) == (heard, noted)


def test_many_cases_move_in_as_many_queries_as_one(town: Town, state: LocalBody) -> None:
    days = iter(range(1, 20))

    def queries(number: int) -> int:
        Case.objects.update(status="rejected")
        for _ in range(number):
            opened(town, make_contact())
        declare(state.id, ClosedDay(date(2026, 11, 24) + next(days) * DAY, BANDH.name))
        with CaptureQueriesContext(connection) as seen:
            assert follow_calendars(now=SOON) == number
        return len(seen)

    assert queries(1) == queries(3)


def test_a_stop_in_the_middle_loses_nothing_and_tells_nobody_twice(
    town: Town, state: LocalBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [make_contact() for _ in range(3)]
    cases = [opened(town, one) for one in people]
    declare(state.id)
    monkeypatch.setattr(act, "AT_ONCE", 1)
    looked = iter([True, False])
    follow_some = act._follow_some

    def stopped(*args: object, **named: object) -> object:
        if not next(looked, True):
            raise KeyboardInterrupt
        return follow_some(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(act, "_follow_some", stopped)
    with pytest.raises(KeyboardInterrupt):
        follow_calendars(now=SOON)

    assert follow_calendars(now=SOON) == 2
    assert {due(case) for case in cases} == {"2026-12-03 12:00"}
    assert [len(told(one)) for one in people] == [2, 2, 2]
