"""Making a demo ready: a file of ours that cannot be used is told by name and line, without a traceback."""

import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection

from janasetu.bodies.models import LocalBody
from janasetu.channels.tests.factories import database_url
from janasetu.config import pids, preparation
from janasetu.demo import towns


@pytest.mark.django_db
def test_a_wrong_file_of_the_towns_is_told_with_its_line_and_nothing_is_seeded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "towns"
    folder.mkdir()
    (folder / "falakata.yaml").write_text("code: falakata\nnumber: many\n", encoding="utf-8")
    monkeypatch.setattr(towns, "_FOLDER", folder)

    assert preparation.seed(small=True) == 1

    complained = capsys.readouterr().err.splitlines()
    assert (
        "towns/falakata.yaml:2: number: Input should be a valid integer, unable to parse string as an integer"
        in complained
    )
    assert not LocalBody.objects.exists()


# --- a schema that changes under people who work ---


@pytest.fixture
def one_migration(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One migration is missing: it adds a column to a table; how often it was tried."""
    tried: list[str] = []
    missing = ["a column"]

    class Executor:
        def __init__(self, _connection: object) -> None:
            self.loader = self.graph = self

        def leaf_nodes(self) -> list[str]:
            return missing

        def migration_plan(self, nodes: list[str]) -> list[str]:
            return nodes

    def apply(*_: object, **__: object) -> None:
        tried.append("a column")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE bodies_role ADD COLUMN of_a_test text")
        missing.clear()

    monkeypatch.setattr(preparation, "MigrationExecutor", Executor)
    monkeypatch.setattr(preparation, "call_command", apply)
    monkeypatch.setattr(preparation, "LOCK_SECONDS", 0.05)
    monkeypatch.setattr(preparation, "PAUSE_SECONDS", 0.01)
    return tried


def _wait_for(happened: Callable[[], bool]) -> None:
    assert pids.wait_until(happened, seconds=20)


def held_until(let_go: Callable[[], object], begun: threading.Event) -> threading.Thread:
    """Somebody reads a table in a transaction that lasts until `let_go` returns."""

    def read() -> None:
        with psycopg.connect(database_url()) as reader:
            reader.execute("SELECT 1 FROM bodies_role")
            begun.set()
            let_go()

    thread = threading.Thread(target=read)
    thread.start()
    assert begun.wait(10)
    return thread


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_would_wait_lets_others_through_and_tries_again(one_migration: list[str]) -> None:
    reader = held_until(lambda: _wait_for(lambda: len(one_migration) > 2), threading.Event())

    try:
        preparation.migrate()
    finally:
        reader.join()

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bodies_role DROP COLUMN of_a_test")
        cursor.execute("SELECT current_setting('lock_timeout')")
        assert cursor.fetchone() == ("0",)
    assert len(one_migration) > 2


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_never_gets_its_lock_ends_with_an_error_and_changes_nothing(
    one_migration: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparation, "TRIES", 3)
    over = threading.Event()
    reader = held_until(lambda: over.wait(20), threading.Event())

    try:
        with pytest.raises(OperationalError, match="lock timeout"):
            preparation.migrate()
    finally:
        over.set()
        reader.join()

    assert len(one_migration) == 3


@pytest.mark.django_db(transaction=True)
def test_an_index_that_was_not_finished_is_taken_away_and_a_finished_one_stays(
    one_migration: list[str],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX of_a_test ON bodies_role (code)")
        with pytest.raises(IntegrityError):
            cursor.execute("CREATE UNIQUE INDEX CONCURRENTLY half_of_a_test ON django_migrations ((1))")
        preparation._drop_unfinished_indexes(cursor)
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE '%of_a_test' ORDER BY 1")
        assert cursor.fetchall() == [("of_a_test",)]
        cursor.execute("DROP INDEX of_a_test")
