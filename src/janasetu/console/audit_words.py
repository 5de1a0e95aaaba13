"""What a change says in the words of an office, of any audited table: by its model and one file of words.

A guard reads the list of audited tables and misses no table, no column and no code of theirs in that file.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, Model

from janasetu.audit.models import AuditRow
from janasetu.lib.phrases import Phrases
from janasetu.lib.words import Lang

PHRASES = Phrases.load(Path(__file__).with_name("history.yaml"))


def thing(table: str, lang: Lang) -> str:
    """What a row of the table is; the name of the table where nobody has said."""
    return said([f"table.{table}"], lang) or table


def column_name(table: str, column: str, lang: Lang) -> str:
    """What stands in the column; empty where nobody has said."""
    return said([f"column.{table}.{column}", f"column.{column}"], lang)


def code_meaning(table: str, column: str, code: str, lang: Lang) -> str:
    """What a code of the column means; empty where nobody has said."""
    return said([f"value.{table}.{column}.{code}", f"value.{column}.{code}"], lang)


def said(keys: Iterable[str], lang: Lang) -> str:
    """The words of the first of these keys that has some."""
    known = _known()
    return next((PHRASES.say(key, lang) for key in keys if key in known), "")


@cache
def _known() -> frozenset[str]:
    return frozenset(PHRASES.keys())


@cache
def fields_of(table: str) -> "Mapping[str, Field[Any, Any]]":
    """The columns of a table as its model has them; none of a table that went."""
    model = _models().get(table)
    return {str(field.column): field for field in model._meta.concrete_fields} if model else {}


@cache
def _models() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def model_behind(table: str, column: str) -> type[Model] | None:
    """Of which model an id in the column is; None of what is no id."""
    field = fields_of(table).get(column)
    related = field.related_model if field else None
    return related if isinstance(related, type) else None


def ids_of(found: Iterable[AuditRow], model: type[Model]) -> Iterator[UUID]:
    """The ids of rows of the model that stood or stand in a column of these changes."""
    for one in found:
        for column, pair in one.changed.items():
            if isinstance(pair, list) and model_behind(one.table_name, column) is model:
                yield from (UUID(value) for value in pair if value)
