"""The front door's commands without its start: one process reads the libraries, each command is a fork of it.

What a command does is the same code; what it saves is most of a second of processor time each time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

# What Django's settings are not needed for: an installation's own are read in the fork, at each command.
_LIBRARIES = (
    *("pydantic", "psycopg", "structlog", "ruamel.yaml"),
    *("django.db.models", "django.urls", "django.contrib.auth.hashers"),
    *("janasetu.config.cli", "janasetu.catalogue.schema"),
)


class Commands:
    """Runs one command after another."""

    def __init__(self, environment: Mapping[str, str], sources: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**environment, "PYTHONPATH": str(sources)},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def run(self, *command: str) -> str:
        """What the command prints; AssertionError with its complaint where it fails."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        code, printed, complaint = json.loads(self._process.stdout.readline())
        assert code == 0, complaint
        return str(printed)


def _carried_out(command: list[str]) -> tuple[int, str, str]:
    """The exit code of a command, what it prints and what it complains of."""
    outputs = [os.memfd_create(name) for name in ("printed", "complaint")]
    child = os.fork()
    if child == 0:
        _become(command, outputs)
    _, status = os.waitpid(child, 0)
    printed, complaint = map(_taken, outputs)
    return os.waitstatus_to_exitcode(status), printed, complaint


def _become(command: list[str], outputs: list[int]) -> None:
    """Be the command until its end."""
    from janasetu.config import cli

    for output, stream in zip(outputs, (sys.stdout, sys.stderr), strict=True):
        os.dup2(output, stream.fileno())
    code = cli.main(command)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _taken(output: int) -> str:
    with os.fdopen(output, encoding="utf-8") as written:
        written.seek(0)
        return written.read()


def _serve() -> None:
    """A command a line as a JSON list, an answer a line, until there are no more."""
    for library in _LIBRARIES:
        import_module(library)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_carried_out(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
