"""What every start has in common: a database that is fit, a schema that is up to date, the processes."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from janasetu.config import births, pids, supervisor
from janasetu.config.cli import silence
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import FrontDoorError
from janasetu.config.postgres import apart
from janasetu.config.postgres.server import Server
from janasetu.config.supervisor import Plan


def database_url(outside: str | None, server: Server | None) -> str:
    """The address of a database that is up and fit: the one named from outside, else our own."""
    if server is not None:
        say("Starting the database ...")
        server.start(lightly=True)
        return server.url
    assert outside is not None
    apart.accept(outside)
    return outside


def prepare(
    folder: DataFolder,
    variables: Mapping[str, str],
    arguments: Sequence[str] = (),
    *,
    only: Sequence[str] = (),
) -> None:
    """Bring the schema up to date, and what else the arguments ask for; FrontDoorError where that fails."""
    preparation = subprocess.Popen(
        [sys.executable, "-m", "janasetu.config.preparation", *arguments],
        env=os.environ | variables | {supervisor.SUPERVISED: supervisor.mark_of(folder, only)},
        cwd=folder.path,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=pids.dies_with_us(signal.SIGTERM),
    )
    if preparation.wait() != 0:  # when a stop comes meanwhile, `Supervisor.stop` ends it as a leftover
        raise FrontDoorError("The database could not be prepared; what went wrong is told above.")


def ours(
    name: str,
    *,
    program: str = "",
    answers: Callable[[], bool] | None = None,
    also: Sequence[str] = (),
) -> Plan:
    """One of our own programs as a child: the one of this name, where no other is named."""
    program = program or name
    return Plan(name, births.command(program), answers, also, program)


def listens(address: str, port: int) -> bool:
    """Whether somebody takes connections there just now."""
    try:
        socket.create_connection((address, port), timeout=2).close()
    except OSError:
        return False
    return True


def answers(address: str, port: int, path: str) -> bool:
    """Whether a page of this machine is answered with 200 just now."""
    asked = http.client.HTTPConnection(address, port, timeout=2)
    try:
        asked.request("GET", path)
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def say(line: str) -> None:
    """Tell the person who watches; a reader who has gone, or a full disk, is no reason to stop the town."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
    except OSError:
        return
