"""What the provider tells the product: signed, batched, twice, late, and again until it is answered 200."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from storm.ledger import Ledger

_BACK_OFF = (0.2, 0.4, 0.8, 1.5, 3.0)  # seconds; Meta's own are minutes and hours
_TWINS = 0.15  # the share that is posted a second time at the same instant, on another connection
_REPLAYS = 0.05  # the share that comes once more after a while
_REPLAYED_AFTER = (0.5, 8.0)  # seconds
_LOOKS_EVERY = 0.02  # seconds
_TIMEOUT = aiohttp.ClientTimeout(total=6.0)
_CONNECTIONS = 1000
_OK = 200


@dataclass
class Webhooks:
    """Posts to `address`. What one contact says is posted in order; all else side by side."""

    address: str
    secret: str
    account: str
    line: str
    ledger: Ledger
    seed: str
    outcomes: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0  # seconds until an answer

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - the same luck in every run of a seed
        connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
        self._http = aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT)
        self._tasks: set[asyncio.Task[object]] = set()
        self._over = False
        self._lag = 0.0  # seconds for which we ourselves did not listen, all together

    @property
    def under_way(self) -> int:
        return len(self._tasks)

    async def deliver(self, key: str, value: dict[str, Any]) -> None:
        """Post this until it is answered 200, or the storm gives up; the ledger has each try."""
        body = self._body([value])
        if self._random.random() < _TWINS:
            self._begin(self._post(key, body))
        if self._random.random() < _REPLAYS:
            self._begin(self._replay(key, body, self._random.uniform(*_REPLAYED_AFTER)))
        await self._until_accepted(key, body)

    def report(self, status: str, wamid: str, to: str, opaque: str, after: float) -> None:
        """A status, in so many seconds, side by side with all others."""
        about = {
            "id": wamid,
            "status": status,
            "timestamp": str(int(time.time())),
            "recipient_id": to,
            "biz_opaque_callback_data": opaque,
        }
        self._begin(self._later(after, f"{status}:{wamid}", {"statuses": [about]}))

    async def hostile(self, body: bytes, *, signed: bool = True) -> int:
        """Post raw bytes once; the status, or 0 where there was none."""
        return await self._try(body, signed=signed)

    async def watch_ourselves(self) -> None:
        """For as long as it storms: note how late we are, so that it is not taken for the product's doing."""
        while True:
            due = time.monotonic() + _LOOKS_EVERY
            await asyncio.sleep(_LOOKS_EVERY)
            self._lag += time.monotonic() - due

    async def finish(self, *, patience: float) -> None:
        """Wait until everything is answered 200, or so many seconds."""
        end = asyncio.get_running_loop().time() + patience
        while self._tasks and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.1)
        self._over = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.close()

    def _begin(self, work: Coroutine[Any, Any, object]) -> None:
        if self._over:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _later(self, delay: float, key: str, value: dict[str, Any]) -> None:
        await asyncio.sleep(delay)
        await self._until_accepted(key, self._body([value]))

    async def _replay(self, key: str, body: bytes, delay: float) -> None:
        await asyncio.sleep(delay)
        await self._post(key, body)

    async def _until_accepted(self, key: str, body: bytes) -> None:
        tries = 0
        while not self._over and await self._post(key, body) != _OK:
            await asyncio.sleep(_BACK_OFF[min(tries, len(_BACK_OFF) - 1)] * self._random.uniform(0.7, 1.3))
            tries += 1

    async def _post(self, key: str, body: bytes) -> int:
        begun, lag = time.monotonic(), self._lag
        status = await self._try(body)
        took = time.monotonic() - begun - (self._lag - lag)
        self.ledger.write(key=key, status=status, at=time.time(), took=round(took, 3))
        return status

    async def _try(self, body: bytes, *, signed: bool = True) -> int:
        loop = asyncio.get_running_loop()
        secret = self.secret if signed else "not the secret"
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
        begun = loop.time()
        try:
            async with self._http.post(self.address, data=body, headers=headers) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._count(type(error).__name__)
            self.ledger.write(broke=type(error).__name__, at=time.time())
            return 0
        self.slowest = max(self.slowest, loop.time() - begun)
        self._count(str(answer.status))
        return answer.status

    def _count(self, outcome: str) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def _body(self, values: list[dict[str, Any]]) -> bytes:
        metadata = {"display_phone_number": "911", "phone_number_id": self.line}
        changes = [
            {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
            for value in values
        ]
        entry = [{"id": self.account, "changes": changes}]
        return json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()
