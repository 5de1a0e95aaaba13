"""Spellings of one person meet, and two people with near names do not: measured on lists of our own."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from janasetu.registers.matching import MEETS, likeness, likeness_of_keys, nearness
from janasetu.registers.names import name_key, words_of

_HERE = Path(__file__).parent


def lines(name: str) -> Iterator[list[str]]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split(" | ")


def meet(one: str, other: str) -> bool:
    """Whichever of the two is asked for, and whichever stands in the register."""
    return max(likeness(one, other), likeness(other, one)) >= MEETS


def test_of_the_spellings_of_one_person_at_least_95_in_100_meet() -> None:
    pairs = [pair for ways in lines("spellings.txt") for pair in combinations(ways, 2)]
    missed = [pair for pair in pairs if not meet(*pair)]

    assert len(pairs) >= 300
    assert len(missed) <= 0.05 * len(pairs), missed


def test_of_people_with_near_names_at_most_2_in_100_are_taken_for_one() -> None:
    pairs = list(lines("apart.txt"))
    wrong = [pair for pair in pairs if meet(*pair)]

    assert len(pairs) >= 150
    assert len(wrong) <= 0.02 * len(pairs), wrong


def test_nobody_of_the_list_is_taken_for_somebody_else_of_it() -> None:
    people = [ways[0] for ways in lines("spellings.txt")]

    assert [pair for pair in combinations(people, 2) if meet(*pair)] == []


@pytest.mark.parametrize("stands", ["মহঃ রহমান", "মোঃ রহমান", "মহম্মদ রহমান", "Mohd. Rehman"])
def test_md_rahaman_is_this_man(stands: str) -> None:
    assert likeness("Md Rahaman", stands) == 1.0


def test_a_title_is_no_part_of_a_name() -> None:
    assert words_of("শ্রীমতী লক্ষ্মী দাস") == words_of("Late Lakshmi Das") == words_of("লক্ষ্মী দাস")
    assert words_of("স্বর্গীয়") == ()


def test_an_initial_is_a_name_that_begins_so_but_less_sure() -> None:
    assert MEETS < likeness("S. Das", "Sumita Das") < likeness("Sumita Das", "Sumita Das") == 1.0
    assert likeness("T. Das", "Sumita Das") < MEETS


def test_a_slip_of_the_finger_is_near_but_not_the_same_person() -> None:
    for slip in ("Mritunjay", "Mrityunajy", "Mrityunjaya", "Mrityunjar"):
        assert 0.5 < likeness(f"{slip} Pal", "Mrityunjay Pal") <= 1.0

    assert likeness("অরিজিৎ সেন", "অভিজিৎ সেন") < MEETS


def test_a_key_holds_every_way_of_writing_somebody_once() -> None:
    key = name_key("মোঃ রহমান", "Md Rahaman", "")

    assert key == "mahmd rahmn"
    assert name_key("", "শ্রী") == ""
    assert likeness_of_keys("মহঃ রহমান", name_key("চাঁদ শেখ", "Mohammad Rahman")) == 1.0
    assert likeness_of_keys("রহমান", "") == likeness_of_keys("", key) == 0.0


def test_a_day_is_as_near_as_people_remember_days() -> None:
    day = date(1987, 3, 4)
    told = [
        nearness(day, other)
        for other in (
            day,
            date(1987, 4, 3),
            date(1986, 3, 4),
            date(1987, 3, 20),
            date(1987, 9, 1),
            date(1989, 1, 1),
        )
    ]

    assert told == [1.0, 0.9, 0.7, 0.6, 0.3, 0.1]
