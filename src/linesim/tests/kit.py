"""What the tests share: a linesim of its own process, a product that only listens, and how to wait."""

from __future__ import annotations

import hmac
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

SECRET = "a secret of the tests"
TOKEN = "a token of the tests"
LINE = "100000000000001"
OTHER_LINE = "100000000000002"
PERSON = "919000000001"
PATIENCE = 60.0  # seconds until a test gives up waiting; a busy machine is slow
SOURCES = Path(__file__).parents[2]


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(holds: Callable[[], object], what: str = "it did not happen in time") -> None:
    """Return as soon as `holds` does; fail with `what` when patience is over."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.002)


@dataclass
class Posted:
    """One webhook as it arrived."""

    body: bytes
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)

    @property
    def value(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.body)["entry"][0]["changes"][0]["value"]
        return value

    @property
    def signature(self) -> str | None:
        return self.headers.get("x-hub-signature-256")

    @property
    def signed_well(self) -> bool:
        return self.signature == "sha256=" + hmac.new(SECRET.encode(), self.body, "sha256").hexdigest()


@dataclass
class Product:
    """A product that keeps what it accepts; `answer` says with which status each webhook is met."""

    port: int
    posted: list[Posted] = field(default_factory=list)
    answer: Callable[[Posted], int] = lambda posted: 200
    delay: float = 0.0
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhooks/whatsapp"

    @property
    def values(self) -> list[dict[str, Any]]:
        return [posted.value for posted in list(self.posted)]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [message for value in self.values for message in value.get("messages", [])]

    @property
    def statuses(self) -> list[dict[str, Any]]:
        return [status for value in self.values for status in value.get("statuses", [])]

    def accept_everything(self) -> None:
        self.answer = lambda posted: 200
        self.delay = 0.0

    def forget(self) -> None:
        self.posted.clear()
        self.at_once = self.most_at_once = 0

    def take(self, posted: Posted) -> int:
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self.delay)
        status = self.answer(posted)
        with self.lock:
            self.at_once -= 1
            if status == 200:
                self.posted.append(posted)
        return status


def handler_for(product: Product) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.reply(product.take(Posted(body, headers)), b"")

        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            if asked.get("hub.mode") == ["subscribe"] and asked.get("hub.verify_token") == ["linesim"]:
                self.reply(200, asked["hub.challenge"][0].encode())
            else:
                self.reply(403, b"")

        def reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    return Handler


class Server(ThreadingHTTPServer):
    """Says nothing of clients that go away, as linesim does when it is ended."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, product: Product) -> None:
        super().__init__(("127.0.0.1", product.port), handler_for(product))
        self.connections: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.connections.append(connection)
        return connection, address

    def handle_error(self, *about: object) -> None:
        """Say nothing."""

    def hang_up(self) -> None:
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def running_product(port: int | None = None) -> Iterator[Product]:
    """A product that answers until the block ends; given a port, one that is there again."""
    product = Product(port or free_port())
    with Server(product) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield product
        finally:
            server.shutdown()
            thread.join()
            server.hang_up()


def command(*, port: int, webhook: str, more: tuple[str, ...] = ()) -> list[str]:
    said = ["--port", str(port), "--webhook", webhook, "--secret", SECRET, *more]
    return [sys.executable, "-m", "linesim", *said]


@contextmanager
def running_linesim(webhook: str, *more: str) -> Iterator[str]:
    """A linesim in a process of its own; yields where it answers."""
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    said = command(port=port, webhook=webhook, more=more)
    with subprocess.Popen(said, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        ready = process.stdout.readline()
        assert ready == f"READY http://127.0.0.1:{port}/\n"
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
        assert process.wait(PATIENCE) == 0


@dataclass
class Office:
    """Both halves of linesim, with the words that the tests use."""

    control: httpx.Client
    graph: httpx.Client
    product: Product

    def sends(self, content: dict[str, Any], *, line: str = LINE, **more: Any) -> httpx.Response:
        """What the API answers to a message; to the one person unless `to` or `recipient` say otherwise."""
        to = {} if "recipient" in more else {"to": PERSON}
        body = {"messaging_product": "whatsapp", **to, **content, **more}
        return self.graph.post(f"/v26.0/{line}/messages", json=body)

    def says(self, text: str, **more: Any) -> str:
        answer = self.sends({"type": "text", "text": {"body": text}}, **more)
        assert answer.status_code == 200, answer.text
        wamid: str = answer.json()["messages"][0]["id"]
        return wamid

    def offers(self, *titles: str, **more: Any) -> str:
        answer = self.sends(buttons(*titles), **more)
        assert answer.status_code == 200, answer.text
        wamid: str = answer.json()["messages"][0]["id"]
        return wamid

    def person(self, act_type: str, *, wa_id: str = PERSON, line: str = LINE, **more: Any) -> httpx.Response:
        return self.control.post(f"/phones/{wa_id}/send", json={"line": line, "type": act_type, **more})

    def writes(self, text: str = "নমস্কার", **more: Any) -> str:
        answer = self.person("text", text=text, **more)
        assert answer.status_code == 200, answer.text
        wamid: str = answer.json()["wamid"]
        return wamid

    def received(self, *, wa_id: str = PERSON, after: int = 0, wait: float = 0) -> list[dict[str, Any]]:
        answer = self.control.get(f"/phones/{wa_id}/messages", params={"after": after, "wait": wait})
        assert answer.status_code == 200, answer.text
        received: list[dict[str, Any]] = answer.json()
        return received

    def hears(self, act_type: str, **more: Any) -> dict[str, Any]:
        """The webhook's message for one act of the person."""
        answer = self.person(act_type, **more)
        assert answer.status_code == 200, answer.text
        wamid = answer.json()["wamid"]
        until(lambda: any(message["id"] == wamid for message in self.product.messages))
        return next(message for message in self.product.messages if message["id"] == wamid)


def buttons(*titles: str) -> dict[str, Any]:
    """A choice of buttons with ids b1, b2, ..."""
    listed = [
        {"type": "reply", "reply": {"id": f"b{n}", "title": title}} for n, title in enumerate(titles, start=1)
    ]
    interactive = {"type": "button", "body": {"text": "কী করতে চান?"}, "action": {"buttons": listed}}
    return {"type": "interactive", "interactive": interactive}


def rows(*titles: str, sections: int = 1) -> dict[str, Any]:
    """A list whose rows have ids r1, r2, ... and descriptions, in so many sections."""
    numbered = enumerate(titles, start=1)
    listed = [{"id": f"r{n}", "title": title, "description": f"বিবরণ {n}"} for n, title in numbered]
    parts = [{"title": f"ভাগ {n + 1}", "rows": listed[n::sections]} for n in range(sections)]
    action = {"button": "তালিকা", "sections": parts}
    interactive = {"type": "list", "body": {"text": "বাছুন"}, "action": action}
    return {"type": "interactive", "interactive": interactive}
