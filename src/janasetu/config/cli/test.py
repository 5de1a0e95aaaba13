"""`./janasetu test`: the test suite, on a throw-away database of its own."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from janasetu.config import data_folder, environment, pids
from janasetu.config.environment import CHECKOUT
from janasetu.config.postgres import throwaway
from janasetu.config.supervisor import StopRequested, StopSignals

# pytest-xdist: one more than our two cores, since tests also wait (for a browser, for the product they have
# started); grouped as the root conftest says, in the order of testpaths.
_SIDE_BY_SIDE = ("-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder")
_SPEAKS_OF_PROCESSES = ("-n", "--numprocesses", "-p", "--pdb")  # then the caller has his own idea of it
_INTERRUPTED = 2  # pytest's own word for it


def run(arguments: Sequence[str]) -> int:
    """Run pytest with these arguments; its exit code is ours."""
    environment.require("dev")
    from janasetu.config import translations

    translations.compile_catalogues()  # before Django, which reads them once, is there
    try:
        with StopSignals().caught(), throwaway.served() as variables:
            return _pytest(arguments, {**variables, data_folder.MODELS: str(_models())})
    except StopRequested:
        return _INTERRUPTED


def _models() -> Path:
    """Where tests keep the models they train: from one run to the next, if the checkout can be written."""
    kept = CHECKOUT if os.access(CHECKOUT, os.W_OK) else Path(tempfile.gettempdir())
    return kept / ".pytest_cache" / "models"


def _pytest(arguments: Sequence[str], variables: Mapping[str, str]) -> int:
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

    Three workers unless the caller speaks of workers, no cache where the checkout cannot be written, files
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
