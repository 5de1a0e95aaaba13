"""What people answer: read, kept as JSON, told what is wrong, shown again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.catalogue.fields import KINDS, Given, Point, Problem
from janasetu.catalogue.fields.place import ward_in
from janasetu.catalogue.tests.factories import choice, complaint, question
from janasetu.lib.tests.strategies import bengali_hostile
from janasetu.lib.text import clean

CATEGORY = complaint().service.field("category")
TEXT, PLACE, PHOTO = question("text"), question("place"), question("photo")


def read(field: object, given: Given, earlier: object = None) -> object:
    return KINDS[field.kind].read(field, given, earlier=earlier)


# --- choices ---


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("রাস্তার আলো জ্বলছে না", "streetlight_out"),
        ("  রাস্তার   আলো জ্বলছে না।", "streetlight_out"),
        ("Street Light Out!", "streetlight_out"),
        ("rastar alo", "streetlight_out"),
        ("আমাদের গলিতে নর্দমা উপচে পড়ছে", "drain_blocked"),
        ("৩ দিন ধরে jol asche na", "water_no_supply"),
    ],
)
def test_an_option_is_known_by_its_words(words: str, code: str) -> None:
    assert read(CATEGORY, Given(text=words)) == code


@pytest.mark.parametrize("words", ["", " ", "?", "👍", "কিছু একটা", "জঞ্জাল আর মশা", "আ" * 65_536])
def test_words_that_name_no_option_or_two_are_asked_again(words: str) -> None:
    assert read(CATEGORY, Given(text=words)) == Problem("choice_unknown")


def test_a_code_is_taken_only_where_it_is_an_option() -> None:
    assert read(CATEGORY, Given(code="mosquito")) == "mosquito"
    assert read(CATEGORY, Given(code="pension")) == Problem("choice_unknown")


def test_an_option_that_a_later_version_lacks_is_shown_by_its_code() -> None:
    assert KINDS["choice"].show(CATEGORY, "pension", "bn") == "pension"


# --- words ---


def test_words_are_kept_as_written_but_for_marks_no_page_can_draw() -> None:
    assert read(TEXT, Given(text="  র‍্যাফেল স্ট্রিটে জল নেই।\nতিন দিন!  ")) == "র‍্যাফেল স্ট্রিটে জল নেই।\nতিন দিন!"
    assert read(TEXT, Given(text="ক" + "\u0981" * 10_000)) == "ক" + "\u0981" * 8
    assert read(TEXT, Given(text="\u202eজল নেই\u202c")) == "জল নেই"


@pytest.mark.parametrize("words", ["", "   ", "👍👍🏽", "?!।", "\u200d\u200c", "\u0981" * 10_000])
def test_a_description_without_a_letter_is_asked_again(words: str) -> None:
    assert read(TEXT, Given(text=words)) == Problem("text_needs_words")


def test_a_description_longer_than_a_message_is_asked_again() -> None:
    assert read(TEXT, Given(text="ক" * 4000)) == "ক" * 4000
    assert read(TEXT, Given(text="ক" * 4001)) == Problem("text_too_long", {"most": 4000})
    assert read(TEXT, Given(text="ক" * 65_536)) == Problem("text_too_long", {"most": 4000})


def test_a_long_description_is_shown_in_one_short_line() -> None:
    assert KINDS["text"].show(TEXT, "এক\nদুই", "bn") == "এক দুই"
    assert KINDS["text"].show(TEXT, "ক" * 300, "bn") == "ক" * 199 + "…"


# --- places ---


@pytest.mark.parametrize(
    ("words", "ward"),
    [
        ("৫ নং ওয়ার্ড, বাজারের পাশে", "5"),
        ("ওয়ার্ড নম্বর ১২", "12"),
        ("ওয়ার্ড ৪ স্কুলের সামনে", "4"),
        ("৫ নং ওয়ার্ডে", "5"),
        ("৯ নং ওয়ার্ডের ৩ নম্বর রাস্তা", "9"),
        ("৯ নম্বর ওয়ার্ড ৩ নম্বর গলি", "9"),
        ("বাড়ি ৫ ওয়ার্ড ৩", "3"),
        ("৬ ওয়ার্ড", "6"),
        ("ward no. 3", "3"),
        ("Ward-18", "18"),
        ("5 no ward", "5"),
        ("5no.ward", "5"),
        ("ward5", "5"),
        ("ward 007", "7"),
        ("স্টেশন রোড, ৫৬/২", None),
        ("ward 0", None),
        ("ward 1234", None),
        ("forward 3 houses", None),
        ("password 5", None),
        ("", None),
    ],
)
def test_a_ward_number_is_found_in_the_words(words: str, ward: str | None) -> None:
    assert ward_in(words) == ward


def test_a_place_in_words_is_kept_with_its_ward() -> None:
    assert read(PLACE, Given(text=" ৫ নং ওয়ার্ড,  বাজার ")) == {
        "text": "৫ নং ওয়ার্ড, বাজার",
        "ward": "5",
        "landmark": None,
        "lat": None,
        "lon": None,
    }


def test_a_pin_is_kept_to_a_tenth_of_a_metre_with_what_the_map_calls_it() -> None:
    assert read(PLACE, Given(point=Point(26.51834567, 89.20491234, "ফালাকাটা  বাজার"))) == {
        "text": "ফালাকাটা বাজার",
        "ward": None,
        "landmark": "ফালাকাটা বাজার",
        "lat": 26.518346,
        "lon": 89.204912,
    }


@pytest.mark.parametrize(
    "point",
    [Point(91, 0), Point(0, 181), Point(float("nan"), 0), Point(0, float("inf")), Point(1e300, -1e300)],
)
def test_a_pin_that_is_not_on_the_map_is_asked_again(point: Point) -> None:
    assert read(PLACE, Given(point=point)) == Problem("place_not_on_map")


@pytest.mark.parametrize("words", ["", " ", "📍", "—"])
def test_a_place_without_a_letter_is_asked_again(words: str) -> None:
    assert read(PLACE, Given(text=words)) == Problem("place_needs_words")


def test_a_place_longer_than_a_page_is_asked_again() -> None:
    assert read(PLACE, Given(text="ক" * 501)) == Problem("text_too_long", {"most": 500})


def test_a_place_is_shown_by_its_words_and_else_by_its_degrees() -> None:
    pin = read(PLACE, Given(point=Point(26.5, 89.25)))

    assert KINDS["place"].show(PLACE, pin, "bn") == "26.50000, 89.25000"
    assert KINDS["place"].show(PLACE, read(PLACE, Given(text="থানার মোড়")), "bn") == "থানার মোড়"


# --- photographs ---


def test_photos_are_added_up_to_five_and_each_is_kept_once() -> None:
    assert read(PHOTO, Given(files=("a",))) == ["a"]
    assert read(PHOTO, Given(files=("b",)), earlier=["a"]) == ["a", "b"]
    assert read(PHOTO, Given(files=("a",)), earlier=["a"]) == ["a"]
    assert read(PHOTO, Given(files=("a",)), earlier=list("abcde")) == list("abcde")
    assert read(PHOTO, Given(files=("f",)), earlier=list("abcde")) == Problem("photo_too_many", {"most": 5})


def test_words_are_no_photo() -> None:
    assert read(PHOTO, Given(text="ছবি")) == Problem("photo_needed")


def test_photos_are_shown_by_their_number_in_the_readers_digits() -> None:
    assert KINDS["photo"].show(PHOTO, ["a", "b"], "bn") == "২"


# --- anything ---

given_values = st.builds(
    Given,
    text=bengali_hostile().map(clean),
    code=bengali_hostile().map(clean),
    point=st.none() | st.builds(Point, st.floats(), st.floats(), bengali_hostile().map(clean)),
    files=st.lists(st.uuids().map(str), max_size=7).map(tuple),
)


@given(st.sampled_from([CATEGORY, TEXT, PLACE, PHOTO, choice(3)]), given_values)
def test_whatever_is_given_is_kept_as_json_and_shown_on_one_line_or_has_a_problem_with_words(
    field: object, whatever: Given
) -> None:
    answer = read(field, whatever)

    if isinstance(answer, Problem):
        assert answer.key in {
            "choice_unknown",
            "text_needs_words",
            "text_too_long",
            "place_needs_words",
            "place_not_on_map",
            "photo_needed",
            "photo_too_many",
        }
    else:
        assert json.loads(json.dumps(answer, allow_nan=False)) == answer
        shown = KINDS[field.kind].show(field, answer, "bn")
        assert shown.splitlines() == [shown]
