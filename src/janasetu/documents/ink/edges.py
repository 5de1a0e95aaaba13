"""Find the sheet of paper in a photo: four straight edges, the inside brighter than what it lies on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Floats = NDArray[np.floating[Any]]
LOOKED_AT = 560  # pixels of the longer side: more shows no more of a sheet
LEAST_OF_PHOTO = 0.12  # that a sheet takes up
_INK = 11  # pixels: what is thinner and darker than paper is print, not an edge
_STEEP = 3.0  # levels a pixel, of 255; a shadow is softer
_LINES_A_SIDE = 5
_LEAST_SEEN = 0.55  # of the four sides together
_LEAST_OF_SIDE = 0.25
_BESIDE = 0.03  # of the photo: so far from an edge paper is told from table
_PAPER = 90.0  # of 255: no table that is not white is so bright in its least colour
_RISE = 5.0  # levels over three pixels
_FARTHEST_MOVED = 0.03  # of the photo: an edge is no farther from where it was first seen
_OUTSIDE = 0.02  # of the photo: so far beyond it a corner may lie


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a sheet lies: its corners in pixels of the photo, clockwise from the one nearest to the upper
    left. `seen`: which part of its sides shows an edge.
    """

    corners: Floats
    seen: float


@dataclass(frozen=True, slots=True)
class _Line:
    """The points p with normal·p = far; the normal points to where it is brighter. `votes`: how strong."""

    angle: float
    far: float
    votes: float

    @property
    def normal(self) -> tuple[float, float]:
        return float(np.cos(self.angle)), float(np.sin(self.angle))


def sheets_in(photo: Image.Image) -> list[Sheet]:
    """What may be the sheet, the likeliest first; corners beyond the photo are told as they are."""
    small = photo.copy()
    small.thumbnail((LOOKED_AT, LOOKED_AT))
    white = whiteness(small)
    edges = _Edges.of(white)
    if edges is None:
        return []
    scale = max(photo.size) / max(small.size)
    found = sorted(_quads(edges, white), key=lambda sheet: -sheet.seen)[:60]
    return [Sheet(sheet.corners * scale, sheet.seen) for sheet in found]


def whiteness(photo: Image.Image) -> Floats:
    """How white each point is, print and thin lines gone: the least of its colours, as any table has some."""
    red, green, blue = photo.split()
    least = np.minimum(np.minimum(np.asarray(red), np.asarray(green)), np.asarray(blue))
    plain = Image.fromarray(least).filter(ImageFilter.GaussianBlur(0.8))
    plain = plain.filter(ImageFilter.MaxFilter(_INK)).filter(ImageFilter.MinFilter(_INK))
    return np.asarray(plain.filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float32)


def is_bright_all_round(photo: Image.Image) -> bool:
    """Whether there is something as bright as paper up to each of the four rims, so that no edge shows."""
    small = photo.copy()
    small.thumbnail((LOOKED_AT, LOOKED_AT))
    white = whiteness(small)
    paper = float(np.percentile(white, 80))
    rims = (white[2], white[-3], white[:, 2], white[:, -3])
    return paper > _PAPER and all(float(np.percentile(rim, 20)) > 0.6 * paper for rim in rims)


@dataclass(frozen=True, slots=True)
class _Edges:
    """The points at which it gets brighter, and in which direction."""

    x: Floats
    y: Floats
    angle: Floats
    strength: Floats
    map: Floats

    @classmethod
    def of(cls, white: Floats) -> "_Edges | None":
        down, right = np.gradient(white)
        strength = np.asarray(np.hypot(down, right))
        y, x = np.nonzero(strength > _STEEP)
        if len(x) < 100:
            return None
        angles: Floats = np.arctan2(down, right)
        angle = angles[y, x]
        directed = np.where(strength > _STEEP, angles, np.nan)
        return cls(x.astype(float), y.astype(float), angle, np.minimum(strength[y, x], 20.0), directed)


