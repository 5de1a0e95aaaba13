"""What tests of history ask the database, and what somebody does there who goes past the product."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model

from janasetu.audit.models import AuditRow


def history(row: Model) -> list[tuple[str, str, dict[str, Any]]]:
    """What was done to a row, by whom, and what changed; the oldest first."""
    rows = AuditRow.objects.filter(table_name=row._meta.db_table, key=str(row.pk)).order_by("number")
    return list(rows.values_list("act", "actor", "changed"))


def by_sql(statement: str, *values: Any) -> None:
    """As somebody does it who opens the database by hand: nothing says whose act it is."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as in a session of their own
        cursor.execute(
            "SELECT set_config('janasetu.actor', '', true), set_config('janasetu.reason', '', true)"
        )
        cursor.cursor.execute(statement, values)  # past all that the product says with its statements


@contextmanager
def nobody_looking(*tables: str) -> Iterator[None]:
    """The owner of the tables takes the triggers of history away, and puts them back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
