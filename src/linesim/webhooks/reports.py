"""Delivery reports to whatever address the product named for them, signed like webhooks."""

from __future__ import annotations

import asyncio

from linesim.counters import Counters
from linesim.settings import Settings
from linesim.webhooks.posting import Poster


class Reports:
    """Every report on its own, again and again until the 200, in no order."""

    def __init__(self, settings: Settings, counters: Counters) -> None:
        self._settings = settings
        self._counters = counters
        self._posters: dict[str, Poster] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def waiting(self) -> int:
        """How many reports nobody has accepted yet."""
        return len(self._tasks)

    def post(self, url: str, body: bytes) -> None:
        """Post these bytes there."""
        if url not in self._posters:
            self._posters[url] = Poster(url, secret=self._settings.secret, counters=self._counters)
        task = asyncio.get_running_loop().create_task(self._posters[url].until_accepted(body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def forget(self) -> None:
        """Drop what waits, and let go of every address."""
        for task in self._tasks:
            task.cancel()
        for poster in self._posters.values():
            poster.close()
        self._posters.clear()

    async def close(self) -> None:
        """Stop posting."""
        tasks = list(self._tasks)
        self.forget()
        await asyncio.gather(*tasks, return_exceptions=True)
