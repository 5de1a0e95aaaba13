"""Make everything ready for the processes, in a process of its own: translations, schema, a demo's towns.

The supervisor starts this, so that it need not carry Django itself through its long quiet life.
"""

import argparse
import sys
from collections.abc import Sequence
from time import sleep

import django
import psycopg
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from janasetu.config import assets, translations
from janasetu.config.installation import Installation
from janasetu.lib import clock

LOCK_SECONDS = 2  # a migration waits for what others hold
PAUSE_SECONDS = 1.0  # between two tries
TRIES = 30
_LOCK = 0x4A53_0001  # of our advisory locks, the one of who changes the schema


def main(arguments: Sequence[str]) -> int:
    """Compile, migrate and seed what is not so already; the second time there is nothing to do."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--towns", choices=("small", "whole"))
    options = parser.parse_args(arguments)
    _follow_clock()
    translations.compile_catalogues()
    django.setup()
    assets.collect()
    migrate()
    return seed(small=options.towns == "small") if options.towns else 0


def _follow_clock() -> None:
    """Towns are founded in office time, which an earlier run of this demo may have moved."""
    clock_file = Installation.current().clock_file
    if clock_file is not None:
        clock.follow(clock_file)


def migrate() -> None:
    """Apply the migrations that are missing; quick where none is. Of several machines one does it.

    Others may be at work on the database, of the release before too. Whoever waits for a lock holds up all
    that come after it, so no migration waits long: it lets them through, and tries again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{LOCK_SECONDS}s"])
        try:
            _migrate(cursor)
        finally:
            cursor.execute("RESET lock_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _migrate(cursor: CursorWrapper) -> None:
    """Try until all are applied and all history is kept; what went through stays. OperationalError when the
    last try fails too.
    """
    from janasetu.audit import triggers  # noqa: PLC0415 - once Django is set up
    from janasetu.config import first_tables  # noqa: PLC0415

    for tries_left in reversed(range(TRIES)):
        executor = MigrationExecutor(connection)
        is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        if is_migrated and not triggers.differences():
            return
        try:
            if is_migrated:
                triggers.lay()
                return
            _drop_unfinished_indexes(cursor)
            first_tables.lay()
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable) or not tries_left:
                raise
            sleep(PAUSE_SECONDS)


def _drop_unfinished_indexes(cursor: CursorWrapper) -> None:
    """What CREATE INDEX CONCURRENTLY leaves when it does not come through: its name would be taken."""
    cursor.execute(
        "SELECT format('DROP INDEX CONCURRENTLY IF EXISTS %s', indexrelid::regclass)"
        " FROM pg_index WHERE NOT indisvalid"
    )
    for (statement,) in cursor.fetchall():
        cursor.execute(statement)


def seed(*, small: bool) -> int:
    """Let the demo's towns be founded, and show what a newcomer must know: addresses and logins.

    1 where a service definition or a file of the towns cannot be used; which one, and where, is told.
    """
    from janasetu.catalogue.actions import RoleUnknownError  # noqa: PLC0415 - once Django is set up
    from janasetu.catalogue.loader import DefinitionError  # noqa: PLC0415
    from janasetu.demo import seed as towns  # noqa: PLC0415
    from janasetu.demo.files import DemoFileError  # noqa: PLC0415

    try:
        towns.seed(small=small)
    except (DefinitionError, DemoFileError, RoleUnknownError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{towns.welcome()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
