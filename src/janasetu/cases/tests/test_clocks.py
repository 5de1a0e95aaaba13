"""Tests of the clocks of a case: when they fall due, what they leave out, how much of them is used up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from janasetu.bodies.calendars import Calendar, ClosedDay
from janasetu.cases.clocks import (
    Clock,
    Clocks,
    NoLimitError,
    Pause,
    escalates_again,
    escalates_next,
    terms_of,
)
from janasetu.catalogue.schema import Service, Span
from janasetu.catalogue.tests.factories import choice, service
from janasetu.lib.clock import KOLKATA

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
LEVELS = ("officer", "secretary", "chairman")
# Durga Puja of 2026: Saptami on a Sunday, Ashtami to Dashami from Monday to Wednesday.
PUJA = {18: "মহাসপ্তমী", 19: "মহাষ্টমী", 20: "মহানবমী", 21: "বিজয়া দশমী"}
OPEN_DAYS = Calendar.of(ClosedDay(date(2026, 10, day), {"bn": name}) for day, name in PUJA.items())


def at(text: str) -> datetime:
    """A moment as a clock in Kolkata shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=KOLKATA).astimezone(UTC)


def shown(moment: datetime) -> str:
    return f"{moment.astimezone(KOLKATA):%Y-%m-%d %H:%M}"


def clock(began: str, within: str, calendar: Calendar | None = None, *pauses: tuple[str, str]) -> Clock:
    times = tuple(Pause("waiting_citizen", at(start), at(end)) for start, end in pauses)
    return Clock(at(began), Span.read(within), calendar, times)


@pytest.mark.parametrize(
    ("began", "within", "due"),
    [
        ("2026-11-21 23:50", "20 minutes", "2026-11-22 00:10"),
        ("2026-02-28 13:00", "48 hours", "2026-03-02 13:00"),
        ("2026-12-10 13:00", "27 days", "2027-01-06 13:00"),
        ("2026-11-20 13:00", "1 working day", "2026-11-23 13:00"),  # Friday; then comes Monday
        ("2026-11-21 13:00", "7 working days", "2026-12-01 13:00"),  # Saturday
        ("2026-11-23 02:00", "5 working days", "2026-11-30 02:00"),  # Monday here, Sunday in UTC
        ("2026-11-21 13:00", "1 month", "2026-12-21 13:00"),
        ("2026-11-21 13:00", "2 months", "2027-01-21 13:00"),
        ("2026-01-31 13:00", "1 month", "2026-02-28 13:00"),
        ("2026-01-29 13:00", "2 months", "2026-03-29 13:00"),
        ("2026-12-31 13:00", "4 months", "2027-04-30 13:00"),
        ("2028-01-30 13:00", "1 month", "2028-02-29 13:00"),
        ("2026-10-31 02:00", "1 month", "2026-11-30 02:00"),  # the 31st here, the 30th in UTC
        ("2026-02-01 02:00", "1 month", "2026-03-01 02:00"),  # the 1st here, the 31st in UTC
        ("2028-02-29 13:00", "1 year", "2029-02-28 13:00"),
        ("2026-11-21 13:00", "3 years", "2029-11-21 13:00"),
    ],
)
def test_a_limit_falls_due_by_the_calendar_on_the_wall(began: str, within: str, due: str) -> None:
    due_at = clock(began, within, Calendar() if "working" in within else None).due

    assert shown(due_at) == due
    assert due_at.tzinfo is UTC


def test_a_water_complaint_on_ashtami_night_keeps_its_24_hours() -> None:
    assert shown(clock("2026-10-19 22:00", "24 hours").due) == "2026-10-20 22:00"


@pytest.mark.parametrize(
    ("began", "within", "due"),
    [
        (
            "2026-10-16 15:00",
            "7 days",
            "2026-10-30 15:00",
        ),  # Friday before Puja: eleven days on the wall, and
        ("2026-10-19 22:00", "24 hours", "2026-10-23 00:00"),  # all of Thursday, which ends at midnight
        ("2026-10-19 22:00", "30 minutes", "2026-10-22 00:30"),
        ("2026-10-15 15:00", "9 hours", "2026-10-16 00:00"),
        ("2026-10-15 15:00", "48 hours", "2026-10-22 15:00"),
        ("2026-10-15 15:00", "1 working day", "2026-10-16 15:00"),
        ("2026-10-15 15:00", "2 working days", "2026-10-22 15:00"),
        ("2026-10-18 15:00", "1 working day", "2026-10-22 15:00"),
        ("2026-09-20 15:00", "1 month", "2026-10-22 15:00"),  # the 20th is Navami
        ("2026-09-15 15:00", "1 month", "2026-10-15 15:00"),
        ("2025-10-19 15:00", "1 year", "2026-10-22 15:00"),
    ],
)
def test_on_open_days_a_clock_stands_still_through_puja(began: str, within: str, due: str) -> None:
    assert shown(clock(began, within, OPEN_DAYS).due) == due


