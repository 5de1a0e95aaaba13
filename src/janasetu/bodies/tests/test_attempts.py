"""Tries at the door are counted in the database: for all processes, and over restarts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import count_attempt, count_attempts, forget_attempts
from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.models import Attempt
from janasetu.bodies.throttle import Limit

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
FIVE, TWO = Limit(free=5), Limit(free=2)


def is_let_in(*names: str, limit: Limit = FIVE, at: datetime = AT) -> bool:
    try:
        count_attempt(dict.fromkeys(names, limit), at=at)
    except TooManyTriesError:
        return False
    return True


def at_the_same_instant(times: int, act: Callable[[], bool]) -> int:
    """How often the act said yes, of so many on connections of their own."""

    def on_its_own_connection(_: int) -> bool:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return sum(pool.map(on_its_own_connection, range(times)))


@pytest.mark.django_db
def test_the_try_after_the_last_free_one_waits_and_says_until_when() -> None:
    assert [is_let_in("a login") for _ in range(5)] == [True] * 5

    with pytest.raises(TooManyTriesError) as refused:
        count_attempt({"a login": FIVE}, at=AT)

    assert refused.value.until == AT + timedelta(minutes=1)


@pytest.mark.django_db
def test_a_try_that_is_refused_is_not_counted() -> None:
    for _ in range(9):
        is_let_in("a login")

    assert is_let_in("a login", at=AT + timedelta(minutes=1))
    assert Attempt.objects.get().tries == 6


@pytest.mark.django_db
def test_one_name_that_waits_refuses_the_try_and_the_others_are_not_charged() -> None:
    for _ in range(2):
        is_let_in("a login", limit=TWO)

    assert not is_let_in("a login", "an address", limit=TWO)
    assert is_let_in("an address", limit=TWO)


@pytest.mark.django_db
def test_a_right_secret_makes_its_tries_free_again_and_gives_the_shared_name_one_back() -> None:
    for _ in range(2):
        is_let_in("a login", "an address", limit=TWO)

    forget_attempts(["a login"], shared="an address", at=AT)

    assert Attempt.objects.get().tries == 1
    assert is_let_in("a login", "an address", limit=TWO)
    assert not is_let_in("another login", "an address", limit=TWO)


@pytest.mark.django_db
def test_what_nobody_tried_for_a_day_is_forgotten() -> None:
    is_let_in("yesterday's")

    forget_attempts(["today's"], at=AT + timedelta(days=1))
    assert Attempt.objects.count() == 1
    forget_attempts(["today's"], at=AT + timedelta(days=1, microseconds=1))
    assert not Attempt.objects.exists()


@pytest.mark.django_db
def test_neither_a_login_nor_an_address_stands_in_the_table() -> None:
    is_let_in("login officer@falakata from 192.0.2.7")

    assert set(Attempt.objects.get().key) <= set("0123456789abcdef")


@pytest.mark.django_db(transaction=True)
def test_who_sends_twelve_at_the_same_instant_gets_no_more_looks_than_the_free_ones() -> None:
    assert at_the_same_instant(12, lambda: is_let_in("a login", "an address")) == 5


@pytest.mark.django_db
def test_several_tries_are_counted_one_after_the_other_in_as_few_statements() -> None:
    def cost(tries: int) -> tuple[list[bool], int]:
        with CaptureQueriesContext(connection) as seen:
            let_in = count_attempts([{f"a login {tries}": TWO}] * tries, at=AT)
        return let_in, len(seen)

    assert cost(1)[0] == [True]
    assert cost(4)[0] == [True, True, False, False]
    assert cost(3)[1] == cost(5)[1]
