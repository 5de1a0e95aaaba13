"""Borders in degrees (WGS 84): their size in metres, what of them is area, their holes filled. Pure."""

from collections.abc import Iterable
from math import cos, radians
from typing import TypeAlias

import shapely

# A Polygon or a MultiPolygon; longitude is x, latitude is y.
Shape: TypeAlias = shapely.Geometry

A_DEGREE = 111_200.0  # metres of latitude
# Metres of a degree in either direction, for tolerances: between 99 and 111 km everywhere in the state.
ABOUT_A_DEGREE = 105_000.0


def square_metres(shape: Shape) -> float:
    """How large it is; true to a per cent for anything of the size of a town."""
    if shape.is_empty:
        return 0.0
    _, south, _, north = shape.bounds
    return float(shape.area) * A_DEGREE**2 * cos(radians((south + north) / 2))


def polygons(shape: Shape) -> list[Shape]:
    """The polygons in it, the largest first; lines and points are left out."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    nested = [one for part in shapely.get_parts(shape) if hasattr(part, "geoms") for one in polygons(part)]
    return sorted([*parts, *nested], key=lambda part: -part.area)


def together(parts: Iterable[Shape]) -> Shape:
    """One polygon as it is, several as one shape."""
    several = list(parts)
    return several[0] if len(several) == 1 else shapely.MultiPolygon(several)


def covered(shapes: Iterable[Shape]) -> Shape:
    """What these cover together, with everything they enclose."""
    whole = polygons(shapely.union_all(list(shapes)))
    return shapely.union_all([shapely.Polygon(part.exterior) for part in whole])
