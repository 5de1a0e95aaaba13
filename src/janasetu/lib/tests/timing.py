"""Measure whether work grows in step with what is given: a comparison inside one run, never a figure."""

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

_Given = TypeVar("_Given")
STEP = 10
MOST = 30  # times the work for ten times as much: 10 is in step, 100 is its square
TRIES = 5  # a busy machine, or the collector of garbage, makes any one slow
BASE_TRIES = 3  # the first may fill a cache


def begun(text: str) -> list[str]:
    """The beginnings of a text from about 50 characters on, each ten times the one before, and the whole."""
    lengths = [len(text)]
    while lengths[0] >= 50 * STEP:
        lengths.insert(0, lengths[0] // STEP)
    return [text[:length] for length in lengths]


def grows_in_step(work: Callable[[_Given], object], given: Sequence[_Given]) -> bool:
    """Whether each of these takes about ten times the work of the one before, not the square of that.

    Each is at most ten times the one before. The smaller ones are looked at first, so that work which would
    hardly end is found while it does. What seems to take more is looked at once more, base and all: a
    machine that shares its processor was seen to be quick for the base alone.
    """
    return all(
        any(takes_less(MOST, work, large, than=small) for _ in range(2)) for small, large in pairwise(given)
    )


def takes_less(times: float, work: Callable[[_Given], object], given: _Given, *, than: _Given) -> bool:
    """Whether work takes less than so many times what other work takes, in the best of several tries."""
    limit = times * min(_seconds(work, than) for _ in range(BASE_TRIES))
    return any(_seconds(work, given) < limit for _ in range(TRIES))


def _seconds(work: Callable[[_Given], object], given: _Given) -> float:
    """What a call takes of the processor, without what others do meanwhile."""
    start = time.thread_time()
    work(given)
    return time.thread_time() - start
