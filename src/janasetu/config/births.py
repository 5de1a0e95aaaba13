"""Processes that are born of loaded code: asked of a nursery, and ours as if we had started them.

Five programs load nearly the same. Where one loads it and the others are copies of it, it is in memory once,
and a process that died is back in a fraction of the time. Linux only: see `is_possible`.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from time import sleep
from typing import BinaryIO

from janasetu.config import logs, pids
from janasetu.config.data_folder import DataFolder
from janasetu.lib import clock

READY, GO = b"ready", b"go"  # from a nursery that has loaded all, and to each process it bears

_PATIENCE_SECONDS = 3.0  # with a nursery that was asked
_LONGEST_PAUSE_SECONDS = 60.0  # between two of its births; who lived as long has no bad name
_GLANCE_SECONDS = 0.01


def command(program: str) -> list[str]:
    """The command line of one of our own programs, for who starts it in the plain way."""
    return [sys.executable, "-m", "janasetu.config.processes", program]


def is_possible() -> bool:
    """Whether the system can give us the children of another."""
    return sys.platform == "linux"


class Born:
    """A process that is our child although we did not start it; what one needs of `subprocess.Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended; None while it lives."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended; TimeoutExpired where it lives on for `timeout` seconds."""
        deadline = None if timeout is None else clock.monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and clock.monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            sleep(_GLANCE_SECONDS)
        return code

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


class Nursery:
    """The nursery of one supervisor, through all its lives.

    What it bears does not depend on it: the supervisor is the parent. Who wants a process and gets none
    starts it in the plain way.
    """

    def __init__(self, folder: DataFolder, programs: Sequence[str], environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._programs = programs
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._is_ready = False
        self._born_at = 0.0
        self._pause = 0.0  # from one birth to the next; doubled with every short life
        self._log = folder.logs / "nursery.log"

    def start(self) -> None:
        """Begin a life; it takes a while until it `is_ready`."""
        pids.adopt_orphans()
        self._pause = min(_LONGEST_PAUSE_SECONDS, 2 * self._pause or 1.0)
        self._born_at = clock.monotonic()
        logs.cut(self._log)
        self._line, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.setblocking(False)
        with its, self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(its.fileno()),
                cwd=self._folder.path,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[its.fileno()],
                preexec_fn=pids.dies_with_us(signal.SIGKILL),
            )

    def wait(self, *, until: Callable[[], bool]) -> None:
        """Wait until it is ready, or dead, or something else happened."""
        while not (self.is_ready() or self._is_dead() or until()):
            sleep(_GLANCE_SECONDS)

    def is_ready(self) -> bool:
        """Whether it lives and has loaded everything."""
        if self._is_dead() or self._line is None:
            return False
        if not self._is_ready:
            with suppress(OSError):  # nothing said yet
                self._is_ready = self._line.recv(len(READY)) == READY
        return self._is_ready

    def keep_alive(self) -> bool:
        """Begin anew where it died; whether it had to be."""
        age = clock.monotonic() - self._born_at
        if age > _LONGEST_PAUSE_SECONDS:
            self._pause = 0.0
        if not self._is_dead() or age < self._pause:
            return False
        self.stop()
        self.start()
        return True

    def bear(self, program: str, log: BinaryIO) -> Born | None:
        """A new process with its words in this log; None where the nursery cannot have one just now."""
        if not self.is_ready() or self._line is None:
            return None
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, its:
            ours.settimeout(_PATIENCE_SECONDS)
            try:
                socket.send_fds(self._line, [program.encode()], [log.fileno(), its.fileno()])
                its.close()
                born = Born(int(ours.recv(16)))
                ours.send(GO)
            except (OSError, ValueError):  # dead, or frozen; what it may yet bear ends without our word
                self.stop()
                return None
        return born

    def stop(self) -> None:
        """End it; what it has borne lives on."""
        self._is_ready = False
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def end(self) -> None:
        """End it for good."""
        self.stop()
        self.bury(ours=())
        pids.adopt_orphans(adopt=False)

    def bury(self, *, ours: Collection[int]) -> None:
        """Fetch what is dead of those whose parent we became because theirs died before them."""
        own = {*ours, self._process.pid if self._process else 0}
        while (dead := _some_dead()) and dead not in own:
            os.waitpid(dead, 0)

    def _command(self, descriptor: int) -> list[str]:
        line = ["--line", str(descriptor), "--load", *self._programs]
        return [sys.executable, "-m", "janasetu.config.nursery", *line]

    def _is_dead(self) -> bool:
        return self._process is None or self._process.poll() is not None


def _some_dead() -> int:
    """A child of ours that has ended and was not fetched; 0 where there is none."""
    try:
        found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return 0
    return found.si_pid if found else 0
