"""Webhooks on their way: in order for each person, many people at once, again and again until the 200."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from linesim.counters import Counters
from linesim.settings import Settings
from linesim.webhooks.encoding import headers
from linesim.webhooks.wire import NoAnswerError, Wire

AT_ONCE = 16
FIRST_PAUSE = 0.25  # seconds of wall time; doubled after every failure
LONGEST_PAUSE = 10.0


def _nothing() -> None:
    """What most webhooks do once they are accepted."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One webhook: not to be posted before `due` (loop time), and what to do when the product has it."""

    body: bytes
    due: float
    accepted: Callable[[], None] = _nothing


class Deliveries:
    """One lane of waiting bodies for each person; a body leaves its lane when the product answered 200."""

    def __init__(self, settings: Settings, counters: Counters) -> None:
        self._settings = settings
        self._counters = counters
        self._wire = Wire(settings.webhook)
        self._lanes: dict[str, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._answered = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many webhooks the product has not accepted yet."""
        return sum(map(len, self._lanes.values()))

    def post_later(
        self, lane: str, body: bytes, *, after: float = 0.0, accepted: Callable[[], None] = _nothing
    ) -> None:
        """Put a webhook at the end of a person's lane, to be posted `after` seconds at the earliest.

        `accepted` is called when the product has it.
        """
        webhook = Waiting(body, asyncio.get_running_loop().time() + after, accepted)
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(webhook)
            return
        self._lanes[lane] = deque([webhook])
        task = asyncio.get_running_loop().create_task(self._empty(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def forget(self) -> None:
        """Drop everything that waits."""
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()

    async def close(self) -> None:
        """Stop posting; what waits is lost, as everything here lives in memory."""
        tasks = list(self._tasks)
        self.forget()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._wire.close()

    async def _empty(self, lane: str) -> None:
        waiting = self._lanes[lane]
        while waiting:
            await _reach(waiting[0].due)
            await self._post_until_accepted(waiting[0].body)
            waiting.popleft().accepted()
        del self._lanes[lane]

    async def _post_until_accepted(self, body: bytes) -> None:
        signed = headers(body, secret=self._settings.secret)
        pause = FIRST_PAUSE
        while (status := await self._post(body, signed)) != 200:
            await self._rest(pause, product_is_away=status is None)
            pause = min(2 * pause, LONGEST_PAUSE)
            self._counters.retried += 1
        self._counters.webhooks_posted += 1

    async def _post(self, body: bytes, signed: dict[str, str]) -> int | None:
        async with self._places:
            try:
                status = await self._wire.post(body, signed)
            except NoAnswerError:
                return None
        self._wake_the_resting()
        return status

    async def _rest(self, seconds: float, *, product_is_away: bool) -> None:
        """Wait; where nobody had answered, only until somebody is answered again."""
        if not product_is_away:
            await asyncio.sleep(seconds)
            return
        try:
            await asyncio.wait_for(self._answered.wait(), seconds)
        except TimeoutError:
            return

    def _wake_the_resting(self) -> None:
        self._answered.set()
        self._answered.clear()


async def _reach(due: float) -> None:
    """Wait until the loop's clock shows `due`."""
    left = due - asyncio.get_running_loop().time()
    if left > 0:
        await asyncio.sleep(left)
