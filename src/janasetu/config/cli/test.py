"""`./janasetu test`: the test suite, on a throw-away database of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from janasetu.config import data_folder, environment, pids
from janasetu.config.data_folder import DataFolder
from janasetu.config.environment import CHECKOUT
from janasetu.config.postgres.server import Server, erase
from janasetu.config.supervisor import StopRequested, StopSignals

# pytest-xdist: as many as our cores, grouped as the root conftest says, in the order of testpaths.
_SIDE_BY_SIDE = ("-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder")
_SPEAKS_OF_PROCESSES = ("-n", "--numprocesses", "-p", "--pdb")  # then the caller has his own idea of it
_INTERRUPTED = 2  # pytest's own word for it


def run(arguments: Sequence[str]) -> int:
    """Run pytest with these arguments; its exit code is ours."""
    environment.require("dev")
    try:
        with StopSignals().caught(), data_folder.scratch() as folder, _database(folder) as url:
            return _pytest(arguments, variables(folder, url))
    except StopRequested:
        return _INTERRUPTED


@contextmanager
def _database(folder: DataFolder) -> Iterator[str]:
    server = Server(folder, throwaway=True)
    try:
        server.start()
        yield server.url
    finally:
        server.stop()
        erase(folder)


def variables(folder: DataFolder, url: str) -> dict[str, str]:
    """What the tests are told.

    Python may keep what it compiles, whatever the caller's shell says of that: else the workers and the
    hundred processes that they start would each compile the same modules.
    """
    told = {"JANASETU_MODE": "test", "JANASETU_DATA": str(folder.path), "JANASETU_DATABASE_URL": url}
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return ours | told


def _pytest(arguments: Sequence[str], variables: dict[str, str]) -> int:
    """Run pytest in the checkout, where its settings are; paths keep the meaning they have for the caller."""
    command = [sys.executable, "-m", "pytest", *for_pytest(arguments)]
    tests = subprocess.Popen(
        command, cwd=CHECKOUT, env=variables, preexec_fn=pids.dies_with_us(signal.SIGTERM)
    )
    try:
        return tests.wait()
    except StopRequested:
        tests.send_signal(signal.SIGINT)
        tests.wait()
        raise


def for_pytest(arguments: Sequence[str]) -> list[str]:
    """The arguments as pytest gets them.

    Two workers unless the caller speaks of workers, no cache where the checkout cannot be written, and files
    of the caller's folder by their full names.
    """
    side_by_side = not any(argument.startswith(_SPEAKS_OF_PROCESSES) for argument in arguments)
    cache = [] if os.access(CHECKOUT, os.W_OK) else ["-p", "no:cacheprovider"]
    return [*(_SIDE_BY_SIDE if side_by_side else ()), *cache, *map(_from_here, arguments)]


def _from_here(argument: str) -> str:
    """An argument that names a file of the caller's folder, in full; others as they are."""
    path, separator, test = argument.partition("::")
    exists = path and not path.startswith("-") and Path(path).exists()
    return f"{Path(path).resolve()}{separator}{test}" if exists else argument
