"""A file of borders: what is taken, what is put right, and how every fault is told with its row."""

import json
from typing import Any

import pytest

from janasetu.bodies import ward_file
from janasetu.bodies.geometry import square_metres
from janasetu.bodies.tests.maps import SIDE, SOUTH, WEST, feature, file, row_of_squares, square
from janasetu.bodies.ward_file import MOST_BYTES, Fault, WardFile, read, read_outline

KNOWN = ["1", "2", "3", "12A"]
# A bow tie: its two lines cross in the middle, and half of its size is on the wrong side.
BOW_TIE = [[[89.20, 26.50], [89.21, 26.51], [89.21, 26.50], [89.20, 26.51], [89.20, 26.50]]]


def told(content: bytes, **more: Any) -> WardFile:
    return read(content, **{"known": KNOWN, **more})


def faults(content: bytes, **more: Any) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.ward, fault.key) for fault in told(content, **more).faults]


def notes(content: bytes, **more: Any) -> list[tuple[int, str, str]]:
    return [(note.row, note.ward, note.key) for note in told(content, **more).notes]


def with_a_spike(east: float = 0.0) -> list[Any]:
    """A square whose line runs over itself beside a corner: no size is lost where it is mended."""
    (ring,) = square(0)
    corner = ring[1]
    return [[ring[0], corner, [corner[0] + 0.001 + east, corner[1]], corner, *ring[2:]]]


# --- what is taken ---


def test_wards_are_taken_with_their_numbers_names_and_boroughs() -> None:
    content = file(
        feature(square(0), WARD_NO="1", Name="Station Para", NAME_BN="স্টেশন পাড়া", Borough="IV"),
        feature([square(1), square(3)], "MultiPolygon", WARD_NO=" Ward 12A ", Name="12A", Borough=2),
    )

    found = told(content)

    assert (found.faults, found.notes) == ([], [])
    assert [(one.row, one.number, one.name, one.borough) for one in found.wards] == [
        (1, "1", {"bn": "স্টেশন পাড়া", "en": "Station Para"}, "IV"),
        (2, "12A", {}, "2"),
    ]
    assert [one.shape.geom_type for one in found.wards] == ["Polygon", "MultiPolygon"]
    assert square_metres(found.wards[0].shape) == pytest.approx(1112 * 995, rel=0.01)


def test_any_number_may_be_new_where_that_is_said() -> None:
    assert [one.number for one in told(row_of_squares("77"), known=None).wards] == ["77"]


@pytest.mark.parametrize("name", ["WARD", "ward_no", "Ward Number", "WardId", "NO"])
def test_the_property_with_the_number_is_guessed(name: str) -> None:
    assert [one.number for one in told(file(feature(square(0), **{name: 3}))).wards] == ["3"]


def test_the_property_that_is_named_is_taken() -> None:
    content = file(feature(square(0), WARD=1, SANSAD="2"))

    assert [one.number for one in told(content, number_field="SANSAD").wards] == ["2"]


def test_a_single_feature_and_a_bare_border_are_files_too() -> None:
    alone = json.dumps(feature(square(0), WARD=1)).encode()
    bare = json.dumps({"type": "Polygon", "coordinates": square(0)}).encode()

    assert [one.number for one in told(alone).wards] == ["1"]
    assert faults(bare) == [(0, "", "map_number_field_needed")]
    assert read_outline(bare)[0] is not None


def test_a_mark_before_the_first_letter_and_a_named_system_of_degrees_do_no_harm() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}

    assert faults(b"\xef\xbb\xbf" + file(feature(square(0), WARD=1), crs=crs)) == []


def test_a_line_that_is_left_open_is_closed() -> None:
    (ring,) = square(0)

    (ward,) = told(file(feature([ring[:-1]], WARD=1))).wards

    assert ward.shape.equals(told(row_of_squares("1")).wards[0].shape)


# --- what is wrong with the whole file ---


