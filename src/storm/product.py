"""The product as its operator has it: its front door, its process ids, its database."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import IO

from storm.clocks import WallClock

CHECKOUT = Path(__file__).resolve().parents[2]
SECRET = "5" * 32
BODY = "falakata"
SECOND = "second"
_PATIENCE = 90.0  # seconds until it must be ready


class NotReadyError(Exception):
    """It did not start; its words are the text."""


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Product:
    """A seeded town under `serve` on two machines, of which the second only helps to pump.

    Its database and its provider are reached through links of the storm.
    """

    def __init__(
        self, folder: Path, *, database_port: int, provider_port: int, checkout: Path = CHECKOUT
    ) -> None:
        self.folder = folder
        self.intake_port, self.web_port = free_port(), free_port()
        self._checkout = checkout
        self._town, self._machines = folder / "town", {"": folder / "first", SECOND: folder / "second"}
        self.database_port, self.provider_port = database_port, provider_port
        self.clock = WallClock(folder)  # the second machine's
        self._running: list[subprocess.Popen[bytes]] = []

    # --- beginning and end ---

    def found_town(self) -> None:
        """Let the demo seed its towns, once, and stop it again."""
        with (self.folder / "demo.log").open("wb") as words:
            ports = ["--port", str(free_port()), "--sim-port", str(free_port())]
            demo = self._start(["demo", "--small", *ports, "--data", str(self._town)], words)
            try:
                self._await_ready(demo, self.folder / "demo.log")
            finally:
                demo.send_signal(signal.SIGTERM)
                demo.wait(30)
        for machine in self._machines.values():
            with suppress(NotReadyError):  # it makes its folder, and wants the settings that follow
                self._call("serve", "--data", str(machine))
            (machine / "settings.toml").write_text(self._settings())
            shutil.copytree(self._town / "media", machine / "media", dirs_exist_ok=True)

    def start(self) -> None:
        """Serve. The database must be up and its link open."""
        for name, machine in self._machines.items():
            only = ["--only", "pump"] if name else []
            log = machine.with_suffix(".log")
            with log.open("wb") as words:
                command = ["serve", *only, "--data", str(machine)]
                self._running.append(self._start(command, words, self._variables(name)))
            self._await_ready(self._running[-1], log)

    def stop(self) -> None:
        """End it as an operator would."""
        for process in self._running:
            process.send_signal(signal.SIGTERM)
        for process in self._running:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._running.clear()

    # --- its parts ---

    def pid(self, name: str) -> int | None:
        """The process of this name, if it runs; `second pump` is the pump of the second machine."""
        machine, _, program = name.rpartition(" ")
        folder = self._town if program == "postgres" else self._machines[machine]
        try:
            pid = int((folder / "run" / f"{program}.pid").read_text().split()[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            return None
        return pid

    def kill(self, name: str) -> bool:
        """End a process and its children at once; whether there was one."""
        pid = self.pid(name)
        if pid is None:
            return False
        for one in (*_children(pid), pid):
            _signal(one, signal.SIGKILL)
        return True

    def freeze(self, name: str) -> None:
        self._signal_all(name, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self._signal_all(name, signal.SIGCONT)

    def _signal_all(self, name: str, number: signal.Signals) -> None:
        pid = self.pid(name)
        for one in (*_children(pid), pid) if pid else ():
            _signal(one, number)

    # --- its database ---

    def start_database(self) -> None:
        self._call("db", "start", "--data", str(self._town))

    def stop_database(self) -> None:
        self._call("db", "stop", "--data", str(self._town))

    @property
    def database_url(self) -> str:
        """Straight to it, past the link."""
        return self._call("db", "url", "--data", str(self._town)).strip()

    def linked_url(self, machine: str) -> str:
        """Through the link; its sessions bear the machine's name."""
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - slow library

        parts = conninfo_to_dict(self.database_url)
        name = f"?application_name={machine or 'first'}"
        return f"postgresql://{parts['user']}@127.0.0.1:{self.database_port}/{parts['dbname']}{name}"

    @property
    def database_socket(self) -> str:
        """The Unix socket it listens on."""
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - slow library

        parts = conninfo_to_dict(self.database_url)
        return f"{parts['host']}/.s.PGSQL.{parts.get('port') or 5432}"

    # --- the front door ---

    def _variables(self, machine: str) -> dict[str, str]:
        """What the processes of a machine are told: their database, and the second ones what time it is."""
        return {"DATABASE_URL": self.linked_url(machine)} | (self.clock.variables if machine else {})

    def _start(
        self, command: list[str], words: IO[bytes], variables: dict[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [str(self._checkout / "janasetu"), *command],
            stdout=words,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=_environment() | (variables or {}),
            start_new_session=True,
        )

    def _call(self, *command: str) -> str:
        try:
            done = subprocess.run(
                [str(self._checkout / "janasetu"), *command],
                env=_environment(),
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired as error:
            raise NotReadyError(f"{' '.join(command)} took more than {_PATIENCE:.0f} seconds") from error
        if done.returncode:
            raise NotReadyError(done.stderr)
        return done.stdout

    def _await_ready(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        end = monotonic() + _PATIENCE
        while "READY " not in log.read_text(errors="replace"):
            if process.poll() is not None or monotonic() > end:
                raise NotReadyError(log.read_text(errors="replace")[-3000:])
            sleep(0.1)

    def _settings(self) -> str:
        return f"""\
secret_key = "{SECRET}{SECRET}"
[whatsapp]
app_secrets = ["{SECRET}"]
verify_token = "storm"
access_token = "storm"
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
    """A stranger's: nothing of whoever runs the storm."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JANASETU_", "DJANGO_"))
    }
    return kept | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def _children(pid: int | None) -> list[int]:
    """All processes below this one, the deepest last."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = list[int](), [pid] if pid else []
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
