"""Answers chosen from a list: one, several, or yes and no."""

from typing import Any

import pytest

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.schema import Field
from janasetu.catalogue.tests.answering import asks_next, faults, offered, read, say, show, tap
from janasetu.catalogue.tests.factories import question

NAMES = {
    "water": ("জল", "Water", ["জল আসছে না", "jol nei"]),
    "dirty": ("নোংরা জল", "Dirty water", ["ঘোলা জল"]),
    "light": ("রাস্তার আলো", "Street light", ["আলো জ্বলছে না", "rastar alo"]),
    "drain": ("নর্দমা", "Drain", ["ড্রেন", "nordoma"]),
}


def options(names: dict[str, Any]) -> dict[str, Any]:
    return {code: {"name": {"bn": bn, "en": en}, "words": words} for code, (bn, en, words) in names.items()}


def choices(**changes: Any) -> Field:
    return question("choices", options=options(NAMES), **changes)


CHOICE = question("choice", options=options(NAMES))
CHOICES = choices()
YES_NO = question("yes_no")

# --- one ---


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("রাস্তার আলো", "light"),
        ("  রাস্তার   আলো। ", "light"),
        ("Street Light!", "light"),
        ("rastar alo", "light"),
        ("আমাদের গলিতে নর্দমা উপচে পড়ছে", "drain"),
        ("নর্দমায় পোকা", "drain"),
        ("৩ দিন ধরে jol nei", "water"),
        ("জল", "water"),
        ("বাড়িতে নোংরা জল আসছে", "dirty"),
    ],
)
def test_an_option_is_known_by_its_words(words: str, code: str) -> None:
    assert say(CHOICE, words) == code


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "?",
        "👍",
        "কিছু একটা",
        "নর্দমা আর আলো জ্বলছে না",
        "নোংরা জল, জল",
        "সজল",
        "২",
        "আ" * 65_536,
        "জল " * 2000,
    ],
)
def test_words_that_name_no_option_or_two_are_asked_again(words: str) -> None:
    assert say(CHOICE, words) == Problem("choice_unknown")


def test_two_options_known_by_the_same_word_are_asked_again() -> None:
    alike = {"old": ("পুরনো", "Old", ["লাইসেন্স"]), "new": ("নতুন", "New", ["লাইসেন্স"])}

    assert say(question("choice", options=options(alike)), "একটা লাইসেন্স চাই") == Problem("choice_unknown")


def test_a_code_is_taken_only_where_it_is_an_option() -> None:
    assert tap(CHOICE, "drain") == "drain"
    assert tap(CHOICE, "pension") == Problem("choice_unknown")


def test_an_option_is_shown_by_its_name_and_one_that_is_gone_by_its_code() -> None:
    assert [show(CHOICE, "dirty", lang) for lang in ("bn", "en", "hi")] == [
        "নোংরা জল",
        "Dirty water",
        "নোংরা জল",
    ]
    assert show(CHOICE, "pension") == "pension"


def test_a_choice_offers_its_options_in_their_order() -> None:
    assert offered(CHOICE, lang="en") == {
        "water": "Water",
        "dirty": "Dirty water",
        "light": "Street light",
        "drain": "Drain",
    }


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_a_choice_without_options_is_told(kind: str) -> None:
    assert faults(question(kind)) == [f"a {kind} needs `options`"]


# --- several ---


def test_taps_are_gathered_until_the_person_is_done() -> None:
    begun = tap(CHOICES, "drain", "water")

    assert begun == {"so_far": ["water", "drain"]}
    assert asks_next(CHOICES, begun) == "আর কিছু? একটি একটি করে বেছে নিন। না থাকলে «আর কিছু নয়» টিপুন।"
    assert tap(CHOICES, "done", earlier=begun) == ["water", "drain"]
    assert asks_next(CHOICES, ["water", "drain"]) is None


def test_a_second_tap_takes_an_option_away_again() -> None:
    assert tap(CHOICES, "drain", "water", "drain") == {"so_far": ["water"]}
    assert tap(CHOICES, "water", "water") == Problem("choices_keep_one")


def test_what_was_finished_can_be_changed_by_a_tap() -> None:
    assert tap(CHOICES, "drain", earlier=["water", "drain"]) == {"so_far": ["water"]}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("জল, নর্দমা", ["water", "drain"]),
        ("রাস্তার আলো আর নোংরা জল", ["dirty", "light"]),
        ("Drain and street light", ["light", "drain"]),
        ("নোংরা জল", ["dirty"]),
        ("১, ৩", ["water", "light"]),
        ("4 ও 2", ["dirty", "drain"]),
        ("২", ["dirty"]),
        ("সব", ["water", "dirty", "light", "drain"]),
        ("All!", ["water", "dirty", "light", "drain"]),
    ],
)
def test_words_name_all_at_once(words: str, codes: list[str]) -> None:
    assert say(CHOICES, words) == codes


