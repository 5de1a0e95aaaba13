"""Where pins lie, on maps of squares a kilometre wide: wards, gaps, edges, other bodies. No database."""

import math
from collections.abc import Mapping
from uuid import UUID

import pytest
import shapely
import shapely.affinity

from janasetu.bodies.geometry import Shape, covered, square_metres
from janasetu.bodies.pins import Lies, Pin, Where
from janasetu.bodies.shapes import Atlas, Ground
from janasetu.bodies.tests.maps import SIDE, SOUTH, WEST, middle, square

TOWN, OTHER, DISTRICT = (UUID(int=n) for n in (1, 2, 3))
METRE = 1 / 111_200  # in degrees of latitude


def shape(column: int, row: int = 0) -> Shape:
    return shapely.Polygon(*square(column, row))


def wards(*numbers: str, row: int = 0) -> Mapping[str, Shape]:
    return {number: shape(place, row) for place, number in enumerate(numbers)}


def town(*numbers: str, unmapped: tuple[str, ...] = (), **more: object) -> Ground:
    """Wards side by side; its outline is what they cover, unless one is given."""
    drawn = wards(*numbers)
    given = {"wards": drawn, "outline": covered(drawn.values()), "of_wards": True, "unmapped": unmapped}
    return Ground(TOWN, "town", **{**given, **more})  # type: ignore[arg-type]


def find(atlas: Atlas, lat: float, lon: float, body: UUID | None = TOWN) -> Lies:
    (lies,) = atlas.find([Pin(lat, lon, body)])
    return lies


# --- in a ward ---


def test_a_pin_lies_in_its_ward() -> None:
    atlas = Atlas([town("1", "2")])

    assert find(atlas, *middle(0)) == Lies(Where.WARD, TOWN, "1")
    assert find(atlas, *middle(1)) == Lies(Where.WARD, TOWN, "2")


def test_before_a_body_is_chosen_it_is_the_one_that_the_pin_lies_in() -> None:
    assert find(Atlas([town("1")]), *middle(0), body=None) == Lies(Where.WARD, TOWN, "1")


def test_on_the_border_of_two_wards_it_is_the_lower_number_and_both_are_told() -> None:
    atlas = Atlas([town("10", "9")])
    lat, _ = middle(0)

    assert find(atlas, lat, round(WEST + SIDE, 6)) == Lies(Where.WARD, TOWN, "9", ("10",))


def test_many_are_told_in_their_order() -> None:
    atlas = Atlas([town("1", "2")])
    pins = [Pin(*middle(column), TOWN) for column in (1, 7, 0, 7, 1)]

    assert [lies.ward for lies in atlas.find(pins)] == ["2", "", "1", "", "2"]
    assert atlas.find([]) == []


# --- in the body, in no ward ---


def test_a_gap_between_wards_that_all_are_mapped_is_asked_and_never_outside() -> None:
    drawn = {"1": shape(0), "2": shape(2)}
    outline = shapely.box(WEST, SOUTH, WEST + 3 * SIDE, SOUTH + SIDE)
    atlas = Atlas([Ground(TOWN, "town", drawn, outline)])

    assert find(atlas, *middle(1)) == Lies(Where.UNMAPPED, TOWN)


def test_what_wards_enclose_is_in_the_body() -> None:
    around = [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (1, 2), (2, 2)]
    ring = {str(number): shape(*place) for number, place in enumerate(around)}
    atlas = Atlas([Ground(TOWN, "town", ring, covered(ring.values()), of_wards=True, unmapped=("9",))])

    assert find(atlas, *middle(1, 1)) == Lies(Where.UNMAPPED, TOWN, unmapped=("9",))


def test_a_pin_some_metres_outside_is_in_the_ward_beside_it() -> None:
    atlas = Atlas([town("1", "2")])
    lat, lon = SOUTH - 20 * METRE, WEST + SIDE / 2

    assert find(atlas, lat, lon) == Lies(Where.WARD, TOWN, "1")
    assert find(atlas, SOUTH - 60 * METRE, lon).where == Where.OUTSIDE


def test_of_two_wards_that_are_near_the_nearer_one_is_first() -> None:
    apart = {"1": shape(0), "2": shapely.affinity.translate(shape(1), xoff=30 * METRE)}
    atlas = Atlas([Ground(TOWN, "town", apart, covered(apart.values()), of_wards=True)])

    assert find(atlas, middle(0)[0], WEST + SIDE + 22 * METRE) == Lies(Where.WARD, TOWN, "2", ("1",))


# --- at the edge ---


def test_beyond_the_map_a_ward_without_a_border_may_lie_and_the_pin_is_not_outside() -> None:
    atlas = Atlas([town("1", "2", unmapped=("3", "4"))])

    assert find(atlas, *middle(3)) == Lies(Where.EDGE, TOWN, unmapped=("3", "4"))
    assert find(atlas, *middle(3), body=None).where == Where.EDGE
    assert find(atlas, *middle(40)) == Lies(Where.OUTSIDE)


