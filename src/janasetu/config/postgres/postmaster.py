"""Read what a PostgreSQL server says of itself in its data directory, and whether it is true."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from janasetu.config import pids
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import PostgresError

DATABASE = "janasetu"
ROLE = "janasetu"  # owns the database and is no superuser
SUPERUSER = "postgres"
PORT = 5432  # part of the socket's name, no network port
PATIENCE = 8  # seconds for an orderly stop

_PID_LINE, _SOCKET_LINE, _STATUS_LINE = 0, 4, 7


@dataclass(frozen=True)
class Postmaster:
    """A living server: its process, its socket folder (None while it is only starting) and its
    word of state.
    """

    pid: int
    socket_folder: Path | None
    status: str

    @property
    def is_ready(self) -> bool:
        """Whether it takes connections."""
        return self.status == "ready"

    @property
    def is_stopping(self) -> bool:
        """Whether it has begun to shut down."""
        return self.status == "stopping"


def cluster_of(folder: DataFolder) -> Path:
    """Where the data directory of this data folder's server is, or would be; it may be a link to another
    place.
    """
    return folder.postgres / "cluster"


def url_of(folder: DataFolder, *, role: str = ROLE, database: str = DATABASE) -> str:
    """The address of the running managed database. PostgresError where no server runs for this
    data folder.
    """
    postmaster = living(cluster_of(folder))
    if postmaster is None or postmaster.socket_folder is None:
        raise PostgresError(
            f"No database is running for {folder.path}: start it with ./janasetu demo or ./janasetu db start."
        )
    return socket_url(postmaster.socket_folder, role=role, database=database)


def socket_url(socket_folder: Path, *, role: str = ROLE, database: str = DATABASE) -> str:
    """The address of a database behind a socket folder."""
    return f"postgresql://{role}@/{database}?host={quote(str(socket_folder))}"


def living(cluster: Path) -> Postmaster | None:
    """The server that runs on this data directory now, or None; the file it left behind is not believed
    alone.
    """
    lines = _lines(cluster)
    if not lines or not lines[_PID_LINE].isdecimal():
        return None
    pid = int(lines[_PID_LINE])
    if not is_server_of(cluster, pid):
        return None
    socket_folder = _line(lines, _SOCKET_LINE)
    return Postmaster(pid, Path(socket_folder) if socket_folder else None, _line(lines, _STATUS_LINE))


def is_server_of(cluster: Path, pid: int) -> bool:
    """Whether the process is alive and is the PostgreSQL server of this data directory."""
    return pids.is_alive(pid) and _serves(cluster, pids.command_line(pid))


def _serves(cluster: Path, words: list[str]) -> bool:
    # Server.spawn always gives the arguments in this order
    return f"postgres -D {os.path.realpath(cluster)} -c " in " ".join(words)


def _is_gone(cluster: Path, pid: int) -> bool:
    """Whether the server has ended, or its number is a stranger's now. One that ends has lost its command
    line a while before it is dead.
    """
    words = pids.command_line(pid)
    return not _serves(cluster, words) if words else not pids.is_alive(pid)


def stop(cluster: Path, *, patience: float = PATIENCE) -> None:
    """Stop the server of this data directory, if one runs: clients are sent away, the data is put in order.

    After `patience` seconds it is stopped without order (the next start repairs), at last by force.
    """
    if found := living(cluster):
        end(found.pid, is_gone=lambda: _is_gone(cluster, found.pid), patience=patience)
    end_orphans(cluster)


def end(pid: int, *, is_gone: Callable[[], bool], patience: float) -> None:
    """End one server process: in order, after `patience` seconds without, at last by force."""
    for number, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 1), (signal.SIGKILL, 1)):
        pids.send([pid], number)
        if pids.wait_until(is_gone, seconds=seconds):
            return


def end_orphans(cluster: Path) -> None:
    """End the workers of a server that was killed; while one lives, no new server may start."""
    real = Path(os.path.realpath(cluster))
    for number in (signal.SIGQUIT, signal.SIGKILL):
        pids.send(_workers(real), number)
        if pids.wait_until(lambda: not _workers(real), seconds=1):
            return


def _workers(cluster: Path) -> list[int]:
    """Server processes at work in a data directory; they write what they do in place of their
    command line.
    """
    return [
        pid for pid in pids.working_in(cluster) if " ".join(pids.command_line(pid)).startswith("postgres: ")
    ]


def disown_stale_file(cluster: Path) -> None:
    """Make a left-behind postmaster.pid harmless where PostgreSQL would refuse to start because of it.

    That is where it is empty, after a crash of the machine, and where its number belongs to a zombie or a
    stranger now. The file also names the shared memory by which PostgreSQL notices orphaned workers of the
    old server, so a filled one is not removed: it gets the number of our own process, which the server to be
    takes for its parent's and so for stale, and then goes on to look at the memory.
    """
    lines = _lines(cluster)
    file = cluster / "postmaster.pid"
    if not lines:
        file.unlink(missing_ok=True)
    elif lines[_PID_LINE].isdecimal() and _exists(int(lines[_PID_LINE])):
        _overwrite(file, [str(os.getpid()), *lines[1:]])


def _overwrite(file: Path, lines: list[str]) -> None:
    """Change a file in its place, which needs no room on a full disk and keeps its owner."""
    with file.open("r+b") as opened:
        opened.write(os.fsencode("\n".join(lines) + "\n"))
        opened.truncate()


def _lines(cluster: Path) -> list[str]:
    try:
        return os.fsdecode((cluster / "postmaster.pid").read_bytes()).splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise PostgresError(
            f"The database in {cluster} cannot be looked at by you ({error.strerror})."
        ) from error


def _line(lines: list[str], number: int) -> str:
    return lines[number].strip() if len(lines) > number else ""


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
