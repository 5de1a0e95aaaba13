"""Look through values that lie in one another, as JSON has them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def leaves(value: Any) -> Iterator[Any]:
    """Every value in mappings and sequences that is neither, in order; names of mappings are none."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        yield value
        return
    for one in value:
        yield from leaves(one)
