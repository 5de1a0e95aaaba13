"""Guard: every table has a history that the database keeps, or it is said why not; one list for all."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, Field, JSONField, Model, TextField

from janasetu.audit import triggers
from janasetu.audit.tables import AUDITED, NOT_AUDITED, SHUT, Audited

HOW = "Say in src/janasetu/audit/tables.py how its history is kept, or why it has none."


def models() -> dict[str, type[Model]]:
    """Every concrete table."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def texts(model: type[Model]) -> Iterator[Field]:
    """Columns in which anything may stand that somebody writes."""
    for field in model._meta.concrete_fields:
        if (
            isinstance(field, CharField | TextField | JSONField)
            and not field.choices
            and not field.primary_key
        ):
            yield field


def unclassed(model: type[Model], declared: Audited) -> list[str]:
    """Columns of texts of which nobody has said whether a history may hold them."""
    said = {*declared.hidden, *declared.plain, *declared.unwatched}
    slugs = {field.name for field in texts(model) if field.get_internal_type() == "SlugField"}
    return [str(field.column) for field in texts(model) if field.column not in said | slugs]


def test_every_table_is_audited_or_it_is_said_why_not() -> None:
    tables = set(models()) | {"django_session"}

    assert tables - set(AUDITED) - set(NOT_AUDITED) == set(), HOW
    assert set(AUDITED) & set(NOT_AUDITED) == set()
    assert (set(AUDITED) | set(NOT_AUDITED) | set(SHUT)) - tables == set()


@pytest.mark.parametrize("table", AUDITED)
def test_of_each_text_it_is_said_whether_history_may_hold_it(table: str) -> None:
    declared, model = AUDITED[table], models()[table]
    columns = {str(field.column) for field in model._meta.concrete_fields}
    named = {*declared.hidden, *declared.plain, *declared.unwatched}

    assert unclassed(model, declared) == [], f"plain, personal or long? {HOW}"
    assert named - columns == set()
    assert {declared.body, declared.case} - columns <= {""}


@pytest.mark.parametrize("column", ["name", "phone", "search"])
def test_who_a_citizen_is_stands_in_no_history(column: str) -> None:
    assert column in AUDITED["cases_caseparty"].personal


def test_the_guard_sees_a_text_that_nobody_has_classed() -> None:
    declared = AUDITED["cases_cannedreply"]

    assert unclassed(models()["cases_cannedreply"], declared) == []
    assert unclassed(models()["cases_cannedreply"], Audited(plain=("title",))) == ["text"]


@pytest.mark.django_db
def test_the_database_keeps_history_as_it_is_declared() -> None:
    assert triggers.differences() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = 'audit_insert'"
        )
        assert {table for (table,) in cursor.fetchall()} == set(AUDITED)
