"""Pins that lie close together, and those that do not."""

import random
from uuid import UUID

from janasetu.cases.gathered import Pin, gathered

METRE = 1 / 111_200  # of latitude, in degrees
LAT, LON = 22.57, 88.36


def pins(*north: float) -> list[Pin]:
    """So many metres north of a corner, by the number of their place."""
    return [Pin(UUID(int=place), LAT + metres * METRE, LON) for place, metres in enumerate(north, 1)]


def groups(*north: float) -> list[list[int]]:
    return [[one.int for one in group] for group in gathered(pins(*north), metres=100, least=3)]


def test_three_within_a_hundred_metres_of_the_middle_one_are_a_group() -> None:
    assert groups(0, 99, 198) == [[2, 1, 3]]


def test_three_of_which_none_is_near_both_others_are_none() -> None:
    assert groups(0, 101, 202) == []
    assert groups(0, 10) == []
    assert groups() == []


def test_a_whole_street_is_no_one_place_and_nobody_is_counted_twice() -> None:
    found = groups(*range(0, 1000, 50))

    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    assert max(map(len, found)) == 5


def test_east_and_west_are_measured_in_metres_too() -> None:
    east = [Pin(UUID(int=place), LAT, LON + place * 105 * METRE / 0.923) for place in range(3)]

    assert gathered(east, metres=100, least=3) == []
    assert len(gathered(east, metres=106, least=3)) == 1


def test_the_order_in_which_they_come_changes_nothing() -> None:
    dice = random.Random(7)
    some = [
        Pin(UUID(int=place), LAT + dice.random() * 0.01, LON + dice.random() * 0.01) for place in range(300)
    ]
    turned = some[:]
    dice.shuffle(turned)

    assert gathered(some, metres=100, least=3) == gathered(turned, metres=100, least=3)