def test_a_certificate_pauses_through_puja_and_is_due_so_many_open_days_later() -> None:
    before, certificate = clock("2026-10-15 15:00", "7 days"), clock("2026-10-15 15:00", "7 days", OPEN_DAYS)

    assert shown(before.due) == "2026-10-22 15:00"
    assert shown(certificate.due) == "2026-10-29 15:00"


@pytest.mark.parametrize(
    ("calendar", "pauses", "due"),
    [
        (None, [("2026-11-23 14:00", "2026-11-23 20:00")], "2026-11-25 16:00"),
        (
            None,
            [("2026-11-23 14:00", "2026-11-23 20:00"), ("2026-11-25 11:00", "2026-11-25 12:00")],
            "2026-11-25 17:00",
        ),
        (None, [("2026-11-23 08:00", "2026-11-23 12:00")], "2026-11-25 12:00"),  # begun before the clock
        (None, [("2026-11-23 08:00", "2026-11-23 09:00")], "2026-11-25 10:00"),
        (None, [("2026-11-26 10:00", "2026-11-26 12:00")], "2026-11-25 10:00"),  # late already
        (
            None,
            [("2026-11-23 12:00", "2026-11-23 16:00"), ("2026-11-23 14:00", "2026-11-23 15:00")],
            "2026-11-25 14:00",
        ),
        (Calendar(), [("2026-11-24 18:00", "2026-11-28 12:00")], "2026-11-30 16:00"),  # Tuesday to Saturday
        (Calendar(), [("2026-11-28 09:00", "2026-11-29 12:00")], "2026-11-25 10:00"),
    ],
)
def test_what_was_waited_for_is_left_out_in_the_clock_s_own_time(
    calendar: Calendar | None, pauses: list[tuple[str, str]], due: str
) -> None:
    assert shown(clock("2026-11-23 10:00", "48 hours", calendar, *pauses).due) == due


def test_a_pause_that_goes_on_moves_nothing_until_it_is_over() -> None:
    waiting = replace(
        clock("2026-11-23 10:00", "48 hours"), pauses=(Pause("waiting_citizen", at("2026-11-24 10:00")),)
    )

    assert shown(waiting.due) == "2026-11-25 10:00"


def test_a_share_of_a_clock_is_reached_without_what_is_left_out() -> None:
    paused = clock("2026-11-23 10:00", "48 hours", None, ("2026-11-23 22:00", "2026-11-24 04:00"))

    assert [shown(paused.reached(share)) for share in (0.125, 0.5, 0.75, 1)] == [
        "2026-11-23 16:00",
        "2026-11-24 16:00",
        "2026-11-25 04:00",
        "2026-11-25 16:00",
    ]


@pytest.mark.parametrize("within", ["20 minutes", "48 hours", "27 days"])
def test_a_promise_is_pressing_from_three_quarters_of_its_time_whatever_it_was(within: str) -> None:
    one = Clock(NOW, Span.read(within))
    promised, second = one.length, timedelta(seconds=1)
    moments = [NOW, NOW + promised * 0.75 - second, NOW + promised * 0.75, one.due, one.due + second]

    urgencies = [one.urgency(moment, due_at=one.due) for moment in moments]

    assert urgencies == ["in_time", "in_time", "soon", "soon", "late"]


def test_the_share_that_is_used_begins_at_the_opening_and_goes_past_the_end() -> None:
    one = Clock(NOW, Span(8, "hours"))

    shares = [one.used(NOW + timedelta(hours=hours), due_at=one.due) for hours in (-1, 0, 2, 8, 16)]

    assert shares == [0, 0, 0.25, 1, 2]


def test_nothing_is_used_up_while_the_office_is_closed() -> None:
    certificate = clock("2026-10-15 12:00", "4 days", OPEN_DAYS)

    shares = [
        certificate.used(at(f"2026-10-{day} 12:00"), due_at=certificate.due) for day in (15, 16, 19, 21, 22)
    ]

    assert shares == [0, 0.25, 0.375, 0.375, 0.5]


