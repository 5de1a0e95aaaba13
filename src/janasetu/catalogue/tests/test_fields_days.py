"""Answers that are days and times: a date, and when to come."""

import datetime as dt

import pytest

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.wording import problem_words
from janasetu.catalogue.tests.answering import TODAY, asks_next, faults, offered, read, say, show, tap
from janasetu.catalogue.tests.factories import question
from janasetu.lib import reading

DATE = question("date")
SLOT = question("slot")

# --- dates ---


@pytest.mark.parametrize(
    "words", ["২৫/১১/২০২৬", "25-11-2026", "২৫ নভেম্বর ২০২৬", "25 November 2026", "আগামী বুধবার", "চার দিন পরে"]
)
def test_a_date_is_kept_as_its_iso_text(words: str) -> None:
    assert say(DATE, words) == "2026-11-25"


def test_a_day_is_sought_on_the_side_that_the_definition_names() -> None:
    past, future = question("date", toward="past"), question("date", toward="future")

    assert (say(past, "কাল"), say(future, "কাল")) == ("2026-11-20", "2026-11-22")
    assert (say(past, "১৫ আগস্ট"), say(future, "১৫ আগস্ট")) == ("2026-08-15", "2027-08-15")


def test_a_picked_date_is_its_code() -> None:
    assert tap(DATE, "2026-11-25") == "2026-11-25"
    assert (tap(DATE, "today"), tap(DATE, "yesterday")) == ("2026-11-21", "2026-11-20")


def test_what_is_wrong_with_a_date_is_told_for_each_reason() -> None:
    assert say(DATE, "") == Problem("date_not_a_date")
    assert say(DATE, "শীতকালে") == Problem("date_not_a_date")
    assert say(DATE, "৩১/০২/২০২৬") == Problem("date_no_such_day")
    assert say(DATE, "কাল") == Problem("date_which_way")
    assert say(DATE, "১৫ শ্রাবণ ১৪৩৩") == Problem("date_bengali_era")
    assert problem_words(Problem("date_no_such_day"), "en") == (
        "There is no such day in the calendar. Please check it and write it again."
    )


def test_every_reason_why_a_date_cannot_be_read_has_its_sentence() -> None:
    sentences = {problem_words(Problem(f"date_{reason.value}"), "bn") for reason in reading.Unread}

    assert len(sentences) == len(reading.Unread)


def test_a_date_lies_between_earliest_and_latest() -> None:
    field = question("date", earliest="today - 30 days", latest="2026-12-31")

    assert tap(field, "2026-10-22") == "2026-10-22"
    assert tap(field, "2026-12-31") == "2026-12-31"
    assert tap(field, "2026-10-21") == Problem("date_too_early", {"earliest": dt.date(2026, 10, 22)})
    assert tap(field, "2027-01-01") == Problem("date_too_late", {"latest": dt.date(2026, 12, 31)})
    assert problem_words(tap(field, "2027-01-01"), "bn") == (
        "তারিখটি অনেক পরের। ৩১ ডিসেম্বর ২০২৬ বা তার আগের তারিখ লিখুন।"
    )


def test_a_day_of_birth_does_not_lie_ahead_and_a_visit_not_behind() -> None:
    assert say(question("date", latest="today"), "15/08/2099") == Problem("date_in_future")
    assert say(question("date", earliest="today"), "15/08/2020") == Problem("date_in_past")


def test_today_and_yesterday_are_offered_for_what_happened_lately() -> None:
    assert offered(question("date", toward="past")) == {"today": "আজ", "yesterday": "গতকাল"}
    assert offered(question("date", toward="past", earliest="today - 120 years")) == {}
    assert offered(question("date", toward="future")) == {}


def test_a_date_is_shown_in_words() -> None:
    assert [show(DATE, "2026-06-05", lang) for lang in ("bn", "en", "hi")] == [
        "৫ জুন ২০২৬",
        "5 June 2026",
        "5 जून 2026",
    ]


UNREADABLE = "is written as `today`, `today + 30 days`, `today - 120 years` or `2026-04-01`"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"earliest": "soon"}, [f"`earliest` {UNREADABLE}"]),
        ({"latest": "today + 3 hours"}, [f"`latest` {UNREADABLE}"]),
        ({"earliest": "today + 2 days", "latest": "today + 1 day"}, ["`earliest` is after `latest`"]),
        ({"earliest": "2026-04-02", "latest": "2026-04-01"}, ["`earliest` is after `latest`"]),
        ({"earliest": "today", "latest": "2020-04-01"}, []),
    ],
)
@pytest.mark.parametrize("kind", ["date", "slot"])
def test_bounds_that_cannot_be_met_are_told(kind: str, changes: dict[str, str], told: list[str]) -> None:
    assert faults(question(kind, **changes)) == told


# --- when to come ---


def test_a_slot_that_is_offered_is_kept_by_its_start() -> None:
    hall = question("slot", resource="hall")

    assert tap(hall, "2026-11-25T10:30+05:30") == {
        "start": "2026-11-25T10:30:00+05:30",
        "day": "2026-11-25",
        "part": None,
        "resource": "hall",
    }
    assert tap(SLOT, "2026-11-24T20:00Z")["start"] == "2026-11-25T01:30:00+05:30"


