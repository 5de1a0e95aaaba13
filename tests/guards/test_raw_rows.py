"""Guard: SQL by hand that brings rows of a model brings them whole, whatever column is added to it later."""

import ast
from typing import Protocol

import pytest

from janasetu.bodies.models import LocalBody
from janasetu.bodies.queries import lineage
from janasetu.bodies.tests.factories import make_body
from janasetu.rows.columns import columns_of


class Parsed(Protocol):
    path: str
    tree: ast.Module


def test_who_brings_rows_by_hand_takes_their_columns_from_the_model(sources: list[Parsed]) -> None:
    by_hand = {source.path for source in sources if "raw" in _called(source.tree)}
    from_model = {source.path for source in sources if "columns_of" in _called(source.tree)}

    assert by_hand - from_model == set(), "Name the columns by janasetu.rows.columns.columns_of."
    assert by_hand >= {"bodies/queries/bodies.py", "cases/duplicates.py", "messaging/inbox.py"}


def _called(tree: ast.Module) -> set[str]:
    """The names of what the module calls."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


@pytest.mark.django_db
def test_a_column_that_is_added_to_a_model_is_brought_too() -> None:
    body = make_body()

    (found,) = lineage([body.id])[body.id]

    assert found.get_deferred_fields() == set()
    assert columns_of(LocalBody, "body").split(", ")[0] == 'body."id"'
