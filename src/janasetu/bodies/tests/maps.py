"""Maps that tests draw themselves: squares of a hundredth of a degree (about a kilometre) around Falakata."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from janasetu.bodies.actions.mapping import MapOrder, MapTaken, import_outline, import_wards
from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_ward

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)  # noon in Kolkata
WEST, SOUTH, SIDE = 89.20, 26.50, 0.01


def square(column: int, row: int = 0, *, wide: float = 1) -> list[list[list[float]]]:
    """The coordinates of a square of the chessboard whose lower left corner is at (WEST, SOUTH)."""
    west, south = round(WEST + column * SIDE, 6), round(SOUTH + row * SIDE, 6)
    east, north = round(west + wide * SIDE, 6), round(south + SIDE, 6)
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def file(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def row_of_squares(*numbers: str, row: int = 0) -> bytes:
    """These wards side by side, from west to east."""
    return file(*(feature(square(place, row), WARD=number) for place, number in enumerate(numbers)))


def middle(column: int, row: int = 0) -> tuple[float, float]:
    """Latitude and longitude of the middle of a square."""
    return round(SOUTH + (row + 0.5) * SIDE, 6), round(WEST + (column + 0.5) * SIDE, 6)


def draw(body: LocalBody, content: bytes, *, wards: Iterable[str] = (), **more: Any) -> MapTaken:
    """Bring a file in, of a body that has these wards too."""
    for number in wards:
        make_ward(body, number)
    return import_wards(order=MapOrder(body.id, content, **more), now=NOW)


def outline(body: LocalBody, *features: Any, **more: Any) -> MapTaken:
    return import_outline(order=MapOrder(body.id, file(*features), **more), now=NOW)
