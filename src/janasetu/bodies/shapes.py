"""Where pins lie: the wards and outlines of all bodies, held in memory and looked up many at once. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import shapely

from janasetu.bodies import ward_numbers
from janasetu.bodies.geometry import ABOUT_A_DEGREE, Shape
from janasetu.bodies.pins import Lies, Pin, Where

# A telephone knows its place to some metres, and neighbours' borders are drawn apart by a few: so near to a
# border a pin that lies nowhere lies there.
NEAR = 30.0  # metres
# Wards without a border are taken to be as large as the others, all on one side, and spread so much wider.
SPREAD = 2


@dataclass(frozen=True, slots=True)
class Ground:
    """What is on the map of one body.

    `area`: local bodies lie in it (a block, a district, the state). `outline`: its border; `of_wards` where
    that is only what the mapped wards cover. `unmapped`: its wards without a border.
    """

    body: UUID
    code: str
    wards: Mapping[str, Shape] = field(default_factory=dict)
    outline: Shape | None = None
    of_wards: bool = False
    unmapped: tuple[str, ...] = ()
    area: bool = False

    @property
    def reach(self) -> float:
        """How far beyond the mapped wards the others may lie, in degrees; 0 where the outline is known."""
        if not (self.of_wards and self.unmapped and self.wards):
            return 0.0
        mapped = sum(shape.area for shape in self.wards.values())
        return SPREAD * 2 * math.sqrt(mapped / len(self.wards) * len(self.unmapped) / math.pi)


class Atlas:
    """The maps of all bodies. Not changed once it is made, so that threads may share it."""

    def __init__(self, grounds: Iterable[Ground] = ()) -> None:
        known = sorted(grounds, key=lambda ground: (ground.area, ground.code))
        self._grounds = {ground.body: ground for ground in known}
        wards = [
            (ground.body, number, ground.wards[number])
            for ground in known
            for number in sorted(ground.wards, key=ward_numbers.natural)
        ]
        self._wards = [(body, number) for body, number, _ in wards]
        self._ward_tree = _Tree([shape for *_, shape in wards])
        outlined = [ground for ground in known if ground.outline is not None]
        self._outlined = [ground.body for ground in outlined]
        self._outline_tree = _Tree([ground.outline for ground in outlined])
        self._reaches = [ground.reach for ground in outlined]

    def ground(self, body: UUID) -> Ground | None:
        """The map of one body."""
        return self._grounds.get(body)

    def find(self, pins: Sequence[Pin]) -> list[Lies]:
        """Where each of these lies."""
        points = _points(pins)
        in_wards = self._ward_tree.holding(points)
        lost = [place for place, found in enumerate(in_wards) if not found]
        beside = self._beside([pins[place] for place in lost], points[lost]) if lost else []
        elsewhere = dict(zip(lost, beside, strict=True))
        return [elsewhere.get(place) or self._in_ward(pin, in_wards[place]) for place, pin in enumerate(pins)]

    def _in_ward(self, pin: Pin, found: Sequence[int]) -> Lies:
        """In a ward of the body where there is one, else in one of another body."""
        bodies = [self._wards[place][0] for place in found]
        body = pin.body if pin.body in bodies else bodies[0]
        assert body is not None
        first, *others = [number for its, number in map(self._wards.__getitem__, found) if its == body]
        where = Where.WARD if pin.body in (None, body) else Where.ELSEWHERE
        return Lies(where, body, first, tuple(others), self._grounds[body].unmapped)

    def _beside(self, pins: Sequence[Pin], points: Any) -> list[Lies]:
        """Where pins lie that are in no ward."""
        beside = self._ward_tree.within(points, [NEAR / ABOUT_A_DEGREE] * len(self._wards))
        near = [self._ward_tree.nearest_first(*one) for one in zip(points, beside, strict=True)]
        around = self._outline_tree.holding(points)
        reached = self._outline_tree.within(points, self._reaches)
        told = zip(pins, near, around, reached, strict=True)
        return [
            self._in_no_ward(pin, wards, self._bodies(held), self._bodies(edges))
            for pin, wards, held, edges in told
        ]

    def _bodies(self, places: Iterable[int]) -> list[UUID]:
        return [self._outlined[place] for place in places]

    def _in_no_ward(self, pin: Pin, near: list[int], around: list[UUID], edges: list[UUID]) -> Lies:
        """What is near decides first, what is far last."""
        own = [place for place in near if pin.body in (None, self._wards[place][0])]
        if own:
            return self._in_ward(pin, own)
        local = [body for body in around if not self._grounds[body].area]
        if local:
            body = pin.body if pin.body in local else local[0]
            return self._unmapped(Where.UNMAPPED if pin.body in (None, body) else Where.ELSEWHERE, body)
        if near:
            return self._in_ward(pin, near)
        edge = next((body for body in edges if pin.body in (None, body)), None)
        return self._unmapped(Where.EDGE, edge) if edge else self._far(pin, around)

    def _unmapped(self, where: Where, body: UUID | None) -> Lies:
        assert body
        return Lies(where, body, unmapped=self._grounds[body].unmapped)

    def _far(self, pin: Pin, areas: list[UUID]) -> Lies:
        """In no local body that we know of; perhaps in a district whose outline there is."""
        if pin.body and (pin.body in areas or pin.body not in self._outlined):
            return Lies(Where.NO_MAP)
        return Lies(Where.OUTSIDE, min(areas, key=self._size, default=None))

    def _size(self, body: UUID) -> float:
        outline = self._grounds[body].outline
        return float(outline.area) if outline else math.inf


class _Tree:
    """Shapes, told by their place in the list they came in."""

    def __init__(self, shapes: Sequence[Shape | None]) -> None:
        self._tree = shapely.STRtree(list(shapes))
        self._shapes = self._tree.geometries
        shapely.prepare(self._shapes)

    def holding(self, points: Any) -> list[list[int]]:
        """Of each point the shapes that hold it, their borders too, in order."""
        asked, boxes = self._tree.query(points)
        held = shapely.intersects(self._shapes[boxes], points[asked])
        found = _by_point(len(points), asked[held].tolist(), boxes[held].tolist())
        return [sorted(places) for places in found]

    def within(self, points: Any, distances: Sequence[float]) -> list[list[int]]:
        """Of each point the shapes that it is near to, by each shape's own degrees, in order."""
        furthest = max(distances, default=0.0)
        if not furthest:
            return [[] for _ in points]
        asked, places = self._tree.query(_boxes(points, furthest))
        near = shapely.dwithin(self._shapes[places], points[asked], [distances[one] for one in places])
        found = _by_point(len(points), asked[near].tolist(), places[near].tolist())
        return [sorted(some) for some in found]

    def nearest_first(self, point: Shape, places: list[int]) -> list[int]:
        """Some of the shapes by how far they are from a point; costly where they have many corners."""
        if len(places) < 2:
            return places
        return sorted(places, key=lambda place: (shapely.distance(self._shapes[place], point), place))


def _points(pins: Sequence[Pin]) -> Any:
    """As shapely has them; what is no place on earth lies where nothing of ours does."""
    known = [
        (pin.lon, pin.lat) if math.isfinite(pin.lat) and math.isfinite(pin.lon) else (0.0, 0.0)
        for pin in pins
    ]
    return shapely.points(known) if known else shapely.points([], [])


def _boxes(points: Any, around: float) -> Any:
    """A box around each point."""
    x, y = shapely.get_x(points), shapely.get_y(points)
    return shapely.box(x - around, y - around, x + around, y + around)


def _by_point(count: int, points: Iterable[int], places: Iterable[int]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    for point, place in zip(points, places, strict=True):
        found[point].append(place)
    return found
