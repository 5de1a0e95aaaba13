"""Wards drawn as SVG: by their borders, as tiles, with what they stand for. No database."""

import re
from xml.etree import ElementTree

import pytest
import shapely

from janasetu.bodies import ward_map
from janasetu.bodies.geometry import Shape
from janasetu.bodies.tests.maps import square
from janasetu.bodies.ward_map import Drawing, Mark, Step, draw, shade, steps, svg
from janasetu.lib import bn

SVG = "{http://www.w3.org/2000/svg}"


def squares(*numbers: str) -> dict[str, Shape]:
    return {number: shapely.Polygon(*square(place)) for place, number in enumerate(numbers)}


def round_wards(across: int) -> dict[str, Shape]:
    """A city of so many wards a side, each with a border of hundreds of corners."""
    spots = [(column, row) for row in range(across) for column in range(across)]
    return {
        str(number): shapely.Point(88.3 + column * 0.012, 22.4 + row * 0.012).buffer(0.006, quad_segs=120)
        for number, (column, row) in enumerate(spots, start=1)
    }


def marks(counts: dict[str, int]) -> dict[str, Mark]:
    return {
        number: Mark(
            count,
            bn.number(count, "bn"),
            f"ওয়ার্ড {bn.digits(number)}: {bn.number(count, 'bn')}",
            f"/console/?ward={number}",
        )
        for number, count in counts.items()
    }


def parsed(drawing: Drawing, counts: dict[str, int]) -> ElementTree.Element:
    numerals = {area.number: bn.digits(area.number) for area in drawing.areas}
    written = svg(drawing, marks(counts), numerals)
    return ElementTree.fromstring(  # noqa: S314 - what we have just written
        written.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )


def texts(node: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in node.iter(f"{SVG}text")]


def test_wards_with_a_border_are_drawn_by_it_and_the_others_are_tiles_below() -> None:
    drawing = draw(["10", "2", "1"], squares("1", "2"))

    assert [area.number for area in drawing.areas] == ["1", "2", "10"]
    first, second, tile = drawing.areas
    assert first.x < second.x
    assert tile.y > max(first.y, second.y)
    assert drawing.width == ward_map.WIDTH


def test_a_square_is_a_square_of_four_corners() -> None:
    (area,) = draw(["1"], squares("1")).areas

    corners = re.fullmatch(r"M(\d+) (\d+)l(-?\d+) ?(-?\d+) ?(-?\d+) ?(-?\d+) ?(-?\d+) ?(-?\d+)z", area.path)
    assert corners is not None
    assert area.room == pytest.approx(447, abs=10)


def test_without_borders_there_are_tiles_side_by_side_that_do_not_meet() -> None:
    drawing = draw([str(number) for number in range(1, 19)], {})

    middles = [(area.x, area.y) for area in drawing.areas]
    assert len(set(middles)) == 18
    nearest = min(
        (x - other_x) ** 2 + (y - other_y) ** 2
        for place, (x, y) in enumerate(middles)
        for other_x, other_y in middles[place + 1 :]
    )
    assert nearest**0.5 == pytest.approx(ward_map.TILE, abs=2)
    assert drawing.width <= 380
    assert all(0 < area.x < drawing.width and 0 < area.y < drawing.height for area in drawing.areas)


def test_there_may_be_no_ward_at_all() -> None:
    assert draw([], {}).areas == ()
    assert texts(parsed(draw([], {}), {})) == []


def test_a_large_city_is_light() -> None:
    drawing = draw([str(number) for number in range(1, 145)], round_wards(12))

    written = svg(drawing, marks({str(n): n for n in range(1, 145)}), {})

    assert len(written.encode()) <= 60_000
    assert len(drawing.areas) == 144


def test_corners_that_a_screen_cannot_tell_apart_are_one() -> None:
    cut = shapely.Polygon([(88, 22), (89, 22), (89, 22.9999), (88.9999, 23), (88, 23)])  # a corner cut off

    (area,) = draw(["1"], {"1": cut}).areas

    assert re.fullmatch(r"M\d+ \d+l(-?\d+ ?-?\d+ ?){3}z", area.path)


def test_holes_are_drawn_as_holes() -> None:
    whole = shapely.Polygon(*square(0))
    (area,) = draw(["1"], {"1": whole.difference(whole.buffer(-0.003))}).areas

    assert area.path.count("M") == 2


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([], ()),
        ([0, 0], ()),
        ([0, 3], (Step(1, 3),)),
        ([1, 1, 2], (Step(1, 1), Step(2, 2))),
        ([1, 2, 3, 4, 5], (Step(1, 1), Step(2, 2), Step(3, 3), Step(4, 4), Step(5, 5))),
        ([1, 1, 2, 2, 3, 5, 8, 9, 40, 137], (Step(1, 1), Step(2, 2), Step(3, 5), Step(6, 9), Step(10, 137))),
    ],
)
def test_counts_are_told_in_at_most_five_steps_with_as_many_wards_each(
    counts: list[int], told: tuple[Step, ...]
) -> None:
    assert steps(counts) == told
    assert [shade(step.last, told) for step in told] == list(range(1, len(told) + 1))
    assert shade(0, told) == 0


def test_each_ward_has_its_name_its_shade_its_title_its_numbers_and_leads_to_its_list() -> None:
    root = parsed(draw(["1", "2"], squares("1", "2")), {"1": 12, "2": 0})

    busy, calm = root.findall(f"{SVG}a")
    assert (busy.get("id"), busy.get("class"), busy.get("href")) == ("ward-1", "n1", "/console/?ward=1")
    assert busy.findtext(f"{SVG}title") == "ওয়ার্ড ১: ১২"
    assert (texts(busy), texts(calm)) == (["১", "১২"], ["২"])
    assert calm.get("class") == "n0"


def test_a_table_stands_for_it_so_no_key_and_no_screen_reader_goes_in() -> None:
    root = parsed(draw(["1"], squares("1")), {"1": 1})

    assert root.get("aria-hidden") == "true"
    assert [link.get("tabindex") for link in root.iter(f"{SVG}a")] == ["-1"]


def test_where_there_is_little_room_the_count_alone_is_printed_and_where_there_is_none_nothing() -> None:
    wards = {"1": shapely.box(88.0, 22.0, 89.0, 22.5), "2": shapely.box(89.0, 22.0, 89.03, 22.1)}
    wards["3"] = shapely.box(89.0, 22.2, 89.01, 22.21)
    root = parsed(draw(["1", "2", "3"], wards), {"1": 6, "2": 8, "3": 9})

    assert [texts(area) for area in root.findall(f"{SVG}a")] == [["১", "৬"], ["৮"], []]


def test_nothing_in_it_is_styled_or_scripted_and_words_are_words() -> None:
    mark = Mark(1, "১", "<b>&\"'", '/x?a=1&b="')

    written = svg(draw(["1", "2"], {}), {"1": mark}, {"1": "<১>"})

    assert "style" not in written
    assert "<b>" not in written
    assert 'href="/x?a=1&amp;b=&quot;"' in written
    assert '<g id="ward-2" class="n0">' in written
