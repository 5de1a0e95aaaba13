"""The managed PostgreSQL: found, started, adopted, brought back and stopped, whatever happened before."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from janasetu.config import data_folder, pids
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import PostgresError
from janasetu.config.postgres import binaries, database, postmaster, url_of
from janasetu.config.postgres.dumps import Carrier
from janasetu.config.postgres.server import Server, erase, is_running, resume, stop_managed
from janasetu.config.tests.conftest import Started, note_down, notes

ORIGINS = ("system", "wheel")


def pid_of(server: Server) -> int:
    """The process of the server that runs on this one's data."""
    living = postmaster.living(server.cluster.path)
    assert living
    return living.pid


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_new_database_is_durable_sees_bengali_and_keeps_its_rows(
    folder: DataFolder, started: Started, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JANASETU_PG", origin)
    server = started(folder, throwaway=False)
    url = server.url
    note_down(url, "জল সরবরাহ")
    health = database.health(url)
    server.stop()

    again = started(folder, throwaway=False)

    assert (health.sees_bengali, health.is_durable, health.ctype) == (True, True, "C.UTF-8")
    assert again.cluster.binaries.origin == origin
    assert notes(again.url) == ["জল সরবরাহ"]
    assert again.url == url


def test_the_server_is_ours_alone_while_it_runs_and_leaves_nothing_when_it_stops(
    used_folder: DataFolder, started: Started
) -> None:
    server = started(used_folder)
    with psycopg.connect(server.url) as connection:
        question = (
            "SELECT current_setting('listen_addresses'), usename, usesuper FROM pg_user WHERE usename = user"
        )
        listening = connection.execute(question).fetchone()
        socket_folder = Path(connection.info.host)
    open_to = socket_folder.stat().st_mode & 0o777
    address = url_of(used_folder)

    server.stop()

    assert listening == ("", "janasetu", False)
    assert open_to == 0o700
    assert address == f"postgresql://janasetu@/janasetu?host={socket_folder}"
    assert not socket_folder.exists()
    assert list(used_folder.run.iterdir()) == []
    with pytest.raises(PostgresError, match=r"No database is running for .*\./janasetu db start"):
        url_of(used_folder)


def test_a_very_long_data_path_is_no_hindrance(started: Started) -> None:
    with data_folder.scratch("/".join(["পুরসভার" * 11] * 3)) as folder:
        server = started(folder)

        assert len(os.fsencode(folder.path)) > 700
        assert is_running(folder)
        server.stop()
        erase(folder)


def test_a_cluster_of_another_version_is_refused_by_name(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.postgres / "cluster").mkdir()
    (folder.postgres / "cluster" / "PG_VERSION").write_text("13\n")

    with pytest.raises(PostgresError, match="was made by PostgreSQL 13, whose programs were not found"):
        Server(folder).start()

    monkeypatch.setenv("JANASETU_PG", "wheel")
    with pytest.raises(PostgresError, match=r"JANASETU_PG=wheel allows no other"):
        Server(folder).start()


def test_an_unknown_origin_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANASETU_PG", "docker")

    with pytest.raises(PostgresError, match="JANASETU_PG must be system or wheel, not 'docker'"):
        binaries.available()


def test_a_server_left_by_a_killed_parent_is_adopted(used_folder: DataFolder, started: Started) -> None:
    pid = start_in_a_process_that_is_killed(used_folder, outlives=True)

    server = started(used_folder)
    adopted = pid_of(server)
    server.stop()

    assert adopted == pid
    assert not pids.is_alive(pid)


def test_a_server_dies_with_the_parent_that_owns_it(used_folder: DataFolder, started: Started) -> None:
    pid = start_in_a_process_that_is_killed(used_folder, outlives=False)

    server = started(used_folder)

    assert pid_of(server) != pid
    assert not pids.is_alive(pid)


def test_a_server_that_is_still_ending_is_waited_for(
    used_folder: DataFolder, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = started(used_folder)
    pid = pid_of(server)
    said = iter([pids.command_line(pid)])  # the system forgets it before the process is dead
    monkeypatch.setattr(pids, "command_line", lambda _: next(said, []))

    postmaster.stop(server.cluster.path)

    assert not pids.is_alive(pid)


def start_in_a_process_that_is_killed(folder: DataFolder, *, outlives: bool) -> int:
    """Start the server in another process, which then dies the hard way; the server's process id."""
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from janasetu.config.data_folder import DataFolder\n"
        "from janasetu.config.postgres.server import Server\n"
        "folder = DataFolder(Path(sys.argv[1]))\n"
        "Server(folder, throwaway=True, outlives_us=sys.argv[2] == 'True').start()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    variables = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", program, str(folder.path), str(outlives)]
    assert subprocess.run(command, env=variables, check=False).returncode == -signal.SIGKILL
    return int((folder.run / "postgres.pid").read_text())


def test_a_killed_server_is_brought_back_with_its_rows(used_folder: DataFolder, started: Started) -> None:
    server = started(used_folder, throwaway=False)
    note_down(server.url, "আগে")

    os.kill(pid_of(server), signal.SIGKILL)

    assert pids.wait_until(lambda: not server.is_alive(), seconds=10)
    assert pids.wait_until(server.keep_alive, seconds=10)
    assert pids.wait_until(lambda: is_running(used_folder), seconds=30)
    assert notes(server.url) == ["আগে"]


def test_a_server_stopped_on_purpose_is_left_alone_until_it_is_wanted_again(
    used_folder: DataFolder, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = started(used_folder)
    monkeypatch.setattr("janasetu.config.postgres.server._RESTART_SECONDS", 0)
    with data_folder.locked(used_folder):  # as a supervisor holds it
        stop_managed(used_folder)

    assert not any(server.keep_alive() for _ in range(3))
    resume(used_folder)
    assert server.keep_alive()


@pytest.mark.parametrize("command", [["sleep", "60"], ["true"]], ids=["stranger", "zombie"])
def test_a_recycled_process_number_does_not_block_the_start(
    used_folder: DataFolder, started: Started, command: list[str]
) -> None:
    server = started(used_folder)
    file = server.cluster.path / "postmaster.pid"
    left_behind = file.read_text().splitlines()
    server.stop()
    with subprocess.Popen(command) as other:
        file.write_text("\n".join([str(other.pid), *left_behind[1:]]) + "\n")

        again = started(used_folder)

        assert pid_of(again) != other.pid
        other.kill()


def test_an_empty_process_file_does_not_block_the_start(used_folder: DataFolder, started: Started) -> None:
    (used_folder.postgres / "cluster" / "postmaster.pid").touch()  # as a power cut may leave it

    started(used_folder)

    assert is_running(used_folder)


def test_a_server_that_is_shutting_down_is_waited_for(used_folder: DataFolder, started: Started) -> None:
    server = started(used_folder)
    pid = pid_of(server)
    with psycopg.connect(server.url, autocommit=True):
        os.kill(pid, signal.SIGTERM)  # a smart shutdown: it waits for this client
        assert pids.wait_until(lambda: not is_running(used_folder), seconds=10)

    again = started(used_folder)

    assert pid_of(again) != pid


def test_a_half_made_cluster_is_made_anew(folder: DataFolder, started: Started) -> None:
    half = folder.postgres / "cluster.making"
    half.mkdir()
    (half / "PG_VERSION").write_text("15\n")

    started(folder)

    assert is_running(folder)
    assert not half.exists()


def test_a_socket_folder_open_to_others_is_not_used(
    used_folder: DataFolder, started: Started, tmp_path: Path
) -> None:
    server = started(used_folder)
    remembered = Path((used_folder.postgres / "socket-folder").read_text().strip())
    server.stop()
    remembered.mkdir()
    remembered.chmod(0o755)

    started(used_folder)

    assert str(remembered) not in url_of(used_folder)
    remembered.rmdir()


def test_what_is_dumped_comes_back_in_the_place_of_all_that_came_later(
    used_folder: DataFolder, started: Started, tmp_path: Path
) -> None:
    server = started(used_folder)
    carrier = Carrier(server.url, server.cluster.binaries)
    note_down(server.url, "আগে")
    carrier.dump(tmp_path / "জমা.dump")
    note_down(server.url, "পরে")
    with psycopg.connect(server.url) as somebody_at_work:
        carrier.restore(tmp_path / "জমা.dump")
        with pytest.raises(psycopg.OperationalError):
            somebody_at_work.execute("SELECT 1")

    assert notes(server.url) == ["আগে"]
    assert databases(server.url) == ["janasetu", "postgres"]


def test_a_file_that_is_no_dump_changes_nothing(
    used_folder: DataFolder, started: Started, tmp_path: Path
) -> None:
    server = started(used_folder)
    carrier = Carrier(server.url, server.cluster.binaries)
    note_down(server.url, "আগে")
    (tmp_path / "letter").write_text("প্রিয় পুরসভা")

    with pytest.raises(PostgresError, match=r"letter is no dump made by \./janasetu db dump"):
        carrier.restore(tmp_path / "letter")
    with pytest.raises(PostgresError, match="There is no file"):
        carrier.restore(tmp_path / "nothing")
    with pytest.raises(PostgresError, match="There is no folder"):
        carrier.dump(tmp_path / "nowhere" / "file")

    assert notes(server.url) == ["আগে"]


def databases(url: str) -> list[str]:
    question = "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname"
    with psycopg.connect(url) as connection:
        return [name for (name,) in connection.execute(question).fetchall()]
