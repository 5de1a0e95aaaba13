"""A database that may forget what it has confirmed is refused at the start, whoever runs it."""

import psycopg
import pytest

from janasetu.config import crew
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import PostgresError
from janasetu.config.postgres import server as managed
from janasetu.config.postgres.server import Server
from janasetu.config.tests.conftest import Started

WHAT = "switch fsync, full_page_writes and synchronous_commit on"


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_our_own_database_is_refused_with_any_of_the_three_off(
    setting: str, used_folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(managed._DURABLE, setting, "off")
    server = Server(used_folder)

    try:
        with pytest.raises(PostgresError, match=WHAT):
            crew.database_url(None, server)
    finally:
        server.stop(patience=2)


def test_a_database_named_from_outside_is_refused_with_any_of_the_three_off(
    used_folder: DataFolder, started: Started
) -> None:
    forgetful = started(used_folder)

    with pytest.raises(PostgresError, match=WHAT):
        crew.database_url(forgetful.url, None)


def test_a_database_whose_role_confirms_before_the_disk_is_refused(
    used_folder: DataFolder, started: Started
) -> None:
    server = started(used_folder, throwaway=False)
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        connection.execute("ALTER ROLE janasetu SET synchronous_commit = off")

    with pytest.raises(PostgresError, match=WHAT):
        crew.database_url(server.url, None)
