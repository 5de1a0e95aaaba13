"""A new database has the tables that the migrations make, whether they were applied or written down.

`PYTHONPATH=src:tests .venv/bin/python -m proofs.tables` writes down what all migrations of this tree make,
with the oldest PostgreSQL that we run on: a newer one says things that it does not understand.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import unified_diff
from importlib import import_module

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from janasetu.config import first_tables
from janasetu.config.postgres import binaries, throwaway
from janasetu.config.proving import Proof

_HEAD = """\
-- The tables of a new database: what the migrations named here make, each with a mark of its module.
-- Written by tests/proofs/tables.py, see config/first_tables.py; not to be changed by hand.
"""
_NOT_OF_MIGRATIONS = re.compile(  # the extension is there before; history is kept by what is laid after them
    r"Name: (EXTENSION .*COMMENT|audit_.*FUNCTION|FUNCTION audit_.*COMMENT|\S+ audit_.*TRIGGER)"
)
_DEFAULTS = re.compile(r"^SET default_\w+ = .*;$", re.MULTILINE)
_ONE_OF = re.compile(r"\((\w+)\)::text = ANY \(\(ARRAY\[([^]]*)\]\)::text\[\]\)")  # IN, as it is told
_END = "--\n-- PostgreSQL database dump complete"


def part(_number: int) -> Mapping[str, int]:
    """All of it: two databases, one line after another."""
    with _another_database("applied"):  # ours has its tables from the script
        call_command("migrate", verbosity=0, interactive=False)
        applied = _dumped()
    with _another_database("written"):
        first_tables.lay()
        call_command("migrate", verbosity=0, interactive=False)
        written = _dumped()
    differ = list(unified_diff(applied, written, "applied", "written down", lineterm="", n=1))
    assert not differ, "\n".join(differ[:40])
    return {"lines": len(applied), "migrations": len(first_tables.stands_for())}


@contextmanager
def _another_database(what: str) -> Iterator[None]:
    """An empty one beside the one that Django knows, for the length of the block."""
    before = connection.settings_dict["NAME"]
    name = f"{before}_{what}"
    with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # as Django's tests do
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(f'DROP DATABASE "{name}"')


def _dumped(*options: str) -> list[str]:
    """The database in PostgreSQL's words, rows too; not the moment at which a migration was applied."""
    settings = connection.settings_dict
    program = binaries.choose(major=connection.cursor().connection.info.server_version // 10000)
    command = [
        *(program.program("pg_dump"), "--no-owner", "--no-privileges"),
        *("--exclude-table-data=django_migrations", *options),
        *(f"--host={settings['HOST']}", f"--username={settings['USER']}", settings["NAME"]),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "restrict " not in line]


# --- writing it down ---


def script(dump: str) -> str:
    """The statements of a dump, in the schema of whoever runs them; without what is laid after migrations."""
    entries = re.split(r"^--\n-- (?=Name: )", dump.partition(_END)[0], flags=re.MULTILINE)[1:]
    kept = (entry.partition("\n--\n")[2] for entry in entries if not _NOT_OF_MIGRATIONS.match(entry))
    statements = "\n".join(_DEFAULTS.sub("", one).strip() for one in kept)
    here = statements.replace("public.", "").replace(" WITH SCHEMA public", "")
    return _ONE_OF.sub(_asked_for, here) + "\n"


def _asked_for(told: re.Match[str]) -> str:
    """As it was written: what PostgreSQL tells of it would come to mean the same in other words."""
    return f"{told[1]} IN ({told[2].replace('::character varying', '')})"


def written(dump: str) -> str:
    """The whole file: what it stands for, and the statements."""
    migrations = sorted(MigrationLoader(None).disk_migrations.items())
    names = (
        f"-- {app}.{name} {first_tables.mark_of(import_module(one.__module__))}\n"
        for (app, name), one in migrations
    )
    return f"{_HEAD}{''.join(names)}\n{script(dump)}"


def _write() -> None:
    """Apply all migrations to an empty database, and write down what stands there."""
    import django

    with throwaway.served() as variables:
        os.environ |= {**variables, "DJANGO_SETTINGS_MODULE": "janasetu.config.settings"}
        django.setup()
        assert connection.cursor().connection.info.server_version // 10000 == binaries.OLDEST
        call_command("migrate", verbosity=0, interactive=False)
        first_tables.SCRIPT.write_text(written("\n".join(_dumped("--schema-only"))), encoding="utf-8")
        connection.close()


PROOF = Proof(
    sentence=(
        "A new database has the tables, the functions and the rows that the migrations make one after "
        "another, to the letter."
    ),
    floor="config",
    part=part,
    parts=1,
    on_database=True,
)

if __name__ == "__main__":
    _write()
