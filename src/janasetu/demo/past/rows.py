"""Write many rows of a table at once: by COPY, which is ten times as quick as INSERT."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import CharField, Field, JSONField, Model, TextField
from psycopg import sql
from psycopg.types.json import Jsonb

Row = TypeVar("Row", bound=Model)


def write(model: type[Row], rows: Sequence[Row]) -> None:
    """Insert these rows; the database checks them as it checks every other."""
    columns = [(field.attname, _writer(field)) for field in model._meta.concrete_fields]
    names = [sql.Identifier(str(field.column)) for field in model._meta.concrete_fields]
    table, listed = sql.Identifier(model._meta.db_table), sql.SQL(", ").join(names)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, listed)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([written(getattr(row, name)) for name, written in columns])


def _writer(field: "Field[Any, Any]") -> Callable[[Any], Any]:
    """How a value of this column is handed to the driver; moments, ids and numbers go as they are."""
    if isinstance(field, JSONField):
        return _json
    if isinstance(field, CharField | TextField):
        return _text
    return _as_it_is


def _json(value: Any) -> Jsonb | None:
    return None if value is None else Jsonb(value)


def _text(value: Any) -> str | None:
    """A word of a list of choices is its text."""
    return None if value is None else str(value)


def _as_it_is(value: Any) -> Any:
    return value


def look_again(models: Iterable[type[Model]]) -> None:
    """Let the planner know how large these tables have become."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))
