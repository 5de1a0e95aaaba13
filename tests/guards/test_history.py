"""Guard: every table has a history that the database keeps, or it is said why not; one list for all."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, Field, JSONField, Model, TextField

from janasetu.audit import triggers
from janasetu.audit.tables import AUDITED, NOT_AUDITED, SHUT, Audited
from janasetu.cases.models import CaseEvent
from janasetu.console import audit_words as words

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
    assert {declared.body} - columns <= {""}
    for column, beyond in declared.by_way_of:
        assert column in columns
        columns = {str(field.column) for field in models()[beyond]._meta.concrete_fields}
    assert {declared.case} - columns <= {""}


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


# --- the words in which an auditor reads it ---

READ = [table for table, declared in AUDITED.items() if declared.body]
# Their codes are named where the office names them: a status of a case, an event, a post.
NAMED_ELSEWHERE = {("cases_case", "status"), (CaseEvent._meta.db_table, "code")}


def shown(table: str) -> Iterator["Field[object, object]"]:
    """The columns of which the register may say that they changed."""
    declared = AUDITED[table]
    for field in models()[table]._meta.concrete_fields:
        hidden = {declared.body, *declared.unwatched}
        if not field.primary_key and field.column not in hidden:
            yield field


def wordless(table: str) -> list[str]:
    """What of the table an auditor would read in the computer's words."""
    missing = [] if words.thing(table, "bn") != table else [table]
    for field in shown(table):
        column = str(field.column)
        missing += [] if words.column_name(table, column, "bn") else [column]
        codes = [str(code) for code, _ in field.flatchoices if code not in ("", None)]
        if (table, column) not in NAMED_ELSEWHERE and column not in AUDITED[table].hidden:
            missing += [
                f"{column}={code}" for code in codes if not words.code_meaning(table, column, code, "bn")
            ]
    return missing


def test_an_auditor_reads_every_change_in_words() -> None:
    found = {table: missing for table in READ if (missing := wordless(table))}

    assert found == {}, "Say it in src/janasetu/console/history.yaml."


def test_no_word_of_the_register_is_of_nothing() -> None:
    said = {*words.PHRASES.keys()}
    columns = {(table, str(field.column)) for table in READ for field in shown(table)}
    names = {column for _, column in columns}
    meant = {
        *(f"table.{table}" for table in READ),
        *(f"column.{name}" for name in names),
        *(f"column.{table}.{column}" for table, column in columns),
        *(
            key
            for table in READ
            for field in shown(table)
            for code, _ in field.flatchoices
            for key in (f"value.{field.column}.{code}", f"value.{table}.{field.column}.{code}")
        ),
    }

    assert said - meant == set()
    assert words.PHRASES.problems() == []
