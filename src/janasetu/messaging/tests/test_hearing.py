"""Since when we hear everything: a break begins it anew."""

from datetime import UTC, datetime, timedelta

from janasetu.messaging.hearing import Hearing

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def second(count: float) -> datetime:
    return NOON + timedelta(seconds=count)


def test_who_looks_every_second_hears_everything_since_they_began() -> None:
    hearing = Hearing(NOON)

    heard = []
    for count in range(1, 60):
        heard.append(hearing.since(second(count)))
        hearing.goes_on(second(count))

    assert set(heard) == {NOON}


def test_a_look_that_is_a_little_late_is_no_break() -> None:
    assert Hearing(NOON).since(second(5)) == NOON
    assert Hearing(NOON).since(second(5.1)) == second(5.1)


def test_while_looks_fail_it_has_not_begun() -> None:
    hearing = Hearing(NOON)

    assert [hearing.since(second(count)) for count in (6, 7, 60)] == [second(6), second(7), second(60)]
    hearing.goes_on(second(60.2))

    assert hearing.since(second(61)) == second(60)
