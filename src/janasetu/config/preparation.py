"""Make a demo ready for its processes, in a process of its own: translations, schema, seeded towns.

The supervisor starts this, so that it need not carry Django itself through its long quiet life.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module, util

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from janasetu.config import translations
from janasetu.config.installation import Installation
from janasetu.lib import clock

_SEED = "janasetu.demo.seed"


def main(arguments: Sequence[str]) -> int:
    """Compile, migrate and seed what is not so already; the second time there is nothing to do."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args(arguments)
    _follow_clock()
    translations.compile_catalogues()
    django.setup()
    migrate()
    seed(small=options.small)
    return 0


def _follow_clock() -> None:
    """Towns are founded in office time, which an earlier run of this demo may have moved."""
    clock_file = Installation.current().clock_file
    if clock_file is not None:
        clock.follow(clock_file)


def migrate() -> None:
    """Apply the migrations that are missing; quick where none is."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def seed(*, small: bool) -> None:
    """Let the demo's towns be founded, and show what a newcomer must know: addresses and logins."""
    if util.find_spec(_SEED) is None:
        return
    towns = import_module(_SEED)
    towns.seed(small=small)
    if welcome := getattr(towns, "welcome", None):
        sys.stdout.write(f"{welcome()}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
