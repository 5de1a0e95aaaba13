"""How much may be sent: to one person, by one number, and by a portfolio to people who did not write."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(hours=24)
PAIR_BURST = 45  # messages to one person at once, borrowed from the time to come
PAIR_PAUSE = 6.0  # seconds in which one of them is paid back


@dataclass(slots=True)
class Bucket:
    """A token bucket over virtual time: full at first, one token a message."""

    capacity: float
    a_second: float
    tokens: float
    filled_at: datetime

    def has_token(self, now: datetime) -> bool:
        """Whether a message may go now."""
        passed = max((now - self.filled_at).total_seconds(), 0.0)
        self.tokens = min(self.tokens + passed * self.a_second, self.capacity)
        self.filled_at = now
        return self.tokens >= 1

    def take(self) -> None:
        """Use a token up."""
        self.tokens -= 1


class Buckets:
    """A bucket for each name, made full when the name first comes up."""

    def __init__(self) -> None:
        self._buckets: dict[object, Bucket] = {}

    def bucket(self, name: object, *, capacity: float, a_second: float, now: datetime) -> Bucket:
        """The bucket of that name; it is made anew where its rate has changed."""
        found = self._buckets.get(name)
        if found is None or (found.capacity, found.a_second) != (capacity, a_second):
            found = self._buckets[name] = Bucket(capacity, a_second, tokens=capacity, filled_at=now)
        return found

    def forget(self) -> None:
        """Let every bucket be full again."""
        self._buckets.clear()


class Approached:
    """The people a portfolio wrote to within 24 hours although no window was open."""

    def __init__(self) -> None:
        self._since: OrderedDict[str, datetime] = OrderedDict()

    def admits(self, person: str, now: datetime, *, most: int | None) -> bool:
        """Whether the person is among those approached already, or one more may be; None is no limit."""
        self._let_go(now)
        return most is None or person in self._since or len(self._since) < most

    def add(self, person: str, now: datetime) -> None:
        """Remember that the person was approached."""
        self._since.setdefault(person, now)

    def count(self, now: datetime) -> int:
        """How many people were approached within 24 hours."""
        self._let_go(now)
        return len(self._since)

    def forget(self) -> None:
        """Nobody has been approached."""
        self._since.clear()

    def _let_go(self, now: datetime) -> None:
        while self._since and next(iter(self._since.values())) <= now - DAY:
            self._since.popitem(last=False)
