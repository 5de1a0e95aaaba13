"""Processes that a nursery bears: the supervisor's own, of code loaded once, whoever dies before whom."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from janasetu.config import births, pids, supervisor
from janasetu.config.births import Born, Nursery
from janasetu.config.data_folder import DataFolder
from janasetu.config.supervisor import Plan, Supervisor

pytestmark = pytest.mark.skipif(not births.is_possible(), reason="needs Linux")

NOWHERE = {"JANASETU_MODE": "test", "JANASETU_DATABASE_URL": "postgresql:///nowhere?host=/nonexistent"}
# The pump waits for its database for ever; `sleep` stands in its place where it is not borne.
PUMP = Plan("pump", ["sleep", "60"], answers=lambda: True, program="pump")


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy is no reason to start a process in the plain way here."""
    monkeypatch.setattr(births, "_PATIENCE_SECONDS", 60.0)


@pytest.fixture
def nursery(folder: DataFolder) -> Iterator[Nursery]:
    """A nursery that has loaded no program yet, and so is ready at once."""
    bearing = Nursery(folder, [], os.environ | NOWHERE | {supervisor.SUPERVISED: supervisor.mark_of(folder)})
    bearing.start()
    bearing.wait(until=lambda: False)
    yield bearing
    bearing.end()


def born(nursery: Nursery, folder: DataFolder, program: str) -> Born:
    with (folder.logs / f"{program}.log").open("ab") as log:
        found = nursery.bear(program, log)
    assert found is not None
    return found


def number_of(folder: DataFolder) -> int:
    """The nursery's own process."""
    return next(
        pid
        for pid in pids.with_variable(supervisor.SUPERVISED, supervisor.mark_of(folder))
        if "janasetu.config.nursery" in pids.command_line(pid)
    )


def killed(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    assert pids.wait_until(lambda: not pids.is_alive(pid), seconds=60)


def test_what_is_born_is_our_child_and_bears_the_name_of_what_it_runs(
    folder: DataFolder, nursery: Nursery
) -> None:
    pump = born(nursery, folder, "pump")

    state = Path(f"/proc/{pump.pid}/stat").read_text().rpartition(")")[2].split()
    words = [word for word in pids.command_line(pump.pid) if word]
    nursery.stop()
    alive = pump.poll()
    pump.terminate()

    assert state[1:4] == [str(os.getpid()), str(pump.pid), str(pump.pid)]  # parent, group and session
    assert words == births.command("pump")
    assert alive is None
    assert pump.wait(60) in {0, -signal.SIGTERM}  # asked before or after it listened


def test_how_it_ends_and_what_it_says_is_known(folder: DataFolder, nursery: Nursery) -> None:
    nobody = born(nursery, folder, "postman")

    assert nobody.wait(60) == 2
    assert (folder.logs / "postman.log").read_text().startswith("there is no process 'postman'")


def test_a_nursery_that_is_frozen_is_not_waited_for(
    folder: DataFolder, nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(births, "_PATIENCE_SECONDS", 0.05)
    frozen = number_of(folder)
    os.kill(frozen, signal.SIGSTOP)

    with (folder.logs / "pump.log").open("ab") as log:
        found = nursery.bear("pump", log)

    assert found is None
    assert not pids.is_alive(frozen)


def test_a_child_is_borne_again_and_without_a_nursery_started(folder: DataFolder) -> None:
    said: list[str] = []
    crew = Supervisor(folder=folder, say=said.append)
    told: list[list[str]] = []

    def tell() -> None:
        told.append([word for word in pids.command_line(int((folder.run / "pump.pid").read_text())) if word])

    try:
        crew.start([PUMP], NOWHERE)
        tell()
        killed(int((folder.run / "pump.pid").read_text()))
        crew.watch(until=lambda: bool(said))
        tell()
        killed(number_of(folder))
        killed(int((folder.run / "pump.pid").read_text()))
        crew.watch(until=lambda: len(said) == 3)
        tell()
        another = number_of(folder)
    finally:
        crew.stop()

    assert told == [births.command("pump"), births.command("pump"), ["sleep", "60"]]
    again = "pump ended (signal 9); starting it again."
    assert sorted(said) == ["nursery ended; starting it again.", again, again]
    assert not pids.is_alive(another)
    assert list(folder.run.iterdir()) == []


def test_what_was_born_dies_with_a_killed_supervisor(folder: DataFolder) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from janasetu.config import births\n"
        "from janasetu.config.data_folder import DataFolder\n"
        "births._PATIENCE_SECONDS = 60.0\n"
        "nursery = births.Nursery(DataFolder(Path(sys.argv[1])), [], os.environ)\n"
        "nursery.start()\n"
        "nursery.wait(until=lambda: False)\n"
        "with open(os.devnull, 'wb') as log:\n"
        "    print(nursery.bear('pump', log).pid, nursery._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    source = str(Path(births.__file__).parents[2])
    dead = subprocess.run(
        [sys.executable, "-c", program, str(folder.path)],
        env=os.environ | NOWHERE | {"PYTHONPATH": source},
        stdout=subprocess.PIPE,
        check=False,
    )

    assert dead.returncode == -signal.SIGKILL
    for pid in map(int, dead.stdout.split()):
        assert pids.wait_until(lambda pid=pid: not pids.is_alive(pid), seconds=60)
