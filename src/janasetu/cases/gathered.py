"""Pins that lie close together, gathered around the one with the most others near it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import cos, radians
from uuid import UUID

METRES = 100.0


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a case is, in degrees (WGS 84)."""

    id: UUID
    lat: float
    lon: float


def gathered(pins: Sequence[Pin], *, metres: float, least: int) -> list[list[UUID]]:
    """Groups of at least so many pins, each at most so far from the first of its group; no pin is in two.

    The pin with the most others near it gathers first, so that nothing is called one place that is a street
    long. The same pins give the same groups in whatever order they come.
    """
    known = sorted(pins, key=lambda pin: pin.id)
    near = _near(known, metres)
    queue = [(-len(others), place) for place, others in enumerate(near) if len(others) >= least]
    heapify(queue)
    taken: set[int] = set()
    groups: list[list[UUID]] = []
    while queue:
        counted, place = heappop(queue)
        left = [one for one in near[place] if one not in taken]
        if place in taken or len(left) < least:
            continue
        if len(left) < -counted:
            heappush(queue, (-len(left), place))  # some have gone elsewhere: others may have more now
            continue
        taken.update(left)
        groups.append([known[place].id, *(known[one].id for one in left if one != place)])
    return groups


def _near(pins: Sequence[Pin], metres: float) -> list[list[int]]:
    """Of each pin those that are near it, itself too, in order."""
    if not pins:
        return []
    import shapely  # noqa: PLC0415 - 19 MB where nobody asks for spots

    from janasetu.bodies.geometry import A_DEGREE  # noqa: PLC0415 - shapely again

    narrower = cos(radians(sum(pin.lat for pin in pins) / len(pins)))  # a degree of longitude
    points = shapely.points([(pin.lon * A_DEGREE * narrower, pin.lat * A_DEGREE) for pin in pins])
    asked, found = shapely.STRtree(points).query(points, predicate="dwithin", distance=metres)
    near: list[list[int]] = [[] for _ in pins]
    for one, other in zip(asked.tolist(), found.tolist(), strict=True):
        near[one].append(other)
    return [sorted(others) for others in near]
