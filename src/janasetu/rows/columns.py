"""The columns of a model for SQL by hand that brings its rows: from the model, so that none is ever left out.

A column that a raw statement does not bring is read by a query of its own, once a row; whoever adds a column
to a model cannot know every statement that brings it.
"""

from django.db.models import Model


def columns_of(model: type[Model], table: str) -> str:
    """All columns of the model, of what the statement calls `table`: for `SELECT ... FROM ... AS table`."""
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)
