"""Let rows stand in a table once: insert what is new, correct what differs, touch nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def keep(
    model: type[Row],
    known: Iterable[Row],
    wanted: Iterable[Row],
    *,
    key: Sequence[str],
    correct: Sequence[str],
) -> None:
    """Insert the wanted rows that are not known, and set `correct` in those that differ; two statements.

    `key`: the columns that tell one row from another. What else a known row says is the office's own by now.
    """
    by_key = {_values(row, key): row for row in known}
    pairs = [(row, by_key.get(_values(row, key))) for row in wanted]
    changed = [here for row, here in pairs if here is not None and _corrected(here, row, correct)]
    model._default_manager.bulk_create([row for row, here in pairs if here is None])
    model._default_manager.bulk_update(changed, correct)


def _corrected(here: Model, row: Model, fields: Sequence[str]) -> bool:
    """Give `here` what `row` says; whether that changed anything."""
    before = _values(here, fields)
    for field in fields:
        setattr(here, field, getattr(row, field))
    return before != _values(row, fields)


def _values(row: Model, fields: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, field) for field in fields)
