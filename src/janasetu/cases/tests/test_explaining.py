"""Tests of the sentence that says why a case is due when it is."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from janasetu.bodies.calendars import Calendar, ClosedDay
from janasetu.cases.clocks import Clock, Clocks, Pause, terms_of
from janasetu.cases.explaining import explained, named_days, said_length, why_due
from janasetu.catalogue.schema import Span
from janasetu.catalogue.tests.factories import choice, service
from janasetu.lib.clock import KOLKATA
from janasetu.lib.words import Lang

NAMES = {
    18: {"bn": "মহাসপ্তমী", "en": "Maha Saptami", "hi": "महासप्तमी"},
    19: {"bn": "মহাষ্টমী", "en": "Maha Ashtami", "hi": "महाष्टमी"},
    20: {"bn": "মহানবমী", "en": "Maha Navami", "hi": "महानवमी"},
    21: {"bn": "বিজয়া দশমী", "en": "Vijaya Dashami", "hi": "विजयादशमी"},
    22: {"bn": "একাদশী", "en": "Ekadashi", "hi": "एकादशी"},
}
PUJA = Calendar.of(ClosedDay(date(2026, 10, day), name) for day, name in NAMES.items())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KOLKATA).astimezone(UTC)


NOW = at("2026-10-12 12:00")
WAITED = Pause("waiting_citizen", at("2026-10-12 20:00"), at("2026-10-13 02:00"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("bn", "বুধবার ১৪ অক্টোবর, সন্ধ্যা ৬টা: ৪৮ ঘণ্টা; নাগরিকের উত্তরের অপেক্ষায় ৬ ঘণ্টা বাদ"),
        ("en", "Wednesday 14 October, 6 pm: 48 hours; 6 hours left out, waiting for the citizen"),
        ("hi", "बुधवार 14 अक्टूबर, शाम 6 बजे: 48 घंटे; नागरिक के जवाब के इंतज़ार में 6 घंटे छोड़कर"),
    ],
)
def test_what_was_waited_for_is_told(lang: Lang, said: str) -> None:
    clock = Clock(NOW, Span(48, "hours"), None, (WAITED,))

    assert why_due(clock, lang=lang, now=NOW) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "bn",
            (
                "সোমবার ২৬ অক্টোবর, দুপুর ১২টা: ৩ দিন; ১৯ অক্টোবর মহাষ্টমীর ছুটি বাদ; ২০ অক্টোবর মহানবমীর ছুটি বাদ; "
                "২১ অক্টোবর বিজয়া দশমীর ছুটি বাদ; আরও ১টি ছুটি বাদ; ৪টি সাপ্তাহিক ছুটি বাদ"
            ),
        ),
        (
            "en",
            (
                "Monday 26 October, 12 noon: 3 days; 19 October left out (Maha Ashtami); 20 October left out "
                "(Maha Navami); 21 October left out (Vijaya Dashami); 1 more holiday left out; "
                "4 weekly days off left out"
            ),
        ),
    ],
)
def test_holidays_are_told_by_name_and_days_off_by_number(lang: Lang, said: str) -> None:
    clock = Clock(at("2026-10-15 12:00"), Span(3, "days"), PUJA)

    assert why_due(clock, lang=lang, now=NOW) == said


def test_of_what_runs_always_no_closed_day_is_told() -> None:
    clock = Clock(at("2026-10-19 22:00"), Span(24, "hours"))

    assert why_due(clock, lang="bn", now=NOW) == "মঙ্গলবার ২০ অক্টোবর, রাত ১০টা: ২৪ ঘণ্টা"


def test_a_pause_that_goes_on_is_told_with_its_beginning() -> None:
    clock = Clock(NOW, Span(48, "hours"), None, (replace(WAITED, ended_at=None),))

    assert why_due(clock, lang="bn", now=NOW) == (
        "বুধবার ১৪ অক্টোবর, দুপুর ১২টা: ৪৮ ঘণ্টা; সোমবার ১২ অক্টোবর, রাত ৮টা থেকে নাগরিকের উত্তরের অপেক্ষায়, ঘড়ি থেমে আছে"
    )


def test_a_pause_over_closed_days_left_nothing_out() -> None:
    over_the_weekend = Pause("waiting_citizen", at("2026-10-17 10:00"), at("2026-10-17 22:00"))
    clock = Clock(at("2026-10-16 12:00"), Span(1, "hours"), PUJA, (over_the_weekend,))

    assert why_due(clock, lang="bn", now=NOW) == "শুক্রবার ১৬ অক্টোবর, দুপুর ১টা: ১ ঘণ্টা"


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ("20 minutes", ["২০ মিনিট", "20 minutes", "20 मिनट"]),
        ("1 hour", ["১ ঘণ্টা", "1 hour", "1 घंटा"]),
        ("27 days", ["২৭ দিন", "27 days", "27 दिन"]),
        ("15 working days", ["১৫ কাজের দিন", "15 working days", "15 कार्य दिवस"]),
        ("1 month", ["১ মাস", "1 month", "1 महीना"]),
        ("2 years", ["২ বছর", "2 years", "2 साल"]),
    ],
)
def test_a_limit_is_said_as_it_is_written(within: str, said: list[str]) -> None:
    assert [said_length(Span.read(within), lang) for lang in ("bn", "en", "hi")] == said  # type: ignore[arg-type]


def clocks(**limits: Any) -> Clocks:
    terms = terms_of(service(choice(), limits=limits), {}, NOW)
    return Clocks(terms, NOW, Calendar())


PROMISE = {"within": "48 hours", "from": "2026-06-12", "source": "resolution of 12 June 2026"}
LAW = {"within": "15 days", "law": "WBRTPS 2013", "officer": "officer"}


def test_the_promise_is_told_with_its_source_and_its_date_and_the_law_beside_it() -> None:
    promise, law = explained(clocks(promise=PROMISE, statutory=LAW), lang="bn", now=NOW)

    assert promise.due == "বুধবার ১৪ অক্টোবর, দুপুর ১২টা: ৪৮ ঘণ্টা"
    assert promise.limit == "অফিসের কথা দেওয়া সময় · ১২ জুন ২০২৬ থেকে চালু"
    assert (promise.law, promise.source) == ("", "resolution of 12 June 2026")
    assert promise.began == "গোনা শুরু সোমবার ১২ অক্টোবর, দুপুর ১২টা"
    assert (law.due, law.limit) == ("মঙ্গলবার ২৭ অক্টোবর, দুপুর ১২টা: ১৫ দিন", "আইনের সময়সীমা")
    assert (law.law, law.source) == ("WBRTPS 2013", "")


def test_where_the_law_is_the_promise_it_is_told_once() -> None:
    later = {"within": "1 day", "from": "2027-01-01"}

    (only,) = explained(clocks(promise=later, statutory=LAW), lang="en", now=NOW)

    assert (only.limit, only.law) == ("limit by law", "WBRTPS 2013")


def test_many_days_are_counted_after_the_first_three() -> None:
    days = [{"day": f"2026-10-{day}", "name": name} for day, name in NAMES.items()]

    assert named_days(days, "bn") == (
        "১৮ অক্টোবর (মহাসপ্তমী), ১৯ অক্টোবর (মহাষ্টমী), ২০ অক্টোবর (মহানবমী), আরও ২ দিন"
    )
    assert named_days(days[:1], "en") == "18 October (Maha Saptami)"
