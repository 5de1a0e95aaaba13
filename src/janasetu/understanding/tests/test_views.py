"""What a model sees: alike where people mean the same, however they write."""

import numpy as np
import pytest

from janasetu.understanding.synonyms import IDEAS
from janasetu.understanding.views import LONGEST, sounds, views


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("জল আসছে না", "jol asche na"),
        ("পানি নাই", "jol nei"),
        ("रास्ता", "rasta"),
        ("হামার ড্রেন", "amader drain"),
        ("no water", "nei jol"),
        ("ওয়ার্ড ৫", "ward 82"),
    ],
)
def test_what_means_the_same_sounds_the_same(one: str, other: str) -> None:
    *heard, _ = views(one)
    *heard_too, _ = views(other)

    assert all(np.array_equal(a, b) for a, b in zip(heard, heard_too, strict=True))


def test_what_only_sounds_the_same_is_kept_apart_as_it_is_typed() -> None:
    *heard, typed = views("full")
    *heard_too, typed_too = views("ফুল")

    assert all(np.array_equal(a, b) for a, b in zip(heard, heard_too, strict=True))
    assert not np.intersect1d(typed, typed_too).size


@pytest.mark.parametrize(
    ("one", "other"), [("heaps", "স্তূপ"), ("repairing", "meramot"), ("renewed", "নবীকরণ")]
)
def test_words_of_one_idea_are_one_word_and_stay_their_own_letters(one: str, other: str) -> None:
    sound, _, idea, _ = views(one)
    sound_too, _, idea_too, _ = views(other)

    assert np.array_equal(idea, idea_too)
    assert not np.array_equal(sound, sound_too)


def test_what_stands_for_an_idea_stands_for_no_other() -> None:
    assert not IDEAS.keys() & IDEAS.values()


def test_letters_are_seen_within_a_word_and_their_consonants_from_word_to_word() -> None:
    sound, bare, _, typed = views("jol nei")
    alone, alone_bare, _, alone_typed = map(np.concatenate, zip(views("jol"), views("nei"), strict=True))

    assert set(sound) == set(alone)
    assert set(typed) == set(alone_typed)
    assert set(bare) > set(alone_bare)


def test_a_number_is_seen_by_its_length_alone() -> None:
    assert sounds("২৩১") == sounds("7") == ["3"]
    assert sounds("4471") == ["5"]
    assert sounds("9830012345") == sounds("26-0413-00127-4") == ["8"]


def test_of_the_letters_groups_of_two_to_five_are_seen_and_of_words_single_ones_and_pairs() -> None:
    sound, bare, words, typed = views("jol nei")

    assert len(sound) == sum(2 * (len(" jal ") - size + 1) for size in (2, 3, 4, 5))
    assert len(bare) == sum(len(" jl n ") - size + 1 for size in (3, 4, 5))
    assert len(words) == 3
    assert len(typed) == len(sound)


@pytest.mark.parametrize("text", ["", " ", "👍", "।", "৫", "a", "\ud800", "x" * 100_000, "জ" * 5000])
def test_nothing_that_is_typed_is_refused(text: str) -> None:
    assert len(views(text)) == 4


def test_what_stands_beyond_the_longest_message_is_not_looked_at() -> None:
    long = "jol nei " * LONGEST

    assert all(np.array_equal(a, b) for a, b in zip(views(long), views(long[:LONGEST]), strict=True))