def test_where_the_outline_was_given_nothing_lies_beyond_it() -> None:
    outline = shapely.box(WEST, SOUTH, WEST + 3 * SIDE, SOUTH + SIDE)
    atlas = Atlas([town("1", "2", unmapped=("3",), outline=outline, of_wards=False)])

    assert find(atlas, *middle(2)) == Lies(Where.UNMAPPED, TOWN, unmapped=("3",))
    assert find(atlas, *middle(3)) == Lies(Where.OUTSIDE)


def test_the_fewer_wards_are_mapped_the_further_the_others_may_lie() -> None:
    one, many = town("1", unmapped=("2",)), town("1", unmapped=tuple(map(str, range(2, 19))))

    assert one.reach == pytest.approx(4 * SIDE / math.sqrt(math.pi))
    assert many.reach == pytest.approx(one.reach * math.sqrt(17))
    assert town("1").reach == 0


# --- in another body ---


def test_a_pin_in_a_ward_of_another_body_is_said_whose_it_is() -> None:
    other = Ground(OTHER, "other", {"7": shape(5)}, shape(5), of_wards=True)
    atlas = Atlas([town("1"), other])

    assert find(atlas, *middle(5)) == Lies(Where.ELSEWHERE, OTHER, "7")
    assert find(atlas, *middle(0), body=OTHER) == Lies(Where.ELSEWHERE, TOWN, "1")


def test_where_two_bodies_draw_their_wards_over_each_other_the_one_that_is_told_has_it() -> None:
    atlas = Atlas([town("1"), Ground(OTHER, "other", {"7": shape(0)}, shape(0))])

    assert find(atlas, *middle(0)) == Lies(Where.WARD, TOWN, "1")
    assert find(atlas, *middle(0), body=OTHER) == Lies(Where.WARD, OTHER, "7")


def test_another_body_may_have_an_outline_alone() -> None:
    atlas = Atlas([town("1", unmapped=("2",)), Ground(OTHER, "other", outline=shape(2))])

    assert find(atlas, *middle(2)) == Lies(Where.ELSEWHERE, OTHER)
    assert find(atlas, *middle(2), body=None) == Lies(Where.UNMAPPED, OTHER)


def test_a_pin_beside_the_wards_of_another_body_is_theirs() -> None:
    atlas = Atlas([town("1"), Ground(OTHER, "other", {"7": shape(5)}, shape(5), of_wards=True)])

    assert find(atlas, SOUTH - 20 * METRE, middle(5)[1]) == Lies(Where.ELSEWHERE, OTHER, "7")


def test_of_areas_the_smallest_is_told() -> None:
    around = shapely.box(WEST - 1, SOUTH - 1, WEST + 1, SOUTH + 1)
    district = Ground(DISTRICT, "district", outline=around, area=True)
    state = Ground(UUID(int=4), "a-state", outline=around.buffer(1), area=True)
    atlas = Atlas([town("1"), state, district])

    assert find(atlas, *middle(9)) == Lies(Where.OUTSIDE, DISTRICT)
    assert find(atlas, *middle(9), body=None) == Lies(Where.OUTSIDE, DISTRICT)


# --- without a map ---


def test_a_body_without_a_map_says_nothing_of_a_pin_unless_it_is_plainly_elsewhere() -> None:
    atlas = Atlas([town("1")])

    assert find(atlas, *middle(9), body=OTHER) == Lies(Where.NO_MAP)
    assert find(atlas, *middle(0), body=OTHER) == Lies(Where.ELSEWHERE, TOWN, "1")
    assert find(Atlas(), *middle(0)) == Lies(Where.NO_MAP)
    assert find(Atlas(), *middle(0), body=None) == Lies(Where.OUTSIDE)


def test_an_area_with_an_outline_has_no_wards_to_tell() -> None:
    district = Ground(DISTRICT, "district", outline=shape(0), area=True)

    assert find(Atlas([district]), *middle(0), body=DISTRICT) == Lies(Where.NO_MAP)


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, 1e300])
def test_what_is_no_place_on_earth_lies_nowhere(odd: float) -> None:
    assert find(Atlas([town("1")]), odd, 89.2).where == Where.OUTSIDE
    assert find(Atlas([town("1")]), 26.5, odd).where == Where.OUTSIDE


def test_what_is_empty_has_no_size() -> None:
    assert square_metres(shapely.Polygon()) == 0


def test_the_map_of_one_body_is_told() -> None:
    ground = town("1")

    assert Atlas([ground]).ground(TOWN) is ground
    assert Atlas([ground]).ground(OTHER) is None
