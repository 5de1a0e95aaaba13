"""Keep the processes of one installation running: start them, bring back what dies, stop them all."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from types import FrameType
from typing import BinaryIO, Protocol

from janasetu.config import births, logs, pids
from janasetu.config.births import Nursery
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import FrontDoorError
from janasetu.lib import clock

SUPERVISED = "JANASETU_SUPERVISED"  # an environment variable of every child: whose it is, see `mark_of`

# The C library keeps a store of memory for each few threads, and gives none of it back: two are enough. What
# NumPy multiplies here is small: threads of its own would only wait for each other.
_SPARING = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
_TICK_SECONDS = 0.05
_READY_SECONDS = 90  # for all children together; the first start trains and compiles
_LONGEST_PAUSE_SECONDS = 1.5  # before a restart: the promise is two seconds
_LONG_LIFE_SECONDS = 3.0  # who lived so long was no failed start
_DEATHS_BEFORE_GIVING_UP = 3  # of one child that was never ready, during the start
# What a stop waits, one after the other, for children, the database and what they left: with what it takes to
# end all of it by force, ten seconds.
_CHILDREN_PATIENCE_SECONDS = 3.5
_DATABASE_PATIENCE_SECONDS = 3.0
_LEFTOVERS_PATIENCE_SECONDS = 3.0
LONGEST_STOP_SECONDS = _CHILDREN_PATIENCE_SECONDS + _DATABASE_PATIENCE_SECONDS + _LEFTOVERS_PATIENCE_SECONDS


class StopRequested(BaseException):
    """Somebody asked us to stop while we were starting. No error: it passes every `except Exception`."""


class Database(Protocol):
    """What the supervisor needs of a database it keeps alive."""

    def keep_alive(self) -> bool:
        """Bring it back if it died; whether it had."""

    def stop(self, *, patience: float) -> None:
        """Stop it in order, without after `patience` seconds."""


@dataclass(frozen=True)
class Plan:
    """A child to be: its name, its command line, and how one sees that it does its work.

    `also`: the names of further processes whose work it does too. `program`: the one of `config.processes`
    that the command runs, if it is ours; it is then born of loaded code where that can be.
    """

    name: str
    command: Sequence[str]
    answers: Callable[[], bool] | None = None  # None: the child writes DIR/run/NAME.ready when it is ready
    also: Sequence[str] = ()
    program: str = ""


class Process(Protocol):
    """What the supervisor needs of a child's process, however it came to life."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | None: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


class StopSignals:
    """Ctrl-C, SIGTERM and a closed terminal: an exception while we start, a mark to look at while
    we watch.
    """

    def __init__(self) -> None:
        self.came = False
        self._may_interrupt = True

    @contextmanager
    def caught(self) -> Iterator["StopSignals"]:
        """Take the signals over for the length of the block."""
        numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # under nohup we outlive the terminal
            numbers.append(signal.SIGHUP)
        before = {number: signal.signal(number, self._take) for number in numbers}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def only_mark(self) -> None:
        """From now on no exception: nothing may interrupt the orderly stop."""
        self._may_interrupt = False

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        if self._may_interrupt:
            self.only_mark()
            raise StopRequested


