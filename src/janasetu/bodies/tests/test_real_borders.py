"""The borders of a real city, where somebody has the file beside the checkout; it is not ours to keep."""

from pathlib import Path
from uuid import UUID

import pytest
import shapely

from janasetu.bodies import ward_file, ward_map, ward_numbers
from janasetu.bodies.geometry import covered
from janasetu.bodies.pins import Lies, Pin, Where
from janasetu.bodies.shapes import Atlas, Ground
from janasetu.bodies.ward_file import WardFile

BORDERS = Path(__file__).resolve().parents[5] / "shared" / "data" / "kolkata-wards.geojson"
KNOWN = [str(number) for number in range(1, 145)]
CITY = UUID(int=1)

pytestmark = pytest.mark.skipif(not BORDERS.is_file(), reason="the borders are not beside the checkout")


@pytest.fixture(scope="module")
def told() -> WardFile:
    return ward_file.read(BORDERS.read_bytes(), known=KNOWN, mend=True)


@pytest.fixture(scope="module")
def atlas(told: WardFile) -> Atlas:
    wards = {ward.number: ward.shape for ward in told.wards}
    missing = ward_file.missing(wards, KNOWN)
    ground = Ground(CITY, "city", wards, covered(wards.values()), of_wards=True, unmapped=tuple(missing))
    return Atlas([ground])


def test_its_faults_are_told_by_row(told: WardFile) -> None:
    as_it_is = ward_file.read(BORDERS.read_bytes(), known=KNOWN)
    mended = [note.row for note in told.notes if note.key == "ward_mended"]
    slivers = [note.row for note in told.notes if note.key == "ward_slivers"]
    overlaps = {(note.row, note.values["other"]) for note in told.notes if note.key == "ward_over_row"}

    assert [(one.row, one.ward, one.key) for one in as_it_is.faults] == [
        (73, "36", "ward_crosses_itself_may_be_mended")
    ]
    assert (told.faults, mended, slivers) == ([], [73], [70, 118])
    assert len(overlaps) == 13
    assert (13, 36) in overlaps


def test_the_three_wards_that_it_lacks_are_named(told: WardFile) -> None:
    missing = ward_file.missing([ward.number for ward in told.wards], KNOWN)

    assert (len(told.wards), ward_numbers.told(missing, "bn")) == (141, "১৪২-১৪৪")


def test_every_ward_is_found_by_a_pin_in_it(told: WardFile, atlas: Atlas) -> None:
    spots = [shapely.point_on_surface(ward.shape) for ward in told.wards]

    found = atlas.find([Pin(spot.y, spot.x, CITY) for spot in spots])

    assert [lies.ward for lies in found] == [ward.number for ward in told.wards]


def test_a_pin_in_ward_143_is_not_outside(told: WardFile, atlas: Atlas) -> None:
    lat, lon = 22.45, 88.30

    assert not any(ward.shape.intersects(shapely.Point(lon, lat)) for ward in told.wards)
    assert atlas.find([Pin(lat, lon, CITY)]) == [Lies(Where.EDGE, CITY, unmapped=("142", "143", "144"))]


def test_another_town_is_outside(atlas: Atlas) -> None:
    assert atlas.find([Pin(26.52, 89.20, CITY)]) == [Lies(Where.OUTSIDE)]


def test_its_map_is_light(told: WardFile) -> None:
    drawing = ward_map.draw(KNOWN, {ward.number: ward.shape for ward in told.wards})
    marks = {
        number: ward_map.Mark(1, "১", f"ওয়ার্ড {number}: ১", f"/console/?ward={number}") for number in KNOWN
    }

    assert len(ward_map.svg(drawing, marks, {}).encode()) <= 60_000
