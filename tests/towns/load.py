"""People who write while a proof looks on: signed webhooks, each brought until it is answered 200; and a
provider that takes every answer.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic, time
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from storm.pictures import PHOTO
from storm.programs import SECRET

PEOPLE = 400
_BACK_OFF = (0.2, 0.4, 0.8, 1.5)  # seconds: the usual one
_PATIENCE = 15.0  # seconds for an answer
_COMPLAINT = "তিন রাত ধরে গলির আলো জ্বলছে না"
_PHOTO_SHA256 = hashlib.sha256(PHOTO).hexdigest()
_WORDS = ("নমস্কার", "মেনু", "আমার অভিযোগ", "ধন্যবাদ")


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: when it went out (monotonic), how long until it was answered, and how; 0: not at all."""

    key: str
    at: float
    seconds: float
    status: int


@dataclass
class Load:
    """Webhooks to an intake: texts, and photos with words."""

    address: str
    line: str
    back_off: tuple[float, ...] = _BACK_OFF
    also: str = ""  # another address, for every second one
    photos: int = 0  # each so many-th is a photo; 0: none
    tries: list[Try] = field(default_factory=list)
    accepted: dict[str, float] = field(default_factory=dict)  # when each was first answered 200 (monotonic)
    sent: dict[str, float] = field(default_factory=dict)  # when each went out first
    behind: float = 0.0  # by how many seconds we ourselves were late at most

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self._random = random.Random("load")  # the same luck in every run
        self._begun = int(time())
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending = False

    async def offer(self, per_second: float, seconds: float) -> None:
        """So many new ones a second, evenly, whether answers come or not."""
        begun = monotonic()
        for number in range(round(per_second * seconds)):
            due = begun + number / per_second
            await asyncio.sleep(max(0.0, due - monotonic()))
            self.behind = max(self.behind, monotonic() - due)
            self.begin()

    def begin(self) -> None:
        """One more, side by side with all others."""
        number = next(self._numbers)
        key, body = f"wamid.load.{self._begun}.{number}", self._body(number)
        self.sent[key] = monotonic()
        task = asyncio.get_running_loop().create_task(self._bring(key, body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def once(self) -> None:
        """One more, and wait for it."""
        number = next(self._numbers)
        key, body = f"wamid.load.{self._begun}.{number}", self._body(number)
        self.sent[key] = monotonic()
        await self._bring(key, body)

    async def settled(self, *, patience: float) -> None:
        """Wait until everything is answered 200, or so many seconds."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=patience)

    async def finish(self, *, patience: float) -> None:
        """Wait so long for what is under way, and let the rest go."""
        await self.settled(patience=patience)
        self._ending = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def between(self, begin: float, end: float) -> list[Try]:
        """The attempts that went out within this time."""
        return [one for one in self.tries if begin <= one.at < end]

    def statuses(self) -> Counter[int]:
        return Counter(one.status for one in self.tries)

    async def _bring(self, key: str, body: bytes) -> None:
        for tries in itertools.count():
            at = monotonic()
            status = await self._post(self._address_of(body), body)
            self.tries.append(Try(key, at, monotonic() - at, status))
            if status == 200:
                self.accepted[key] = monotonic()
                return
            if self._ending:
                return
            pause = self.back_off[min(tries, len(self.back_off) - 1)]
            await asyncio.sleep(pause * self._random.uniform(0.6, 1.4))  # not all at the same moment

    def _address_of(self, body: bytes) -> str:
        return self.also if self.also and crc32(body) % 2 else self.address

    async def _post(self, address: str, body: bytes) -> int:
        """The status; 0 where there was none. A connection for each, as if each were another provider's."""
        place = urlsplit(address)
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        head = (
            f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Hub-Signature-256: sha256={digest}\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n"
        )
        writer = None
        try:
            async with asyncio.timeout(_PATIENCE):
                reader, writer = await asyncio.open_connection(place.hostname, place.port)
                writer.write(head.encode() + body)
                return int((await reader.readline()).split(b" ", 2)[1])
        except (OSError, TimeoutError, IndexError):
            return 0
        finally:
            if writer is not None:
                writer.close()

    def _body(self, number: int) -> bytes:
        sender = f"9100009{number % PEOPLE:05}"
        message: dict[str, Any] = {
            "from": sender,
            "id": f"wamid.load.{self._begun}.{number}",
            "timestamp": str(int(time())),
        }
        if self.photos and number % self.photos == 0:
            photo = {"id": str(10**14 + number), "mime_type": "image/jpeg", "caption": _COMPLAINT}
            message |= {"type": "image", "image": photo}
        else:
            message |= {"type": "text", "text": {"body": _WORDS[number // PEOPLE % len(_WORDS)]}}
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "911", "phone_number_id": self.line},
            "contacts": [{"wa_id": sender, "profile": {"name": "রহিমা"}}],
            "messages": [message],
        }
        entry = [{"id": "200000000000001", "changes": [{"field": "messages", "value": value}]}]
        return json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()


@asynccontextmanager
async def provider(port: int) -> AsyncIterator[Counter[str]]:
    """Takes every message, and tells nothing of what becomes of it; how often each was asked of it."""
    asked: Counter[str] = Counter()
    numbers = itertools.count(1)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                body = await reader.readexactly(_length(head))
                said: Any = json.loads(body) if body[:1] == b"{" else {}
                path = head.split(b" ", 2)[1].decode()
                if path.startswith("/files/"):
                    asked["files"] += 1
                    writer.write(_answered(PHOTO, "image/jpeg"))
                else:
                    is_message = path.endswith("/messages") and "status" not in said
                    asked["messages" if is_message else "others"] += 1
                    writer.write(_answered(_told(path, port, next(numbers)), "application/json"))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    try:
        yield asked
    finally:
        server.close()


def _told(path: str, port: int, number: int) -> bytes:
    """What stands in any answer: the id of a message, and where a file is."""
    file = {"url": f"http://127.0.0.1:{port}/files/{path.rpartition('/')[2]}", "mime_type": "image/jpeg"}
    of_file = {**file, "file_size": len(PHOTO), "sha256": _PHOTO_SHA256}
    return json.dumps(
        {"messages": [{"id": f"wamid.out.{number}"}], "success": True, "data": [], "id": "1", **of_file}
    ).encode()


def _answered(content: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0