@pytest.mark.parametrize(
    ("content", "key", "values"),
    [
        (b"x" * (MOST_BYTES + 1), "map_too_large", {"most": 32}),
        (b'{"a":\n"\xff"}', "map_not_utf8", {"row": 2}),
        (b'{"type":\n  nonsense}', "map_not_json", {"row": 2, "column": 3}),
        (b"", "map_not_json", {"row": 1, "column": 1}),
        (b"[" * 100_000, "map_no_features", {}),
        (b"[]", "map_no_features", {}),
        (b'{"type": "Topology"}', "map_no_features", {}),
        (b'{"type": "FeatureCollection", "features": 7}', "map_no_features", {}),
        (b'{"type": "FeatureCollection", "features": []}', "map_empty", {}),
        (
            file(feature(square(0), WARD=1), crs={"properties": {"name": "EPSG:32645"}}),
            "map_other_coordinates",
            {"name": "EPSG:32645"},
        ),
        (
            file(feature(square(0), ID=1, AREA=2)),
            "map_number_field_needed",
            {"fields": "ID, AREA"},
        ),
        (file(5, None), "map_number_field_needed", {"fields": "-"}),
    ],
)
def test_a_file_that_is_none_is_told_as_a_whole(content: bytes, key: str, values: dict[str, Any]) -> None:
    assert told(content).faults == [Fault(0, key, values)]


def test_a_property_that_there_is_not_is_told_with_those_that_there_are() -> None:
    found = told(file(feature(square(0), WARD=1)), number_field="WRAD")

    assert [fault.sentence("en") for fault in found.faults] == [
        "There is no property “WRAD”. There are: WARD."
    ]


# --- what is wrong in a row ---

HOLE = [[89.202, 26.502], [89.204, 26.502], [89.204, 26.504], [89.202, 26.502]]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (None, "ward_without_border"),
        ({"type": "Feature", "properties": {"WARD": "2"}, "geometry": None}, "ward_without_border"),
        (feature([89.2, 26.5], "Point", WARD="2"), "ward_no_area"),
        (feature([], WARD="2"), "ward_border_empty"),
        (feature([[]], "MultiPolygon", WARD="2"), "ward_border_empty"),
        (feature([[]], WARD="2"), "ward_border_too_short"),
        (feature("x", WARD="2"), "ward_positions_unread"),
        (feature(["x"], WARD="2"), "ward_positions_unread"),
        (feature([[["a", "b"], [1, 2], [3, 4]]], WARD="2"), "ward_positions_unread"),
        (feature([[[89.2], [89.3, 26.5], [89.3, 26.6]]], WARD="2"), "ward_positions_unread"),
        (feature([[[True, 26.5], [89.3, 26.5], [89.3, 26.6]]], WARD="2"), "ward_positions_unread"),
        (feature([[[float("nan"), 26.5], [89.3, 26.5], [89.3, 26.6]]], WARD="2"), "ward_positions_unread"),
        (feature([[[float("inf"), 26.5], [89.3, 26.5], [89.3, 26.6]]], WARD="2"), "ward_positions_unread"),
        (feature([[[89.2, 26.5], [89.3, 26.5], [89.2, 26.5]]], WARD="2"), "ward_border_too_short"),
        (feature([[[89.2, 26.5], [89.3, 26.5], [89.4, 26.5]]], WARD="2"), "ward_border_empty"),
        (feature([[[26.5, 89.2], [26.5, 89.3], [26.6, 89.3]]], WARD="2"), "ward_swapped"),
        (feature([[[77.1, 28.6], [77.2, 28.6], [77.2, 28.7]]], WARD="2"), "ward_elsewhere"),
        (feature(BOW_TIE, WARD="2"), "ward_crosses_itself"),
        (feature([*square(1), HOLE], WARD="2"), "ward_border_wrong"),
    ],
)
def test_a_border_that_is_none_is_told_with_its_row(row: Any, key: str) -> None:
    content = file(feature(square(0), WARD="1"), row)

    assert (2, key) in [(fault.row, fault.key) for fault in told(content).faults]


@pytest.mark.parametrize(
    ("written", "ward", "key"),
    [
        (None, "", "ward_number_needed"),
        (" ", "", "ward_number_needed"),
        ("Total", "", "ward_number_unread"),
        ("4", "4", "ward_not_of_body"),
        ("1", "1", "ward_twice"),
    ],
)
def test_a_number_that_is_none_of_the_bodys_is_told_with_its_row(written: Any, ward: str, key: str) -> None:
    content = file(feature(square(0), WARD="1"), feature(square(1), WARD=written))

    assert faults(content) == [(2, ward, key)]


def test_of_one_row_both_number_and_border_are_told() -> None:
    content = file(feature(square(0), WARD="1"), feature(BOW_TIE, WARD="Total"))

    assert faults(content) == [(2, "", "ward_crosses_itself"), (2, "", "ward_number_unread")]


