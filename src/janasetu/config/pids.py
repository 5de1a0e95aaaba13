"""Look at living processes: whether a process id on record is alive, and whether it is really the one we
mean.

A process id alone proves nothing: it may belong to a zombie whose parent never fetches it (an orphan under a
careless first process of a container), or to a stranger that was given the same number later.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import sleep

from janasetu.lib import clock
from janasetu.lib.lifelines import die_with

_PROC = Path("/proc")
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_CHILD_SUBREAPER = 36
_ARG_START, _ARG_END = 45, 46  # where its command line lies, in what a process's stat says after the name


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    if not (_PROC / "self").exists():
        return _ps(pid, "stat=")[:1] not in {"", "Z"}
    try:
        return _state(pid) not in {"Z", "X"}
    except OSError:
        return False


def command_line(pid: int) -> list[str]:
    """The program and arguments of a process; empty where it is gone or cannot be looked at."""
    if not (_PROC / "self").exists():
        return _ps(pid, "command=").split()
    try:
        return [os.fsdecode(part) for part in (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")[:-1]]
    except OSError:
        return []


def working_in(folder: Path) -> list[int]:
    """Living processes whose working folder is `folder`; none where the system cannot tell."""
    return [pid for pid in _all() if _link(pid, "cwd") == str(folder) and is_alive(pid)]


def with_variable(name: str, text: str) -> list[int]:
    """Living processes started with the environment variable `name` set to `text`, ourselves not
    among them.
    """
    wanted = os.fsencode(f"{name}={text}")
    return [pid for pid in _all() if pid != os.getpid() and wanted in _variables(pid) and is_alive(pid)]


def send(pids: Iterable[int], number: signal.Signals) -> None:
    """Send a signal to each process that still exists and is ours."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            continue


def end_all(find: Callable[[], list[int]], *, patience: float) -> None:
    """Ask the processes that `find` names to stop, and end those that still run after `patience` seconds."""
    send(find(), signal.SIGTERM)
    if not wait_until(lambda: not find(), seconds=patience):
        send(find(), signal.SIGKILL)
        wait_until(lambda: not find(), seconds=patience)


def dies_with_us(number: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the child gets this signal when the thread that starts it is gone."""
    return partial(die_with, os.getpid(), number)


def adopt_orphans(*, adopt: bool = True) -> None:
    """From now on whoever is below us and loses its parent is our child, and no longer the system's. Linux
    only.
    """
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, int(adopt), 0, 0, 0)


def call_ourselves(words: Sequence[str]) -> None:
    """Be listed under this command line, as far as there is room in the place of the one we have. Linux
    only.
    """
    fields = (_PROC / "self" / "stat").read_text(errors="replace").rpartition(")")[2].split()
    begin, room = int(fields[_ARG_START]), int(fields[_ARG_END]) - int(fields[_ARG_START])
    line = b"".join(os.fsencode(word) + b"\0" for word in words)[: room - 1]
    if begin:  # else the system does not tell
        ctypes.memmove(begin, line.ljust(room, b"\0"), room)


def wait_until(happened: Callable[[], bool], *, seconds: float, every: float = 0.02) -> bool:
    """Wait until `happened` is true, at most `seconds`; whether it came to be true."""
    deadline = clock.monotonic() + seconds
    while not happened():
        if clock.monotonic() > deadline:
            return False
        sleep(every)
    return True


def _all() -> Iterator[int]:
    try:
        return (int(entry) for entry in os.listdir(_PROC) if entry.isdecimal())
    except FileNotFoundError:
        return iter(())


def _state(pid: int) -> str:
    """The state letter of a process; it stands behind the name, which may itself hold brackets and spaces."""
    return (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]


def _link(pid: int, name: str) -> str:
    try:
        return os.readlink(_PROC / str(pid) / name)
    except OSError:
        return ""


def _variables(pid: int) -> list[bytes]:
    try:
        return (_PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _ps(pid: int, column: str) -> str:
    asked = subprocess.run(
        ["ps", "-ww", "-o", column, "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()
