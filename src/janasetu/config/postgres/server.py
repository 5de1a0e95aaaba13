"""Start, adopt, keep alive and stop the managed PostgreSQL of one data folder."""

import signal
import subprocess
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from time import sleep

from janasetu.config import data_folder, logs, pids
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import PostgresError
from janasetu.config.postgres import apart, postmaster, sockets
from janasetu.config.postgres import cluster as clusters
from janasetu.config.postgres.cluster import Cluster
from janasetu.lib import clock

_START_SECONDS = 60  # recovery after a crash can take long; it is waited for
_RESTART_SECONDS = 0.3  # between two attempts to bring a dead server back

_MODEST = {"shared_buffers": "128MB", "max_connections": "100", "jit": "off"}  # fits a machine with 1 GB
_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
_FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}  # for tests alone

_PASSING_TROUBLE = ("pre-existing shared memory block", "lock file")  # the old server is still going away


class Server:
    """The managed server of a data folder. One process at a time may hold one: see `data_folder.locked`."""

    def __init__(self, folder: DataFolder, *, throwaway: bool = False, outlives_us: bool = False) -> None:
        """With `throwaway` nothing is forced to the disk; with `outlives_us` the server stays when we end."""
        self._folder = folder
        self._throwaway = throwaway
        self._outlives_us = outlives_us
        self._child: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    @property
    def url(self) -> str:
        """The address of the product's database."""
        return postmaster.socket_url(self._socket_folder)

    @property
    def superuser_url(self) -> str:
        """The address for acts only the server's own administrator may do."""
        return postmaster.socket_url(self._socket_folder, role=postmaster.SUPERUSER, database="postgres")

    @cached_property
    def cluster(self) -> Cluster:
        """Where the data lies and how it is served; made at the first look."""
        return clusters.settle(self._folder, sync=not self._throwaway)

    def start(self, *, lightly: bool = False) -> None:
        """Bring the server up, or adopt the one that runs; returns when the database can be used.

        `lightly`: without loading the driver here. PostgresError with the server's last words where it does
        not come up.
        """
        with data_folder.locked(self._folder, "postgres", wait=True):
            resume(self._folder)
            logs.cut(self._log)
            if not self._adopt():
                self.spawn()
            self._wait_until_ready()
            if lightly:
                apart.ensure(self.superuser_url, self.url)
            else:
                self._make_fit()

    def _make_fit(self) -> None:
        from janasetu.config.postgres import database  # noqa: PLC0415 - slow library

        database.ensure(self.superuser_url, self.url)
        database.require_health(self.url, durable=not self._throwaway)

    def is_alive(self) -> bool:
        """Whether a server runs on our data; a dead child is fetched on the way."""
        if self._child is not None and self._child.poll() is None:
            return True
        return postmaster.living(self.cluster.path) is not None

    def keep_alive(self) -> bool:
        """Bring a dead server back unless it was stopped on purpose; whether one had to be. Does not wait for
        it.
        """
        if (
            self.is_alive()
            or is_stopped(self._folder)
            or clock.monotonic() - self._started_at < _RESTART_SECONDS
        ):
            return False
        self.spawn()
        return True

    def spawn(self) -> None:
        """Start the server process and return at once. It is our direct child: no one else would fetch its
        remains.
        """
        postmaster.end_orphans(self.cluster.path)
        postmaster.disown_stale_file(self.cluster.path)
        self._started_at = clock.monotonic()
        with self._log.open("ab") as log:
            self._child = self.cluster.identity.popen(
                self._command(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=None if self._outlives_us else pids.dies_with_us(signal.SIGINT),
            )
        self._record(self._child.pid)

    def stop(self, *, patience: float = postmaster.PATIENCE) -> None:
        """Stop the server, adopted or our own, and remove its socket folder and process id."""
        child = self._child
        if child is not None and child.poll() is None:  # it may be too young to have written its file
            postmaster.end(child.pid, is_gone=lambda: child.poll() is not None, patience=patience)
        postmaster.stop(self.cluster.path, patience=patience)
        forget(self._folder)
        resume(self._folder)

    @property
    def _log(self) -> Path:
        return self._folder.logs / "postgres.log"

    @property
    def _socket_folder(self) -> Path:
        """Where the running server says its socket is; else where the next one will have it."""
        living = postmaster.living(self.cluster.path)
        if living and living.socket_folder:
            return living.socket_folder
        return sockets.folder_for(self._folder, self.cluster.identity)

    def _command(self) -> list[str]:
        settings = _MODEST | (_FORGETFUL if self._throwaway else _DURABLE)
        settings |= {"listen_addresses": "", "port": str(postmaster.PORT), "unix_socket_permissions": "0700"}
        settings |= {"unix_socket_directories": str(sockets.folder_for(self._folder, self.cluster.identity))}
        settings |= {"logging_collector": "off", "log_timezone": "UTC", "timezone": "UTC"}
        options = [part for name, text in settings.items() for part in ("-c", f"{name}={text}")]
        return [self.cluster.binaries.program("postgres"), "-D", str(self.cluster.path), *options]

    def _adopt(self) -> bool:
        """Whether a server runs already that can be used; one that is going away is waited for."""
        path = self.cluster.path
        found = postmaster.living(path)
        if found and found.is_stopping:
            pids.wait_until(lambda: postmaster.living(path) is None, seconds=_START_SECONDS)
        elif (
            found
            and found.socket_folder
            and not (found.socket_folder / f".s.PGSQL.{postmaster.PORT}").exists()
        ):
            postmaster.stop(path)  # its socket was swept away: nobody can reach it any more
        found = postmaster.living(path)
        if found:
            self._record(found.pid)
        return found is not None

    def _wait_until_ready(self) -> None:
        deadline = clock.monotonic() + _START_SECONDS
        while not is_running(self._folder):
            if clock.monotonic() > deadline:
                raise PostgresError(
                    f"The database did not come up within {_START_SECONDS} seconds; see {self._log}."
                )
            if not self.is_alive():
                self._try_again_or_give_up()
            sleep(0.01)

    def _try_again_or_give_up(self) -> None:
        words = logs.last_lines(self._log)
        if not any(trouble in words for trouble in _PASSING_TROUBLE):
            raise PostgresError(f"The database does not start; its last words:\n{words}")
        sleep(_RESTART_SECONDS)
        self.spawn()

    def _record(self, pid: int) -> None:
        with suppress(OSError):  # on a full disk the server matters more than the note of its number
            (self._folder.run / "postgres.pid").write_text(f"{pid}\n", encoding="ascii")


def stop_managed(folder: DataFolder) -> bool:
    """Stop the server of a data folder, whoever started it; whether one ran. A supervisor leaves
    it stopped.
    """
    place = postmaster.cluster_of(folder)
    if postmaster.living(place) is None:
        return False
    if data_folder.holder(folder) is not None:
        _stopped_mark(folder).touch()
    postmaster.stop(place)
    forget(folder)
    return True


def is_running(folder: DataFolder) -> bool:
    """Whether the server of a data folder is up and takes connections."""
    found = postmaster.living(postmaster.cluster_of(folder))
    return found is not None and found.is_ready


def erase(folder: DataFolder) -> None:
    """Stop the server of a data folder and remove what it keeps outside of it."""
    stop_managed(folder)
    clusters.remove_machine_home(folder)


def is_stopped(folder: DataFolder) -> bool:
    """Whether `db stop` was called, so that the supervisor must not bring the server back."""
    return _stopped_mark(folder).exists()


def resume(folder: DataFolder) -> None:
    """Take back `db stop`: a supervisor may bring the server back."""
    _stopped_mark(folder).unlink(missing_ok=True)


def forget(folder: DataFolder) -> None:
    """Remove the traces of a stopped server."""
    (folder.run / "postgres.pid").unlink(missing_ok=True)
    sockets.remove(folder)


def _stopped_mark(folder: DataFolder) -> Path:
    return folder.run / "postgres.stopped"
