"""Draw the wards of a body as SVG: by their borders, and as tiles where there are none. Pure.

Borders are simplified to what a screen can show, so that a large city weighs no more than a photograph.
Colours are the page's: an area has a class `n0` to `n5`, and the number that it stands for is printed in it.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import shapely

from janasetu.bodies import ward_numbers
from janasetu.bodies.geometry import Shape, polygons

WIDTH = 1000  # units of a drawing by borders, and at most of its height; about a pixel of a desk's screen
TILE = 66  # units from one tile to the next
MOST_BYTES = 28_000  # of all borders together
SHADES = 5
TWO_LINES, ONE_LINE, A_FIGURE = 17.0, 8.0, 4.0  # units around the middle that lines take, and each figure
_TOLERANCE = 0.7  # units of a border that nobody sees at first
_MINUS = re.compile(" (?=-)")


@dataclass(frozen=True, slots=True)
class Area:
    """One ward as it is drawn: its line, its middle, and how many units are free around that."""

    number: str
    path: str
    x: int
    y: int
    room: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """All wards of a body, whatever they stand for."""

    width: int
    height: int
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a ward stands for: a count, in figures and with its ward in words, and where it leads."""

    value: int
    figure: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """The counts of one shade, from the first to the last."""

    first: int
    last: int


def draw(numbers: Sequence[str], borders: Mapping[str, Shape]) -> Drawing:
    """The wards of these numbers by their borders; those without one as tiles in their order, below."""
    wards = sorted(numbers, key=ward_numbers.natural)
    drawn = [number for number in wards if number in borders]
    height, areas = _by_borders({number: borders[number] for number in drawn}) if drawn else (0, ())
    rest = [number for number in wards if number not in borders]
    across = WIDTH // TILE - 1 if drawn else _across(len(rest))
    tiles = tuple(_tile(number, place, across, top=height) for place, number in enumerate(rest))
    width = WIDTH if drawn else across * TILE + TILE // 2 + 4
    return Drawing(width, height + _tiled_height(len(rest), across), (*areas, *tiles))


