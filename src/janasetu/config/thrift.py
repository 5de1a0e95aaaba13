"""The memory of processes that live for months: what they need no more goes back to the machine."""

import ctypes
import gc


def spare_the_collector() -> None:
    """What is loaded by now lives as long as the process: to look through it again and again makes pauses."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Let go what only refers to itself, and pages that hold nothing: two or three milliseconds.

    Left alone, the collector looks after millions of objects, and the C library keeps what it once had: a
    process that answers the same again and again grew by 0.7 MB every few minutes.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of the GNU C library alone
    if trim is not None:
        trim(0)
