"""Whether anything waits for a sweep: asked once a second, by a statement that is written once a process.

Django writes a statement anew for each look; of a wide table, with all that is joined to it, that costs ten
times what the database needs to say that there is nothing.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_MOMENT = datetime(1900, 1, 1, tzinfo=UTC)  # stands in the statement where the moment of a look comes


class Waiting:
    """Rows that a sweep looks for at a moment, as `rows` makes them: the very ones that it then locks."""

    def __init__(self, rows: Callable[[datetime], QuerySet[Any]]) -> None:
        self._rows = rows

    def at(self, moment: datetime) -> bool:
        """Whether there is any; one query."""
        statement, given = self._written
        with connection.cursor() as cursor:
            cursor.execute(statement, [moment if one == _MOMENT else one for one in given])
            return cursor.fetchone() is not None

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        statement, given = self._rows(_MOMENT).query.exists().sql_with_params()
        if any(isinstance(one, date) and one != _MOMENT for one in given):
            raise ValueError(
                "Only the moment itself may stand in a statement that is kept: give `at` another."
            )
        return statement, tuple(given)
