"""The intake: raw bytes of a signed webhook are committed before it is answered 200. Plain ASGI, no Django.

Many requests share one commit: a flush starts at once when none is under way, and whatever arrives
meanwhile goes with the next. Signed and small enough: commit, 200, JSON or not. Bad signature: 401.
An address whose secret end is wrong: 404, as any that is none. Too large: 413. Database away, frozen, or
too much waiting: 503, and the provider tries again.

Once a second it says in the database that it hears (`messaging.hearing` reads that); from a 503 until
something is committed again it does not, because what it refused is still to come.
"""

import asyncio
import hmac
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
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
PULSE_SECONDS = 1.0
# Who refused something and was brought nothing since for so long says again that it hears.
REFUSED_SECONDS = 60.0

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
# The database's own clock: machines need not agree. Whoever has not beaten for a day is no more.
_BEAT = """
WITH gone AS (DELETE FROM messaging_pulse WHERE beat_at < clock_timestamp() - interval '1 day'),
     beat AS MATERIALIZED (SELECT clock_timestamp() AS at)
INSERT INTO messaging_pulse AS pulse (id, beat_at, hears_since)
SELECT %s, at, at FROM beat
    ON CONFLICT (id) DO UPDATE
   SET beat_at = excluded.beat_at,
       hears_since = CASE WHEN %s THEN excluded.hears_since ELSE pulse.hears_since END
"""


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
class _Link:
    """One connection: opened when it is needed, let go when it is slow."""

    url: str
    _connection: "psycopg.AsyncConnection[Any] | None" = None

    async def execute(self, statement: str, values: Sequence[Any]) -> None:
        """One statement, one commit; TimeoutError after FLUSH_SECONDS.

        The connection goes first: psycopg, cancelled while a statement runs, waits for the server's word on
        that, and a frozen server says none.
        """
        executing = asyncio.ensure_future(self._execute(statement, values))
        done, _ = await asyncio.wait([executing], timeout=FLUSH_SECONDS)
        if not done:
            self.close()
            executing.cancel()
            raise TimeoutError
        executing.result()

    async def _execute(self, statement: str, values: Sequence[Any]) -> None:
        """A connection that died while idle is replaced once."""
        try:
            await self._execute_once(statement, values)
        except (psycopg.OperationalError, psycopg.InterfaceError):
            self.close()
            await self._execute_once(statement, values)

    async def _execute_once(self, statement: str, values: Sequence[Any]) -> None:
        if self._connection is None:
            self._connection = await psycopg.AsyncConnection.connect(
                self.url, autocommit=True, connect_timeout=CONNECT_SECONDS
            )
        await self._connection.execute(statement, values)

    def close(self) -> None:
        """Let the connection go; the next statement opens another."""
        if self._connection is not None:
            self._connection.pgconn.finish()
            self._connection = None


class Store:
    """Commits raw batches in groups on one connection; on another it says that it does."""

    def __init__(self, url: str) -> None:
        self._link, self._pulse = _Link(url), _Link(url)
        self._id = uuid7()
        self._waiting: list[_Waiting] = []
        self._flushing: asyncio.Task[None] | None = None
        self._refused_at: float | None = None  # monotonic; None once something was committed
        self._has_missed = False  # since the last beat

    async def keep(self, channel: str, body: bytes) -> None:
        """Return when the bytes are committed; NotStoredError when they are not."""
        if len(self._waiting) >= MOST_WAITING:
            self._refuse([])
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
                await self._commit(group)
            except (psycopg.Error, TimeoutError, OSError):
                self._link.close()
                self._refuse(group)
            except BaseException:
                self._refuse(group)
                raise
            else:
                self._refused_at = None
                _settle(group, None)

    async def _commit(self, group: Sequence[_Waiting]) -> None:
        await self._link.execute(
            _INSERT,
            [
                [one.id for one in group],
                [one.channel for one in group],
                [one.body for one in group],
                [one.received_at for one in group],
            ],
        )

    def _refuse(self, group: Sequence[_Waiting]) -> None:
        self._refused_at, self._has_missed = clock.monotonic(), True
        _settle(group, NotStoredError())

    async def beat(self) -> None:
        """Say that we hear; not while what we refused is still to come."""
        if self._refused_at is not None and clock.monotonic() - self._refused_at < REFUSED_SECONDS:
            return
        missed, self._has_missed = self._has_missed, False
        try:
            await self._pulse.execute(_BEAT, [self._id, missed])
        except (psycopg.Error, TimeoutError, OSError):
            self._pulse.close()
            self._has_missed = True

    async def close(self) -> None:
        """Let the connections go; the next thing to keep opens another."""
        self._link.close()
        self._pulse.close()


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

    async def pulse(self) -> None:
        """Say once a second that we hear, for as long as we do."""
        while True:
            await self._store.beat()
            await asyncio.sleep(PULSE_SECONDS)

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