def steps(values: Iterable[int]) -> tuple[Step, ...]:
    """At most five steps from 1 to the largest count, of about as many wards each; none where all are 0."""
    counts = sorted(value for value in values if value > 0)
    ranks = [-(-len(counts) * part // SHADES) for part in range(1, SHADES + 1)] if counts else []
    lasts = sorted({counts[rank - 1] for rank in ranks})
    return tuple(Step(before + 1, last) for before, last in zip([0, *lasts], lasts, strict=False))


def shade(value: int, of: Sequence[Step]) -> int:
    """The step that a count is in, from 1; 0 for nought."""
    return next((place for place, step in enumerate(of, start=1) if step.first <= value <= step.last), 0)


def svg(drawing: Drawing, marks: Mapping[str, Mark], numerals: Mapping[str, str]) -> str:
    """The drawing with what its wards stand for. `numerals`: their numbers as the reader has them.

    A table beside it says the same to whoever does not see it: it is hidden from screen readers, and no key
    leads into it.
    """
    shades = steps(mark.value for mark in marks.values())
    areas = "".join(
        _area(area, marks.get(area.number), shades, numerals.get(area.number, area.number))
        for area in drawing.areas
    )
    size = f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}"'
    return f'<svg class="ward-map" {size} aria-hidden="true" focusable="false">{areas}</svg>'


def _area(area: Area, mark: Mark | None, shades: Sequence[Step], number: str) -> str:
    name = f'id="ward-{area.number.replace("/", "-")}" class="n{shade(mark.value if mark else 0, shades)}"'
    title = f"<title>{escape(mark.title)}</title>" if mark else ""
    drawn = f'{title}<path d="{area.path}"/>{_words(area, mark, number)}'
    if mark and mark.url:
        return f'<a {name} href="{escape(mark.url)}" tabindex="-1">{drawn}</a>'
    return f"<g {name}>{drawn}</g>"


def _words(area: Area, mark: Mark | None, number: str) -> str:
    """The number of the ward and its count, as far as there is room; where there is for one, the count."""
    figure = mark.figure if mark and mark.value else ""
    if figure and area.room >= max(TWO_LINES, A_FIGURE * len(figure)):
        return _text(area, number, "", -3) + _text(area, figure, "count", 15)
    words = figure or number
    if area.room >= max(ONE_LINE, A_FIGURE * len(words)):
        return _text(area, words, "count" if figure else "", 5)
    return ""


def _text(area: Area, words: str, kind: str, down: int) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{area.x}" y="{area.y + down}">{escape(words)}</text>'


# --- borders ---


def _by_borders(borders: Mapping[str, Shape]) -> tuple[int, tuple[Area, ...]]:
    """How high the drawing is, and its areas."""
    shapes, height = _in_units(list(borders.values()))
    simple, paths = _simplified(shapes)
    areas = zip(borders, simple, paths, strict=True)
    return height, tuple(_bordered(number, shape, path) for number, shape, path in areas)


def _in_units(shapes: list[Shape]) -> tuple[list[Shape], int]:
    """From degrees to units, the north above; and the height that they take."""
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    narrower = math.cos(math.radians((south + north) / 2))  # a degree of longitude than one of latitude
    scale = WIDTH / max((east - west) * narrower, north - south)
    left = (WIDTH - (east - west) * narrower * scale) / 2

    def placed(corners: list[list[float]]) -> list[list[float]]:
        return [[left + (x - west) * narrower * scale, (north - y) * scale] for x, y in corners]

    moved = [shapely.transform(shape, lambda at: placed(at.tolist())) for shape in shapes]
    return moved, math.ceil((north - south) * scale)


def _simplified(shapes: list[Shape]) -> tuple[list[Shape], list[str]]:
    """Borders of no more corners than a screen shows and MOST_BYTES hold; neighbours stay neighbours."""
    tolerance = _TOLERANCE
    while True:
        shapes = list(shapely.coverage_simplify(shapes, tolerance))
        paths = [_path(shape) for shape in shapes]
        if sum(map(len, paths)) <= MOST_BYTES or tolerance > TILE:
            return shapes, paths
        tolerance *= 1.5


def _bordered(number: str, shape: Shape, path: str) -> Area:
    """With the middle of the widest place in it."""
    largest = polygons(shape)[0]
    circle = shapely.maximum_inscribed_circle(largest, 1.0)
    x, y = circle.coords[0]
    return Area(number, path, round(x), round(y), round(float(circle.length), 1))


def _path(shape: Shape) -> str:
    """In whole units, each corner as the way from the one before it."""
    rings = [ring for part in polygons(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(_ring([(round(x), round(y)) for x, y in ring.coords]) for ring in rings)


def _ring(corners: Sequence[tuple[int, int]]) -> str:
    (x, y), *others = corners
    begins, ways = f"M{x} {y}l", []
    for next_x, next_y in others[:-1]:
        if (next_x, next_y) != (x, y):
            ways.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return _MINUS.sub("", begins + " ".join(ways)) + "z"


# --- tiles ---


def _across(count: int) -> int:
    """How many tiles stand side by side: about as wide as high."""
    return max(1, math.ceil(math.sqrt(count * 1.1)))


def _tiled_height(count: int, across: int) -> int:
    rows = -(-count // across) if count else 0
    return round(rows * TILE * 0.866 + TILE * 0.35) if rows else 0


def _tile(number: str, place: int, across: int, *, top: int) -> Area:
    """A hexagon that stands on its tip; every second row is moved by half a tile."""
    row, column = divmod(place, across)
    radius = TILE / math.sqrt(3) - 1.5
    x = round(column * TILE + TILE / 2 + (row % 2) * TILE / 2 + 2)
    y = round(top + row * TILE * 0.866 + radius + 2)
    corners = [
        (round(x + radius * math.sin(math.radians(turn))), round(y - radius * math.cos(math.radians(turn))))
        for turn in range(0, 361, 60)
    ]
    return Area(number, _ring(corners), x, y, radius * 0.8)
