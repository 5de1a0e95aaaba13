"""Doorbells: heard when the row is there, silent when it is not, and never needed."""

import psycopg
import pytest
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from janasetu.messaging import bells

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ear() -> bells.Ear:
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("host", "port", "user", "password", "dbname") if given.get(name)}
    return bells.Ear(make_conninfo(**wanted), bells.OUTBOUND)


def test_a_bell_is_heard_when_its_transaction_commits(ear: bells.Ear) -> None:
    ear.listen()
    with transaction.atomic():
        bells.ring(connection, bells.OUTBOUND)

    assert ear.wait(5) is True
    ear.close()


def test_a_bell_of_a_transaction_that_is_taken_back_is_not_heard(ear: bells.Ear) -> None:
    ear.listen()
    with transaction.atomic():
        bells.ring(connection, bells.OUTBOUND)
        transaction.set_rollback(True)

    assert ear.wait(0.05) is False
    ear.close()


def test_another_bell_wakes_nobody(ear: bells.Ear) -> None:
    ear.listen()
    bells.ring(connection, bells.INBOUND)

    assert ear.wait(0.05) is False
    ear.close()


def test_a_database_that_went_away_is_listened_to_again(ear: bells.Ear) -> None:
    ear.listen()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'"
        )
    with pytest.raises(psycopg.OperationalError):
        ear.wait(5)

    ear.listen()
    bells.ring(connection, bells.OUTBOUND)

    assert ear.wait(5) is True
    ear.close()
