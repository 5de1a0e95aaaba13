"""The product as its operator has it: its front door, its process ids, its database."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO

from storm.clocks import WallClock
from storm.programs import NotReadyError, await_ready, below, environment, free_port, settings, signal_all

CHECKOUT = Path(__file__).resolve().parents[2]
BODY = "falakata"
SECOND = "second"
_PATIENCE = 90.0  # seconds until it must be ready


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
                await_ready(demo, self.folder / "demo.log", within=_PATIENCE)
            finally:
                demo.send_signal(signal.SIGTERM)
                demo.wait(30)
        written = settings(
            intake_port=self.intake_port, web_port=self.web_port, provider_port=self.provider_port
        )
        for machine in self._machines.values():
            with suppress(NotReadyError):  # it makes its folder, and wants the settings that follow
                self._call("serve", "--data", str(machine))
            (machine / "settings.toml").write_text(written)
            shutil.copytree(self._town / "media", machine / "media", dirs_exist_ok=True)

    def start(self) -> None:
        """Serve. The database must be up and its link open."""
        for name, machine in self._machines.items():
            only = ["--only", "pump"] if name else []
            log = machine.with_suffix(".log")
            with log.open("wb") as words:
                command = ["serve", *only, "--data", str(machine)]
                self._running.append(self._start(command, words, self._variables(name)))
            await_ready(self._running[-1], log, within=_PATIENCE)

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
        signal_all((*below(pid), pid), signal.SIGKILL)
        return True

    def freeze(self, name: str) -> None:
        self._signal_all(name, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self._signal_all(name, signal.SIGCONT)

    def _signal_all(self, name: str, number: signal.Signals) -> None:
        if pid := self.pid(name):
            signal_all((*below(pid), pid), number)

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
            env=environment() | (variables or {}),
            start_new_session=True,
        )

    def _call(self, *command: str) -> str:
        try:
            done = subprocess.run(
                [str(self._checkout / "janasetu"), *command],
                env=environment(),
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired as error:
            raise NotReadyError(f"{' '.join(command)} took more than {_PATIENCE:.0f} seconds") from error
        if done.returncode:
            raise NotReadyError(done.stderr)
        return done.stdout
