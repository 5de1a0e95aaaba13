"""What waits to be posted, and the pool in which the updates of many people wait for one another."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from linesim.webhooks.encoding import encode
from linesim.webhooks.envelope import Update

GATHERING = 0.1  # seconds that an update waits for company
LARGEST_BODY = 3_000_000  # bytes of one webhook

_ordinals = count()


def nothing() -> None:
    """What most webhooks do once they are accepted."""


@dataclass(slots=True, order=True)
class Waiting:
    """One update: not to be posted before `due` (loop time), and what to do when the product has it."""

    due: float
    ordinal: int = field(default_factory=lambda: next(_ordinals), init=False)
    update: Update = field(compare=False)
    accepted: Callable[[], None] = field(compare=False, default=nothing)
    rank: float = field(compare=False, default=0.0)


class Pool:
    """Updates that will be posted together: those to come, by when they are due, and those due, in order."""

    def __init__(self) -> None:
        self._coming: list[Waiting] = []
        self._due: list[Waiting] = []

    def __len__(self) -> int:
        return len(self._coming) + len(self._due)

    def all(self) -> list[Waiting]:
        """Everything in it."""
        return self._due + self._coming

    def add(self, waiting: Waiting) -> None:
        """Let one more wait."""
        heapq.heappush(self._coming, waiting)

    def hurry(self, now: float) -> None:
        """Let everything be due now."""
        self._coming, hurried = [], sorted(self._coming)
        for waiting in hurried:
            waiting.due = now
        self._due += hurried

    def seconds_to_wait(self, now: float, *, enough: int) -> float:
        """How long until there is something to take; 0 when there is enough, or it has waited long enough."""
        while self._coming and self._coming[0].due <= now:
            self._due.append(heapq.heappop(self._coming))
        if len(self._due) >= enough:
            return 0.0
        if self._due:
            return max(self._due[0].due + GATHERING - now, 0.0)
        return self._coming[0].due - now

    def take(self, most: int) -> list[Waiting]:
        """The next of what is due: up to `most`, and no more than one webhook can hold."""
        size = 0
        for position, waiting in enumerate(self._due[:most]):
            size += len(encode(waiting.update.value))
            if position and size > LARGEST_BODY:
                most = position
                break
        taken, self._due = self._due[:most], self._due[most:]
        return taken

    def take_all(self, most: int) -> Iterator[list[Waiting]]:
        """Everything that is due, in no order, up to `most` together."""
        self._due.sort(key=lambda waiting: waiting.rank)
        while self._due:
            yield self.take(most)

    def clear(self) -> None:
        """Forget them."""
        self._coming.clear()
        self._due.clear()
