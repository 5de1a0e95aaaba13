"""Guard: while a new release is put in, programs of the release before go on working on the same tables.

So a migration only adds, and what it adds is filled by the database where an old program knows nothing of it.
What is taken away or renamed goes in two releases: in the first no program uses it any more, in the second it
goes, and the migration says so: `TWO_STEPS = "0.6.0 no longer reads it"`. An index on a table that is not new
is built beside the work that goes on: AddIndexConcurrently.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState

from janasetu.config import first_tables

# Made before there was an installation that could be moved from one release to the next at work.
BEFORE = {
    "bodies": 4,
    "cases": 8,
    "catalogue": 2,
    "conversations": 4,
    "documents": 3,
    "messaging": 6,
    "people": 2,
}

_TAKES_AWAY = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
    migrations.AlterUniqueTogether,
)


Fields = Callable[[str, str], models.Field]  # a field as it was, by model and name


def faults(migration: migrations.Migration, was: Fields, two_steps: str = "") -> Iterator[str]:
    """What an old program would not survive, in words."""
    new = {one.name.lower() for one in migration.operations if isinstance(one, migrations.CreateModel)}
    for one in migration.operations:
        if str(getattr(one, "model_name", "")).lower() in new:
            continue
        if fault := _fault_now(one) or ("" if two_steps else _fault_in_one_step(one, was)):
            yield f"{one.describe()}: {fault}"


def _fault_now(one: Operation) -> str:
    """What is never done while others work."""
    if isinstance(one, migrations.AddField) and not _filled_without_us(one.field):
        return "an old program fills nothing in; null or db_default"
    if isinstance(one, migrations.AddIndex) and not isinstance(one, AddIndexConcurrently):
        return "nobody could write meanwhile; AddIndexConcurrently"
    return ""


def _fault_in_one_step(one: Operation, was: Fields) -> str:
    """What is done only when no program counts on what was there before."""
    if isinstance(one, _TAKES_AWAY):
        return "in two steps, and say so in TWO_STEPS"
    if isinstance(one, migrations.AddConstraint):
        return "an old program may break it; in two steps, and say so in TWO_STEPS"
    if isinstance(one, migrations.AlterField) and _is_stricter(was(one.model_name, one.name), one.field):
        return "a column becomes stricter; in two steps, and say so in TWO_STEPS"
    return ""


def _filled_without_us(field: models.Field) -> bool:
    return bool(field.null or field.many_to_many or field.has_db_default())


def _is_stricter(old: models.Field, new: models.Field) -> bool:
    """Whether the column refuses something that it took; what it may choose from is no column's matter."""
    shorter = new.max_length is not None and (old.max_length is None or new.max_length < old.max_length)
    return (
        (old.null and not new.null)
        or (old.has_db_default() and not new.has_db_default())
        or shorter
        or type(old) is not type(new)
    )


def ours() -> Iterator[tuple[str, migrations.Migration, Fields, str]]:
    """Our migrations since then, each with what was there before it, and its word on two steps."""
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        module = import_module(migration.__module__)
        is_ours = migration.__module__.startswith("janasetu.")
        if is_ours and int(name[:4]) > BEFORE.get(app, 0):
            before = loader.project_state((app, name), at_end=False).models
            was = partial(_field, {model: state for (its, model), state in before.items() if its == app})
            yield f"{app}.{name}", migration, was, getattr(module, "TWO_STEPS", "")


def _field(before: Mapping[str, ModelState], model: str, name: str) -> models.Field:
    found: models.Field = before[model.lower()].fields[name]
    return found


def test_old_programs_survive_every_migration() -> None:
    found = [f"{name}: {fault}" for name, *of_it in ours() for fault in faults(*of_it)]

    assert found == []


def was(_model: str, _name: str) -> models.Field:
    return models.CharField(max_length=10, null=True)


def migration(*operations: Operation) -> migrations.Migration:
    made = migrations.Migration("0009_next", "messaging")
    made.operations = list(operations)
    return made


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("line", "word", models.CharField(max_length=9)),
        migrations.AddField("line", "word", models.CharField(max_length=9, default="")),
        migrations.RemoveField("line", "word"),
        migrations.RenameField("line", "word", "words"),
        migrations.DeleteModel("line"),
        migrations.AlterField("line", "word", models.CharField(max_length=9, null=True)),
        migrations.AlterField("line", "word", models.CharField(max_length=20)),
        migrations.AlterField("line", "word", models.TextField(null=True)),
        migrations.AddConstraint("line", models.UniqueConstraint(fields=["word"], name="word_once")),
        migrations.AddIndex("line", models.Index(fields=["word"], name="line_word")),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_an_old_program_would_not_survive_is_found(
    operation: Operation,
) -> None:
    assert len(list(faults(migration(operation), was))) == 1


def test_what_only_adds_and_what_stands_in_a_new_table_is_no_fault() -> None:
    fine = migration(
        migrations.CreateModel("Note", [("id", models.UUIDField(primary_key=True))]),
        migrations.AddField("note", "word", models.CharField(max_length=9)),
        migrations.AddIndex("note", models.Index(fields=["word"], name="note_word")),
        migrations.AddField("line", "word", models.CharField(max_length=9, null=True)),
        migrations.AlterField(
            "line", "word", models.CharField(max_length=10, null=True, choices=[("a", "b")])
        ),
        migrations.AddField("line", "words", models.CharField(max_length=9, db_default="")),
        AddIndexConcurrently("line", models.Index(fields=["word"], name="line_word")),
    )

    assert list(faults(fine, was)) == []


def test_what_goes_in_two_steps_says_so() -> None:
    taken_away = migration(migrations.RemoveField("line", "word"))

    assert list(faults(taken_away, was, "0.6.0 no longer reads it")) == []


# --- the tables of a new database, which are laid without migrating ---


def test_the_first_tables_stand_for_migrations_as_they_are() -> None:
    """Where one has changed: `PYTHONPATH=src:tests .venv/bin/python -m proofs.tables` writes them anew."""
    on_disk = MigrationLoader(None).disk_migrations

    for migration, mark in first_tables.stands_for().items():
        assert first_tables.mark_of(import_module(on_disk[migration].__module__)) == mark, migration


def test_the_first_tables_stand_for_all_that_their_migrations_rest_on() -> None:
    stands_for, graph = set(first_tables.stands_for()), MigrationLoader(None).graph

    assert {before for migration in stands_for for before in graph.forwards_plan(migration)} == stands_for


def test_the_script_of_the_first_tables_leaves_out_what_keeps_history() -> None:
    words = first_tables.SCRIPT.read_text(encoding="utf-8")

    assert "CREATE TABLE audit_auditrow" in words
    assert "TRIGGER audit_" not in words
