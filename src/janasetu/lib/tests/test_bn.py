"""Words, numbers, dates and times as people in Kolkata write them."""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import get_args

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import bn, clock, dates, words
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile, bengali_typed

LANGS: tuple[bn.Lang, ...] = get_args(bn.Lang)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=clock.KOLKATA)


def kolkata(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.KOLKATA)


# --- Text ---


@pytest.mark.parametrize(("typed", "stored", "_why"), rows("normalise"))
def test_text_is_stored_in_one_form(typed: str, stored: str, _why: str) -> None:
    assert bn.normalise(typed) == stored


@given(bengali_typed() | bengali_hostile())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = bn.normalise(text)

    assert bn.normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(bengali_typed())
def test_both_normal_forms_are_stored_alike(text: str) -> None:
    assert bn.normalise(unicodedata.normalize("NFD", text)) == bn.normalise(text)


@pytest.mark.parametrize(("typed", "title", "key"), rows("match_key"))
def test_a_typed_word_meets_its_title(typed: str, title: str, key: str) -> None:
    assert bn.match_key(typed) == key
    assert bn.match_key(title) == key


@given(bengali_typed() | bengali_hostile())
def test_a_key_is_its_own_key(text: str) -> None:
    key = bn.match_key(text)

    assert bn.match_key(key) == key


@pytest.mark.parametrize("one", ["ওয়ার্ড ৫.৫", "হ্যাঁ", "জল"])
@pytest.mark.parametrize("other", ["ওয়ার্ড ৫৫", "না", "ফল"])
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert bn.match_key(one) != bn.match_key(other)


# --- Numbers ---


