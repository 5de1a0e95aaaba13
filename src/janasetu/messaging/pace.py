"""How fast we may speak: so many a second on a line, so many to one person, nothing on a line that is held.

Pure. Of one sender, in its memory: after a restart all buckets are full, and the provider's answers put that
right. Times are monotonic seconds, handed in.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from janasetu.messaging.values import Refusal

Key = TypeVar("Key", bound=Hashable)

# A provider counts what comes in too, and not at the same instants as we: some room is left.
SHARE = 0.9
_HELD_AWAY = 1.0  # seconds until one message tries whether a silent provider is back
_HELD_STOPPED = 30.0  # seconds until one message tries whether a stopped line is mended


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` at once, and `per_second` more with time."""

    per_second: float
    burst: float


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


@dataclass(slots=True)
class Buckets(Generic[Key]):
    """A token bucket for each key, full at first; one that is full again is forgotten."""

    _buckets: dict[Key, _Bucket] = field(default_factory=dict)
    _swept_at: float = 0.0

    def free(self, key: Key, allowance: Allowance, *, at: float) -> float:
        """How many tokens there are now, a part of one too."""
        bucket = self._buckets.get(key)
        if bucket is None:
            return allowance.burst
        grown = max(0.0, at - bucket.filled_at) * allowance.per_second
        return min(allowance.burst, bucket.tokens + grown)

    def take(self, key: Key, allowance: Allowance, *, at: float) -> None:
        """Use one up, below none if need be."""
        self._buckets[key] = _Bucket(self.free(key, allowance, at=at) - 1, at)

    def drain(self, key: Key, *, at: float) -> None:
        """There was less than we thought: begin at nothing."""
        self._buckets[key] = _Bucket(0.0, at)

    def forget_full(self, allowance: Allowance, *, at: float) -> None:
        """Let those go that are full again, once in the time it takes to fill one."""
        if at - self._swept_at < allowance.burst / allowance.per_second:
            return
        self._swept_at = at
        full = [key for key in self._buckets if self.free(key, allowance, at=at) >= allowance.burst]
        for key in full:
            del self._buckets[key]


@dataclass(slots=True)
class Pace:
    """What a sender may do now."""

    to_one: Allowance
    _lines: Buckets[UUID] = field(default_factory=Buckets)
    _people: Buckets[tuple[UUID, UUID]] = field(default_factory=Buckets)
    _held: dict[UUID, float] = field(default_factory=dict)
    _trying: set[UUID] = field(default_factory=set)
    _why: dict[UUID, Refusal] = field(default_factory=dict)

    def held(self, *, at: float) -> dict[UUID, Refusal]:
        """The lines that stand still, or that one message tries, and why."""
        return {
            line: why
            for line, why in self._why.items()
            if line in self._trying or at < self._held.get(line, 0.0)
        }

    def quotas(self, lines: Mapping[UUID, float], *, most: int, at: float) -> dict[UUID, int]:
        """How many may go now on each of the lines that may speak at all; `lines`: a second, by id."""
        found = {line: self._quota(line, per_second, at) for line, per_second in lines.items()}
        return {line: min(quota, most) for line, quota in found.items() if quota}

    def _quota(self, line: UUID, per_second: float, at: float) -> int:
        if at < self._held.get(line, 0.0):
            return 0
        free = int(self._lines.free(line, _of_line(per_second), at=at))
        return min(free, 1) if line in self._trying else free

    def wait(self, lines: Mapping[UUID, float], *, at: float) -> float:
        """Seconds until the first line that waits for a token has one; 0 where none does."""
        short = [
            (1 - free) / per_second
            for line, per_second in lines.items()
            if at >= self._held.get(line, 0.0)
            and (free := self._lines.free(line, _of_line(per_second), at=at)) < 1
        ]
        return min(short, default=0.0)

    def sends(self, line: UUID, per_second: float, *, at: float) -> None:
        """A message goes out on this line; while one tries whether it works, no other does."""
        self._lines.take(line, _of_line(per_second), at=at)
        if line in self._trying:
            self._held[line] = at + _HELD_AWAY

    def wait_for(self, line: UUID, contact: UUID, *, at: float) -> float:
        """Seconds until this person may be written to; 0 where now, and then it counts."""
        self._people.forget_full(self.to_one, at=at)
        free = self._people.free((line, contact), self.to_one, at=at)
        if free < 1:
            return (1 - free) / self.to_one.per_second
        self._people.take((line, contact), self.to_one, at=at)
        return 0.0

    # --- what answers teach ---

    def went(self, line: UUID) -> None:
        """The provider took a message."""
        self._held.pop(line, None)
        self._trying.discard(line)
        self._why.pop(line, None)

    def too_quick(self, line: UUID, seconds: float, *, at: float) -> None:
        """The line wrote too quickly: silence for so long, then slowly."""
        self._hold(line, at + seconds, Refusal.TOO_QUICK)
        self._lines.drain(line, at=at + seconds)

    def too_often(self, line: UUID, contact: UUID, *, at: float) -> None:
        """The person was written to too often."""
        self._people.drain((line, contact), at=at)

    def away(self, line: UUID, *, at: float) -> None:
        """The provider does not answer: one message a second tries."""
        self._hold(line, at + _HELD_AWAY, Refusal.AWAY)
        self._trying.add(line)

    def stopped(self, line: UUID, *, at: float) -> None:
        """The provider takes nothing on this line until somebody mends it: one message tries now and then."""
        self._hold(line, at + _HELD_STOPPED, Refusal.LINE_STOPPED)
        self._trying.add(line)

    def _hold(self, line: UUID, until: float, why: Refusal) -> None:
        self._why[line] = why
        self._held[line] = max(until, self._held.get(line, 0.0))


def _of_line(per_second: float) -> Allowance:
    """Half a second's worth at once."""
    return Allowance(per_second * SHARE, max(1.0, per_second / 2))
