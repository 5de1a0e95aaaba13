"""Spellings of one name meet in one key, and other names keep theirs."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import bn, loanwords
from janasetu.lib import fold as folding
from janasetu.lib.fold import fold, fold_keys, fold_words
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile, bengali_typed
from janasetu.lib.tests.timing import begun, grows_in_step, takes_less

MEETS = rows("fold_meets")
APART = rows("fold_apart")
KINDS = ("place", "person", "word")


def test_the_golden_lists_are_long_enough_to_say_something() -> None:
    assert len(MEETS) >= 300
    assert len([row for row in APART if row[2] != "known"]) >= 250
    assert {kind for *_, kind in MEETS} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_of_all_spellings_95_in_100_meet(kind: str) -> None:
    spellings = [(one, other) for one, other, known in MEETS if known == kind]
    missed = [pair for pair in spellings if fold(pair[0]) != fold(pair[1])]

    assert len(missed) <= 0.05 * len(spellings), missed


@pytest.mark.parametrize("kind", KINDS)
def test_of_all_others_fewer_than_2_in_100_meet(kind: str) -> None:
    others = [(one, other) for one, other, known in APART if known == kind]
    met = [pair for pair in others if fold(pair[0]) == fold(pair[1])]

    assert len(met) <= 0.02 * len(others), met


@pytest.mark.parametrize(("one", "other"), [row[:2] for row in APART if row[2] == "known"])
def test_what_one_latin_spelling_can_mean_meets_and_we_know_it(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_of_the_places_of_the_golden_lists_no_two_share_a_key() -> None:
    places = {one for one, _, kind in MEETS if kind == "place"}
    places |= {place for *pair, kind in APART if kind == "place" for place in pair}
    keys: dict[str, set[str]] = {}
    for place in places:
        keys.setdefault(fold(place), set()).add(place)

    assert len(places) >= 200
    assert [same for same in keys.values() if len(same) > 1] == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("গোপালপুর", "gaplpur"),
        ("कृष्णनगर", "krisngr"),
        ("ওয়ার্ড নং ০৫", "urda nang 5"),
        ("ward no. 5", "urda na 5"),
        ("Ward-5, Ward5", "urda 5 urda 5"),
        ("১২ ০০", "12 0"),
        ("Falta Block II", "falta blak 2"),
        ("Rahul's", "rahul"),
        ("মোঃরহমান", "mahmd rahmn"),
        ("মহ: রহমান, মো. রহমান", "mahmd rahmn mahmd rahmn"),
        ("শ্ৰী ৰাম", "sri ram"),  # Assamese letters, for they are on the same keyboards
        ("গঁ", "ga"),
        ("bcd", "bkda"),
        ("জাতীয়", "jatia"),
        ("দ্বন্দ্ব", "danda"),
        ("উদ্বোধন", "udbdhn"),
        ("মিঞা", "mia"),
        ("যাও", "jau"),
        ("আরও", "ar"),
        ("শওকত", "saukt"),
        ("ও", "a"),
        ("o", "a"),
        ("গো", "ga"),
        ("শান্তো", "santa"),
        ("jog\u00e9", "jag"),
        ("", ""),
        ("?! …", ""),
        ("👍", ""),
        ("்", ""),
    ],
)
def test_a_key_is_written_as_it_is_heard(text: str, key: str) -> None:
    assert fold(text) == key


def test_the_words_of_a_text_are_folded_one_by_one() -> None:
    assert fold_words("রাস্তা ভাঙা, আলো নেই!") == ("rasta", "banga", "al", "nei")
    assert fold_words("") == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("বাঁকুড়া", ["বাকুড়া", "Bankura", "bakura"]),
        ("পাঁশকুড়া", ["পাশকুড়া", "Panskura"]),
        ("সাঁইথিয়া", ["সাইথিয়া", "Saithia", "Sainthia"]),
        ("কালনা", ["Kalna"]),
        ("गाँधी", ["गाधी", "Gandhi"]),
    ],
)
def test_a_name_is_filed_under_every_key_that_is_searched(name: str, typed: list[str]) -> None:
    keys = fold_keys(name)

    assert keys[0] == fold(name)
    assert len(keys) == (2 if {"ঁ", "ँ"} & set(name) else 1)
    assert {fold(spelling) for spelling in typed} <= set(keys)


@given(bengali_typed() | bengali_hostile())
def test_a_key_is_plain(text: str) -> None:
    key = fold(text)

    assert re.fullmatch(r"(?:[a-z]+|\d+)?(?: (?:[a-z]+|\d+))*", key, re.ASCII)
    assert key == " ".join(fold_words(text))


@given(bengali_typed())
def test_normal_forms_joiners_and_case_make_no_difference(text: str) -> None:
    key = fold(text)

    assert fold(unicodedata.normalize("NFD", text)) == key
    assert fold(bn.normalise(text)) == key
    assert fold(text.upper()) == fold(text.lower())
    assert fold(bn.digits(text)) == key


@given(st.sampled_from(MEETS), st.sampled_from(MEETS))
def test_words_are_folded_each_by_itself(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert fold(f"{one[0]} {other[1]}") == f"{fold(one[0])} {fold(other[1])}"


@pytest.mark.parametrize(
    ("typed", "whole"),
    [("গোপাল", "গোপালপুর"), ("gopal", "গোপালপুর"), ("কৃষ্ণ", "কৃষ্ণনগর"), ("krishna", "কৃষ্ণনগর"), ("রায়", "রায়গঞ্জ")],
)
def test_the_beginning_of_a_name_begins_its_key_but_for_a_last_a(typed: str, whole: str) -> None:
    assert fold(whole).startswith(fold(typed).removesuffix("a"))


def test_loan_words_stand_in_stored_form_and_lead_to_no_other_loan() -> None:
    meant = loanwords.LOANS.values()

    assert [word for pair in loanwords.LOANS.items() for word in pair if bn.normalise(word) != word] == []
    assert [word for word in meant if word in loanwords.LOANS] == []
    assert [key for key in loanwords.SAME.values() if key in loanwords.SAME] == []


def fold_anew(text: str) -> str:
    """The key of a text of which no word is remembered."""
    folding.skeleton_of.cache_clear()
    return fold(text)


def test_words_met_before_are_remembered() -> None:
    names = "\n".join(name for row in MEETS for name in row[:2])
    fold(names)

    assert takes_less(1 / 2, lambda work: work(names), fold, than=fold_anew)


_HOSTILE = {
    "one word": "ক" * 50_000,
    "hasanta": "ক্" * 25_000,
    "marks": "\u09cd\u09be" * 25_000,
    "glides": "য়া" * 16_000,
    "latin": "a" * 50_000,
    "joiners": "\u200d" * 50_000,
    "short names": "মো:" * 16_000,
    "digits": "1" * 50_000,
    "different words": " ".join(f"ক{n:b}".translate({48: "খা", 49: "গ্ঘ"}) for n in range(2_000)),
}


@pytest.mark.parametrize("hostile", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_the_work_grows_in_step_with_a_text_of_anything(hostile: str) -> None:
    assert grows_in_step(fold_anew, begun(hostile))
