"""The words a case and its people are found by, and what is looked for in them."""

import pytest

from janasetu.cases.searching import needles_of, words_of_case, words_of_party
from janasetu.catalogue.tests.factories import complaint

ANSWERS = {
    "category": "streetlight_out",
    "description": "তিন দিন আলো নেই",
    "place": {"text": "স্টেশন রোড", "ward": "5", "landmark": None, "lat": 26.5, "lon": 89.25},
    "photo": None,
}


def words(**changes: object) -> list[str]:
    return words_of_case(complaint().service, {**ANSWERS, **changes}, outside_ref="মেমো ১২").split()


def finds(asked: str, there: str) -> bool:
    return all(needle in there for needle in needles_of(asked))


@pytest.mark.parametrize("asked", ["street light", "আলো", "alo nei", "স্টেশন", "station", "মেমো", "12", "5"])
def test_a_case_is_found_by_its_subject_the_persons_words_the_place_and_a_letters_number(asked: str) -> None:
    there = words_of_case(complaint().service, ANSWERS, outside_ref="মেমো ১২")

    assert finds(asked, there)


def test_each_word_is_kept_once_and_the_degrees_not_at_all() -> None:
    kept = words()

    assert len(kept) == len(set(kept))
    assert not [word for word in kept if "89" in word]


def test_what_was_not_answered_adds_no_words() -> None:
    assert set(words(description=None, place=None)) < set(words())


def test_a_person_is_found_by_the_name_and_by_some_digits_of_the_number() -> None:
    there = words_of_party("রহিমা বিবি", "919830012345")

    assert finds("rahima", there)
    assert finds("৩০০১২", there)
    assert not finds("সেলিম", there)


@pytest.mark.parametrize("phone", ["", "IN.abc123"])
def test_who_shows_no_number_is_found_by_the_name_alone(phone: str) -> None:
    assert words_of_party("রহিমা", phone) == words_of_party("রহিমা", "")


def test_few_digits_are_a_number_of_their_own() -> None:
    assert needles_of("৫") == [" 5"]
    assert needles_of("৩০০১") == ["3001"]


def test_a_word_that_is_asked_for_twice_is_looked_for_once() -> None:
    assert needles_of("আলো আলো") == needles_of("আলো")


def test_a_letter_alone_stays_whole() -> None:
    (needle,) = needles_of("a")

    assert needle == " a"