def test_where_a_border_crosses_itself_is_told_in_degrees() -> None:
    (fault,) = told(file(feature(BOW_TIE, WARD="2"))).faults

    assert fault.sentence("bn") == (
        "সারি ১ (ওয়ার্ড ২): সীমানার রেখা নিজেকে কেটেছে, (26.50500, 89.20500) বিন্দুতে। মানচিত্রের প্রোগ্রামে ঠিক করে নিন।"
    )


def test_a_border_is_mended_only_where_that_is_asked_and_changes_hardly_anything() -> None:
    spike, tie = file(feature(with_a_spike(), WARD="2")), file(feature(BOW_TIE, WARD="2"))

    assert faults(spike) == [(1, "2", "ward_crosses_itself_may_be_mended")]
    mended = told(spike, mend=True)
    assert [(note.key, note.values["percent"]) for note in mended.notes] == [("ward_mended", "0.000")]
    assert mended.wards[0].shape.equals(told(row_of_squares("2")).wards[0].shape)
    assert faults(tie, mend=True) == [(1, "2", "ward_crosses_itself")]


def test_heights_and_slivers_are_left_out_and_told() -> None:
    (ring,) = square(0)
    high = [[[*position, 12.5] for position in ring]]
    sliver = [[[89.25, 26.5], [89.25001, 26.5], [89.25001, 26.50001], [89.25, 26.5]]]

    assert notes(file(feature(high, WARD="1"))) == [(1, "1", "ward_has_heights")]
    found = told(file(feature([square(1), sliver], "MultiPolygon", WARD="2")))
    assert [note.sentence("en") for note in found.notes] == [
        "Row 1 (ward 2): 1 part lies apart and is too small to be one; left out: 1 square metres."
    ]
    assert found.wards[0].shape.equals(told(file(feature(square(1), WARD="2"))).wards[0].shape)


# --- rows among each other ---


def overlapping(share: float) -> bytes:
    """Two squares, the second of which lies over the first by this share of its width."""
    west = WEST + SIDE * (1 - share)
    ring = [[west, SOUTH], [west + SIDE, SOUTH], [west + SIDE, SOUTH + SIDE], [west, SOUTH + SIDE]]
    return file(feature(square(0), WARD="1"), feature([[*ring, ring[0]]], WARD="2"))


def test_wards_side_by_side_do_not_overlap() -> None:
    assert (faults(row_of_squares("1", "2")), notes(row_of_squares("1", "2"))) == ([], [])


def test_a_little_overlap_is_told_and_much_of_it_is_a_fault() -> None:
    assert notes(overlapping(0.00001)) == []
    assert notes(overlapping(0.01)) == [(1, "1", "ward_over_row")]
    assert faults(overlapping(0.1)) == [(1, "1", "ward_over_row")]
    (fault,) = told(overlapping(0.1)).faults
    assert (fault.values["other"], fault.values["number"], fault.values["percent"]) == (2, "2", "10.0")


def test_a_ward_may_not_lie_over_one_on_record_that_the_file_does_not_tell_of() -> None:
    (drawn,) = told(row_of_squares("3")).wards

    assert faults(row_of_squares("1"), beside={"3": drawn.shape}) == [(1, "1", "ward_over_record")]
    assert faults(row_of_squares("3"), beside={"3": drawn.shape}) == []


def test_the_wards_without_a_border_are_named_in_order() -> None:
    assert ward_file.missing(["1", "2"], ["10", "2", "1", "9"]) == ["9", "10"]


# --- outlines ---


def test_an_outline_of_several_features_is_all_of_them_together() -> None:
    shape, wrong, _ = read_outline(file(feature(square(0)), feature(square(1))))

    assert wrong == []
    assert shape is not None
    assert shape.geom_type == "Polygon"
    assert square_metres(shape) == pytest.approx(2 * 1112 * 995, rel=0.01)


def test_a_wrong_outline_is_told_with_its_row() -> None:
    assert read_outline(file(feature(square(0)), feature(BOW_TIE)))[1][0].sentence("en") == (
        "Row 2: The border crosses itself, at (26.50500, 89.20500). Mend it in the map program."
    )
    assert [fault.key for fault in read_outline(b"{")[1]] == ["map_not_json"]
