"""For how long nothing was missed: what the intakes say, all of those that run."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection

from janasetu.lib.ids import uuid7
from janasetu.messaging.hearing import hears_for
from janasetu.messaging.models import Pulse

pytestmark = pytest.mark.django_db


def intakes(*told: tuple[float, float]) -> None:
    """Each beat so many seconds ago, and heard everything for so many."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Pulse._meta.db_table} VALUES"  # noqa: S608 - a table name
            " (%s, clock_timestamp() - %s * interval '1 s', clock_timestamp() - %s * interval '1 s')",
            [(uuid7(), *one) for one in told],
        )


def test_without_any_intake_nothing_is_heard() -> None:
    assert hears_for() == timedelta()


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ([(0.5, 70)], 70),
        ([(0.5, 70), (0.9, 20)], 20),  # one of two has missed something
        ([(0.5, 70), (6, 5)], 70),  # a stopped one hears nothing, and nobody calls it
        ([(6, 70)], 0),
    ],
)
def test_of_those_that_run_who_missed_something_last_decides(
    told: Sequence[tuple[float, float]], seconds: float
) -> None:
    intakes(*told)

    assert timedelta(seconds=seconds) <= hears_for() < timedelta(seconds=seconds + 1)
