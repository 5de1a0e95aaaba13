"""Telephone numbers: read as typed, shown grouped or masked, compared by a key that harms no other id."""

import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import phones
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile

TYPED = rows("phones")


def test_the_golden_table_has_at_least_eighty_rows() -> None:
    assert len(TYPED) >= 80


@pytest.mark.parametrize(("typed", "e164"), TYPED)
def test_a_number_is_read_as_people_type_it(typed: str, e164: str) -> None:
    assert phones.read(typed) == (e164 or None)


@pytest.mark.parametrize("e164", sorted({e164 for _, e164 in TYPED if e164}))
def test_what_we_read_is_a_valid_number_to_the_library(e164: str) -> None:
    assert phonenumbers.is_valid_number(phonenumbers.parse(e164))
    assert phones.read(e164) == e164


@pytest.mark.parametrize(
    ("e164", "shown", "hidden"),
    [
        ("+919830000001", "+91 98300 00001", "+91 98••• ••001"),
        ("+913320000001", "+91 33 2000 0001", "+91 33 •••• •001"),
        ("+913463200001", "+91 3463 200 001", "+91 34•• ••• 001"),
        ("+9118000000001", "1800 000 0001", "18•• ••• •001"),
        ("+9118600000001", "1860 000 0001", "18•• ••• •001"),
        ("+910000777021", "+91 00007 77021", "+91 00••• ••021"),
        ("+910000000001", "+91 00000 00001", "+91 00••• ••001"),
        ("+8801700000001", "+880 1700-000001", "+880 17••-•••001"),
        ("IN.abc123", "IN.abc123", "•••123"),
        ("abc", "abc", "•••"),
        ("", "", "•••"),
    ],
)
def test_a_number_is_shown_grouped_or_masked(e164: str, shown: str, hidden: str) -> None:
    assert phones.grouped(e164) == shown
    assert phones.masked(e164) == hidden


@given(st.integers(6_000_000_000, 9_999_999_999).filter(lambda mobile: len(set(str(mobile))) > 1))
def test_every_mobile_is_read_back_from_how_it_is_shown(mobile: int) -> None:
    e164 = f"+91{mobile}"

    assert phones.read(phones.grouped(e164)) == e164
    assert phones.masked(e164).count("•") == 5
    assert phones.key(str(mobile)) == phones.key(e164) == phones.wa_key(e164[1:]) == e164[1:]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("919830000001", "919830000001"),
        ("+91 98300 00001", "919830000001"),
        ("০৯৮৩০০০০০০১", "919830000001"),
        ("033-20000001", "913320000001"),
        ("+1 555 000 0001", "15550000001"),
        ("15550000001", "15550000001"),
        ("+65 8000 0001", "6580000001"),
        ("24234234234234234", "24234234234234234"),
        ("IN.abc123", "IN.abc123"),
        ("IN.9830000001", "IN.9830000001"),
        ("রহিমা ৯৮৩০০০০০০১", "রহিমা ৯৮৩০০০০০০১"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_two_spellings_of_a_number_have_one_key(typed: str, key: str) -> None:
    assert phones.key(typed) == key


@pytest.mark.parametrize(
    ("wa_id", "key"),
    [
        ("919830000001", "919830000001"),
        ("6580000001", "6580000001"),  # Singapore: ten digits that an Indian might type
        ("+6580000001", "6580000001"),
        ("9607000001", "9607000001"),  # Maldives
        ("IN.abc123", "IN.abc123"),
    ],
)
def test_a_providers_id_keeps_its_country(wa_id: str, key: str) -> None:
    assert phones.wa_key(wa_id) == key


def test_a_made_up_number_is_passed_over_for_one_behind_it() -> None:
    assert phones.read("9999999999 / 9830000001") == "+919830000001"
    assert phones.read("1234567890, 9830000001") == "+919830000001"


def test_a_long_text_of_numbers_is_given_up_after_fifty_rows() -> None:
    assert phones.read("5830000001 x " * 49 + "9830000001") == "+919830000001"
    assert phones.read("5830000001 x " * 50 + "9830000001") is None


@given(bengali_hostile())
def test_any_text_is_read_without_an_error(text: str) -> None:
    number = phones.read(text)

    assert number is None or number.startswith("+91")
    assert isinstance(phones.key(text), str)
    assert isinstance(phones.masked(text), str)


def test_reading_a_mobile_does_not_load_the_slow_library() -> None:
    reader = (
        "import sys; from janasetu.lib import phones; assert phones.masked(phones.read('98300 00001'));"
        "sys.exit('phonenumbers' in sys.modules)"
    )

    subprocess.run([sys.executable, "-c", reader], check=True, env={"PYTHONPATH": ":".join(sys.path)})


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("919830012345", "45"),
        ("+919830012345", "45"),
        ("12345", "45"),
        ("1912", ""),  # two of four digits would tell half of it
        ("IN.9830012345", ""),
        ("৯৮৩০০১২৩৪৫", ""),  # no line calls anybody so
        ("", ""),
    ],
)
def test_two_digits_of_a_telephone_number_are_shown(address: str, shown: str) -> None:
    assert phones.tail(address) == shown


def test_each_number_of_a_person_is_hidden_and_what_is_no_number_hides_nothing() -> None:
    said = "আমি IN.1234, ফোন ৯৮৩০০ ১২৩৪৫ বা +91 90000-00002, জরুরি ১১২"

    assert phones.hidden(said, ["IN.1234", "919000000002", "112", "919830054321"]) == (
        "আমি IN.1234, ফোন ৯৮৩০০ ১২৩৪৫ বা ••••••02, জরুরি ১১২"
    )


def test_a_short_number_without_a_country_code_is_hidden_too() -> None:
    assert phones.hidden("ফোন ১২৩৪-৫৬৭৮", ["12345678"]) == "ফোন ••••••78"


def test_a_number_can_be_hidden_to_its_last_digit() -> None:
    said = phones.hidden("ফোন ৯৮৩০০ ১২৩৪৫", ["919830012345"], with_tail=False)

    assert said == "ফোন ••••••"
