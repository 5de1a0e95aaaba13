"""Pins and where they lie, in values: whoever only speaks of them need not load what looks them up. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Where(StrEnum):
    """How a pin lies to the body it was sent to."""

    WARD = "ward"  # in a ward of it
    UNMAPPED = "unmapped"  # in it, and in no ward that is on the map
    EDGE = "edge"  # beyond the mapped wards, where one that is not on the map may lie
    ELSEWHERE = "elsewhere"  # in another body
    OUTSIDE = "outside"  # in none that we know of
    NO_MAP = "no_map"  # nobody knows: the body has no map


@dataclass(frozen=True, slots=True)
class Pin:
    """A place in degrees, and the body it was sent to; None where none is chosen yet."""

    lat: float
    lon: float
    body: UUID | None = None


@dataclass(frozen=True, slots=True)
class Lies:
    """Where a pin lies.

    `body`: the one it lies in, or beside whose wards; None where that is not known. `ward`: the number;
    on a border of several the lowest, and the others in `beside`. `unmapped`: the wards of that body that are
    not on the map.
    """

    where: Where
    body: UUID | None = None
    ward: str = ""
    beside: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
