"""`./janasetu check`: everything that can be told about the code without running the product."""

import argparse
import os
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from janasetu.config import environment
from janasetu.config.checks import Check, checks
from janasetu.config.environment import CHECKOUT
from janasetu.lib import clock

_SIDE_BY_SIDE = 2
_NO_DATABASE = (
    "postgresql:///nowhere?host=/nonexistent"  # the checks need none, and must not find one by chance
)


@dataclass(frozen=True)
class Verdict:
    """How one check ended."""

    check: Check
    is_good: bool
    words: str
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which checks."""
    parser.add_argument("titles", nargs="*", metavar="TITLE", help="only the checks whose title begins so")


def run(options: argparse.Namespace) -> int:
    """Run the checks side by side, telling of each as it ends; 1 if one has failed."""
    environment.require("dev")
    titles = tuple(options.titles)
    with _caches() as caches, ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        wanted = [
            check
            for check in checks(checkout=CHECKOUT, caches=caches)
            if check.title.startswith(titles or ("",))
        ]
        verdicts = [
            _told(running.result())
            for running in as_completed([pool.submit(_carry_out, one) for one in wanted])
        ]
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


@contextmanager
def _caches() -> Iterator[Path]:
    """Where the tools keep what makes them quick the next time."""
    if os.access(CHECKOUT, os.W_OK):
        yield CHECKOUT
    else:
        with tempfile.TemporaryDirectory(prefix="janasetu-caches-") as folder:
            yield Path(folder)


def _carry_out(check: Check) -> Verdict:
    begun = clock.monotonic()
    known = {"JANASETU_MODE": "test", "JANASETU_DATABASE_URL": _NO_DATABASE}
    known |= {"DJANGO_SETTINGS_MODULE": "janasetu.config.settings"}
    done = subprocess.run(
        check.command,
        cwd=CHECKOUT,
        env=os.environ | known | dict(check.variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Verdict(check, done.returncode == 0, done.stdout, clock.monotonic() - begun)


def _told(verdict: Verdict) -> Verdict:
    word = "ok" if verdict.is_good else "FAILED"
    print(f"{verdict.check.title:<20} {word:<7} {verdict.seconds:5.1f} s", flush=True)
    if not verdict.is_good:
        print(verdict.words, flush=True)
    return verdict
