"""The front door's commands without its start: one process sets Django up, each command is a fork of it.

What a command does is the same code; what it saves is a second of processor time each time.
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
        done = self.attempt(*command)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def attempt(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """How the command ends."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        code, printed, complaint = json.loads(self._process.stdout.readline())
        return subprocess.CompletedProcess(command, code, printed, complaint)


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


def _set_up(data: str) -> None:
    """Read what every command on this installation reads. No connection is opened, so a fork shares none."""
    from janasetu.config import cli

    os.environ["JANASETU_DATA"] = data
    assert cli.with_database(lambda: 0) == 0
    for command in ("act", "cases", "conversations", "inbox", "outbox", "trace"):
        import_module(f"{cli.__name__}.{command}")


def _serve() -> None:
    """A command a line as a JSON list, an answer a line, until there are no more; all on one installation."""
    for line in sys.stdin:
        command = json.loads(line)
        if "JANASETU_DATA" not in os.environ:
            _set_up(command[command.index("--data") + 1])
        sys.stdout.write(json.dumps(_carried_out(command)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
