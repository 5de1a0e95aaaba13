"""How fast a line speaks: at its rate, no more to one person than is borne, not at all while it is held."""

from uuid import UUID

import pytest

from janasetu.messaging.pace import SHARE, Allowance, Buckets, Pace
from janasetu.messaging.values import Refusal

LINE, OTHER = UUID(int=1), UUID(int=2)
RITA, SALIM = UUID(int=11), UUID(int=12)
RATES = {LINE: 80.0}


@pytest.fixture
def pace() -> Pace:
    return Pace(Allowance(per_second=1 / 6, burst=3))


def spoken(pace: Pace, *, seconds: float, step: float = 0.01) -> int:
    """How many messages go out on the line in so long, if as many as may do."""
    sent = 0
    for tick in range(round(seconds / step)):
        at = tick * step
        for _ in range(pace.quotas(RATES, most=16, at=at).get(LINE, 0)):
            pace.sends(LINE, RATES[LINE], at=at)
            sent += 1
    return sent


def test_a_line_keeps_to_its_rate_with_some_room_for_what_comes_in(pace: Pace) -> None:
    assert spoken(pace, seconds=10) == pytest.approx(40 + 80 * SHARE * 10, abs=2)


def test_a_slow_line_may_still_speak(pace: Pace) -> None:
    assert pace.quotas({LINE: 0.2}, most=16, at=0.0) == {LINE: 1}


def test_no_line_gets_more_than_there_are_places(pace: Pace) -> None:
    assert pace.quotas({LINE: 80.0, OTHER: 2.0}, most=5, at=0.0) == {LINE: 5, OTHER: 1}


def test_a_line_without_a_token_says_when_it_has_one(pace: Pace) -> None:
    for _ in range(40):
        pace.sends(LINE, 80.0, at=0.0)

    assert pace.quotas(RATES, most=16, at=0.0) == {}
    assert pace.wait(RATES, at=0.0) == pytest.approx(1 / 80)
    assert pace.wait(RATES, at=1.0) == 0.0


def test_one_person_is_written_to_in_a_burst_and_then_slowly(pace: Pace) -> None:
    waits = [pace.wait_for(LINE, RITA, at=0.0) for _ in range(4)]

    assert waits[:3] == [0.0, 0.0, 0.0]
    assert waits[3] == pytest.approx(6.0)
    assert pace.wait_for(LINE, SALIM, at=0.0) == 0.0
    assert pace.wait_for(LINE, RITA, at=6.1) == 0.0


def test_who_was_written_to_too_often_waits_whatever_we_had_counted(pace: Pace) -> None:
    pace.too_often(LINE, RITA, at=0.0)

    assert pace.wait_for(LINE, RITA, at=0.0) == pytest.approx(6.0)


def test_a_line_that_was_too_quick_is_silent_for_as_long_as_asked_and_then_begins_slowly(pace: Pace) -> None:
    pace.too_quick(LINE, 4.0, at=0.0)

    assert pace.quotas(RATES, most=16, at=3.9) == {}
    assert pace.quotas(RATES, most=16, at=4.02) == {LINE: 1}


def test_while_nobody_answers_one_message_a_second_tries(pace: Pace) -> None:
    pace.away(LINE, at=0.0)
    tries = [at for at in (tick / 10 for tick in range(50)) if _try(pace, at)]

    assert tries == pytest.approx([1.0, 2.0, 3.0, 4.0], abs=0.2)


def _try(pace: Pace, at: float) -> bool:
    may = pace.quotas(RATES, most=16, at=at).get(LINE, 0)
    assert may <= 1
    if may:
        pace.sends(LINE, 80.0, at=at)
    return bool(may)


def test_the_first_answer_lets_all_go_on(pace: Pace) -> None:
    pace.stopped(LINE, at=0.0)
    assert pace.quotas(RATES, most=16, at=29.9) == {}
    assert pace.quotas(RATES, most=16, at=30.1) == {LINE: 1}

    pace.went(LINE)

    assert pace.quotas(RATES, most=16, at=30.1) == {LINE: 16}


def test_who_has_been_left_alone_is_forgotten() -> None:
    buckets, allowance = Buckets[int](), Allowance(per_second=1, burst=2)
    for person in range(100):
        buckets.take(person, allowance, at=0.0)

    buckets.forget_full(allowance, at=10.0)

    assert not buckets._buckets


def test_a_line_that_stands_still_says_why_until_it_speaks_again(pace: Pace) -> None:
    pace.too_quick(LINE, 4.0, at=0.0)
    pace.stopped(OTHER, at=0.0)

    assert pace.held(at=3.9) == {LINE: Refusal.TOO_QUICK, OTHER: Refusal.LINE_STOPPED}
    assert pace.held(at=60.0) == {OTHER: Refusal.LINE_STOPPED}  # one message tries; the others stand still
    pace.went(OTHER)
    assert pace.held(at=60.0) == {}
