"""A whole installation in a folder of its own, for the proofs that need one: founded, served, looked into."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from time import monotonic, sleep
from typing import Any

import psycopg

from janasetu.config import pids
from janasetu.config.environment import CHECKOUT
from storm.product import SECRET, NotReadyError, free_port

_PREFIX = "janasetu-town-"
_PATIENCE = 120.0  # seconds until it must be ready
_LINE = (
    "SELECT provider_id FROM messaging_line WHERE channel = 'whatsapp' AND body_id IS NOT NULL"
    " ORDER BY provider_id LIMIT 1"
)


class Town:
    """A small seeded town under `serve` with a database of its own, or what a part of it needs."""

    def __init__(self, folder: Path, *, checkout: Path = CHECKOUT) -> None:
        self.folder = folder
        self.checkout = checkout
        self.outside = ""  # the database's address, where it is not its own
        self.intake_port, self.web_port, self.provider_port = free_port(), free_port(), free_port()
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    # --- beginning and end ---

    def found(self) -> None:
        """Let the demo seed its towns, once, and stop it again; then it is set up for `serve`."""
        self.demo()
        self.end("demo")
        self.set_up()

    def demo(self) -> None:
        """Run the small demo."""
        ports = ["--port", str(free_port()), "--sim-port", str(free_port())]
        self.run("demo", "--small", *ports)

    def set_up(self) -> None:
        """Write the settings of `serve`."""
        (self.folder / "settings.toml").write_text(self._settings(), encoding="utf-8")

    def serve(self, *only: str) -> None:
        """Serve, all processes or these; of a part the database must be up."""
        self.run("serve", *(["--only", ",".join(only)] if only else []))

    def serve_too(self, name: str) -> None:
        """Serve this process beside those that are served."""
        self.run("serve", "--only", name, name=name)

    def run(self, command: str, *arguments: str, name: str = "") -> None:
        """Start a command that stays, and wait until it is ready; NotReadyError."""
        name, log = name or command, self.log(name or command)
        with log.open("wb") as words:
            self._running[name] = subprocess.Popen(
                [str(self.checkout / "janasetu"), command, *arguments, "--data", str(self.folder)],
                stdout=words,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=self._variables,
                start_new_session=True,
                preexec_fn=pids.dies_with_us(signal.SIGTERM),
            )
        self._await_ready(name)

    def end(self, name: str = "serve") -> None:
        """End a command that stays, as an operator would."""
        process = self._running.pop(name, None)
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def close(self) -> None:
        """End all of it."""
        for name in list(self._running):
            self.end(name)
        if (self.folder / "janasetu-data-folder").exists():
            self.call("db", "stop")

    # --- commands and processes ---

    def call(self, *command: str, expected: int = 0) -> str:
        """What a command prints that comes to an end; AssertionError where it ends otherwise."""
        done = subprocess.run(
            [str(self.checkout / "janasetu"), *command, "--data", str(self.folder)],
            env=self._variables if command[0] != "db" else _environment(),
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        assert done.returncode == expected, f"{command} ended with {done.returncode}: {done.stderr[-2000:]}"
        return done.stdout + (done.stderr if expected else "")

    def pid(self, name: str) -> int:
        """The process of this name."""
        return int((self.folder / "run" / f"{name}.pid").read_text().split()[0])

    def processes(self) -> dict[str, list[int]]:
        """All that run, each with those below it; `supervisor` is who started them."""
        named = {path.stem: int(path.read_text()) for path in (self.folder / "run").glob("*.pid")}
        found = {pid: [pid, *below(pid)] for pid in set(named.values())}
        names = {pid: "+".join(sorted(name for name in named if named[name] == pid)) for pid in found}
        supervisors = [process.pid for process in self._running.values()]
        return {"supervisor": supervisors} | {names[pid]: pids_ for pid, pids_ in found.items()}

    def log(self, name: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}-{name}.log")

    # --- what is in it ---

    @property
    def database_url(self) -> str:
        return self.outside or self.call("db", "url").strip()

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of its database."""
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(query, values).fetchall()  # type: ignore[call-overload]

    def line(self) -> str:
        """The provider's id of a line of the town."""
        return str(self.ask(_LINE)[0][0])

    @property
    def webhooks_at(self) -> str:
        return f"http://127.0.0.1:{self.intake_port}/webhooks/whatsapp"

    @property
    def pages_at(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def _variables(self) -> dict[str, str]:
        return _environment() | ({"DATABASE_URL": self.outside} if self.outside else {})

    def _await_ready(self, name: str) -> None:
        end, log = monotonic() + _PATIENCE, self.log(name)
        while "READY " not in log.read_text(errors="replace"):
            if self._running[name].poll() is not None or monotonic() > end:
                raise NotReadyError(log.read_text(errors="replace")[-3000:])
            sleep(0.1)

    def _settings(self) -> str:
        return f"""\
secret_key = "{SECRET}{SECRET}"
[whatsapp]
app_secrets = ["{SECRET}"]
verify_token = "town"
access_token = "town"
graph_base_url = "http://127.0.0.1:{self.provider_port}/v25.0"
business_account = "200000000000001"
[web]
hosts = ["127.0.0.1"]
port = {self.web_port}
processes = 1
[intake]
port = {self.intake_port}
"""


def _environment() -> dict[str, str]:
    """A stranger's: nothing of whoever runs the proof, and Python may keep what it compiles."""
    ours = ("JANASETU_", "DJANGO_", "PYTEST", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


@contextmanager
def founded() -> Iterator[Town]:
    """A town that is founded and not served yet; all of it is gone afterwards."""
    with scratch() as folder:
        town = Town(folder / "town")
        try:
            town.found()
            yield town
        finally:
            town.close()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk, not in memory, gone afterwards; so is what a proof left that was killed."""
    for left in Path(gettempdir()).glob(f"{_PREFIX}*-*"):
        whose = left.name.removeprefix(_PREFIX).partition("-")[0]
        if whose.isdecimal() and not pids.is_alive(int(whose)):
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as place:
        yield Path(place).resolve()


def below(pid: int) -> list[int]:
    """All processes below this one."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = list[int](), [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def signal_all(pids_: Sequence[int], number: signal.Signals) -> None:
    """Send it to each that still lives."""
    for pid in pids_:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def words_of(answers: Mapping[int, int]) -> str:
    """How often each status came, in words."""
    return ", ".join(f"{status or 'none'} {times} times" for status, times in sorted(answers.items()))
