"""A whole installation in a folder of its own, for the proofs that need one: founded, served, looked into."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import psycopg

from janasetu.config import pids
from janasetu.config.environment import CHECKOUT
from storm.programs import await_ready, below, environment, free_port, settings

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
        written = settings(
            intake_port=self.intake_port, web_port=self.web_port, provider_port=self.provider_port
        )
        (self.folder / "settings.toml").write_text(written, encoding="utf-8")

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
        await_ready(self._running[name], log, within=_PATIENCE)

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
            env=self._variables if command[0] != "db" else environment(),
            stdin=subprocess.DEVNULL,
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
        """All that run, each with those below it; `supervisor` is who started them, with whatever else is
        below it and has no name.
        """
        noted = {path.stem: int(path.read_text()) for path in (self.folder / "run").glob("*.pid")}
        found = {pid: [pid, *below(pid)] for pid in set(noted.values())}
        names = {pid: "+".join(sorted(name for name in noted if noted[name] == pid)) for pid in found}
        supervisors = [process.pid for process in self._running.values()]
        nameless = {pid for one in supervisors for pid in below(one)}.difference(*found.values())
        named = {names[pid]: pids_ for pid, pids_ in found.items()}
        return {"supervisor": [*supervisors, *sorted(nameless)]} | named

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
        return environment() | ({"DATABASE_URL": self.outside} if self.outside else {})


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


def words_of(answers: Mapping[int, int]) -> str:
    """How often each status came, in words."""
    return ", ".join(f"{status or 'none'} {times} times" for status, times in sorted(answers.items()))
