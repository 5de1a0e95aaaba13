"""Text from anywhere: safe to store, measured as providers may count it, cut where a reader would."""

import json
import math
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import bn, clock, text
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile, bengali_typed, json_values
from janasetu.lib.tests.timing import begun, grows_in_step


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("জল নেই\n\tরাস্তা", "জল নেই\n\tরাস্তা"),
        ("a\x00b", "ab"),
        ("a\x01\x08\x0b\x0c\x1f\x7fb", "ab"),
        ("a\x9bb", "ab"),
        ("এক\r\nদুই\rতিন\x85চার", "এক\nদুই\nতিন\nচার"),
        ("\ud83d", "\ufffd"),
        ("a\ude00b", "a\ufffdb"),
        ("\ud83d\ude00", "😀"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\ufffe\uffff\ufdd0\U0001ffff", "\ufffd\ufffd\ufffd\ufffd"),
        ("\ufeff\u200dঠিক", "\ufeff\u200dঠিক"),
        ("", ""),
    ],
)
def test_a_text_is_cleaned_of_what_a_database_refuses(dirty: str, clean: str) -> None:
    assert text.clean(dirty) == clean


def test_keys_and_nested_texts_are_cleaned_too() -> None:
    assert text.clean({"a\x00": ["b\x00", {"c": ("d\ud800", 1, 2.5, True, None)}], 7: "n"}) == {
        "a": ["b", {"c": ["d\ufffd", 1, 2.5, True, None]}],
        "7": "n",
    }


def test_of_keys_that_become_equal_the_last_wins() -> None:
    assert text.clean({"a": 1, "a\x00": 2}) == {"a": 2}


@pytest.mark.parametrize(
    "number",
    [math.nan, math.inf, -math.inf, 10**5000, -(10**5000)],
    ids=["nan", "inf", "-inf", "huge", "-huge"],
)
def test_a_number_that_json_cannot_hold_becomes_null(number: float) -> None:
    assert text.clean([number]) == [None]


def test_a_large_number_that_json_can_hold_stays() -> None:
    assert text.clean(10**3800) == 10**3800


def test_what_lies_too_deep_becomes_null_and_nothing_overflows() -> None:
    deep: object = "leaf"
    for _ in range(100_000):
        deep = [deep]

    cleaned = text.clean(deep)

    assert json.dumps(cleaned) == "[" * text.DEEPEST + "null" + "]" * text.DEEPEST


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), clock.KOLKATA])
def test_a_value_unknown_to_json_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="JSON does not know"):
        text.clean([value])


@given(json_values())
def test_whatever_arrives_can_be_stored(value: object) -> None:
    cleaned = text.clean(value)
    stored = json.dumps(cleaned, ensure_ascii=False, allow_nan=False)

    assert "\x00" not in stored
    assert "\\u0000" not in stored
    assert json.loads(stored.encode("utf-8")) == cleaned
    assert text.clean(cleaned) == cleaned


@given(bengali_hostile())
def test_clean_text_encodes_and_holds_no_control(value: str) -> None:
    cleaned = text.clean(value)

    cleaned.encode("utf-8")
    assert all(unicodedata.category(char) != "Cc" or char in "\n\t" for char in cleaned)


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("", 0),
        ("Trade NOC", 9),
        ("অফিসারের সঙ্গে কথা বলুন", 23),
        ("\u09df", 2),  # NFC makes two of it
        ("\u09af\u09bc", 2),
        ("\u09c7\u09be", 2),  # two as typed, one in NFC
        ("😀", 2),
        ("👨‍👩‍👧", 8),
        ("\ud83d", 1),
    ],
)
def test_the_longer_of_both_forms_is_counted(typed: str, units: int) -> None:
    assert text.units(typed) == units


@pytest.mark.parametrize(("whole", "seen"), rows("graphemes"))
def test_graphemes_are_what_a_reader_sees(whole: str, seen: str) -> None:
    assert list(text.graphemes(whole)) == [part for part in seen.split("|") if part]


@given(bengali_hostile())
def test_graphemes_put_together_are_the_text(value: str) -> None:
    parts = list(text.graphemes(value))

    assert "".join(parts) == value
    assert all(parts)


@given(bengali_typed())
def test_no_grapheme_begins_with_a_sign(value: str) -> None:
    for before, after in zip(parts := list(text.graphemes(value)), parts[1:], strict=False):
        assert not unicodedata.category(after[0]).startswith("M") or before == "\n"