def _lines(edges: _Edges, size: tuple[int, int]) -> list[_Line]:
    """The strongest lines (Hough's way): each point votes for the lines through it that run as it does."""
    reach = int(np.hypot(*size)) + 2
    votes = np.zeros((360, 2 * reach // 2 + 1))
    for turn in range(-6, 7):
        degree = (np.rint(np.degrees(edges.angle)).astype(int) + turn) % 360
        theta = np.radians(degree)
        far = np.rint((edges.x * np.cos(theta) + edges.y * np.sin(theta) + reach) / 2).astype(int)
        np.add.at(votes, (degree, far), edges.strength)
    return list(_peaks(votes, reach))


def _peaks(votes: Floats, reach: int) -> Iterator[_Line]:
    least = votes.max() * 0.08
    for _ in range(48):
        degree, far = np.unravel_index(int(votes.argmax()), votes.shape)
        best = float(votes[degree, far])
        if best < least:
            return
        yield _Line(float(np.radians(degree)), float(2 * far - reach), best)
        near = np.arange(degree - 5, degree + 6) % 360
        votes[near, max(far - 3, 0) : far + 4] = 0


def _quads(edges: _Edges, white: Floats) -> Iterator[Sheet]:
    """Each four lines that stand about square to each other and have paper between them."""
    lines = _lines(edges, (white.shape[1], white.shape[0]))
    if not lines:
        return
    main = max(lines, key=lambda line: line.votes).angle
    sides: list[list[_Line]] = [[], [], [], []]
    for line in lines:
        quarter = round((line.angle - main) / (np.pi / 2))
        if (
            abs(line.angle - main - quarter * np.pi / 2) < np.radians(30)
            and len(sides[quarter % 4]) < _LINES_A_SIDE
        ):
            sides[quarter % 4].append(line)
    looked = _Looked(edges.map, white)
    for four in product(*sides):
        met = _met(four)
        if met is None or not _is_likely(corners := clockwise(met), white.shape):
            continue
        seen = looked.at(four, met)
        if min(seen) > _LEAST_OF_SIDE and sum(seen) / 4 > _LEAST_SEEN:
            yield Sheet(corners, sum(seen) / 4)


def _met(four: "tuple[_Line, ...]") -> Floats | None:
    """Where each line meets the next; None where two are too slanted to each other."""
    found = []
    for one, other in zip(four, (*four[1:], four[0]), strict=True):
        normals = np.array([one.normal, other.normal])
        if abs(np.linalg.det(normals)) < 0.3:
            return None
        found.append(np.linalg.solve(normals, [one.far, other.far]))
    return np.array(found)


def clockwise(corners: Floats) -> Floats:
    """From the one nearest to the upper left."""
    if _area(corners) < 0:
        corners = corners[::-1]
    return np.roll(corners, -int(corners.sum(axis=1).argmin()), axis=0)


def _area(corners: Floats) -> float:
    """Positive where they run clockwise, as pixels are counted downwards."""
    x, y = corners[:, 0], corners[:, 1]
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2)


def _is_likely(corners: Floats, shape: tuple[int, ...]) -> bool:
    """Large enough, not far beyond the photo, and opposite sides of about one length."""
    height, width = shape
    far = 0.25 * max(shape)
    inside = (
        (corners > -far).all()
        and (corners[:, 0] < width + far).all()
        and (corners[:, 1] < height + far).all()
    )
    sides = np.hypot(*(corners - np.roll(corners, -1, axis=0)).T)
    if not inside or sides.min() < 1:
        return False
    ratios = sides[[0, 1]] / sides[[2, 3]]
    return bool(
        _area(corners) > LEAST_OF_PHOTO * height * width and (ratios > 0.55).all() and (ratios < 1.8).all()
    )


class _Looked:
    """Which part of a side shows an edge; each side is looked at once, in however many sheets it is."""

    def __init__(self, directions: Floats, white: Floats) -> None:
        self._directions = directions
        self._white = white
        self._known: dict[tuple[_Line, _Line, _Line], float] = {}

    def at(self, four: "tuple[_Line, ...]", met: Floats) -> list[float]:
        """Of the side on each line, which runs from where it meets the line before to the next."""
        return [self._of(four[at - 1], four[at], four[(at + 1) % 4], met[at - 1], met[at]) for at in range(4)]

    def _of(self, before: _Line, line: _Line, after: _Line, start: Floats, end: Floats) -> float:
        key = before, line, after
        if key not in self._known:
            self._known[key] = _seen_of(start, end, line, self._directions, self._white)
        return self._known[key]


def _seen_of(start: Floats, end: Floats, line: _Line, directions: Floats, white: Floats) -> float:
    """Which part of it has an edge that runs as it does and is darker outside."""
    along, inward, wanted = end - start, np.array(line.normal), line.angle
    points = start + np.linspace(0.03, 0.97, 80)[:, None] * along
    hit = np.zeros(80, dtype=bool)
    for off in (-2, -1, 0, 1, 2):
        found = _at(directions, points + off * inward, np.nan)
        hit |= np.abs((found - wanted + np.pi) % (2 * np.pi) - np.pi) < np.radians(25)
    beside = _BESIDE * max(white.shape)
    darker = _at(white, points + beside * inward, 0) > _at(white, points - beside * inward, 0) + 6
    known = _is_within(points, white.shape)
    return float((hit & darker & known).mean())


def _at(values: Floats, points: Floats, outside: float) -> Floats:
    x, y = np.rint(points[:, 0]).astype(int), np.rint(points[:, 1]).astype(int)
    height, width = values.shape
    within = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    return np.where(within, values[y.clip(0, height - 1), x.clip(0, width - 1)], outside)


def _is_within(points: Floats, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    height, width = shape
    within: NDArray[np.bool_] = (
        (points[:, 0] >= 0) & (points[:, 1] >= 0) & (points[:, 0] < width) & (points[:, 1] < height)
    )
    return within


def is_whole(corners: Floats, size: tuple[int, int]) -> bool:
    """Whether four points are the corners of something that bends outwards and is no sliver."""
    along = np.roll(clockwise(corners), -1, axis=0) - clockwise(corners)
    next_one = np.roll(along, -1, axis=0)
    bends = along[:, 0] * next_one[:, 1] - along[:, 1] * next_one[:, 0]
    return bool((bends > 0).all() and abs(_area(corners)) > LEAST_OF_PHOTO / 4 * size[0] * size[1])


def is_cut(sheet: Sheet, size: tuple[int, int]) -> bool:
    """Whether a corner lies beyond the photo."""
    beyond = _OUTSIDE * max(size)
    x, y = sheet.corners[:, 0], sheet.corners[:, 1]
    return bool(
        (x < -beyond).any()
        or (y < -beyond).any()
        or (x > size[0] + beyond).any()
        or (y > size[1] + beyond).any()
    )


def refined(sheet: Sheet, photo: Image.Image) -> Sheet:
    """The same, each side laid along the edge as the photo itself shows it: first roughly, then closely."""
    red, green, blue = photo.split()
    least = Image.fromarray(np.minimum(np.minimum(np.asarray(red), np.asarray(green)), np.asarray(blue)))
    longest = max(photo.size)
    corners = sheet.corners
    for blur, reach in ((longest / 500, longest * 0.015), (longest / 1600, longest * 0.004)):
        plain = np.asarray(least.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float32)
        corners = _refined(corners, plain, reach=max(int(reach), 5))
    moved = np.hypot(*(corners - sheet.corners).T).max()
    return Sheet(corners, sheet.seen) if moved < _FARTHEST_MOVED * longest else sheet


def _refined(corners: Floats, plain: Floats, *, reach: int) -> Floats:
    lines = [_laid(corners[at], corners[(at + 1) % 4], plain, reach) for at in range(4)]
    met = []
    for before, after in zip((lines[3], *lines[:3]), lines, strict=True):
        met.append(np.linalg.solve(np.array([before[0], after[0]]), [before[1], after[1]]))
    return np.array(met)


def _laid(start: Floats, end: Floats, plain: Floats, reach: int) -> tuple[Floats, float]:
    """The line, as normal and distance, through the steepest rise across each of many points of this side."""
    along = end - start
    inward = np.array([-along[1], along[0]]) / np.hypot(*along)
    offsets = np.arange(-reach, reach + 1)
    points = start + np.linspace(0.03, 0.97, 120)[:, None] * along
    across = np.array([_at(plain, points + off * inward, np.nan) for off in offsets])
    rise = np.nan_to_num(across[3:] - across[:-3], nan=-1.0)
    best = rise.argmax(axis=0)
    strong = rise.max(axis=0) > _RISE
    fitted: tuple[Floats, float] = (inward, float(inward @ start))
    found = points + (offsets[best] + 1.5)[:, None] * inward
    for _ in range(4):
        if strong.sum() < len(points) / 4:
            return fitted
        fitted = _through(found[strong], inward)
        away = np.abs(found @ fitted[0] - fitted[1])
        strong &= away < max(2.5 * float(np.median(away[strong])), 1.0)
    return fitted


def _through(points: Floats, inward: Floats) -> tuple[Floats, float]:
    middle = points.mean(axis=0)
    normal = np.linalg.svd(points - middle)[2][1]
    normal = normal if normal @ inward > 0 else -normal
    return normal, float(normal @ middle)
