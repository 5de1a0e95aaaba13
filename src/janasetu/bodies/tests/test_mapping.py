"""Bringing maps in: all of a file or nothing, over what is on record, and what every process sees of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies import maps
from janasetu.bodies.actions.mapping import MapOrder, MapTaken, import_landmarks
from janasetu.bodies.landmark_file import LandmarkFaultsError
from janasetu.bodies.landmarks import Meant, landmarks_begun, landmarks_meant
from janasetu.bodies.models import BodyShape, Landmark, LocalBody, MapImport, Ward, WardShape
from janasetu.bodies.pins import Lies, Pin, Where
from janasetu.bodies.tests.factories import make_area, make_body, make_landmark, make_ward
from janasetu.bodies.tests.maps import (
    NOW,
    draw,
    feature,
    file,
    middle,
    outline,
    row_of_squares,
    square,
)
from janasetu.bodies.ward_file import MapFaultsError

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)


@pytest.fixture
def town() -> LocalBody:
    return make_body()


def ward_at(column: int, body: LocalBody, row: int = 0, *, days: int = 0) -> str:
    """The number of the ward in the middle of that square, so many days from now."""
    (lies,) = maps.where_lie([Pin(*middle(column, row), body.id)], at=NOW + timedelta(days=days))
    return lies.ward


# --- wards ---


def test_a_file_becomes_wards_on_the_map(town: LocalBody) -> None:
    taken = draw(town, row_of_squares("1", "2"), wards=["1", "2", "3"], source="পুরসভা, CC BY 4.0")

    assert taken == MapTaken(wards=2, missing=("3",))
    assert [ward_at(column, town) for column in (0, 1)] == ["1", "2"]
    (row,) = MapImport.objects.all()
    assert (row.body, row.part, row.source, row.count) == (town, "wards", "পুরসভা, CC BY 4.0", 2)
    assert maps.sources(town.id) == [row]


def test_where_any_row_is_wrong_nothing_is_written(town: LocalBody) -> None:
    with pytest.raises(MapFaultsError) as refused:
        draw(town, row_of_squares("1", "7", "8"), wards=["1"])

    assert [(fault.row, fault.key) for fault in refused.value.faults] == [
        (2, "ward_not_of_body"),
        (3, "ward_not_of_body"),
    ]
    assert not WardShape.objects.exists()
    assert not MapImport.objects.exists()


def test_a_ward_that_is_new_is_added_where_that_is_said(town: LocalBody) -> None:
    taken = draw(town, row_of_squares("1", "2"), wards=["1"], add=True)

    assert (taken.wards, taken.added) == (2, 1)
    assert Ward.objects.get(number="2").since == DAY
    assert ward_at(1, town) == "2"


def test_names_and_boroughs_are_taken_where_the_office_has_none(town: LocalBody) -> None:
    ward = make_ward(town, "1")
    ward.name, ward.borough = {"bn": "হাটখোলা"}, ""
    ward.save()

    draw(town, file(feature(square(0), WARD="1", NAME="Market", NAME_BN="বাজার", BOROUGH="IV")))

    ward.refresh_from_db()
    assert (ward.name, ward.borough) == ({"bn": "হাটখোলা", "en": "Market"}, "IV")


def test_the_same_file_again_changes_nothing_but_the_note_of_it(town: LocalBody) -> None:
    draw(town, row_of_squares("1", "2"), wards=["1", "2"])
    before = list(WardShape.objects.order_by("ward__number").values("ward", "since", "until", "wkb"))

    draw(town, row_of_squares("1", "2"))

    assert list(WardShape.objects.order_by("ward__number").values("ward", "since", "until", "wkb")) == before
    assert (BodyShape.objects.count(), MapImport.objects.count()) == (1, 2)


def test_a_file_of_the_wards_that_were_missing_completes_the_map(town: LocalBody) -> None:
    first = draw(town, row_of_squares("1", "2"), wards=["1", "2", "3"])

    second = draw(town, file(feature(square(2), WARD="3")))

    assert (first.missing, second.missing) == (("3",), ())
    assert [ward_at(column, town) for column in (0, 1, 2)] == ["1", "2", "3"]


def test_it_may_not_lie_over_a_ward_that_is_on_the_map_already(town: LocalBody) -> None:
    draw(town, row_of_squares("1"), wards=["1", "2"])

    with pytest.raises(MapFaultsError) as refused:
        draw(town, row_of_squares("2"))
    assert [fault.key for fault in refused.value.faults] == ["ward_over_record"]


def test_borders_of_a_later_day_hold_from_that_day(town: LocalBody) -> None:
    draw(town, row_of_squares("1", "2"), wards=["1", "2"])

    draw(town, row_of_squares("2", "1"), since=DAY + timedelta(days=10))

    assert [ward_at(0, town, days=days) for days in (0, 9, 10)] == ["1", "1", "2"]


def test_borders_of_an_earlier_day_end_where_later_ones_begin(town: LocalBody) -> None:
    draw(town, row_of_squares("1"), wards=["1"], since=DAY)

    draw(town, row_of_squares("1", row=3), since=DAY - timedelta(days=5))

    assert [ward_at(0, town, 0, days=days) for days in (-1, 0)] == ["", "1"]
    assert [ward_at(0, town, 3, days=days) for days in (-1, 0)] == ["1", ""]


def test_a_ward_that_is_no_more_is_on_no_map(town: LocalBody) -> None:
    draw(town, row_of_squares("1"), wards=["1"])
    Ward.objects.update(until=DAY + timedelta(days=1))

    assert [ward_at(0, town, days=days) for days in (0, 1)] == ["1", ""]


# --- outlines ---


def test_the_outline_is_what_the_wards_cover_until_one_is_given(town: LocalBody) -> None:
    draw(town, row_of_squares("1"), wards=["1", "2"])
    assert BodyShape.objects.get().of_wards

    outline(town, feature(square(0, wide=3)))
    draw(town, row_of_squares("1"))

    assert not BodyShape.objects.get().of_wards
    (beyond,) = maps.where_lie([Pin(*middle(2), town.id)], at=NOW)
    assert beyond == Lies(Where.UNMAPPED, town.id, unmapped=("2",))


def test_wards_that_lie_outside_the_outline_are_told(town: LocalBody) -> None:
    draw(town, row_of_squares("1", "2", "3"), wards=["1", "2", "3"])

    taken = outline(town, feature(square(0, wide=1.5)))

    assert [note.sentence("bn") for note in taken.notes] == ["এই ওয়ার্ডগুলির খানিকটা সংস্থার সীমানার বাইরে পড়ছে: ২, ৩।"]


def test_a_body_that_we_do_not_serve_may_have_an_outline_too(town: LocalBody) -> None:
    draw(town, row_of_squares("1"), wards=["1"])
    district = make_area("alipurduar", "district", {"bn": "আলিপুরদুয়ার", "en": "Alipurduar"})
    other = make_body("jaigaon", number=None, served=False)
    outline(other, feature(square(5)))
    outline(district, feature(square(0, wide=20)))

    found = maps.where_lie([Pin(*middle(column), town.id) for column in (5, 9)], at=NOW)

    assert found == [Lies(Where.ELSEWHERE, other.id), Lies(Where.OUTSIDE, district.id)]


def test_a_wrong_outline_changes_nothing(town: LocalBody) -> None:
    with pytest.raises(MapFaultsError):
        outline(town, feature([], WARD="1"))

    assert not BodyShape.objects.exists()


# --- what is kept in memory ---


def test_looking_up_costs_one_query_and_none_where_nothing_is_asked(town: LocalBody) -> None:
    draw(town, row_of_squares("1"), wards=["1"])
    ward_at(0, town)

    def cost(pins: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            maps.where_lie([Pin(*middle(0), town.id)] * pins, at=NOW)
        return len(seen)

    assert [cost(pins) for pins in (0, 1, 500)] == [0, 1, 1]


def test_the_map_is_read_again_only_after_a_file_was_brought_in_or_the_day_has_turned(
    town: LocalBody,
) -> None:
    draw(town, row_of_squares("1"), wards=["1", "2"])
    first = maps.atlas(at=NOW)

    assert maps.atlas(at=NOW + timedelta(hours=1)) is first
    assert maps.atlas(at=NOW + timedelta(days=1)) is not first
    again = maps.atlas(at=NOW)
    draw(town, file(feature(square(1), WARD="2")))
    assert maps.atlas(at=NOW) is not again


def test_reading_the_map_costs_the_same_however_many_wards_and_bodies_it_has(town: LocalBody) -> None:
    def cost(hours: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            maps.atlas(at=NOW + timedelta(hours=hours))
        return len(seen)

    draw(town, row_of_squares("1"), wards=["1"])
    one = cost(0)
    for number in range(2, 5):
        other = make_body(f"town-{number}", number=2000 + number)
        draw(other, row_of_squares("1", "2", row=number), wards=["1", "2"])

    assert (one, cost(0)) == (5, 5)


def test_the_statements_of_an_import_do_not_grow_with_its_rows(town: LocalBody) -> None:
    for number in range(1, 20):
        make_ward(town, str(number))

    def cost(*numbers: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            draw(town, row_of_squares(*numbers))
        return len(seen)

    draw(town, row_of_squares("1"))
    assert cost("1", "2") == cost(*map(str, range(1, 20)))


# --- landmarks ---

HEADER = "name_bn,name_en,name_hi,aliases,lat,lon,ward"


def landmarks(town: LocalBody, *lines: str, header: str = HEADER) -> tuple[int, int, int]:
    order = MapOrder(town.id, "\n".join([header, *lines]).encode())
    taken = import_landmarks(order=order, now=NOW)
    return taken.now, taken.before, taken.wardless


def meant(town: LocalBody, words: str) -> Meant | None:
    (found,) = landmarks_meant([(town.id, words)])
    return found


def name_of(found: Meant | None) -> str:
    return found.name["bn"] if found else ""


def test_landmarks_are_those_of_the_last_file(town: LocalBody) -> None:
    make_ward(town, "5")

    assert landmarks(town, "বাজার মোড়,Bazar More,,,,,5", "থানা মোড়,,,,,,") == (2, 0, 1)
    assert landmarks(town, "কলেজ মাঠ", header="name_bn") == (1, 2, 1)
    assert [one.name for one in Landmark.objects.all()] == [{"bn": "কলেজ মাঠ"}]


def test_a_landmark_has_the_ward_in_which_it_lies_unless_another_is_near(town: LocalBody) -> None:
    draw(town, row_of_squares("1", "2"), wards=["1", "2"])
    (lat, lon), border = middle(0), 89.21

    landmarks(
        town, f"কালী মন্দির,,,,{lat},{lon},", f"রেল গেট,,,,{lat},{border},", f"পোস্ট অফিস,,,,{lat},{lon},2"
    )

    assert {one.name["bn"]: one.ward for one in Landmark.objects.all()} == {
        "কালী মন্দির": "1",
        "রেল গেট": "",
        "পোস্ট অফিস": "2",
    }


def test_where_any_row_is_wrong_the_landmarks_stay_as_they_were(town: LocalBody) -> None:
    make_ward(town, "5")
    landmarks(town, "কলেজ মাঠ,,,,,,")

    with pytest.raises(LandmarkFaultsError) as refused:
        landmarks(
            town,
            "Market,,,,,,",
            "মোড়,,,,89.2,26.5,",
            "বাজার মোড়,,,,26.5,,",
            "বাজার মোড়,,,,19.1,72.9,6",
            "থানা মোড়,,,,,,5",
            "থানা মোড়,,,,,,5",
            "ক,,,,,,",
            f"{'নাম ' * 40},,,,,,",
        )
    assert [(fault.row, fault.key) for fault in refused.value.faults] == [
        (2, "landmark_name_needed"),
        (3, "landmark_swapped"),
        (4, "landmark_degrees_unread"),
        (5, "landmark_elsewhere"),
        (5, "no_such_ward"),
        (7, "landmark_twice"),
        (8, "landmark_name_too_short"),
        (9, "landmark_name_too_long"),
    ]
    assert [one.name["bn"] for one in Landmark.objects.all()] == ["কলেজ মাঠ"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("রাসবিহারী মোড়ের কাছে", "রাসবিহারী মোড়"),
        ("৫ নং ওয়ার্ড, রাসবিহারী মোড়", "রাসবিহারী মোড়"),
        ("rasbihari more er kache", "রাসবিহারী মোড়"),
        ("রাশবিহারি মোড়ে", "রাসবিহারী মোড়"),
        ("rasbehari mor", "রাসবিহারী মোড়"),
        ("রাসবিহারীর দোকান", "রাসবিহারী"),
        ("near Kali Mandir", "কালী মন্দির"),
        ("কালীবাড়ির পাশে", "কালী মন্দির"),
        ("আমাদের পাড়ায়", ""),
        ("মোড়", ""),
        ("", ""),
    ],
)
def test_a_landmark_is_found_however_people_write_it(town: LocalBody, words: str, name: str) -> None:
    landmarks(
        town,
        "রাসবিহারী মোড়,Rasbihari More,,,,,",
        "রাসবিহারী,,,,,,",
        "কালী মন্দির,Kali Mandir,,কালীবাড়ি,,,",
        "হাটখোলা বাজার,,,,,,",
    )

    assert name_of(meant(town, words)) == name


def test_of_two_landmarks_none_is_meant_and_of_two_of_one_name_no_ward(town: LocalBody) -> None:
    make_ward(town, "5"), make_ward(town, "6")
    landmarks(town, "বাজার মোড়,,,,,,5", "বাজার মোড়,,,,,,6", "গান্ধী মোড়,,,,,,5", "স্টেশন মোড়,,,,,,5")

    assert meant(town, "বাজার মোড়ের কাছে") == Meant({"bn": "বাজার মোড়"}, "")
    assert meant(town, "গান্ধী মোড়") == Meant({"bn": "গান্ধী মোড়"}, "5")
    assert meant(town, "গান্ধী মোড় থেকে বাজার মোড় যেতে") is None


def test_landmarks_are_those_of_the_body_that_is_asked_in_one_query(town: LocalBody) -> None:
    other = make_body("other", number=1009)
    landmarks(town, "বাজার মোড়,,,,,,")

    with CaptureQueriesContext(connection) as seen:
        found = landmarks_meant([(town.id, "বাজার মোড়"), (other.id, "বাজার মোড়"), (town.id, "👍")])

    assert [name_of(one) for one in found] == ["বাজার মোড়", "", ""]
    assert len(seen) == 1
    assert landmarks_meant([]) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("বাজার", ["বাজার মোড়", "নতুন বাজার"]),
        ("bazar mo", ["বাজার মোড়"]),  # half typed
        ("shyambajaar", ["শ্যামবাজার"]),  # misspelt
        ("notun bajr", ["নতুন বাজার"]),
        ("👍", []),
        ("%", []),
    ],
)
def test_a_landmark_is_found_while_it_is_typed(town: LocalBody, typed: str, found: list[str]) -> None:
    for number in ("5", "6"):
        make_ward(town, number)
    landmarks(town, "বাজার মোড়,,,,,,5", "নতুন বাজার,,,,,,6", "শ্যামবাজার,,,,,,", "থানা মোড়,,,,,,5")
    other = make_body("other", number=1009)
    make_landmark(other, "বাজার মোড়")

    assert [one.name["bn"] for one in landmarks_begun(town.id, typed, most=8)] == found
    assert len(landmarks_begun(town.id, typed, most=1)) == min(1, len(found))
