"""Python lists as PostgreSQL arrays, many times quicker than the driver writes them.

The driver looks at every element three times and at its text with a pattern. Ours are ids, numbers, moments
and texts; whatever else is in a list is left to the driver.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import NoneType
from typing import Any
from uuid import UUID

from psycopg import DataError
from psycopg.adapt import Buffer, PyFormat
from psycopg.types.array import BaseListDumper, ListDumper


def _quoted(text: str) -> str:
    if "\0" in text:
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_AS_TEXT: Mapping[type, Callable[[Any], str]] = {
    NoneType: lambda _: "NULL",
    UUID: str,
    bool: lambda given: "t" if given else "f",
    int: str,
    datetime: datetime.isoformat,
    str: _quoted,
}


class QuickListDumper(ListDumper):
    """Writes a list as a literal without a type: a cast or a column says which array it is."""

    def get_key(self, _obj: list[Any], _format: PyFormat) -> Any:
        return self.cls

    def upgrade(self, _obj: list[Any], _format: PyFormat) -> BaseListDumper:
        return self

    def dump(self, obj: list[Any]) -> Buffer | None:
        try:
            written = ",".join([_AS_TEXT[type(one)](one) for one in obj])
        except KeyError:
            return super().dump(obj)
        return f"{{{written}}}".encode()
