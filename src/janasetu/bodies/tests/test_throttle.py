"""Who guesses at a door waits longer each time; who mistypes waits for nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from janasetu.bodies.throttle import Limit, Tally, counted, waits

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def after(tries: int, limit: Limit) -> Tally:
    """The tally after so many tries at the same instant."""
    tally = Tally(0, AT)
    for _ in range(tries):
        tally = counted(tally, limit, AT)
    return tally


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (500, 15)]
)
def test_the_wait_begins_with_the_last_free_try_and_doubles_up_to_a_quarter_of_an_hour(
    tries: int, minutes: int
) -> None:
    assert waits(after(tries, Limit(free=5)), AT) == (AT + minutes * MINUTE if minutes else None)


def test_at_the_end_of_the_wait_the_door_is_open() -> None:
    tally = after(5, Limit(free=5))

    assert waits(tally, AT + MINUTE - timedelta(microseconds=1)) == AT + MINUTE
    assert waits(tally, AT + MINUTE) is None


def test_an_hour_of_quiet_makes_tries_free_again() -> None:
    tally = after(9, Limit(free=5))

    assert counted(tally, Limit(free=5), AT + 60 * MINUTE - timedelta(microseconds=1)).tries == 10
    assert counted(tally, Limit(free=5), AT + 60 * MINUTE) == Tally(1, AT + 60 * MINUTE)


def test_a_limit_may_make_everybody_wait_as_long() -> None:
    hour = Limit(free=3, shortest=60 * MINUTE, longest=60 * MINUTE)

    assert [waits(after(tries, hour), AT) for tries in (2, 3, 9)] == [
        None,
        AT + 60 * MINUTE,
        AT + 60 * MINUTE,
    ]
