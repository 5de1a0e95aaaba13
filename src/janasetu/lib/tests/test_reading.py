"""What people type into a form is read as they meant it, or not at all."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import bn, reading
from janasetu.lib.reading import Toward, Unread, hours
from janasetu.lib.reading.typed import LONGEST
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile
from janasetu.lib.tests.timing import grows_in_step
from janasetu.lib.words import WEEKDAYS

LANGS: tuple[bn.Lang, ...] = get_args(bn.Lang)
SATURDAY = dt.date(2026, 11, 21)
TOWARDS: Sequence[Toward | None] = (None, "past", "future")
DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31))
TODAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))


# --- Counts and amounts ---


@pytest.mark.parametrize(("typed", "number"), rows("whole_number"))
def test_counts_are_read(typed: str, number: str) -> None:
    assert reading.whole_number(typed) == (int(number) if number else None)


@pytest.mark.parametrize(("typed", "question", "number"), rows("how_many"))
def test_counts_are_read_with_what_is_counted(typed: str, question: str, number: str) -> None:
    assert reading.how_many(typed, [question]) == (int(number) if number else None)


@pytest.mark.parametrize(("typed", "number"), [row for row in rows("whole_number") if row[1]])
def test_a_whole_number_says_how_many(typed: str, number: str) -> None:
    assert reading.how_many(typed) == int(number)


def test_every_language_of_a_question_may_name_what_is_counted() -> None:
    assert reading.how_many("5 years", ["কত বছর?", "How long?"]) == 5
    assert reading.how_many("5 months", ["কত বছর?", "How long?"]) is None


@pytest.mark.parametrize(("typed", "rupees"), rows("amount"))
def test_amounts_are_read_to_the_paisa(typed: str, rupees: str) -> None:
    amount = reading.amount(typed)

    assert (None if amount is None else str(amount)) == (rupees or None)


@given(st.integers(), st.sampled_from(LANGS))
def test_a_number_as_we_write_it_is_read_back(n: int, lang: bn.Lang) -> None:
    assert reading.whole_number(bn.number(n, lang)) == n


@given(st.decimals(-(10**12), 10**12, places=2))
def test_an_amount_typed_plainly_is_read_back(amount: Decimal) -> None:
    assert reading.amount(f"{amount:f}") == amount


# --- Days ---


@pytest.mark.parametrize(("typed", "toward", "expected"), rows("day"))
def test_days_are_read(typed: str, toward: str, expected: str) -> None:
    side = next(one for one in TOWARDS if (one or "") == toward)

    assert str(reading.day(typed, today=SATURDAY, toward=side)) == expected


@given(DAYS, TODAYS, st.sampled_from(TOWARDS), st.sampled_from(LANGS))
def test_a_day_with_its_year_is_the_same_on_any_day_and_for_any_side(
    day: dt.date, today: dt.date, toward: Toward | None, lang: bn.Lang
) -> None:
    figures = f"{day.day}/{day.month}/{day.year}"

    for written in (bn.date(day, lang), figures, bn.digits(figures), day.isoformat(), f"{day:%d%m%Y}"):
        assert reading.day(written, today=today, toward=toward) == day


@given(DAYS, TODAYS)
def test_an_ordinal_in_bengali_or_english_is_read(day: dt.date, today: dt.date) -> None:
    for lang in ("bn", "en"):
        _, rest = bn.date(day, lang).split(" ", 1)
        assert reading.day(f"{bn.ordinal_day(day.day, lang)} {rest}", today=today) == day


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("number", range(1, 32))
def test_every_ordinal_of_every_month_is_read(number: int, month: int) -> None:
    written = f"{bn.ordinal_day(number, 'bn')} {bn.date(dt.date(2028, month, 1), 'bn').split(' ')[1]} ২০২৮"
    try:
        expected: dt.date | Unread = dt.date(2028, month, number)
    except ValueError:
        expected = Unread.NO_SUCH_DAY

    assert reading.day(written, today=SATURDAY) == expected


@given(DAYS, TODAYS, st.sampled_from(["past", "future"]))
def test_a_day_without_its_year_lies_on_the_side_asked_for(
    day: dt.date, today: dt.date, toward: Toward
) -> None:
    read = reading.day(f"{day.day}/{day.month}", today=today, toward=toward)

    assert isinstance(read, dt.date)
    assert (read.day, read.month) == (day.day, day.month)
    assert read <= today if toward == "past" else read >= today
    assert abs(read - today) <= dt.timedelta(days=366 if (day.day, day.month) != (29, 2) else 8 * 366)


@given(DAYS, TODAYS)
def test_a_day_without_its_year_is_the_nearest(day: dt.date, today: dt.date) -> None:
    read = reading.day(f"{day.day}/{day.month}", today=today)

    assert isinstance(read, dt.date)
    assert abs(read - today) <= dt.timedelta(days=183 if (day.day, day.month) != (29, 2) else 4 * 366)


@given(TODAYS, st.sampled_from(range(7)), st.sampled_from(LANGS))
def test_a_weekday_is_never_today(today: dt.date, weekday: int, lang: bn.Lang) -> None:
    name = WEEKDAYS[lang][weekday]

    before = reading.day(name, today=today, toward="past")
    after = reading.day(name, today=today, toward="future")

    assert isinstance(before, dt.date)
    assert isinstance(after, dt.date)
    assert before.weekday() == after.weekday() == weekday
    assert 1 <= (today - before).days <= 7
    assert 1 <= (after - today).days <= 7


# --- Hours ---


@pytest.mark.parametrize(("typed", "clock"), rows("hour"))
def test_hours_are_read(typed: str, clock: str) -> None:
    assert reading.time_of_day(typed) == (dt.time.fromisoformat(clock) if clock else None)


@pytest.mark.parametrize("lang", LANGS)
def test_every_minute_as_we_say_it_is_read_back(lang: bn.Lang) -> None:
    day = [dt.time(hour, minute) for hour in range(24) for minute in range(60)]

    assert [face for face in day if reading.time_of_day(bn.time_of_day(face, lang)) != face] == []


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("সকাল", "morning"),
        ("সকালে", "morning"),
        ("ভোরবেলা", "morning"),
        ("কাল সকালের দিকে", "morning"),
        ("in the morning", "morning"),
        ("सुबह", "morning"),
        ("দুপুর", "noon"),
        ("দুপুর ১২টা", "noon"),
        ("dupure", "noon"),
        ("বিকেলে", "afternoon"),
        ("বিকাল", "afternoon"),
        ("this afternoon", "afternoon"),
        ("সন্ধ্যায়", "evening"),
        ("সন্ধেয়", "evening"),
        ("রাতে", "evening"),
        ("night", "evening"),
        ("शाम", "evening"),
        ("সকাল সকাল", "morning"),
        ("সকাল বা বিকেল", None),
        ("১০টা", None),
        ("10 am", None),
        ("midnight", None),
        ("যে কোনো সময়", None),
        ("", None),
    ],
)
def test_a_part_of_the_day_is_heard_among_other_words(typed: str, part: str | None) -> None:
    assert reading.part_of_day(typed) == part


def test_an_hour_of_twelve_is_one_hour_in_every_part_of_the_day() -> None:
    twice = {
        word
        for word, (_, meant) in hours.PARTS.items()
        for hour in range(1, 12)
        if {hour, hour + 12} <= meant
    }

    assert twice == set()


# --- Yes and no ---


@pytest.mark.parametrize(
    "typed",
    [
        *("হ্যাঁ", "হ্যা", "হাঁ", "হ", "হুঁ", "হ্যাঁ।", "হ্যাঁ হ্যাঁ", "জি", "জ্বি হ্যাঁ", "আজ্ঞে", "আজ্ঞে হ্যাঁ", "ঠিক আছে"),
        *(
            "হ্যাঁ, ঠিক আছে",
            "অবশ্যই",
            "নিশ্চয়ই",
            "yes",
            "Yes sir",
            "y",
            "OK",
            "ok!",
            "sure",
            "ha",
            "hae",
            "hyan",
            "ji",
        ),
        *("thik ache", "haan ji", "हाँ", "हां जी", "ठीक है", "👍", "👍🏽", "✅", "হ্যাঁ 👍"),
    ],
)
def test_a_clear_yes_is_yes(typed: str) -> None:
    assert reading.yes_no(typed) is True


@pytest.mark.parametrize(
    "typed",
    [
        *("না", "না।", "না না", "নাহ", "জি না", "আজ্ঞে না", "না দাদা", "no", "No", "n", "nope", "na", "naa"),
        *("nahi", "नहीं", "नही", "जी नहीं", "👎", "❌"),
    ],
)
def test_a_clear_no_is_no(typed: str) -> None:
    assert reading.yes_no(typed) is False


@pytest.mark.parametrize(
    "typed",
    ["", " ", "?", "1", "২", "দাদা", "নেই", "না, ঠিক আছে", "হ্যাঁ না", "হয়তো", "জানি না", "আচ্ছা", "পরে", "maybe", "🙏"],
)
def test_whatever_is_not_clear_is_neither(typed: str) -> None:
    assert reading.yes_no(typed) is None


# --- Whatever is typed ---


def read_day(text: str) -> object:
    return reading.day(text, today=SATURDAY, toward="past")


READERS: Sequence[Callable[[str], object]] = (
    reading.whole_number,
    reading.how_many,
    reading.amount,
    read_day,
    reading.time_of_day,
    reading.part_of_day,
    reading.yes_no,
)
_SAID = (
    "১৫ 15 5 2026 / - . , : আগস্ট august কাল গত আগে দিন মাসের তারিখ সোমবার শ্রাবণ এক পাঁচশো লাখ কোটি সাড়ে দেড় দশমিক টাকা "
    "পয়সা rs ₹ and টা জন সকাল রাত am pm at পৌনে বারোটা না হ্যাঁ জি মাইনাস 1,00,000 0.5"
)
_WORDS = st.sampled_from(_SAID.split())


@given(bengali_hostile() | st.text(max_size=40) | st.lists(_WORDS, max_size=7).map(" ".join))
def test_nothing_that_is_typed_breaks_a_reader(text: str) -> None:
    for reader in READERS:
        reader(text)


def test_what_is_longer_than_any_answer_is_not_looked_at() -> None:
    assert reading.whole_number("5".rjust(LONGEST)) == 5
    assert reading.whole_number("5".rjust(LONGEST + 1)) is None
    assert reading.yes_no("না" + " " * LONGEST) is None


_HOSTILE = (
    "1," * 25_000,
    "১" * 50_000,
    "শো" * 25_000,
    "/" * 50_000,
    "1:" * 25_000,
    "টা " * 17_000,
    "\u09cd" * 50_000,
)


@pytest.mark.parametrize("reader", READERS)
def test_the_work_grows_in_step_with_an_answer_and_not_with_what_is_none(
    reader: Callable[[str], object],
) -> None:
    lengths = LONGEST // 10, LONGEST, 50_000
    slow = [one for one in _HOSTILE if not grows_in_step(reader, [one[:length] for length in lengths])]

    assert slow == []