@pytest.mark.parametrize(
    ("whole", "limit", "short"),
    [
        ("অফিসারের সঙ্গে কথা বলুন", 23, "অফিসারের সঙ্গে কথা বলুন"),
        ("অফিসারের সঙ্গে কথা বলুন", 22, "অফিসারের সঙ্গে কথা ব…"),
        ("অফিসারের সঙ্গে কথা বলুন", 20, "অফিসারের সঙ্গে কথা…"),
        ("অফিসারের সঙ্গে কথা বলুন", 14, "অফিসারের স…"),
        ("অফিসারের সঙ্গে কথা বলুন", 10, "অফিসারের…"),
        ("অফিসারের সঙ্গে কথা বলুন", 1, "…"),
        ("ক্ষতিপূরণ", 3, "…"),
        ("ক্ষতিপূরণ", 4, "ক্ষ…"),
        ("\u09df\u09df\u09df", 5, "\u09df\u09df…"),
        ("👨‍👩‍👧👨‍👩‍👧", 15, "👨‍👩‍👧…"),
        ("Complaint", 9, "Complaint"),
        ("Complaints", 9, "Complain…"),
        ("", 1, ""),
    ],
)
def test_a_text_is_cut_between_graphemes_with_an_ellipsis(whole: str, limit: int, short: str) -> None:
    assert text.shorten(whole, limit) == short


@given(bengali_hostile(), st.integers(1, 80))
def test_a_shortened_text_always_fits(value: str, limit: int) -> None:
    assert text.units(text.shorten(value, limit)) <= limit


def test_a_text_cannot_be_cut_to_nothing() -> None:
    with pytest.raises(ValueError, match="cannot be cut to 0"):
        text.shorten("জল", 0)


@pytest.mark.parametrize(
    ("wild", "tame"),
    [
        ("স্ত্রী, র্ক্ট্রূঁ, 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 क्षत्रिय", "স্ত্রী, র্ক্ট্রূঁ, 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 क्षत्रिय"),
        ("ক" + "\u0301" * 9, "ক" + "\u0301" * 8),
        ("ক" + "\u0301\u200d" * 5_000 + "খ" + "\u0323" * 3, "ক" + "\u0301\u200d" * 4 + "খ" + "\u0323" * 3),
        ("😀" + "\u0301" * 20 + "😀" + "\u0301" * 20, ("😀" + "\u0301" * 8) * 2),
        ("ক" + "\u09cd" * 100, "ক" + "\u09cd" * 8),
        ("a\u202etxt.exe\u202c \u2066b\u2069", "atxt.exe b"),
        ("\u200fরা\u200bস্তা\xad \u200eআ\u2060লো\u061c\ufeff", "রাস্তা আলো"),
        ("র\u200d্যালি, উদ্\u200cযাপন", "র\u200d্যালি, উদ্\u200cযাপন"),
        ("plain", "plain"),
    ],
)
def test_piled_marks_and_turned_text_are_tamed(wild: str, tame: str) -> None:
    assert text.tame(wild) == tame


@given(bengali_hostile())
def test_taming_twice_is_taming_once(value: str) -> None:
    assert text.tame(text.tame(value)) == text.tame(value)


_HOSTILE = {
    "marks": "ক" + "\u0301\u0323" * 5_000,
    "hasanta chain": "ক্" * 11_000,
    "bengali": "রাস্তা খারাপ। " * 1_600,
    "latin": "The road is bad. " * 3_800,
    "emoji": "👨‍👩‍👧" * 2_600,
    "joiners": "\u200d" * 21_000,
    "spaces": " " * 64_000,
    "brackets": "(" * 64_000,
    "digits": "1 " * 2_000,
    "flags": "🇮🇳" * 8_000,
}


@pytest.mark.parametrize("hostile", _HOSTILE.values(), ids=_HOSTILE.keys())
@pytest.mark.parametrize(
    "function",
    [
        text.clean,
        text.units,
        text.tame,
        lambda t: text.shorten(t, len(t) // 2),
        lambda t: list(text.graphemes(t)),
        bn.normalise,
    ],
    ids=["clean", "units", "tame", "shorten", "graphemes", "normalise"],
)
def test_the_work_grows_in_step_with_a_text_of_anything(
    function: Callable[[str], object], hostile: str
) -> None:
    assert grows_in_step(function, begun(hostile))
