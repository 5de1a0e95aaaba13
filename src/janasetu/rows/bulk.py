"""Insert or change many rows with one statement and one parameter: JSON that PostgreSQL reads as a table.

`bulk_create` writes a parameter for each value of each row, at six times the cost. Bytes have no form in
JSON; a table that has some is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BinaryField, Model
from pydantic_core import to_json

Row = TypeVar("Row", bound=Model)


def insert(rows: Iterable[Row]) -> None:
    """All of these, of one model."""
    _write(list(rows), "")


def insert_new(rows: Iterable[Row]) -> None:
    """Those of these that break no unique constraint; the others are left out."""
    _write(list(rows), "ON CONFLICT DO NOTHING")


def upsert(rows: Iterable[Row], *, unique: Sequence[str], update: Sequence[str]) -> None:
    """Insert these; where a row with the same `unique` columns stands, its `update` columns become these."""
    changes = ", ".join(f'"{column}" = EXCLUDED."{column}"' for column in update)
    _write(list(rows), f"ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {changes}")


def _write(rows: Sequence[Row], conflict: str) -> None:
    if not rows:
        return
    table = _table(type(rows[0]))
    given = to_json([dict(zip(table.columns, table.values(row), strict=True)) for row in rows])
    with connection.cursor() as cursor:
        cursor.execute(f"{table.insert} {conflict}", [given.decode()])


@dataclass(frozen=True)
class _Table:
    """A model as this room writes it."""

    columns: Sequence[str]
    values: Any  # an attrgetter, whose own type tells nothing
    insert: str


@cache
def _table(model: type[Model]) -> _Table:
    fields = model._meta.concrete_fields
    for field in fields:
        if isinstance(field, BinaryField):
            raise TypeError(f"{field} cannot be written in bulk")
    columns = [str(field.column) for field in fields]
    names = ", ".join(f'"{column}"' for column in columns)
    typed = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in fields)
    table = model._meta.db_table
    return _Table(
        columns,
        attrgetter(*(field.attname for field in fields)),
        f'INSERT INTO "{table}" ({names}) SELECT {names}'  # noqa: S608 - our own names only
        f" FROM json_to_recordset(%s::json) AS given ({typed})",
    )


def update(rows: Iterable[Row], *, key: Sequence[str], columns: Sequence[str]) -> None:
    """Write these columns of rows that stand already, each found by its key."""
    changed = list(rows)
    if not changed:
        return
    model = type(changed[0])
    fields = [field for field in model._meta.concrete_fields if field.column in {*key, *columns}]
    given = to_json([{str(one.column): getattr(row, one.attname) for one in fields} for row in changed])
    typed = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in fields)
    changes = ", ".join(f'"{column}" = given."{column}"' for column in columns)
    found = " AND ".join(f'standing."{column}" = given."{column}"' for column in key)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" AS standing SET {changes}'  # noqa: S608 - our own names only
            f" FROM json_to_recordset(%s::json) AS given ({typed}) WHERE {found}",
            [given.decode()],
        )
