"""The measure by which other tests find work that grows by the square: it finds it, and nothing else."""

import re
from collections.abc import Callable

import pytest

from janasetu.lib.tests.timing import begun, grows_in_step

SPACES = " " * 50_000


def test_the_beginnings_of_a_text_are_ten_times_each_other() -> None:
    assert [len(text) for text in begun(SPACES)] == [50, 500, 5_000, 50_000]
    assert [len(text) for text in begun(SPACES[:300])] == [300]


@pytest.mark.parametrize("work", [len, str.split, re.compile(r"\s+").search, lambda text: [*text]])
def test_what_looks_at_each_letter_once_grows_in_step(work: Callable[[str], object]) -> None:
    assert grows_in_step(work, begun(SPACES))


@pytest.mark.parametrize("careless", [r"\s+x", r"x|\s+,"])
def test_an_expression_that_begins_anew_at_each_letter_does_not(careless: str) -> None:
    assert not grows_in_step(re.compile(careless).search, begun(SPACES))
