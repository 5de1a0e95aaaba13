"""Root never runs PostgreSQL as root, finds its data again, and leaves other people's folders as they are."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from janasetu.config import data_folder
from janasetu.config.data_folder import DataFolder
from janasetu.config.postgres import postmaster
from janasetu.config.postgres.server import Server, erase
from janasetu.config.tests.conftest import AS_NOBODY, Started, needs_root, note_down, notes

pytestmark = needs_root

NOBODY = pwd.getpwnam("nobody").pw_uid


@pytest.fixture(autouse=True)
def _machine_folder_of_our_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In the place of /var/lib/janasetu one that goes away, on the quick file system of scratch folders."""
    with data_folder.scratch() as folder:
        place = folder.path.parent.with_name(f"{folder.path.parent.name}-machine")
        monkeypatch.setattr(data_folder, "MACHINE_FOLDER", place)
        yield
        shutil.rmtree(place, ignore_errors=True)


def user_of(server: Server) -> int:
    """The user the server's process runs as, seen from outside."""
    living = postmaster.living(server.cluster.path)
    assert living
    return Path(f"/proc/{living.pid}").stat().st_uid


def test_the_server_is_mapped_and_owns_its_data_in_the_data_folder(
    folder: DataFolder, started: Started
) -> None:
    server = started(folder)

    assert server.cluster.path == folder.path / "postgres" / "cluster"
    assert server.cluster.path.stat().st_uid == 0
    assert f"--map-user={NOBODY}" in server.cluster.identity.prefix


@pytest.mark.parametrize("origin", ["system", "wheel"])
def test_where_namespaces_are_refused_the_server_runs_as_nobody_and_stays_so(
    folder: DataFolder,
    started: Started,
    origin: str,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    path = os.environ["PATH"]
    monkeypatch.setenv("JANASETU_PG", origin)
    request.getfixturevalue("failing_unshare")
    first = started(folder)
    note_down(first.url, "নামহীন")
    user = user_of(first)
    first.stop()
    monkeypatch.setenv("PATH", path)  # namespaces are allowed again

    second = started(folder)
    found = notes(second.url)
    second.stop()
    erase(folder)

    assert (user, found) == (NOBODY, ["নামহীন"])
    assert second.cluster == first.cluster
    assert first.cluster.path.is_relative_to(data_folder.MACHINE_FOLDER)
    assert not first.cluster.path.parent.exists()


def test_data_made_in_a_namespace_moves_where_namespaces_are_refused_later(
    used_folder: DataFolder, started: Started, request: pytest.FixtureRequest
) -> None:
    first = started(used_folder)
    note_down(first.url, "আগের সারি")
    first.stop()
    request.getfixturevalue("failing_unshare")

    second = started(used_folder)

    assert notes(second.url) == ["আগের সারি"]
    assert user_of(second) == NOBODY


def test_another_users_private_folder_is_left_as_it_is(private_home: Path, started: Started) -> None:
    folder = data_folder.prepare(private_home / "checkout" / "var")
    before = private_home.stat()

    server = started(folder)
    note_down(server.url, "পরের ঘর")
    found = notes(server.url)
    server.stop()
    erase(folder)

    after = private_home.stat()
    assert found == ["পরের ঘর"]
    assert server.cluster.path.is_relative_to(data_folder.MACHINE_FOLDER)
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_an_ordinary_user_runs_the_server_himself(private_home: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from janasetu.config import data_folder\n"
        "from janasetu.config.postgres.server import Server\n"
        "folder = data_folder.prepare(Path(sys.argv[1]))\n"
        "server = Server(folder, throwaway=True)\n"
        "server.start()\n"
        "print(server.cluster.identity.prefix, (folder.postgres / 'cluster').owner())\n"
        "server.stop()\n"
    )
    packages = (Path(data_folder.__file__).parents[2], Path(psycopg.__file__).parents[1])
    variables = {"PYTHONPATH": ":".join(map(str, packages)), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
    command = [*AS_NOBODY, "/usr/bin/python3", "-c", program, str(private_home / "ভাণ্ডার")]

    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("() nobody\n", "")
