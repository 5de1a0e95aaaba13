"""Answers that are numbers: how many, how much."""

from decimal import Decimal

import pytest

from janasetu.catalogue.fields import Problem
from janasetu.catalogue.fields.wording import problem_words
from janasetu.catalogue.tests.answering import faults, say, show
from janasetu.catalogue.tests.factories import question

COUNT, MONEY = question("count"), question("money")


@pytest.mark.parametrize(
    ("words", "number"),
    [("৩", 3), (" 12 ", 12), ("০", 0), ("তিন", 3), ("three", 3), ("৯৯৯৯৯৯৯৯৯", 999_999_999)],
)
def test_a_count_is_read_in_any_digits_and_in_words(words: str, number: int) -> None:
    assert say(COUNT, words) == number


@pytest.mark.parametrize("words", ["", "অনেক", "👍", "২.৫", "৩ বা ৪", "1" * 400])
def test_what_is_no_whole_number_is_asked_again(words: str) -> None:
    assert say(COUNT, words) == Problem("count_needed")


@pytest.mark.parametrize(
    ("words", "number"),
    [("৫০ বছর", 50), ("5 years", 5), ("৩ জন", 3), ("২টি", 2), ("দুটো ঘর", 2), ("3 rooms", 3), ("প্রায় ৫০", 50)],
)
def test_a_count_is_read_with_what_is_counted(words: str, number: int) -> None:
    assert say(COUNT, words) == number


def test_a_count_of_other_than_what_the_question_names_is_asked_again() -> None:
    years = question("count", label={"bn": "কত বছর ধরে আছেন?", "en": "For how many years?"})
    rooms = question("count", label={"bn": "ক'টা লাগবে?", "en": "How many?"}, short={"bn": "ঘর", "en": "Rooms"})

    assert (say(years, "৬ বছর"), say(years, "6 years")) == (6, 6)
    assert say(years, "৬ মাস") == Problem("count_needed")
    assert (say(rooms, "২টো ঘর"), say(rooms, "2 nights")) == (2, Problem("count_needed"))


def test_a_definition_bounds_the_count() -> None:
    rooms = question("count", least=1, most=5)

    assert say(rooms, "১") == 1
    assert say(rooms, "০") == Problem("count_too_small", {"least": 1})
    assert say(rooms, "৬") == Problem("count_too_large", {"most": 5})


def test_a_count_is_shown_in_the_readers_digits() -> None:
    assert [show(COUNT, 1234567, lang) for lang in ("bn", "en", "hi")] == [
        "১২,৩৪,৫৬৭",
        "12,34,567",
        "12,34,567",
    ]


@pytest.mark.parametrize(
    ("words", "amount"),
    [("৫০০", "500"), ("500.00", "500"), ("৫০০.৫", "500.50"), ("₹ 12,34,567.25", "1234567.25"), ("০", "0")],
)
def test_an_amount_is_kept_as_a_decimal_number(words: str, amount: str) -> None:
    assert say(MONEY, words) == amount


@pytest.mark.parametrize("words", ["", "অনেক টাকা", "👍", "5.005"])
def test_what_is_no_amount_is_asked_again(words: str) -> None:
    assert say(MONEY, words) == Problem("money_needed")


def test_a_definition_bounds_the_amount_and_the_bound_is_told_in_rupees() -> None:
    rent = question("money", least="0.50", most=100_000)
    told = say(rent, "1,00,000.01")

    assert say(rent, "1,00,000") == "100000"
    assert say(rent, "0.49") == Problem("money_too_small", {"least": Decimal("0.50")})
    assert told == Problem("money_too_large", {"most": Decimal(100_000)})
    assert problem_words(told, "bn") == "টাকার অঙ্কটি বেশি হয়ে গেছে। সবচেয়ে বেশি ₹১,০০,০০০ হতে পারে।"


def test_an_amount_beyond_all_sense_is_too_large() -> None:
    assert say(MONEY, "9" * 60) == Problem("money_too_large", {"most": Decimal(9_999_999_999)})


def test_an_amount_is_shown_with_its_sign_and_lakhs() -> None:
    assert [show(MONEY, "1234567.50", lang) for lang in ("bn", "en")] == ["₹১২,৩৪,৫৬৭.৫০", "₹12,34,567.50"]
    assert show(MONEY, "500") == "₹৫০০"


@pytest.mark.parametrize(
    ("kind", "changes", "fault"),
    [
        ("count", {"least": "1.5"}, "`least` is a whole number"),
        ("count", {"least": -1}, "`least` lies between 0 and 999999999"),
        ("count", {"least": 3, "most": 2}, "`least` is more than `most`"),
        ("money", {"most": "1.005"}, "`most` has at most 2 decimals"),
        ("money", {"most": 10**10}, "`most` lies between 0 and 9999999999"),
    ],
)
def test_bounds_that_cannot_be_met_are_told(kind: str, changes: dict[str, object], fault: str) -> None:
    assert faults(question(kind, **changes)) == [fault]
