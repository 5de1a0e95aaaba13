"""Data folders that leave no process and no trace behind, and commands run as another user."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from janasetu.config import data_folder, pids, supervisor
from janasetu.config.data_folder import DataFolder
from janasetu.config.postgres import postmaster
from janasetu.config.postgres.server import Server, erase

IS_ROOT = os.geteuid() == 0
IN_MEMORY = Path("/dev/shm")  # noqa: S108
AS_NOBODY = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups")

needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root runs the database as another user")


@pytest.fixture(autouse=True)
def _plain_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith("JANASETU_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)


@pytest.fixture
def folder() -> Iterator[DataFolder]:
    """A prepared data folder with spaces and Bengali letters in its name."""
    with data_folder.scratch("জন সেতুর তথ্য ভাণ্ডার") as prepared:
        yield prepared
        supervisor.end_leftovers(prepared)
        place = postmaster.cluster_of(prepared).resolve()
        erase(prepared)
        assert pids.working_in(place) == []


@pytest.fixture(scope="session")
def _stopped_cluster() -> Iterator[Path]:
    """A cluster with our database in it, made once."""
    with data_folder.scratch() as once:
        server = Server(once, throwaway=True)
        server.start()
        server.stop()
        yield server.cluster.path


@pytest.fixture
def used_folder(folder: DataFolder, _stopped_cluster: Path) -> DataFolder:
    """A data folder whose database was started and stopped before."""
    subprocess.run(["cp", "-a", _stopped_cluster, folder.postgres / "cluster"], check=True)
    return folder


class Started(Protocol):
    """Starts a server that is stopped when the test is over."""

    def __call__(self, folder: DataFolder, *, throwaway: bool = True) -> Server: ...


@pytest.fixture
def started() -> Iterator[Started]:
    """Servers of this test; the next one on the same folder adopts the one before it, as a second process
    would.
    """
    servers: list[Server] = []

    def start(folder: DataFolder, *, throwaway: bool = True) -> Server:
        servers.append(Server(folder, throwaway=throwaway))
        servers[-1].start()
        return servers[-1]

    yield start
    for server in servers:
        server.stop(patience=2)


@pytest.fixture
def failing_unshare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that refuses user namespaces: an `unshare` first in PATH that fails."""
    refusing = tmp_path / "refusing"
    refusing.mkdir()
    (refusing / "unshare").write_text(
        "#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n"
    )
    (refusing / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", f"{refusing}:{os.environ['PATH']}")


def quick_place() -> Path:
    """Where programs may lie, open to every user as pytest's own folders are not; in memory where that may
    be.
    """
    if os.access(IN_MEMORY, os.W_OK) and not os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC:
        return IN_MEMORY
    return Path("/tmp")  # noqa: S108


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder of ours that every user may enter."""
    with tempfile.TemporaryDirectory(prefix="janasetu-test-", dir=quick_place()) as place:
        Path(place).chmod(0o755)
        yield Path(place)


@pytest.fixture
def private_home(open_place: Path) -> Path:
    """A folder of the user `nobody` that only he may enter."""
    home = open_place / "home"
    home.mkdir(mode=0o700)
    if IS_ROOT:
        shutil.chown(home, "nobody")
    return home


def note_down(url: str, text: str) -> None:
    """Leave something in the database by which it is known again."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
        connection.execute("INSERT INTO note VALUES (%s)", [text])


def notes(url: str) -> list[str]:
    """What was noted down, oldest first."""
    with psycopg.connect(url) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM note ORDER BY ctid").fetchall()]