def test_the_way_up_ends_at_the_top() -> None:
    six_hours = Clock(NOW - timedelta(days=1), Span(6, "hours"))

    assert escalates_next(six_hours, NOW, level=1, levels=LEVELS) == NOW + timedelta(hours=6)
    assert escalates_next(six_hours, NOW, level=2, levels=LEVELS) is None


def test_a_case_that_is_back_climbs_at_its_promise_or_after_the_same_time_once_more() -> None:
    six_hours, soon, past = Clock(NOW, Span(6, "hours")), NOW + timedelta(hours=2), NOW - timedelta(hours=2)

    assert escalates_again(six_hours, NOW, due_at=soon, levels=LEVELS) == soon
    assert escalates_again(six_hours, NOW, due_at=past, levels=LEVELS) == NOW + timedelta(hours=6)
    assert escalates_again(six_hours, NOW, due_at=soon, levels=LEVELS[:1]) is None


def test_a_moment_is_put_off_by_the_length_of_a_pause() -> None:
    always, open_days = (
        clock("2026-11-23 10:00", "48 hours"),
        clock("2026-11-23 10:00", "48 hours", Calendar()),
    )
    pause = Pause("waiting_citizen", at("2026-11-24 12:00"), at("2026-11-28 12:00"))

    assert shown(always.put_off(at("2026-11-26 12:00"), pause)) == "2026-11-30 12:00"
    assert shown(open_days.put_off(at("2026-11-26 12:00"), pause)) == "2026-12-02 00:00"


# --- the clocks of one case ---


def limited(runs: str = "always", **limits: object) -> Service:
    terms = {"promise": [{"within": "48 hours"}]} | limits
    return service(choice(), calendar=runs, limits=terms)


LAW = {"within": "15 working days", "law": "WBRTPS 2013", "officer": "officer"}


def clocks(one: Service, *pauses: Pause) -> Clocks:
    return Clocks(terms_of(one, {}, NOW), NOW, Calendar(), pauses)


def test_the_terms_of_the_day_hold_with_their_source() -> None:
    one = limited(
        promise=[
            {"within": "7 days", "source": "old"},
            {"within": "48 hours", "from": "2026-11-21", "source": "resolution of 12 June 2026"},
            {"within": "24 hours", "from": "2026-11-22"},
        ]
    )

    promise = terms_of(one, {}, NOW).promise

    assert (str(promise.within), promise.from_, promise.source) == (
        "48 hours",
        date(2026, 11, 21),
        "resolution of 12 June 2026",
    )


def test_working_days_are_open_days_whatever_the_definition_says() -> None:
    dues = clocks(limited(statutory=LAW)).dues

    assert (dues.promise, dues.statutory) == (NOW + timedelta(hours=48), at("2026-12-11 12:00"))
    assert terms_of(limited(statutory=LAW), {}, NOW).count_open_days
    assert not terms_of(limited(), {}, NOW).count_open_days
    assert terms_of(limited("open days"), {}, NOW).count_open_days


def test_on_a_saturday_open_days_begin_on_monday() -> None:
    dues = clocks(limited("open days")).dues

    assert (shown(dues.promise), dues.statutory, dues.first_action) == ("2026-11-25 00:00", None, None)


def test_a_first_action_is_never_due_after_all_of_it() -> None:
    soon = clocks(limited(first_action={"within": "4 hours"})).dues
    late = clocks(limited(promise={"within": "6 hours"}, first_action={"within": "1 day"})).dues

    assert soon.first_action == NOW + timedelta(hours=4)
    assert late.first_action == late.promise == NOW + timedelta(hours=6)


def test_every_clock_of_a_case_stands_still_while_it_waits() -> None:
    pause = Pause("waiting_citizen", NOW + timedelta(hours=1), NOW + timedelta(hours=3))
    one = limited(statutory=LAW | {"within": "5 days"}, first_action={"within": "4 hours"})

    dues = clocks(one, pause).dues

    assert [due - NOW for due in (dues.promise, dues.statutory, dues.first_action) if due] == [
        timedelta(hours=50),
        timedelta(days=5, hours=2),
        timedelta(hours=6),
    ]


def test_where_the_office_promises_nothing_the_law_is_its_promise() -> None:
    later = {"promise": [{"within": "1 day", "from": "2027-01-01"}]}
    one = limited(**later, statutory=LAW | {"within": "5 days"})

    assert clocks(one).dues.promise == clocks(one).dues.statutory == NOW + timedelta(days=5)
    with pytest.raises(NoLimitError):
        terms_of(limited(**later), {}, NOW)
