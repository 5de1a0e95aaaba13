"""What grows is told from what goes up and down."""

import os

from towns import flat, memory


def held(*megabytes: float, descriptors: int = 0) -> flat.Held:
    """A look each minute."""
    return flat.Held([(60.0 * at, mb, 20 + at * descriptors) for at, mb in enumerate(megabytes)])


def test_what_goes_up_and_down_or_is_high_once_has_not_grown() -> None:
    waves = [100.0, 100.4, 100.0, 100.3, 140.0, 100.1, 100.4, 100.0, 100.2, 100.1] * 3

    assert held(*waves).faults("pump", 0) == []


def test_what_grows_by_more_than_it_may_is_found() -> None:
    slowly = [100 + minute / 20 for minute in range(30)]

    (told,) = held(*slowly).faults("pump", 0)
    assert told.startswith("pump grew by 1.5 MB in 29 minutes: 100.0, 100.2, 100.3, ")
    assert held(*slowly).faults("pump", 60 * 25) == []  # too little of it to tell


def test_what_is_opened_and_not_closed_is_found() -> None:
    assert held(*[100.0] * 30, descriptors=1).faults("web", 0) == [
        "web has 24 more descriptors than 29 minutes before"
    ]


def test_the_memory_and_the_descriptors_of_a_process_are_told() -> None:
    us = [os.getpid()]

    assert 1 < memory.own(us) < memory.pss(us) < 10_000
    assert memory.descriptors(us) >= 3
    assert memory.pss([2**22 + 1]) == 0  # nobody has this number
