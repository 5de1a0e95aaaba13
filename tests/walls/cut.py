"""How a long walk is cut into parts, so that each part has something of everything."""

from collections.abc import Sequence
from zlib import crc32

PARTS = 100


def is_in(part: int, *names: object) -> bool:
    """Whether what has these names is looked at in this part; each thing is in exactly one."""
    return crc32("|".join(map(str, names)).encode()) % PARTS == part


def require_none(faults: Sequence[str]) -> None:
    """AssertionError with all of them in its words, where there are any."""
    if faults:
        raise AssertionError("\n".join(faults))
