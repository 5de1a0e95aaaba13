"""Webhooks on their way: in order for each person, many people at once, again and again until the 200.

Where disorder is asked for they meet it here: twice, late, together with others, in no order.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import replace

from linesim.bells import Bell
from linesim.chaos import Chaos
from linesim.counters import Counters
from linesim.settings import Settings
from linesim.webhooks.envelope import Update
from linesim.webhooks.packing import packed
from linesim.webhooks.posting import Poster
from linesim.webhooks.waiting import Pool, Waiting, nothing

MOST_SHUFFLED = 1000  # updates that are shuffled among one another


class Deliveries:
    """One lane of waiting updates for each person; an update leaves its lane when the product answered 200.

    While updates are gathered or shuffled, they wait in one pool instead.
    """

    def __init__(self, settings: Settings, counters: Counters, chaos: Chaos | None = None) -> None:
        self._chaos = chaos or Chaos()
        self._poster = Poster(settings.webhook, secret=settings.secret, counters=counters)
        self._lanes: dict[str, deque[Waiting]] = {}
        self._pool = Pool()
        self._flying: dict[int, Waiting] = {}  # by ordinal
        self._emptying_pool = False
        self._latest: dict[str, float] = {}  # by lane, when the last one in the pool is due
        self._bell = Bell()  # something new in the pool, or everything is due at once
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def waiting(self) -> int:
        """How many updates the product has not accepted yet."""
        return sum(map(len, self._lanes.values())) + len(self._pool) + len(self._flying)

    def post_later(
        self, lane: str, update: Update, *, after: float = 0.0, accepted: Callable[[], None] = nothing
    ) -> None:
        """Put an update at the end of a person's lane, to be posted `after` seconds at the earliest.

        `accepted` is called when the product has it.
        """
        fate = self._chaos.fate()
        if fate.without_contacts:
            update = replace(update, value={k: v for k, v in update.value.items() if k != "contacts"})
        now = asyncio.get_running_loop().time()
        soonest = now if self._chaos.disorder.status_first else now + after
        for number, copy in enumerate(fate.copies):
            waiting = Waiting(
                soonest + copy.delay, update, accepted if number == 0 else nothing, rank=copy.rank
            )
            self._enter(waiting, lane if number == 0 else f"{lane} again {waiting.ordinal}")

    def hurry(self) -> None:
        """Let everything that is delayed be due now."""
        now = asyncio.get_running_loop().time()
        for lane in self._lanes.values():
            for waiting in lane:
                waiting.due = min(waiting.due, now)
        self._pool.hurry(now)
        self._bell.ring()

    async def until_told(self, about: str, *, limit: float) -> None:
        """Return when the product has the first update about that message, or after `limit` seconds."""
        first = next((waiting for waiting in self._all() if waiting.update.about == about), None)
        if first is None:
            return
        told, before = asyncio.Event(), first.accepted

        def accepted() -> None:
            before()
            told.set()

        first.accepted = accepted
        try:
            await asyncio.wait_for(told.wait(), limit)
        except TimeoutError:
            return

    def forget(self) -> None:
        """Drop everything that waits."""
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()
        self._pool.clear()
        self._flying.clear()
        self._latest.clear()
        self._emptying_pool = False

    async def close(self) -> None:
        """Stop posting; what waits is lost, as everything here lives in memory."""
        tasks = list(self._tasks)
        self.forget()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._poster.close()

    def _all(self) -> list[Waiting]:
        in_lanes = [waiting for lane in self._lanes.values() for waiting in lane]
        return list(self._flying.values()) + in_lanes + self._pool.all()

    def _enter(self, waiting: Waiting, lane: str) -> None:
        if self._chaos.gathers:
            self._enter_pool(waiting, lane)
        elif lane in self._lanes:
            self._lanes[lane].append(waiting)
        else:
            self._lanes[lane] = deque([waiting])
            self._start(self._empty(lane))

    def _enter_pool(self, waiting: Waiting, lane: str) -> None:
        if not self._chaos.disorder.shuffle:
            waiting.due = self._latest[lane] = max(waiting.due, self._latest.get(lane, 0.0))
        self._pool.add(waiting)
        self._bell.ring()
        if not self._emptying_pool:
            self._emptying_pool = True
            self._start(self._empty_pool())

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _empty(self, lane: str) -> None:
        waiting = self._lanes[lane]
        while waiting:
            await self._reach(waiting[0])
            await self._poster.until_accepted(packed([waiting[0].update]))
            waiting.popleft().accepted()
        del self._lanes[lane]

    async def _reach(self, waiting: Waiting) -> None:
        loop = asyncio.get_running_loop()
        while (left := waiting.due - loop.time()) > 0:
            await self._bell.wait(left)

    async def _empty_pool(self) -> None:
        loop = asyncio.get_running_loop()
        while self._pool:
            asked = self._chaos.disorder
            enough = MOST_SHUFFLED if asked.shuffle else asked.batch
            left = self._pool.seconds_to_wait(loop.time(), enough=enough)
            if left > 0:
                await self._bell.wait(left)
            elif asked.shuffle:
                for together in self._pool.take_all(asked.batch):
                    self._start(self._flight(together))
            else:
                await self._flight(self._pool.take(asked.batch))
        self._latest.clear()
        self._emptying_pool = False

    def _flight(self, together: list[Waiting]) -> Coroutine[None, None, None]:
        """What posts these; they count as waiting from now on."""
        self._flying |= {waiting.ordinal: waiting for waiting in together}
        return self._fly(together)

    async def _fly(self, together: list[Waiting]) -> None:
        await self._poster.until_accepted(packed([waiting.update for waiting in together]))
        for waiting in together:
            del self._flying[waiting.ordinal]
            waiting.accepted()
