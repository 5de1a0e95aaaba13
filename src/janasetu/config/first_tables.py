"""The tables of a new database, laid by one script: what the migrations up to some day leave never differs.

Applied one by one to an empty database they take ten seconds, for Django builds most of its models anew at
nearly every step. The script names the migrations it stands for, which count as applied; those that came
later follow as they do everywhere. A database that has any of them is moved on by the migrations alone.

`tests/proofs/tables.py` writes the script and proves that nothing differs.
"""

import hashlib
import inspect
import re
from pathlib import Path
from types import ModuleType

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

SCRIPT = Path(__file__).with_suffix(".sql")

_STANDS_FOR = re.compile(r"^-- (\w+)\.(\w+) ([0-9a-f]{16})$", re.MULTILINE)


def stands_for() -> dict[tuple[str, str], str]:
    """The migrations whose outcome the script is, each with the mark of its module when it was written."""
    heads = SCRIPT.read_text(encoding="utf-8").partition("\n\n")[0]
    return {(app, name): mark for app, name, mark in _STANDS_FOR.findall(heads)}


def mark_of(module: ModuleType) -> str:
    """A migration's module in sixteen letters: another one where a letter of it changes."""
    return hashlib.sha256(inspect.getsource(module).encode()).hexdigest()[:16]


def lay() -> None:
    """Where no migration was ever applied, make the tables now; all of them or none."""
    recorder = MigrationRecorder(connection)
    if recorder.applied_migrations():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = false")  # a function may name a table further below
        cursor.execute(SCRIPT.read_text(encoding="utf-8"))
        recorder.migration_qs.bulk_create(
            recorder.Migration(app=app, name=name) for app, name in stands_for()
        )
