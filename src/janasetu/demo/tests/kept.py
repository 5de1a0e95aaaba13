"""Rows that many tests begin with: written by the product once a process, then laid down as they were."""

from collections.abc import Callable

from django.apps import apps
from django.db import connection
from psycopg import sql

Rows = dict[str, bytes]  # by table, as COPY writes them


class KeptRows:
    """What an act leaves in a database that holds only what the migrations wrote."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._kept: Rows = {}

    def lay_down(self) -> None:
        """The act itself the first time; then the rows it left, which is many times quicker."""
        if not self._kept:
            before = _rows()
            self._act()
            self._kept = {table: rows for table, rows in _rows().items() if rows != before[table]}
            assert not any(before[table] for table in self._kept), "there were rows before"
            return
        for table, rows in self._kept.items():
            _copy_in(table, rows)


def _rows() -> Rows:
    """Without history, which the database writes again when the rows are laid down."""
    models = apps.get_models(include_auto_created=True)
    tables = [model._meta.db_table for model in models if model._meta.app_label != "audit"]
    return {table: _copied_out(table) for table in tables}


def _copied_out(table: str) -> bytes:
    statement = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(copy)


def _copy_in(table: str, rows: bytes) -> None:
    """Foreign keys look at the rows when the test is over, so the order of tables does not matter."""
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(rows)
