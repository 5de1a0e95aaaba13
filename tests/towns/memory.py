"""What processes hold: memory by its fair share (PSS), descriptors, and connections to the database."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

_PSS = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)
_OWN = re.compile(r"^Anonymous:\s+(\d+) kB$", re.MULTILINE)


def pss(pids: Iterable[int]) -> float:
    """Megabytes of these processes together; pages that several share are counted once."""
    return _megabytes(pids, _PSS)


def own(pids: Iterable[int]) -> float:
    """Megabytes of these processes that are no file they have read in, and not PostgreSQL's shared
    buffers, which fill up to what they are given: for whether they grow.

    What was inherited counts in each of them. By its fair share it would weigh more whenever another writes
    to it and so has a copy.
    """
    return _megabytes(pids, _OWN)


def _megabytes(pids: Iterable[int], which: re.Pattern[str]) -> float:
    total = 0
    for pid in pids:
        with suppress(OSError):  # it has ended meanwhile
            total += sum(map(int, which.findall(Path(f"/proc/{pid}/smaps_rollup").read_text())))
    return total / 1024


def descriptors(pids: Iterable[int]) -> int:
    """How many files, sockets and pipes these processes have open; without the files of tables, which
    PostgreSQL leaves open up to a number of its own.
    """
    return sum("/base/" not in name for pid in pids for name in _open_in(pid))


def _open_in(pid: int) -> Iterator[str]:
    with suppress(OSError):  # it has ended meanwhile
        for one in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                yield os.readlink(one)


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """By how much a figure grows in a second: the median over all pairs (Theil and Sen), so that a high one
    alone is nothing.
    """
    pairs = [
        (later[1] - first[1]) / (later[0] - first[0])
        for at, first in enumerate(samples)
        for later in samples[at + 1 :]
        if later[0] > first[0]
    ]
    return median(pairs) if pairs else 0.0
