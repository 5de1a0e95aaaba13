"""The supervisor, with children that are small shell programs: alive, back after death, gone at the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from janasetu.config import pids, supervisor
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import FrontDoorError
from janasetu.config.supervisor import Plan, Supervisor

READY_AND_WAIT = 'touch "run/$0.ready"; exec sleep 60'
DEAF = 'trap "" TERM; touch "run/$0.ready"; while :; do sleep 0.1; done'
WITH_A_HELPER = 'sleep 61 & echo $! > helper; touch "run/$0.ready"; wait'


def shell(name: str, program: str) -> Plan:
    """A child that is a shell program; its name is $0, its working folder the data folder."""
    return Plan(name, ["sh", "-c", program, name])


@pytest.fixture
def said() -> list[str]:
    """What the supervisor told the person who watches."""
    return []


@pytest.fixture
def crew(folder: DataFolder, said: list[str]) -> Iterator[Supervisor]:
    """A supervisor without a database, stopped at the end."""
    supervising = Supervisor(folder=folder, say=said.append)
    yield supervising
    supervising.stop()


def pid_in(folder: DataFolder, name: str) -> int:
    return int((folder.run / f"{name}.pid").read_text())


def watch_until(crew: Supervisor, happened: "object") -> None:
    """Let the supervisor watch until something is true, for a few seconds at most."""
    calls = iter(range(100))
    crew.watch(until=lambda: bool(happened()) or next(calls, None) is None)  # type: ignore[operator]


def test_children_run_with_their_process_numbers_on_record_and_leave_nothing(
    folder: DataFolder, said: list[str]
) -> None:
    crew = Supervisor(folder=folder, say=said.append)
    crew.start([shell("pump", READY_AND_WAIT), shell("sender", READY_AND_WAIT)], {})
    numbers = [pid_in(folder, name) for name in ("pump", "sender")]
    alive = [pids.is_alive(pid) for pid in numbers]

    crew.stop()

    assert alive == [True, True]
    assert [pids.is_alive(pid) for pid in numbers] == [False, False]
    assert list(folder.run.iterdir()) == []
    assert said == []


def test_a_child_that_does_the_work_of_two_is_on_record_under_both_names(
    folder: DataFolder, crew: Supervisor
) -> None:
    crew.start([replace(shell("web", READY_AND_WAIT), also=("intake",))], {})
    numbers = {pid_in(folder, name) for name in ("web", "intake")}

    crew.stop()

    assert len(numbers) == 1
    assert list(folder.run.iterdir()) == []


def test_children_get_the_variables_and_keep_a_log(folder: DataFolder, crew: Supervisor) -> None:
    crew.start([shell("pump", f'echo "শহর: $TOWN" >&2; {READY_AND_WAIT}')], {"TOWN": "ফালাকাটা"})

    assert (folder.logs / "pump.log").read_text() == "শহর: ফালাকাটা\n"


def test_a_killed_child_is_back_within_two_seconds(
    folder: DataFolder, crew: Supervisor, said: list[str]
) -> None:
    crew.start([shell("pump", READY_AND_WAIT)], {})
    first = pid_in(folder, "pump")

    os.kill(first, signal.SIGKILL)
    watch_until(crew, lambda: said and (folder.run / "pump.ready").exists())

    assert said == ["pump ended (signal 9); starting it again."]
    assert pids.is_alive(pid_in(folder, "pump"))
    assert pid_in(folder, "pump") != first


def test_what_a_dead_child_started_itself_is_ended_with_it(folder: DataFolder, crew: Supervisor) -> None:
    crew.start([shell("web", WITH_A_HELPER)], {})
    helper = int((folder.path / "helper").read_text())

    os.kill(pid_in(folder, "web"), signal.SIGKILL)
    watch_until(crew, lambda: not pids.is_alive(helper))

    assert not pids.is_alive(helper)


def test_a_child_that_never_gets_ready_ends_the_start_with_its_last_words(
    folder: DataFolder, crew: Supervisor
) -> None:
    with pytest.raises(FrontDoorError, match=r"jobs does not start; its last words:\nকিছু একটা ভুল"):
        crew.start([shell("jobs", "echo কিছু একটা ভুল; exit 3")], {})


def test_a_child_that_does_not_listen_is_ended_in_time(folder: DataFolder, said: list[str]) -> None:
    crew = Supervisor(folder=folder, say=said.append, patience=0.3)
    crew.start([shell("web", DEAF)], {})
    pid = pid_in(folder, "web")

    crew.stop()

    assert not pids.is_alive(pid)


def test_whoever_does_not_listen_a_stop_waits_less_than_ten_seconds_for_all_of_them() -> None:
    assert supervisor.LONGEST_STOP_SECONDS < 10


def test_children_die_with_a_killed_supervisor(folder: DataFolder) -> None:
    pid = leave_by_sigkill(folder, READY_AND_WAIT)

    assert pids.wait_until(lambda: not pids.is_alive(pid), seconds=10)


def test_the_next_start_ends_what_outlived_a_killed_supervisor(folder: DataFolder) -> None:
    deaf = leave_by_sigkill(folder, DEAF)
    stranger = subprocess.Popen(["sleep", "60"])
    (folder.run / "pump.pid").write_text(f"{stranger.pid}\n")  # a recycled number on record
    try:
        alive_before = pids.is_alive(deaf)

        supervisor.end_leftovers(folder, patience=0.3)

        assert (alive_before, pids.is_alive(deaf)) == (True, False)
        assert stranger.poll() is None
        assert list(folder.run.iterdir()) == []
    finally:
        stranger.kill()
        stranger.wait()


def leave_by_sigkill(folder: DataFolder, child: str) -> int:
    """Start a child in a supervisor that is then killed the hard way; the child's process number."""
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from janasetu.config.data_folder import DataFolder\n"
        "from janasetu.config.supervisor import Plan, Supervisor\n"
        "crew = Supervisor(folder=DataFolder(Path(sys.argv[1])), say=print)\n"
        "crew.start([Plan('web', ['sh', '-c', sys.argv[2], 'web'])], {})\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    source = str(Path(supervisor.__file__).parents[2])
    command = [sys.executable, "-c", program, str(folder.path), child]
    killed = subprocess.run(command, env=os.environ | {"PYTHONPATH": source}, check=False)
    assert killed.returncode == -signal.SIGKILL
    return pid_in(folder, "web")
