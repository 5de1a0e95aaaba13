"""The nursery: load the product once and bear its processes, which share with it whatever was loaded.

Run by the supervisor: `python -m janasetu.config.nursery --line DESCRIPTOR --load PROGRAM...`. In
`config.births` stands who asks for a process, and what happens where the nursery is not there.

Nothing may be open or at work in here but what every process may inherit: no connection, no thread, no clock.
"""

import argparse
import gc
import os
import signal
import socket
import sys
from collections.abc import Sequence
from time import sleep

from janasetu.config import births, pids, processes, thrift, translations
from janasetu.config.births import GO, READY
from janasetu.lib.lifelines import die_with

_LONGEST_NAME = 64  # bytes
_GLANCE_SECONDS = 0.0005


def main(arguments: Sequence[str]) -> int:
    """Bear processes until the supervisor is gone. Returns in each of them too, when it has ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--line", type=int, required=True)
    parser.add_argument("--load", nargs="*", default=[])
    asked = parser.parse_args(arguments)
    with socket.socket(fileno=asked.line) as line:
        program = _bear(line, asked.load)
    return 0 if program is None else processes.main(program)


def _bear(line: socket.socket, programs: Sequence[str]) -> str | None:
    """In each process that is born, the name of its program; None in the nursery when nobody asks more."""
    gc.disable()  # until all is loaded: what is loaded stays
    translations.compile_catalogues()  # they may be prepared just now; Django's own models look something up
    for program in programs:
        processes.load(program)
    thrift.spare_the_collector()
    line.send(READY)
    born = _asked(line, supervisor=os.getppid())
    gc.enable()
    return born


def _asked(line: socket.socket, *, supervisor: int) -> str | None:
    """Bear a process for each program that is asked for; returns what `_bear` does."""
    while True:
        name, (*descriptors,), _, _ = socket.recv_fds(line, _LONGEST_NAME, 2)
        if not name:
            return None
        if between := _born():
            _settle(name.decode(), *descriptors, between=between, supervisor=supervisor)
            return name.decode()
        for descriptor in descriptors:
            os.close(descriptor)


def _born() -> int:
    """In the new process, the number of the one between it and us, which is about to end: the system gives
    its child to the supervisor. 0 in the nursery itself.
    """
    between = os.fork()
    if between:
        os.waitpid(between, 0)
        return 0
    between = os.getpid()
    if os.fork():
        os._exit(0)
    return between


def _settle(name: str, log: int, answer: int, *, between: int, supervisor: int) -> None:
    """Become what the supervisor would have started, and begin when it knows our number; else end."""
    os.setsid()
    while os.getppid() == between:
        sleep(_GLANCE_SECONDS)
    die_with(supervisor, signal.SIGTERM)
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())
    os.close(log)
    pids.call_ourselves(births.command(name))
    with socket.socket(fileno=answer) as told:
        told.send(str(os.getpid()).encode())
        if told.recv(len(GO)) != GO:
            os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