@pytest.mark.parametrize(
    "words",
    [
        "২৫/১১/২০২৬ সকাল",
        "সকাল ২৫/১১/২০২৬",
        "25 November, morning",
        "বুধবার সকালে",
        "বুধবার সকাল ১০টা",
        "10:30 on Wednesday",
        "সকাল সাড়ে দশটায়, বুধবার",
    ],
)
def test_a_day_and_a_part_of_it_are_understood_together(words: str) -> None:
    answer = say(SLOT, words)

    assert answer == {"start": None, "day": "2026-11-25", "part": "morning", "resource": None}
    assert asks_next(SLOT, answer) is None


def test_a_day_alone_is_asked_for_its_part() -> None:
    day = say(SLOT, "২৫/১১/২০২৬")

    assert day == {"start": None, "day": "2026-11-25", "resource": None}
    assert asks_next(SLOT, day) == "দিনের কোন সময়ে সুবিধা হয়?"
    assert offered(SLOT, day) == {"morning": "সকাল", "noon": "দুপুর", "afternoon": "বিকেল"}
    assert tap(SLOT, "noon", earlier=day) == {
        "start": None,
        "day": "2026-11-25",
        "part": "noon",
        "resource": None,
    }


def test_a_part_alone_is_asked_for_its_day() -> None:
    part = say(SLOT, "বিকেলে")

    assert part == {"start": None, "part": "afternoon", "resource": None}
    assert asks_next(SLOT, part, "en") == "On which day? For example tomorrow, Monday, 25 November."
    assert offered(SLOT, part) == {}
    assert KINDS["slot"].without(SLOT, part) == part
    assert say(SLOT, "২৫/১১/২০২৬", earlier=part)["part"] == "afternoon"


@pytest.mark.parametrize("words", ["যে কোনো সময়", "Any time."])
def test_any_time_of_the_day_will_do(words: str) -> None:
    whole = {"start": None, "day": "2026-11-25", "part": None, "resource": None}
    day = tap(SLOT, "2026-11-25")

    assert say(SLOT, words, earlier=day) == whole
    assert tap(SLOT, "skip", earlier=day) == whole
    assert KINDS["slot"].without(SLOT, day) == whole
    assert say(SLOT, f"25/11/2026 {words}") == whole


@pytest.mark.parametrize(
    ("words", "part"),
    [("সকাল ১০টা", "morning"), ("দুপুর ১টা", "noon"), ("বিকেল ৪টে", "afternoon"), ("7 pm", "evening")],
)
def test_an_hour_is_a_part_of_the_day_until_the_desk_confirms(words: str, part: str) -> None:
    assert say(SLOT, words, earlier=tap(SLOT, "2026-11-25"))["part"] == part


def test_a_whole_answer_is_replaced() -> None:
    whole = {"start": None, "day": "2026-11-25", "part": "noon", "resource": None}

    assert tap(SLOT, "2026-11-26", earlier=whole) == {"start": None, "day": "2026-11-26", "resource": None}


def test_nobody_can_come_on_a_day_that_is_over_or_beyond_the_bounds() -> None:
    field = question("slot", earliest="today + 1 day", latest="today + 7 days")

    assert tap(SLOT, "2026-11-20") == Problem("date_in_past")
    assert tap(SLOT, "2026-11-20T23:59+05:30") == Problem("date_in_past")
    assert tap(SLOT, TODAY.isoformat())["day"] == "2026-11-21"
    assert tap(field, "2026-11-21") == Problem("date_too_early", {"earliest": dt.date(2026, 11, 22)})
    assert tap(field, "2026-11-29T10:00+05:30") == Problem("date_too_late", {"latest": dt.date(2026, 11, 28)})


@pytest.mark.parametrize(
    ("one", "key"),
    [
        (Given(), "slot_needed"),
        (Given(text="যত তাড়াতাড়ি হয়"), "slot_needed"),
        (Given(text="৩১/০২/২০২৭"), "date_no_such_day"),
        (Given(text="৩১/০২/২০২৭ সকাল"), "date_no_such_day"),
        (Given(code="2026-11-25T10:30"), "slot_needed"),
        (Given(code="0001-01-01T00:00+14:00"), "slot_needed"),
    ],
)
def test_what_names_no_day_is_asked_again(one: Given, key: str) -> None:
    assert read(SLOT, one) == Problem(key)


def test_when_to_come_is_shown_in_words() -> None:
    slot = tap(SLOT, "2026-11-25T10:30+05:30")
    day = say(SLOT, "২৫/১১/২০২৬ সকাল")

    assert [show(SLOT, slot, lang) for lang in ("bn", "en")] == [
        "২৫ নভেম্বর ২০২৬, সকাল সাড়ে ১০টা",
        "25 November 2026, 10:30 am",
    ]
    assert [show(SLOT, day, lang) for lang in ("bn", "en")] == [
        "২৫ নভেম্বর ২০২৬, সকাল",
        "25 November 2026, Morning",
    ]
    assert show(SLOT, {"start": None, "part": "noon", "resource": None}) == "দুপুর"