@pytest.mark.parametrize("words", ["", "👍", "কিছু একটা", "৫", "০", "১, ৯", "-", "done", "আ" * 50_000])
def test_words_that_name_none_of_several_are_asked_again(words: str) -> None:
    assert say(CHOICES, words) == Problem("choices_unknown")


def test_numbers_are_not_places_where_an_option_is_a_number_itself() -> None:
    years = {f"y{n}": (f"{n} বছর", f"{n} years", []) for n in (1, 3, 5)}
    field = question("choices", options=options(years))

    assert say(field, "৩") == Problem("choices_unknown")
    assert say(field, "৩ বছর, 5 years") == ["y3", "y5"]


def test_words_add_to_what_was_tapped_and_end_it() -> None:
    assert say(CHOICES, "নর্দমা", earlier={"so_far": ["water"]}) == ["water", "drain"]
    assert say(CHOICES, "নর্দমা", earlier=["water"]) == ["drain"]


@pytest.mark.parametrize("words", ["আর কিছু নয়", "হয়ে গেছে", "আর না", "Done.", "hoye geche", "बस", "না"])
def test_words_end_the_taps(words: str) -> None:
    assert say(CHOICES, words, earlier={"so_far": ["water"]}) == ["water"]


def test_as_many_are_asked_for_as_the_definition_says() -> None:
    two = choices(least=2, most=3)
    one = tap(two, "water")

    assert asks_next(two, one) == "আরও অন্তত একটি বেছে নিন।"
    assert "done" not in offered(two, one)
    assert tap(two, "done", earlier=one) == {"so_far": ["water"]}
    assert say(two, "জল") == {"so_far": ["water"]}
    assert KINDS["choices"].without(two, one) == {"so_far": ["water"]}
    assert tap(two, "water", "drain", "light") == ["water", "light", "drain"]
    assert say(two, "সব") == Problem("choices_too_many", {"most": 3})
    assert tap(two, "dirty", earlier=["water", "light", "drain"]) == Problem("choices_too_many", {"most": 3})


def test_nothing_is_no_choice_of_several() -> None:
    assert tap(CHOICES, "done") == Problem("choices_some_more")


def test_what_is_left_out_of_several_is_only_the_rest() -> None:
    assert KINDS["choices"].without(CHOICES, {"so_far": ["water"]}) == ["water"]


def test_options_are_offered_with_those_chosen_marked_and_an_end() -> None:
    offers = KINDS["choices"].offers(CHOICES, {"so_far": ["water"]})

    assert [(offer.code, offer.title["bn"], offer.description.get("bn", "")) for offer in offers] == [
        ("water", "জল", "বেছে নিয়েছেন। বাদ দিতে চাইলে আবার টিপুন।"),
        ("dirty", "নোংরা জল", ""),
        ("light", "রাস্তার আলো", ""),
        ("drain", "নর্দমা", ""),
        ("done", "আর কিছু নয়", ""),
    ]
    assert list(offered(CHOICES)) == list(NAMES)


def test_several_are_shown_on_one_line() -> None:
    assert show(CHOICES, ["water", "drain"]) == "জল, নর্দমা"
    assert show(CHOICES, {"so_far": ["water", "gone"]}, "en") == "Water, gone"


def test_more_than_there_are_cannot_be_demanded() -> None:
    assert faults(choices(least=5)) == ["`least` lies between 1 and 4"]


# --- yes and no ---


@pytest.mark.parametrize(
    ("words", "answer"),
    [("হ্যাঁ", True), ("না", False), ("ji", True), ("No.", False), ("हाँ", True), ("नहीं", False)],
)
def test_yes_and_no_are_understood(words: str, answer: bool) -> None:
    assert say(YES_NO, words) is answer


@pytest.mark.parametrize("words", ["", "হয়তো", "👀", "না" * 200])
def test_what_is_neither_yes_nor_no_is_asked_again(words: str) -> None:
    assert say(YES_NO, words) == Problem("yes_no_unclear")


def test_yes_and_no_are_offered_and_shown() -> None:
    assert offered(YES_NO) == {"yes": "হ্যাঁ", "no": "না"}
    assert (tap(YES_NO, "yes"), tap(YES_NO, "no")) == (True, False)
    assert [show(YES_NO, answer, lang) for answer in (True, False) for lang in ("bn", "en", "hi")] == [
        "হ্যাঁ",
        "Yes",
        "हाँ",
        "না",
        "No",
        "नहीं",
    ]
    assert read(YES_NO, Given(code="maybe")) == Problem("yes_no_unclear")
