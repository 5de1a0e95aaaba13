"""Tests of declaring and withdrawing holidays, setting hours, and reading calendars."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import queries
from janasetu.bodies.actions import (
    Imported,
    Order,
    declare_holidays,
    follow,
    import_holidays,
    set_hours,
    withdraw_holidays,
)
from janasetu.bodies.calendars import ClosedDay
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.holiday_file import HolidayFaultsError
from janasetu.bodies.models import CalendarChange, Holiday, LocalBody, OfficeHours
from janasetu.bodies.tests.factories import make_area, make_body

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 6, tzinfo=UTC)
ORDER = Order("1234-F(P2)", date(2025, 11, 27))
MONDAY, TUESDAY = date(2026, 10, 19), date(2026, 10, 20)
FILE = "date,name_bn,name_en\n2026-10-19,মহাষ্টমী,Maha Ashtami\n2026-10-20,মহানবমী,Maha Navami\n".encode()
MELA = ClosedDay(MONDAY, {"bn": "রাসমেলা", "en": "Ras Mela"})


@pytest.fixture
def state() -> LocalBody:
    return make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})


@pytest.fixture
def town(state: LocalBody) -> Iterator[LocalBody]:
    district = make_area("alipurduar", "district", {"bn": "আলিপুরদুয়ার", "en": "Alipurduar"}, state)
    return make_body(parent=district)


def changes() -> list[tuple[str, str, int]]:
    rows = CalendarChange.objects.order_by("at", "id")
    return [(row.body.code, row.kind, len(row.days)) for row in rows]


def test_the_yearly_order_closes_all_offices_of_the_state(state: LocalBody, town: LocalBody) -> None:
    assert import_holidays(FILE, body_id=state.id, order=ORDER, now=NOW) == Imported(2, 0, 0)

    calendar = queries.calendars([town.id])[town.id]

    assert [calendar.is_open(date(2026, 10, day)) for day in (16, 19, 20, 21)] == [True, False, False, True]
    assert calendar.closed[MONDAY] == ClosedDay(MONDAY, {"bn": "মহাষ্টমী", "en": "Maha Ashtami"}, "1234-F(P2)")
    assert changes() == [("wb", "declared", 2)]


def test_a_second_import_changes_nothing_and_a_new_name_moves_no_date(state: LocalBody) -> None:
    import_holidays(FILE, body_id=state.id, order=ORDER, now=NOW)

    assert import_holidays(FILE, body_id=state.id, order=ORDER, now=NOW) == Imported(0, 0, 2)
    renamed = FILE.replace("মহানবমী".encode(), "নবমী".encode())
    assert import_holidays(renamed, body_id=state.id, order=ORDER, now=NOW) == Imported(0, 1, 1)
    assert Holiday.objects.get(day=TUESDAY).name_in("bn") == "নবমী"
    assert changes() == [("wb", "declared", 2)]


def test_a_file_with_a_fault_declares_nothing(state: LocalBody) -> None:
    with pytest.raises(HolidayFaultsError) as refused:
        import_holidays(FILE + b"never,x,y\n", body_id=state.id, now=NOW)

    assert [fault.key for fault in refused.value.faults] == ["date_unreadable", "holiday_bn_needed"]
    assert not Holiday.objects.exists()
    assert changes() == []


def test_a_body_s_own_closure_is_its_own_and_goes_before_the_order(state: LocalBody, town: LocalBody) -> None:
    other = make_body("other", number=1003, parent=state)
    declare_holidays(body_id=town.id, days=[MELA], now=NOW)
    import_holidays(FILE, body_id=state.id, order=ORDER, now=NOW)

    found = queries.calendars([town.id, other.id])

    assert found[town.id].closed[MONDAY].name["en"] == "Ras Mela"
    assert found[other.id].closed[MONDAY].name["en"] == "Maha Ashtami"
    assert Holiday.objects.get(body=town).kind == "closure"
    listed = queries.holidays_of(town.id, year=2026)
    assert [(row.body.code, row.day.day) for row in listed] == [
        ("falakata", 19),
        ("wb", 19),
        ("wb", 20),
    ]
    assert not queries.holidays_of(town.id, year=2027)


def test_a_withdrawn_day_is_open_again_and_may_be_declared_anew(state: LocalBody, town: LocalBody) -> None:
    import_holidays(FILE, body_id=state.id, order=ORDER, now=NOW)

    assert withdraw_holidays(body_id=state.id, days=[MONDAY], now=NOW) == 1
    assert queries.calendars([town.id])[town.id].is_open(MONDAY)
    assert withdraw_holidays(body_id=state.id, days=[MONDAY], now=NOW) == 0
    assert import_holidays(FILE, body_id=state.id, order=ORDER, now=NOW) == Imported(1, 0, 1)
    assert changes() == [("wb", "declared", 2), ("wb", "withdrawn", 1), ("wb", "declared", 1)]


def test_the_nearest_hours_hold(state: LocalBody, town: LocalBody) -> None:
    since, six_days = date(2026, 6, 1), frozenset({6})
    hours = {"opens": time(10), "closes": time(17), "now": NOW}
    set_hours(body_id=state.id, since=since, days_off=frozenset({4}), **hours)
    set_hours(body_id=town.id, since=date(2026, 7, 1), days_off=six_days, **hours)

    calendar = queries.calendars([town.id])[town.id]

    assert calendar.hours_on(date(2026, 6, 30)).days_off == {4}
    assert calendar.hours_on(date(2026, 7, 1)).days_off == six_days
    assert changes() == [("wb", "hours", 0), ("falakata", "hours", 0)]


def test_hours_begin_and_end_each_other_and_once(town: LocalBody) -> None:
    hours = {"opens": time(10), "closes": time(17), "days_off": frozenset({6}), "now": NOW}
    for since in (date(2026, 6, 1), date(2026, 8, 1), date(2026, 7, 1), date(2026, 7, 1)):
        set_hours(body_id=town.id, since=since, **hours)

    rows = OfficeHours.objects.order_by("since").values_list("since", "until")

    assert [(since.month, until.month if until else None) for since, until in rows] == [
        (6, 7),
        (7, 8),
        (8, None),
    ]
    assert len(changes()) == 3


@pytest.mark.parametrize(
    ("closes", "off", "key"),
    [(time(9), {6}, "closes_before_it_opens"), (time(17), set(range(7)), "never_open")],
)
def test_hours_that_cannot_be_are_refused(town: LocalBody, closes: time, off: set[int], key: str) -> None:
    with pytest.raises(OrderRefusedError) as refused:
        set_hours(
            body_id=town.id,
            since=MONDAY,
            opens=time(10),
            closes=closes,
            days_off=frozenset(off),
            now=NOW,
        )

    assert refused.value.key == key
    assert refused.value.sentence("bn")


def test_a_change_concerns_all_that_lies_in_the_body_until_it_is_followed(
    state: LocalBody, town: LocalBody
) -> None:
    import_holidays(FILE, body_id=state.id, order=ORDER, now=NOW)

    (change,) = queries.changes_to_follow()
    assert queries.changed_with(change) == {state.id, town.parent_id, town.id}
    assert (change.since, change.days[0]["day"]) == (MONDAY, "2026-10-19")
    follow([change], now=NOW)
    assert queries.changes_to_follow() == []


def test_calendars_of_many_bodies_take_one_query_and_are_shared(state: LocalBody, town: LocalBody) -> None:
    others = [make_body(f"b{number}", number=number, parent=state) for number in (1010, 1011)]
    import_holidays(FILE, body_id=state.id, order=ORDER, now=NOW)

    with CaptureQueriesContext(connection) as one:
        queries.calendars([town.id])
    with CaptureQueriesContext(connection) as many:
        found = queries.calendars([town.id, *(other.id for other in others)])

    assert len(one) == len(many) == 1
    assert found[others[0].id] is found[others[1].id]
