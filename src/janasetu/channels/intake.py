"""The intake: raw bytes of a signed webhook are committed before it is answered 200. Plain ASGI, no Django.

Many requests share one commit: a flush starts at once when none is under way, and whatever arrives
meanwhile goes with the next. Signed and small enough: commit, 200, JSON or not. Bad signature: 401.
An address whose secret end is wrong: 404, as any that is none. Too large: 413. Database away, frozen, or
too much waiting: 503, and the provider tries again.
"""

import asyncio
import hmac
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl
from uuid import UUID

import psycopg

from janasetu.channels.whatsapp import webhook
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.messaging.bells import RAW

MOST_BYTES = 4 * 1024 * 1024
MOST_DRAINED = 8 * MOST_BYTES
MOST_WAITING = 2000
AT_ONCE = 500
# Who comes in the middle of a commit that hangs waits for its end and for that of the next: under 5 s.
CONNECT_SECONDS = 2
FLUSH_SECONDS = 2.2

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# One statement is one transaction and one way to the server and back. Arrays go in binary: as text, every
# byte of a body is written as two letters, which costs more than all the rest.
_INSERT = f"""
WITH kept AS (
    INSERT INTO messaging_inboundbatch (id, channel, body, state, note, received_at)
    SELECT id, channel, body, 'new', '', received_at
      FROM unnest(%b::uuid[], %b::text[], %b::bytea[], %b::timestamptz[])
           AS given (id, channel, body, received_at)
)
SELECT pg_notify('{RAW}', '')
"""  # noqa: S608 - a name of ours


class TooLargeError(Exception):
    """More bytes than any webhook has."""


class NotStoredError(Exception):
    """The bytes are not on disk; the provider must bring them again."""


@dataclass(slots=True)
class _Waiting:
    """One request's bytes and the promise that they are committed."""

    id: UUID
    channel: str
    body: bytes
    received_at: Any
    stored: "asyncio.Future[None]"


