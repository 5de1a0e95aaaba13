"""How many pins a second find their ward: on a city made here, or on the borders of a file that is named."""

import json
import math
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from uuid import UUID

import shapely

from bench.report import Goal, Report
from janasetu.bodies import ward_file
from janasetu.bodies.geometry import covered
from janasetu.bodies.pins import Pin, Where
from janasetu.bodies.shapes import Atlas, Ground
from janasetu.lib.clock import monotonic

TAKES_FILE = True
CITY = UUID(int=1)
PINS = 20_000
AT_ONCE = 50  # about what a batch of the pump has
_ACROSS = 12  # wards a side of the city made here
_CORNERS = 112  # of each side of a ward: as many as the wards of a large city have


def run(*, rounds: int, folder: Path, file: Path | None = None) -> Report:
    """Look pins up all at once, by the batch and one at a time; all over the city, and in its wards alone.

    Needs no database. SystemExit names the faults of a file that cannot be used.
    """
    content = file.read_bytes() if file else _city()
    begun = monotonic()
    told = ward_file.read(content, known=None, mend=True)
    read_s = monotonic() - begun
    if told.faults:
        raise SystemExit("\n".join(fault.sentence("en") for fault in told.faults))
    atlas = _atlas(told.wards)
    around = _pins(told.wards)
    inside = [pin for pin, lies in zip(around, atlas.find(around), strict=True) if lies.where == Where.WARD]
    figures = {
        "wards": float(len(told.wards)),
        "corners": float(sum(shapely.get_num_coordinates(ward.shape) for ward in told.wards)),
        "read_s": read_s,
        "pins_per_s": _per_s(atlas, around, len(around), rounds),
        "in_wards_per_s": _per_s(atlas, inside, len(inside), rounds),
        "in_batches_per_s": _per_s(atlas, around, AT_ONCE, rounds),
        "one_at_a_time_per_s": _per_s(atlas, around[:2000], 1, rounds),
        "in_wards_share": len(inside) / len(around),
    }
    goals = [Goal("pins looked up a second", figures["pins_per_s"], 20_000)]
    return Report("wards", rounds, figures, goals, [f"borders: {file or 'made here'}"])


def _atlas(wards: Sequence[ward_file.WardDrawn]) -> Atlas:
    """The city with its outline; one ward is on no map, as in most files, so that edges are looked at too."""
    shapes = {ward.number: ward.shape for ward in wards}
    return Atlas([Ground(CITY, "city", shapes, covered(shapes.values()), of_wards=True, unmapped=("0",))])


def _pins(wards: Sequence[ward_file.WardDrawn]) -> list[Pin]:
    """All over the box around the wards, the same at every run."""
    west, south, east, north = shapely.total_bounds([ward.shape for ward in wards]).tolist()
    dice = random.Random(1)  # noqa: S311 - nobody's secret
    return [Pin(dice.uniform(south, north), dice.uniform(west, east), CITY) for _ in range(PINS)]


def _per_s(atlas: Atlas, pins: Sequence[Pin], at_once: int, rounds: int) -> float:
    """The middle one of the rounds."""
    rates: list[float] = []
    for _ in range(rounds):
        begun = monotonic()
        for first in range(0, len(pins), at_once):
            atlas.find(pins[first : first + at_once])
        rates.append(len(pins) / (monotonic() - begun))
    return median(rates)


# --- a city made here ---


def _city() -> bytes:
    """Wards side by side with winding borders that neighbours share."""
    features = [
        {
            "type": "Feature",
            "properties": {"WARD": row * _ACROSS + column + 1},
            "geometry": {"type": "Polygon", "coordinates": [list(_border(column, row))]},
        }
        for row in range(_ACROSS)
        for column in range(_ACROSS)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _border(column: int, row: int) -> Iterator[tuple[float, float]]:
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    for (x, y), (to_x, to_y) in pairwise(corners):
        for step in range(_CORNERS):
            part = step / _CORNERS
            yield _bent(column + x + (to_x - x) * part, row + y + (to_y - y) * part)
    yield _bent(column, row)


def _bent(x: float, y: float) -> tuple[float, float]:
    """A place of a straight grid, moved a little as every place near it is."""
    return (
        round(88.25 + 0.017 * (x + 0.15 * math.sin(3 * y) + 0.01 * math.sin(70 * y)), 9),
        round(22.45 + 0.015 * (y + 0.15 * math.sin(3 * x) + 0.01 * math.sin(70 * x)), 9),
    )