@pytest.mark.parametrize(("n", "in_bn", "in_en", "in_hi"), rows("number"))
def test_numbers_are_grouped_in_lakhs(n: str, in_bn: str, in_en: str, in_hi: str) -> None:
    assert [bn.number(Decimal(n), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


@given(st.integers())
def test_a_whole_number_can_be_read_back(n: int) -> None:
    assert int(bn.ascii_digits(bn.number(n, "bn")).replace(",", "")) == n
    assert bn.number(n, "bn") == bn.digits(bn.number(n, "en"))


def test_a_fraction_is_written_as_people_typed_it() -> None:
    assert bn.number(4.2, "bn") == bn.digits("4.2")
    assert bn.number(1e-7, "en") == "0.0000001"
    assert bn.number(10**40 + 1, "en").endswith(",00,001")


@pytest.mark.parametrize("n", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_no_number_is_not_written(n: float | Decimal) -> None:
    with pytest.raises(ValueError, match="Not a number"):
        bn.number(n, "bn")


def test_digits_change_and_nothing_else() -> None:
    assert bn.digits(2026) == "২০২৬"
    assert bn.digits("ward 12/৩/५") == "ward ১২/৩/৫"
    assert bn.ascii_digits("ওয়ার্ড ১২, १२, \uff11\uff12, ٣, ²") == "ওয়ার্ড 12, 12, 12, 3, ²"
    assert bn.ascii_digits("0123456789") == "0123456789"


# --- Dates and times ---


@pytest.mark.parametrize(("day", "in_bn", "in_en", "in_hi"), rows("date"))
def test_dates_are_written_in_full(day: str, in_bn: str, in_en: str, in_hi: str) -> None:
    assert [bn.date(date.fromisoformat(day), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


def test_the_date_of_a_moment_is_kolkatas() -> None:
    assert bn.date(datetime(2026, 11, 24, 18, 45, tzinfo=UTC), "bn") == "২৫ নভেম্বর ২০২৬"


@pytest.mark.parametrize(("face", "in_bn", "in_en", "in_hi"), rows("day_part"))
def test_parts_of_the_day_begin_when_people_say_so(face: str, in_bn: str, in_en: str, in_hi: str) -> None:
    assert [bn.day_part(time.fromisoformat(face), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


@pytest.mark.parametrize(("face", "in_bn", "in_en", "in_hi"), rows("time_of_day"))
def test_times_are_said_as_people_say_them(face: str, in_bn: str, in_en: str, in_hi: str) -> None:
    assert [bn.time_of_day(time.fromisoformat(face), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


def test_the_time_of_a_moment_is_kolkatas_and_seconds_are_cut_off() -> None:
    assert bn.time_of_day(datetime(2026, 11, 24, 10, 30, 59, tzinfo=UTC), "bn") == "বিকেল ৪টে"
    assert bn.day_part(datetime(2026, 11, 24, 10, 30, tzinfo=UTC), "bn") == "বিকেল"


@pytest.mark.parametrize(("now", "when", "in_bn", "in_en", "in_hi"), rows("moment"))
def test_moments_are_told_from_where_we_stand(
    now: str, when: str, in_bn: str, in_en: str, in_hi: str
) -> None:
    said = [bn.moment(kolkata(when), lang, kolkata(now)) for lang in LANGS]

    assert said == [in_bn, in_en, in_hi]


@pytest.mark.parametrize(
    ("when", "in_bn", "in_en", "in_hi"),
    [
        (
            "2026-11-24T16:00",
            "মঙ্গলবার ২৪ নভেম্বর, বিকেল ৪টে",
            "Tuesday 24 November, 4 pm",
            "मंगलवार 24 नवंबर, शाम 4 बजे",
        ),
        (
            "2026-11-25T09:30",
            "বুধবার ২৫ নভেম্বর, সকাল সাড়ে ৯টা",
            "Wednesday 25 November, 9:30 am",
            "बुधवार 25 नवंबर, सुबह 9:30 बजे",
        ),
        (
            "2026-11-26T00:00",
            "বুধবার ২৫ নভেম্বর, রাত ১২টা",
            "Thursday 26 November, 12 am",
            "बुधवार 25 नवंबर, रात 12 बजे",
        ),
        (
            "2027-01-01T00:00",
            "বৃহস্পতিবার ৩১ ডিসেম্বর, রাত ১২টা",
            "Friday 1 January 2027, 12 am",
            "गुरुवार 31 दिसंबर, रात 12 बजे",
        ),
        (
            "2027-01-04T11:00",
            "সোমবার ৪ জানুয়ারি ২০২৭, সকাল ১১টা",
            "Monday 4 January 2027, 11 am",
            "सोमवार 4 जनवरी 2027, सुबह 11 बजे",
        ),
    ],
)
def test_what_is_kept_names_its_day_whenever_it_is_read(
    when: str, in_bn: str, in_en: str, in_hi: str
) -> None:
    now = kolkata("2026-11-24T11:00")

    assert [bn.lasting_moment(kolkata(when), lang, now) for lang in LANGS] == [in_bn, in_en, in_hi]


def test_where_there_is_little_room_the_day_of_the_week_is_left_out() -> None:
    now, when = kolkata("2026-11-24T11:00"), kolkata("2027-01-01T00:00")

    said = [bn.lasting_moment(when, lang, now, weekday=False) for lang in LANGS]

    assert said == ["৩১ ডিসেম্বর, রাত ১২টা", "1 January 2027, 12 am", "31 दिसंबर, रात 12 बजे"]


def test_a_moment_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - the mistake under test

    with pytest.raises(ValueError, match="needs its time zone"):
        bn.moment(naive, "bn", NOON)
    with pytest.raises(ValueError, match="needs its time zone"):
        bn.date(naive, "bn")


@pytest.mark.parametrize(("seconds", "in_bn", "in_en", "in_hi"), rows("age"))
def test_durations_are_said_in_two_units(seconds: str, in_bn: str, in_en: str, in_hi: str) -> None:
    assert [bn.age(timedelta(seconds=int(seconds)), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


@pytest.mark.parametrize(("said", "genitive"), rows("genitive"))
def test_times_and_dates_take_their_genitive(said: str, genitive: str) -> None:
    assert bn.genitive(bn.normalise(said)) == bn.normalise(genitive)


@given(st.timedeltas(timedelta(days=-40_000), timedelta(days=40_000)), st.sampled_from(LANGS))
def test_a_duration_is_said_in_at_most_two_units_and_never_rounded_up(
    delta: timedelta, lang: bn.Lang
) -> None:
    told = bn.ascii_digits(bn.age(delta, lang)).replace(",", "").split()
    minutes = {one: minutes for minutes, *names in words.DURATIONS[lang] for one in names}
    said = [
        int(many) * minutes[unit]
        for many, unit in zip(told[::2], told[1::2], strict=False)
        if unit in minutes
    ]
    left = abs(delta) - timedelta(minutes=sum(said))

    assert len(said) <= 2
    if said and abs(delta) >= timedelta(minutes=1):
        assert timedelta(0) <= left < timedelta(minutes=60 if said[0] >= 1440 else 1)


@pytest.mark.parametrize(("day", "in_bn", "in_en", "in_hi"), rows("ordinal_day"))
def test_the_days_of_a_month_have_their_endings(day: str, in_bn: str, in_en: str, in_hi: str) -> None:
    assert [bn.ordinal_day(int(day), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


@pytest.mark.parametrize("day", [0, 32, -1])
def test_no_month_has_more_days_than_31(day: int) -> None:
    with pytest.raises(ValueError, match="No month has"):
        bn.ordinal_day(day, "bn")


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, ["১ কাজের দিন", "1 working day", "1 कार्य दिवस"]),
        (12, ["১২ কাজের দিন", "12 working days", "12 कार्य दिवस"]),
        (1500, ["১,৫০০ কাজের দিন", "1,500 working days", "1,500 कार्य दिवस"]),
    ],
)
def test_working_days_are_counted(n: int, said: list[str]) -> None:
    assert [bn.working_days(n, lang) for lang in LANGS] == said


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-21", 1, "2026-12-21"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-29", 2, "2026-03-29"),
        ("2026-08-31", 13, "2027-09-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-11-21", -1440, "1906-11-21"),
        ("2026-11-21", 0, "2026-11-21"),
        ("9999-11-30", 1, "9999-12-30"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_that_month(day: str, months: int, later: str) -> None:
    assert dates.months_later(date.fromisoformat(day), months).isoformat() == later


@pytest.mark.parametrize(
    ("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1), (NOON.date(), 10**9)]
)
def test_no_month_lies_outside_the_calendar(day: date, months: int) -> None:
    with pytest.raises(ValueError, match="There is no year"):
        dates.months_later(day, months)


@pytest.mark.parametrize(
    ("day", "began"),
    [
        (date(2026, 4, 1), 2026),
        (date(2027, 3, 31), 2026),
        (date(2027, 4, 1), 2027),
        (date(2026, 3, 31), 2025),
        (date(2026, 12, 31), 2026),
        (datetime(2027, 3, 31, 18, 29, tzinfo=UTC), 2026),
        (datetime(2027, 3, 31, 18, 30, tzinfo=UTC), 2027),  # midnight in Kolkata
    ],
)
def test_the_financial_year_begins_on_the_first_of_april(day: date, began: int) -> None:
    assert bn.financial_year(day) == began


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2026, ["২০২৬–২৭ অর্থবর্ষ", "financial year 2026–27", "वित्त वर्ष 2026–27"]),
        (2008, ["২০০৮–০৯ অর্থবর্ষ", "financial year 2008–09", "वित्त वर्ष 2008–09"]),
        (1999, ["১৯৯৯–২০০০ অর্থবর্ষ", "financial year 1999–2000", "वित्त वर्ष 1999–2000"]),
    ],
)
def test_the_financial_year_is_named_by_both_its_years(year: int, said: list[str]) -> None:
    assert [bn.financial_year_name(year, lang) for lang in LANGS] == said


@pytest.mark.parametrize("year", [26, 999, 9999, -2026])
def test_a_year_of_fewer_digits_names_no_financial_year(year: int) -> None:
    with pytest.raises(ValueError, match="four digits"):
        bn.financial_year_name(year, "bn")


@given(st.timedeltas(timedelta(days=-20_000), timedelta(days=60_000)), st.sampled_from(LANGS))
def test_every_moment_can_be_said(away: timedelta, lang: bn.Lang) -> None:
    said = bn.moment(NOON + away, lang, NOON)

    assert bn.normalise(said) == said
    assert any(char in "0123456789" for char in said) == (lang != "bn")


# --- Words ---


def test_all_words_stand_in_stored_form() -> None:
    said = [
        *(word for table in (words.MONTHS, words.WEEKDAYS) for names in table.values() for word in names),
        *(word for names in words.NEAR_DAYS.values() for word in names.values()),
        *(word for parts in words.DAY_PARTS.values() for _, word in parts),
        *(word for units in words.DURATIONS.values() for _, one, many in units for word in (one, many)),
        *words.HOUR_ENDINGS.values(),
        *(ending for endings in words.ORDINAL_ENDINGS.values() for _, ending in endings),
        *(word for pair in words.WORKING_DAYS.values() for word in pair),
        *words.FINANCIAL_YEAR.values(),
        *words.UNDER_A_MINUTE.values(),
        *(bn.time_of_day(time(hour, minute), "bn") for hour in range(24) for minute in (0, 5, 30)),
    ]

    assert [word for word in said if bn.normalise(word) != word] == []


@pytest.mark.parametrize("lang", LANGS)
def test_month_and_day_names_are_those_of_cldr_but_for_two_bengali_spellings(lang: bn.Lang) -> None:
    ours = {"জানুয়ারি": "জানুয়ারী", "ফেব্রুয়ারি": "ফেব্রুয়ারী"}
    spelt = {bn.normalise(here): bn.normalise(there) for here, there in ours.items()}
    locale = Locale.parse(f"{lang}_IN")

    months = [bn.normalise(locale.months["format"]["wide"][month]) for month in range(1, 13)]
    days = [bn.normalise(locale.days["format"]["wide"][day]) for day in range(7)]

    assert [spelt.get(month, month) for month in words.MONTHS[lang]] == months
    assert list(words.WEEKDAYS[lang]) == days
