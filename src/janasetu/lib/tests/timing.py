"""Measure what a call takes of the processor."""

import sys
import time
from collections.abc import Callable

import pytest

MOST_TRIES = 20  # the first may fill a cache; a busy machine makes any one slow

untraced = pytest.mark.skipif(sys.gettrace() is not None, reason="under a tracer everything is slow")


def takes_less(limit: float, function: Callable[[str], object], argument: str) -> bool:
    """Whether one of several calls takes less than `limit` seconds, without what others do meanwhile."""
    return any(_seconds(function, argument) < limit for _ in range(MOST_TRIES))


def _seconds(function: Callable[[str], object], argument: str) -> float:
    start = time.thread_time()
    function(argument)
    return time.thread_time() - start
