"""Programs that a benchmark starts and ends: each in a process group of its own, with its words in a log."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from janasetu.config.crew import listens

_PATIENCE = 30.0  # seconds until a program must be ready


class NotStartedError(RuntimeError):
    """A program did not come up; its log is the text."""


def takes_connections(port: int) -> Callable[[], bool]:
    """Whether a program listens there, each time it is asked."""
    return lambda: listens("127.0.0.1", port)


@contextmanager
def running(
    command: Sequence[str], *, ready: Callable[[], bool], variables: Mapping[str, str], log: Path
) -> Iterator[int]:
    """The program while the block lasts, once it is ready; its process group. NotStartedError."""
    with log.open("wb") as words:
        process = subprocess.Popen(
            [sys.executable, *command],
            env=os.environ | variables,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _await(process, ready, log)
        yield process.pid
    finally:
        end(process.pid)
        process.wait()


def _await(process: "subprocess.Popen[bytes]", ready: Callable[[], bool], log: Path) -> None:
    deadline = monotonic() + _PATIENCE
    while not ready():
        if process.poll() is not None or monotonic() > deadline:
            raise NotStartedError(log.read_text(errors="replace")[-2000:])
        sleep(0.05)


def end(group: int) -> None:
    """End a whole process group at once, as a fault would."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
