"""Make and read the ids of rows, and say which bucket and which partition a key belongs to."""

import os
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from threading import Lock
from uuid import UUID

from janasetu.lib import clock

BUCKETS = 1024  # fixed for ever: a contact's bucket is stored, and rows are spread over machines by it
PARTITIONS = 64  # of the message pump; each is a run of neighbouring buckets

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTER_BITS = 42
_TAIL_BITS = 32
_VERSION_AND_VARIANT = (7 << 76) | (2 << 62)


class _Sequence:
    """The last id's millisecond and counter, so that the next id of this process is larger."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.millisecond = 0
        self.counter = 0

    def step(self, *, wall: int, fresh: int) -> None:
        """A new millisecond starts at `fresh`; the same one, or a clock set back, counts on."""
        if wall > self.millisecond:
            self.millisecond, self.counter = wall, fresh
        else:
            self.counter += 1
        if self.counter >> _COUNTER_BITS:
            self.millisecond, self.counter = self.millisecond + 1, fresh


_sequence = _Sequence()


def uuid7() -> UUID:
    """A new id that sorts by its making (RFC 9562, version 7); ever larger in this process, threads or not.

    48 bits of wall-time milliseconds, a counter of 42 bits begun at random in each millisecond (RFC 9562
    section 6.2, method 1), and 32 random bits.
    """
    noise = int.from_bytes(os.urandom(9), "big")
    fresh = (noise >> _TAIL_BITS) & ((1 << (_COUNTER_BITS - 1)) - 1)  # the top bit stays free, to count on
    with _sequence.lock:
        _sequence.step(wall=clock.wall_milliseconds(), fresh=fresh)
        millisecond, counter = _sequence.millisecond, _sequence.counter
    high, low = counter >> 30, counter & ((1 << 30) - 1)
    tail = noise & ((1 << _TAIL_BITS) - 1)
    return UUID(int=(millisecond << 80) | (high << 64) | (low << 32) | tail | _VERSION_AND_VARIANT)


def uuid7_after(earlier: UUID | None) -> UUID:
    """A new id that sorts after this one, though a machine made that whose clock goes before ours."""
    fresh = uuid7()
    return fresh if earlier is None or fresh > earlier else UUID(int=earlier.int + 1)


def uuid7_time(identifier: UUID) -> datetime:
    """When the id was made, in UTC, to the millisecond. ValueError for an id of another version."""
    if identifier.version != 7:
        raise ValueError(f"Not an id of version 7: {identifier}.")
    return _EPOCH + timedelta(milliseconds=identifier.int >> 80)


def bucket_of(key: str) -> int:
    """The bucket, 0..1023, of a contact's alias or a provider's id; the same everywhere and for ever."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % BUCKETS


def partition_of(bucket: int) -> int:
    """The pump's partition, 0..63, of a bucket. ValueError outside 0..1023."""
    if not 0 <= bucket < BUCKETS:
        raise ValueError(f"There is no bucket {bucket}: they run from 0 to {BUCKETS - 1}.")
    return bucket * PARTITIONS // BUCKETS


def _begin_again() -> None:
    """A forked child must not wait for a lock that only its parent could release."""
    global _sequence
    _sequence = _Sequence()


os.register_at_fork(after_in_child=_begin_again)