@dataclass(slots=True)
class Store:
    """Commits raw batches in groups on one connection of its own."""

    url: str
    _waiting: list[_Waiting] = field(default_factory=list)
    _flushing: "asyncio.Task[None] | None" = None
    _connection: "psycopg.AsyncConnection[Any] | None" = None

    async def keep(self, channel: str, body: bytes) -> None:
        """Return when the bytes are committed; NotStoredError when they are not."""
        if len(self._waiting) >= MOST_WAITING:
            raise NotStoredError
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(uuid7(), channel, body, clock.now(), stored))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush_all())
        await stored

    async def _flush_all(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            try:
                await self._commit_in_time(group)
            except (psycopg.Error, TimeoutError, OSError):
                await self.close()
                _settle(group, NotStoredError())
            except BaseException:
                _settle(group, NotStoredError())
                raise
            else:
                _settle(group, None)

    async def _commit_in_time(self, group: Sequence[_Waiting]) -> None:
        """TimeoutError after FLUSH_SECONDS. The connection goes first: psycopg, cancelled while a statement
        runs, waits for the server's word on that, and a frozen server says none.
        """
        committing = asyncio.ensure_future(self._commit(group))
        done, _ = await asyncio.wait([committing], timeout=FLUSH_SECONDS)
        if not done:
            await self.close()
            committing.cancel()
            raise TimeoutError
        committing.result()

    async def _commit(self, group: Sequence[_Waiting]) -> None:
        """One statement, one commit. A connection that died while idle is replaced once."""
        try:
            await self._insert(group)
        except (psycopg.OperationalError, psycopg.InterfaceError):
            await self.close()
            await self._insert(group)

    async def _insert(self, group: Sequence[_Waiting]) -> None:
        if self._connection is None:
            self._connection = await psycopg.AsyncConnection.connect(
                self.url, autocommit=True, connect_timeout=CONNECT_SECONDS
            )
        await self._connection.execute(
            _INSERT,
            [
                [one.id for one in group],
                [one.channel for one in group],
                [one.body for one in group],
                [one.received_at for one in group],
            ],
        )

    async def close(self) -> None:
        """Let the connection go; the next thing to keep opens another."""
        if self._connection is not None:
            self._connection.pgconn.finish()
            self._connection = None


def _settle(group: Sequence[_Waiting], error: Exception | None) -> None:
    for one in group:
        if one.stored.done():
            continue
        if error is None:
            one.stored.set_result(None)
        else:
            one.stored.set_exception(error)


class Door(Protocol):
    """Who may post at an address, and under which channel it is kept."""

    @property
    def channel(self) -> str: ...

    def opens(self, key: str) -> bool:
        """Whether it lies there: `key` is what stands in the address behind the door's own, or nothing."""

    def admits(self, body: bytes, headers: dict[bytes, bytes], /) -> bool:
        """Whether these bytes are the provider's."""

    def challenge(self, query: dict[str, str], /) -> str | None:
        """What a handshake must be answered with; None refuses it."""


@dataclass(frozen=True, slots=True)
class WhatsAppDoor:
    """The address of WhatsApp's webhooks."""

    secrets: tuple[str, ...]
    verify_token: str
    channel: str = "whatsapp"

    def opens(self, key: str) -> bool:
        return not key

    def admits(self, body: bytes, headers: dict[bytes, bytes]) -> bool:
        return webhook.is_signed(body, headers.get(b"x-hub-signature-256", b""), self.secrets)

    def challenge(self, query: dict[str, str]) -> str | None:
        return webhook.challenge(query, self.verify_token)


@dataclass(frozen=True, slots=True)
class TokenDoor:
    """An address for who signs nothing, as India's gateways of text messages: its last part is a secret.

    The newest token first; older ones are still accepted. Without a token there is no such address.
    """

    tokens: tuple[str, ...]
    channel: str

    def opens(self, key: str) -> bool:
        """Bytes are compared, never text, and in a time that tells nothing: an address may hold anything."""
        given = key.encode("utf-8", "surrogatepass")
        return any(hmac.compare_digest(token.encode(), given) for token in self.tokens)

    def admits(self, _body: bytes, _headers: dict[bytes, bytes]) -> bool:
        return True

    def challenge(self, _query: dict[str, str]) -> str | None:
        return None


class Intake:
    """The ASGI callable: one door per path, one store for all."""

    def __init__(self, store: Store, doors: Mapping[str, Door]) -> None:
        self._store = store
        self._doors = doors
        self.counts: Counter[str] = Counter()

    @property
    def paths(self) -> tuple[str, ...]:
        """The address of every door."""
        return tuple(self._doors)

    async def close(self) -> None:
        """Let the database go."""
        await self._store.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = self._door(scope["path"].rstrip("/"))
        if door is None:
            await self._answer(send, 404, "not found")
        elif scope["method"] == "GET":
            await self._greet(door, scope, send)
        elif scope["method"] == "POST":
            await self._answer(send, *await self._take(door, scope, receive))
        else:
            await self._answer(send, 405, "method not allowed")

    def _door(self, path: str) -> Door | None:
        """The door at this address; its secret part, if it has one, is right."""
        before, _, last = path.rpartition("/")
        for address, key in ((path, ""), (before, last)):
            door = self._doors.get(address)
            if door is not None and door.opens(key):
                return door
        return None

    async def _greet(self, door: Door, scope: Scope, send: Send) -> None:
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        challenge = door.challenge(query)
        await self._answer(send, *((403, "refused") if challenge is None else (200, challenge)))

    async def _take(self, door: Door, scope: Scope, receive: Receive) -> tuple[int, str]:
        headers = {name.lower(): value for name, value in scope["headers"]}
        try:
            body = await _read(receive, headers.get(b"content-length", b""))
        except TooLargeError:
            return 413, "too large"
        if not door.admits(body, headers):
            return 401, "not signed"
        try:
            await self._store.keep(door.channel, body)
        except NotStoredError:
            return 503, "not stored; send again"
        return 200, "ok"

    async def _answer(self, send: Send, status: int, text: str) -> None:
        self.counts[str(status)] += 1
        content = text.encode("utf-8", "replace")
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(content)).encode()),
            (b"x-content-type-options", b"nosniff"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})


async def _read(receive: Receive, announced: bytes) -> bytes:
    """The whole body; TooLargeError when there is more than any webhook has.

    A body that is somewhat too large is read to its end and let go, because a sender that is answered
    in the middle of its sending sees a broken connection and not our 413.
    """
    if announced.isdigit() and int(announced) > MOST_DRAINED:
        raise TooLargeError
    body, size = bytearray(), 0
    while True:
        part = await receive()
        size += len(part.get("body", b""))
        if size > MOST_DRAINED:
            raise TooLargeError
        body += part.get("body", b"") if size <= MOST_BYTES else b""
        if not part.get("more_body"):
            break
    if size > MOST_BYTES:
        raise TooLargeError
    return bytes(body)