class Supervisor:
    """Owns the children of one data folder, and the database unless it is somebody else's."""

    def __init__(
        self,
        *,
        folder: DataFolder,
        say: Callable[[str], None],
        database: Database | None = None,
        patience: float = _CHILDREN_PATIENCE_SECONDS,
        only: Sequence[str] = (),
    ) -> None:
        """`say` shows a line to the person who watches; `patience` is what children get for an
        orderly stop; `only`: the names of the children where others of the folder have another supervisor.
        """
        self._children: list[Child] = []
        self._nursery: Nursery | None = None
        self._folder = folder
        self._only = only
        self._say = say
        self._database = database
        self._patience = patience
        self._last_trouble = ""

    def foresee(self, plans: Sequence[Plan], variables: Mapping[str, str]) -> None:
        """Let what these children share be loaded, while something is yet to be prepared for them."""
        programs = [plan.program for plan in plans if plan.program]
        if programs and births.is_possible():
            self._nursery = Nursery(self._folder, programs, self._told(variables))
            self._nursery.start()

    def start(self, plans: Sequence[Plan], variables: Mapping[str, str]) -> None:
        """Start every child, with `variables` added to its environment, and wait until all do their work.

        FrontDoorError with a child's last words where one keeps dying or is not ready in time.
        """
        if self._nursery is None:
            self.foresee(plans, variables)
        told = self._told(variables)
        self._children = [
            Child(plan, folder=self._folder, environment=told, nursery=self._nursery) for plan in plans
        ]
        deadline = clock.monotonic() + _READY_SECONDS
        self._spawn(until=deadline)
        while waiting := [child for child in self._children if not child.is_ready()]:
            self._tick()
            for child in waiting:
                if child.deaths_unready >= _DEATHS_BEFORE_GIVING_UP:
                    raise FrontDoorError(
                        f"{child.name} does not start; its last words:\n{child.last_words()}"
                    )
            if clock.monotonic() > deadline:
                names = ", ".join(child.name for child in waiting)
                raise FrontDoorError(
                    f"Not ready after {_READY_SECONDS} seconds: {names}; see {self._folder.logs}."
                )
            sleep(_TICK_SECONDS)

    def _told(self, variables: Mapping[str, str]) -> dict[str, str]:
        """The environment of a child."""
        return {**_SPARING, **os.environ, **variables, SUPERVISED: mark_of(self._folder, self._only)}

    def _spawn(self, *, until: float) -> None:
        """Each child for the first time; those that can be born wait until everything is loaded."""
        for child in self._children:
            if not child.is_born:
                child.spawn()
        if self._nursery is not None:
            self._nursery.wait(until=lambda: clock.monotonic() > until)
        for child in self._children:
            if child.is_born:
                child.spawn()

    def watch(self, *, until: Callable[[], bool]) -> None:
        """Bring back whatever dies, until asked to stop."""
        while not until():
            self._tick()
            sleep(_TICK_SECONDS)

    def stop(self) -> None:
        """Stop every child, then the database; within ten seconds nothing of ours runs or is left
        in DIR/run.
        """
        for child in self._children:
            child.ask_to_stop()
        deadline = clock.monotonic() + self._patience
        for child in self._children:
            child.stop(patience=max(0.0, deadline - clock.monotonic()))
        if self._nursery is not None:
            self._nursery.end()
        if self._database is not None:
            self._database.stop(patience=_DATABASE_PATIENCE_SECONDS)
        end_leftovers(self._folder, only=self._only)

    def _tick(self) -> None:
        """Look at everything once. What the machine refuses just now (room, memory) is tried again soon."""
        try:
            if self._database is not None and self._database.keep_alive():
                self._say("postgres ended; starting it again.")
            for child in self._children:
                self._see_to(child)
            if self._nursery is not None:
                self._see_to_nursery(self._nursery)
        except OSError as error:
            if str(error) != self._last_trouble:
                self._say(f"Something could not be started ({error}); trying again.")
            self._last_trouble = str(error)

    def _see_to_nursery(self, nursery: Nursery) -> None:
        if nursery.keep_alive():
            self._say("nursery ended; starting it again.")
        nursery.bury(ours=[child.pid for child in self._children])

    def _see_to(self, child: "Child") -> None:
        if child.has_just_died():
            self._say(f"{child.name} ended ({child.how_it_ended}); starting it again.")
            if child.deaths_unready == 1:
                self._say(child.last_words())
        if child.is_due():
            child.spawn()


