"""The desk's doorbell: a page that is open hears that something changed, and fetches it from the desk itself.

A stream of empty server-sent events, in plain ASGI beside the pages: a worker of the pages would be held
by it for hours. It carries no data, so it needs no session; a signed token says whose bells it may hear.
Losing a ring costs seconds: a page also looks by itself now and then.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import aclosing, suppress
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import psycopg
from django.core import signing

from janasetu.messaging.bells import DESK, rings

PATH = "/bell"
MOST_LISTENERS = 1000
LIFE = 12 * 60 * 60  # seconds of wall time a token is good for: a session's
BEAT = 20.0  # seconds between signs of life, which tell a proxy and us that somebody listens
APART = 0.2  # seconds between two rings of one page
AGAIN = 1.0  # seconds until the database is tried again
_SALT = "janasetu.console.doorbell"

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def bell_url(body_ids: Iterable[UUID]) -> str:
    """The address at which the bells of these bodies are heard."""
    return f"{PATH}?token={signing.dumps(sorted(map(str, body_ids)), salt=_SALT)}"


class Doorbell:
    """The ASGI callable: one connection to the database for all who listen."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._listeners: dict[str, set[asyncio.Event]] = {}
        self._ear: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        bodies = _bodies(scope)
        if bodies is None:
            await _refuse(send, 403)
        elif sum(map(len, self._listeners.values())) >= MOST_LISTENERS:
            await _refuse(send, 503)
        else:
            await self._stream(bodies, receive, send)

    async def close(self) -> None:
        """Hear no more."""
        if self._ear is not None:
            self._ear.cancel()
            with suppress(asyncio.CancelledError):
                await self._ear

    async def _stream(self, bodies: list[str], receive: Receive, send: Send) -> None:
        rung = asyncio.Event()
        rung.set()  # what happened before we listened
        for body in bodies:
            self._listeners.setdefault(body, set()).add(rung)
        self._listen()
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            while not gone.done():
                await send({"type": "http.response.body", "body": await _next(rung, gone), "more_body": True})
                await asyncio.sleep(APART)
        finally:
            gone.cancel()
            for body in bodies:
                self._listeners[body].discard(rung)

    def _listen(self) -> None:
        if self._ear is None or self._ear.done():
            self._ear = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        """Pass on what rings; after the database was away everybody looks: who knows what was missed."""
        while True:
            with suppress(psycopg.Error, OSError):
                await self._pass_on()
            await asyncio.sleep(AGAIN)

    async def _pass_on(self) -> None:
        async with aclosing(rings(self._url, DESK)) as heard:
            async for body in heard:
                for listeners in [self._listeners.get(body, ())] if body else self._listeners.values():
                    _ring(listeners)


def _ring(listeners: Iterable[asyncio.Event]) -> None:
    for rung in listeners:
        rung.set()


async def _next(rung: asyncio.Event, gone: "asyncio.Future[None]") -> bytes:
    """A ring, or after a while a sign of life; at once where nobody is there any more."""
    ring: asyncio.Future[Any] = asyncio.ensure_future(rung.wait())
    await asyncio.wait({ring, gone}, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
    ring.cancel()
    if not rung.is_set():
        return b":\n\n"
    rung.clear()
    return b"data:\n\n"


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _bodies(scope: Scope) -> list[str] | None:
    """Whose bells the token names; None for a token that is not ours, or too old."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    try:
        bodies: list[str] = signing.loads(asked.get("token", [""])[0], salt=_SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    return bodies if scope["method"] == "GET" else None


_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
