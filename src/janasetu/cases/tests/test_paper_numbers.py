"""The numbers of the papers of a file, and what a note names of them."""

import pytest

from janasetu.cases.paper_numbers import Words, fixed, numbered, numbers_in, parts_of
from janasetu.lib.ids import uuid7


@pytest.mark.parametrize(
    ("note", "numbers"),
    [
        ("কাগজ ৩ আর কাগজ নং 12 মিলিয়ে দেখলাম, কাগজ ৩-এ নাম আলাদা।", [3, 12]),
        ("Paper 2 is not signed, see paper no. 4.", [2, 4]),
        ("काग़ज़ २ देखें", [2]),
        ("কাগজ ৩টি পেয়েছি, কাগজ ২০২৬ সালের।", []),
        ("কাগজ ঠিক আছে", []),
    ],
)
def test_a_note_names_papers_by_their_numbers(note: str, numbers: list[int]) -> None:
    assert numbers_in(note) == numbers


def test_the_parts_of_a_note_are_the_whole_note() -> None:
    note = "প্রথমে কাগজ ৩, পরে\nকাগজ ৪"

    parts = list(parts_of(note))

    assert parts == [Words("প্রথমে "), Words("কাগজ ৩", 3), Words(", পরে\n"), Words("কাগজ ৪", 4)]
    assert "".join(one.text for one in parts) == note


def test_a_number_that_a_note_has_named_stays_though_an_earlier_paper_turns_up() -> None:
    late, deed, plan = uuid7(), uuid7(), uuid7()

    named = fixed([{str(plan): 2}, {str(plan): 9}])

    assert numbered([deed, plan], named) == {deed: 1, plan: 2}
    assert numbered([late, deed, plan], named) == {late: 1, deed: 3, plan: 2}