class Child:
    """One process under supervision, through all its lives."""

    def __init__(
        self,
        plan: Plan,
        *,
        folder: DataFolder,
        environment: Mapping[str, str],
        nursery: Nursery | None = None,
    ) -> None:
        self.name = plan.name
        self.deaths_unready = 0  # in a row; a life that got ready begins anew
        self.how_it_ended = ""
        self._plan = plan
        self._log = folder.logs / f"{plan.name}.log"
        self._pid_files = [folder.run / f"{name}.pid" for name in (plan.name, *plan.also)]
        self._ready_mark = folder.run / f"{plan.name}.ready"
        self._folder = folder
        self._environment = environment
        self._nursery = nursery
        self._process: Process | None = None
        self._was_ready = False
        self._born_at = 0.0
        self._due_at = 0.0
        logs.cut(self._log)

    def spawn(self) -> None:
        """Begin a life."""
        self._ready_mark.unlink(missing_ok=True)
        self._was_ready = False
        self._born_at = clock.monotonic()
        with self._log.open("ab") as log:
            self._process = self._born(log) or self._started(log)
        with suppress(OSError):  # on a full disk the child matters more than the note of its number
            for file in self._pid_files:
                file.write_text(f"{self._process.pid}\n", encoding="ascii")

    @property
    def is_born(self) -> bool:
        """Whether a nursery bears it, if it can."""
        return bool(self._nursery and self._plan.program)

    @property
    def pid(self) -> int:
        """Its process; 0 between two lives."""
        return self._process.pid if self._process is not None else 0

    def _born(self, log: BinaryIO) -> Process | None:
        return self._nursery.bear(self._plan.program, log) if self._nursery and self.is_born else None

    def _started(self, log: BinaryIO) -> Process:
        return subprocess.Popen(
            self._plan.command,
            cwd=self._folder.path,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=pids.dies_with_us(signal.SIGTERM),
        )

    def is_ready(self) -> bool:
        """Whether this life got so far that the child does its work."""
        if not self._was_ready and self._process is not None:
            self._was_ready = self._plan.answers() if self._plan.answers else self._ready_mark.exists()
        return self._was_ready

    def has_just_died(self) -> bool:
        """Whether the process is found dead now; then what it left is cleared and its next life is due soon.

        One that got ready is brought back at once. One that did not waits a little longer each time.
        """
        if self._process is None or (code := self._process.poll()) is None:
            return False
        self._set_death(code)
        self._clear(self._process)
        return True

    def is_due(self) -> bool:
        """Whether it is dead and its pause is over."""
        return self._process is None and clock.monotonic() >= self._due_at

    def last_words(self) -> str:
        """The end of its log."""
        return logs.last_lines(self._log)

    def ask_to_stop(self) -> None:
        """Tell it to stop, and do not wait."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def stop(self, *, patience: float) -> None:
        """Wait for its end; after `patience` seconds end it."""
        if self._process is not None:
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._clear(self._process)

    def _set_death(self, code: int) -> None:
        self.how_it_ended = f"exit {code}" if code >= 0 else f"signal {-code}"
        lived_long = clock.monotonic() - self._born_at > _LONG_LIFE_SECONDS
        self.deaths_unready = 0 if lived_long or self.is_ready() else self.deaths_unready + 1
        pause = min(_LONGEST_PAUSE_SECONDS, 0.1 * 2**self.deaths_unready) if self.deaths_unready else 0.0
        self._due_at = clock.monotonic() + pause

    def _clear(self, process: Process) -> None:
        """End what the dead process started itself, which may hold its port, and remove its traces."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._process = None
        for file in self._pid_files:
            file.unlink(missing_ok=True)
        self._ready_mark.unlink(missing_ok=True)


def mark_of(folder: DataFolder, only: Sequence[str] = ()) -> str:
    """What SUPERVISED says in the children of this folder's supervisor, or in those of the one for `only`."""
    return " ".join((str(folder.path), *sorted(only)))


def end_leftovers(
    folder: DataFolder, *, only: Sequence[str] = (), patience: float = _LEFTOVERS_PATIENCE_SECONDS
) -> None:
    """End children of a killed supervisor, known by the variable each was started with, and remove their
    traces.
    """
    pids.end_all(lambda: pids.with_variable(SUPERVISED, mark_of(folder, only)), patience=patience)
    for trace in _traces(folder, only):
        trace.unlink(missing_ok=True)


def _traces(folder: DataFolder, only: Sequence[str]) -> list[Path]:
    """What processes left in DIR/run, PostgreSQL apart: it may live on, and be adopted."""
    found = [*folder.run.glob("*.pid"), *folder.run.glob("*.ready")]
    return [trace for trace in found if trace.stem != "postgres" and (not only or trace.stem in only)]
