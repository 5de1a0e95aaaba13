"""One address that is told things: each body again and again until somebody answers 200."""

from __future__ import annotations

import asyncio

from linesim.counters import Counters
from linesim.webhooks.encoding import headers
from linesim.webhooks.wire import NoAnswerError, Wire

AT_ONCE = 16
FIRST_PAUSE = 0.25  # seconds of wall time; doubled after every failure
LONGEST_PAUSE = 10.0


class Poster:
    """Posts signed bodies, up to 16 at once."""

    def __init__(self, url: str, *, secret: str, counters: Counters) -> None:
        self._secret = secret
        self._counters = counters
        self._wire = Wire(url)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._answered = asyncio.Event()

    async def until_accepted(self, body: bytes) -> None:
        """Return when the body was answered with 200."""
        signed = headers(body, secret=self._secret)
        pause = FIRST_PAUSE
        while (status := await self._post(body, signed)) != 200:
            await self._rest(pause, nobody_there=status is None)
            pause = min(2 * pause, LONGEST_PAUSE)
            self._counters.retried += 1
        self._counters.webhooks_posted += 1

    def close(self) -> None:
        """Let go of every kept connection."""
        self._wire.close()

    async def _post(self, body: bytes, signed: dict[str, str]) -> int | None:
        async with self._places:
            try:
                status = await self._wire.post(body, signed)
            except NoAnswerError:
                return None
        self._wake_the_resting()
        return status

    async def _rest(self, seconds: float, *, nobody_there: bool) -> None:
        """Wait; where nobody had answered, only until somebody is answered again."""
        if not nobody_there:
            await asyncio.sleep(seconds)
            return
        try:
            await asyncio.wait_for(self._answered.wait(), seconds)
        except TimeoutError:
            return

    def _wake_the_resting(self) -> None:
        self._answered.set()
        self._answered.clear()
