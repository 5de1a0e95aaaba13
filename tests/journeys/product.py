"""The whole product from outside: started by its front door, met by a phone, a browser and its commands."""

import base64
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from janasetu.config import data_folder
from journeys.commands import Commands
from storm.programs import free_port

CHECKOUT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60
ANSWER_SECONDS = 20
LOOK_SECONDS = 0.05
ENDING_LOOKS = 400  # a stop waits ten seconds for whoever does not listen


@dataclass
class Product:
    """A running demo in a folder of its own."""

    data: Path
    commands: Commands
    port: int = field(default_factory=free_port)
    sim_port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    reader: threading.Thread | None = None
    output: list[str] = field(default_factory=list)
    client: httpx.Client = field(default_factory=lambda: _client())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def sim_url(self) -> str:
        return f"http://127.0.0.1:{self.sim_port}"

    def start(self) -> None:
        """Start it and wait for READY."""
        self.output.clear()
        self.process = subprocess.Popen(
            [
                str(CHECKOUT / "janasetu"),
                "demo",
                "--small",
                *("--port", str(self.port), "--sim-port", str(self.sim_port), "--data", str(self.data)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=strangers_shell(),
        )
        told = threading.Event()
        self.reader = threading.Thread(target=self._read, args=(told,), daemon=True)
        self.reader.start()
        if not told.wait(READY_SECONDS) or not self._is_ready():
            raise AssertionError("never READY:\n" + "".join(self.output))

    def _read(self, told: threading.Event) -> None:
        """Keep what it says; `told` when it is READY, and at its end: what has ended is not waited for."""
        assert self.process
        assert self.process.stdout
        with self.process.stdout as said:
            for line in said:
                self.output.append(line)
                if self._is_ready():
                    told.set()
        told.set()

    def _is_ready(self) -> bool:
        return any(line.strip() == f"READY {self.url}/" for line in self.output)

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self) -> None:
        """kill -9 of the supervisor."""
        assert self.process
        self.process.kill()
        self._ended()

    def _ended(self) -> int:
        assert self.process
        assert self.reader
        code = self._code()
        self.reader.join(timeout=15)
        self.process = None
        self.client.close()  # its connections lead nowhere now
        self.client = _client()
        return code

    def _code(self) -> int:
        """The exit code. We count our own looks and no seconds: those also go by while nobody may work."""
        assert self.process
        for _ in range(ENDING_LOOKS):
            if (code := self.process.poll()) is not None:
                return code
            time.sleep(LOOK_SECONDS)
        raise AssertionError("never ended:\n" + "".join(self.output))

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """A command of the front door on this installation, started by its door."""
        return subprocess.run(
            [str(CHECKOUT / "janasetu"), *command, "--data", str(self.data)],
            capture_output=True,
            text=True,
            env=strangers_shell(),
            check=False,
            timeout=60,
        )

    def act(self, ref: str, move: str, *more: str) -> "subprocess.CompletedProcess[str]":
        """An officer's move by command."""
        return self.attempt("act", ref, move, *more)

    def attempt(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """A command that looks into the database or writes there, without a start of its own."""
        return self.commands.attempt(*command, "--data", str(self.data))

    def lines(self, *command: str) -> list[dict[str, Any]]:
        """The JSON lines that a listing command prints."""
        printed = self.commands.run(*command, "--json", "--data", str(self.data))
        return [json.loads(line) for line in printed.splitlines()]

    def case(self, ref: str) -> dict[str, Any]:
        (found,) = self.lines("cases", "--ref", ref)
        return found

    @cached_property
    def line_of(self) -> dict[str, str]:
        """The line of each town, as the simulator was told at the start."""
        told = self.client.get(f"{self.sim_url}/control/lines").raise_for_status().json()
        return {line["body"]: str(line["phone_number_id"]) for line in reversed(told)}

    def pid(self, name: str) -> int:
        return int((self.data / "run" / f"{name}.pid").read_text())

    def advance(self, **duration: float) -> None:
        """Move office time forward, as `timedelta` counts."""
        seconds = duration.get("hours", 0) * 3600 + duration.get("seconds", 0)
        httpx.post(f"{self.url}/demo/clock", json={"advance": seconds}, timeout=30).raise_for_status()

    def webhook(self, *, body: Any = None, raw: bytes | None = None, **order: Any) -> dict[str, Any]:
        """Have the simulator post these bytes, or this JSON escaped as Meta escapes it, exactly as told."""
        content = json.dumps(body).encode() if raw is None else raw
        order["body_base64"] = base64.b64encode(content).decode()
        answer = httpx.post(f"{self.sim_url}/control/webhook", json=order, timeout=60)
        answer.raise_for_status()
        return answer.json()  # type: ignore[no-any-return]

    def phone(self, wa_id: str, name: str = "", town: str = "falakata") -> "Phone":
        return Phone(self, wa_id, name, town)


def _client() -> httpx.Client:
    """One for all phones, for making one takes a while. It lets connections go before the other side does."""
    return httpx.Client(limits=httpx.Limits(keepalive_expiry=1))


def strangers_shell() -> dict[str, str]:
    """What a stranger's shell has: nothing of the test run's own settings, but where its models are: to learn
    is half a minute's work, and whoever learns first in a run has learnt for all.
    """
    return {
        key: value
        for key, value in os.environ.items()
        if key == data_folder.MODELS or not key.startswith(("JANASETU_", "DJANGO_", "PYTEST"))
    }


@dataclass
class Phone:
    """One citizen's phone in the simulator."""

    product: Product
    wa_id: str
    name: str = ""
    town: str = "falakata"
    read: int = 0
    sent: int = 0

    def __post_init__(self) -> None:
        if self.name:
            self._post("", {"name": self.name})

    @property
    def lat(self) -> float:
        """Where they complain of something: a hundred metres from everybody else's matter."""
        return round(26.5205 + int(self.wa_id[-4:]) / 1000, 4)

    @cached_property
    def line(self) -> str:
        return self.product.line_of[self.town]

    def _post(self, what: str, content: dict[str, Any]) -> Any:
        answer = self.product.client.post(
            f"{self.product.sim_url}/control/phones/{self.wa_id}{what}", json=content, timeout=30
        )
        assert answer.is_success, answer.text
        return answer.json()

    def send(self, what: str, /, **content: Any) -> str:
        """Send something and do not wait; its provider id."""
        self.sent += 1
        return str(self._post("/send", {"line": self.line, "type": what, **content})["wamid"])

    def hear(self, count: int = 1) -> list[dict[str, Any]]:
        """The next messages the person receives; exactly `count` of them."""
        heard: list[dict[str, Any]] = []
        deadline = time.monotonic() + ANSWER_SECONDS
        while len(heard) < count and time.monotonic() < deadline:
            heard += self._new(wait=5)
        assert len(heard) == count, heard
        return heard

    def hear_until(self, wanted: Callable[[dict[str, Any]], Any]) -> list[dict[str, Any]]:
        """The first message that is wanted, and what came together with it or after it."""
        deadline = time.monotonic() + ANSWER_SECONDS
        heard: list[dict[str, Any]] = []
        while time.monotonic() < deadline:
            heard += self._new(wait=5)
            if found := [at for at, message in enumerate(heard) if wanted(message)]:
                return heard[found[0] :]
        raise AssertionError(heard)

    def hears_nothing_more(self, seconds: float = 1) -> bool:
        return self._new(wait=seconds) == []

    def heard_since(self, message: dict[str, Any]) -> list[str]:
        """The words of this message and of all that came after it."""
        return [str(one["text"]) for one in self._messages(message["n"] - 1, wait=0)]

    def _new(self, *, wait: float) -> list[dict[str, Any]]:
        messages = self._messages(self.read, wait=wait)
        self.read = messages[-1]["n"] if messages else self.read
        return messages

    def _messages(self, after: int, *, wait: float) -> list[dict[str, Any]]:
        answer = self.product.client.get(
            f"{self.product.sim_url}/control/phones/{self.wa_id}/messages",
            params={"after": after, "wait": wait},
            timeout=wait + 10,
        )
        return answer.raise_for_status().json()  # type: ignore[no-any-return]

    def say(self, text: str) -> dict[str, Any]:
        """Write something; the one answer."""
        self.send("text", text=text)
        return self.hear()[0]

    def tap(self, ending: str, message: dict[str, Any]) -> dict[str, Any]:
        """Choose what ends in `:ending` of this message; the one answer."""
        choice = next(c for c in message["choices"] if c["id"].endswith(f":{ending}"))
        self.send("choose", id=choice["id"])
        return self.hear()[0]

    def complain(self, category: str = "streetlight_out") -> dict[str, Any]:
        """A whole complaint by taps, with a photo and a place; the receipt."""
        menu = self.say("নমস্কার")
        categories = self.tap("complaint", menu)
        self.tap(category, categories)
        self.send("image", caption="তিন রাত ধরে গলির আলো জ্বলছে না")
        self.hear()
        self.send("location", lat=self.lat, lon=89.2043, name="সুভাষপল্লী, ৫ নং ওয়ার্ড")
        (card,) = self.hear()
        return self.tap("submit", card)


def ref_in(text: str) -> str:
    """The grouped case number in a message."""
    words = (word.rstrip("।.") for line in text.splitlines() for word in line.split())
    return next(word for word in words if word.count("-") == 3)
