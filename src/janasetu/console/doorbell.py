"""The desk's doorbell: a page that is open hears that something changed, and fetches it from the desk itself.

A stream of empty server-sent events, in plain ASGI beside the pages: a worker of the pages would be held
by it for hours. It carries no data, so it needs no session; a signed token says whose bells it may hear, and
who listens: whoever leaves office meanwhile hears no more. Losing a ring costs seconds: a page also looks by
itself now and then.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import psycopg
from django.core import signing
from django.db import Error, connection

from janasetu.bodies.queries import in_office_now
from janasetu.lib import clock
from janasetu.messaging.bells import DESK, rings

PATH = "/bell"
MOST_LISTENERS = 1000
LIFE = 12 * 60 * 60  # seconds of wall time a token is good for: a session's
BEAT = 20.0  # seconds between signs of life, which tell a proxy and us that somebody listens
APART = 0.2  # seconds between two rings of one page
AGAIN = 1.0  # seconds until the database is tried again
ROLL_CALL = 30.0  # seconds after which it is asked again who of all that listen is in office
_SALT = "janasetu.console.bell"

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def bell_url(body_ids: Iterable[UUID], user_id: int) -> str:
    """The address at which this login hears the bells of these bodies."""
    return f"{PATH}?token={signing.dumps([user_id, *sorted(map(str, body_ids))], salt=_SALT)}"


@dataclass(eq=False)
class _Listener:
    """A page that listens: whose, to which bodies, whether it rang, and whether it must hear no more."""

    user_id: int
    bodies: list[str]
    rung: asyncio.Event = field(default_factory=asyncio.Event)
    shut: bool = False


class Doorbell:
    """The ASGI callable: one connection to the database for all who listen."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._listeners: set[_Listener] = set()
        self._at_work: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        listener = _listener(scope)
        if listener is None:
            await _refuse(send, 403)
        elif len(self._listeners) >= MOST_LISTENERS:
            await _refuse(send, 503)
        elif await _absent({listener.user_id}):
            await _refuse(send, 401)
        else:
            await self._stream(listener, receive, send)

    async def close(self) -> None:
        """Hear no more."""
        for task in self._at_work:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _stream(self, listener: _Listener, receive: Receive, send: Send) -> None:
        listener.rung.set()  # what happened before we listened
        self._listeners.add(listener)
        self._listen()
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            while not gone.done() and not listener.shut:
                said = await _next(listener.rung, gone)
                await send({"type": "http.response.body", "body": said, "more_body": True})
                await asyncio.sleep(APART)
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._listeners.discard(listener)

    def _listen(self) -> None:
        if not self._at_work or any(task.done() for task in self._at_work):
            self._at_work = [asyncio.create_task(self._hear()), asyncio.create_task(self._call_the_roll())]

    async def _call_the_roll(self) -> None:
        """Shut out who holds no office any more; their page looks once more, and is led to the login."""
        while True:
            await asyncio.sleep(ROLL_CALL)
            absent = await _absent({one.user_id for one in self._listeners})
            for one in self._listeners:
                if one.user_id in absent:
                    one.shut = True
                    one.rung.set()

    async def _hear(self) -> None:
        """Pass on what rings; after the database was away everybody looks: who knows what was missed."""
        while True:
            with suppress(psycopg.Error, OSError):
                await self._pass_on()
            await asyncio.sleep(AGAIN)

    async def _pass_on(self) -> None:
        async with aclosing(rings(self._url, DESK)) as heard:
            async for body in heard:
                for one in self._listeners:
                    if not body or body in one.bodies:
                        one.rung.set()


async def _absent(user_ids: set[int]) -> set[int]:
    """Who of them is in no office now; nobody while the database is away: a ring tells nothing."""
    with suppress(Error):
        return user_ids - await asyncio.to_thread(_present, user_ids)
    return set()


def _present(user_ids: set[int]) -> set[int]:
    try:
        return in_office_now(user_ids, at=clock.now())
    finally:
        connection.close()  # this thread's own


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


def _listener(scope: Scope) -> _Listener | None:
    """Who listens to what, as the token says; None for a token that is not ours, or too old."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    try:
        told = signing.loads(asked.get("token", [""])[0], salt=_SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    user_id, *bodies = told
    return _Listener(user_id, bodies) if scope["method"] == "GET" else None


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
