"""The maps of the towns: honeycombs of our own invention for wards, and places that people name."""

import json
import math
from collections.abc import Iterator, Sequence
from importlib import import_module
from uuid import UUID

from janasetu.bodies.landmark_file import Row
from janasetu.bodies.models import Landmark, WardShape
from janasetu.demo.founding.bodies import BodyIds
from janasetu.demo.towns import MapOfTown, Town
from janasetu.lib import clock

SOURCE = "Invented for the demo"
_SIDES = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))  # the six neighbours of a cell, around it


def found_maps(listed: Sequence[Town], ids: BodyIds) -> None:
    """The borders of towns that have a map in their file and none on record; what was brought in stays."""
    drawn = set(WardShape.objects.filter(body__in=ids.values()).values_list("body_id", flat=True).distinct())
    for town in listed:
        if town.map and town.wards and ids[town.code] not in drawn:
            numbers = [ward.number for ward in town.wards.all()]
            _bring_in(ids[town.code], _honeycomb(town.map, numbers))


def found_landmarks(listed: Sequence[Town], ids: BodyIds) -> None:
    """The landmarks of towns that have none on record."""
    named = set(Landmark.objects.filter(body__in=ids.values()).values_list("body_id", flat=True).distinct())
    Landmark.objects.bulk_create(
        Landmark(
            body_id=ids[town.code],
            name=landmark.texts,
            keys=Row(0, landmark.texts).keys,
            ward=landmark.ward,
        )
        for town in listed
        if ids[town.code] not in named
        for landmark in town.landmarks
    )


def _bring_in(body_id: UUID, content: bytes) -> None:
    """By the act that brings in every map; it is loaded here, for the first start alone needs it."""
    mapping = import_module("janasetu.bodies.actions.mapping")
    mapping.import_wards(order=mapping.MapOrder(body_id, content, SOURCE), now=clock.now())


def _honeycomb(of: MapOfTown, numbers: Sequence[str]) -> bytes:
    """A cell for each ward, the first in the middle and the others around it, as GeoJSON."""
    cells = zip(numbers, _around(len(numbers)), strict=True)
    features = [
        {
            "type": "Feature",
            "properties": {"WARD": number},
            "geometry": {"type": "Polygon", "coordinates": [_cell(of, *place)]},
        }
        for number, place in cells
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _around(count: int) -> Iterator[tuple[int, int]]:
    """So many cells of a honeycomb, ring by ring."""
    told, ring = 1, 1
    yield 0, 0
    while told < count:
        column, row = 0, -ring
        for across, down in _SIDES:
            for _ in range(ring):
                if told < count:
                    yield column, row
                    told += 1
                column, row = column + across, row + down
        ring += 1


def _cell(of: MapOfTown, column: int, row: int) -> list[tuple[float, float]]:
    """The corners in degrees; those that cells share are the same to the last digit."""
    wider = of.radius / math.cos(math.radians(of.lat))
    x, y = math.sqrt(3) * (column + row / 2), 1.5 * row
    turns = (math.radians(60 * corner + 30) for corner in range(7))
    return [
        (round(of.lon + wider * (x + math.cos(turn)), 6), round(of.lat + of.radius * (y + math.sin(turn)), 6))
        for turn in turns
    ]
