"""How like two matters are, by pin, ward and words in three scripts."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.cases.likeness import LIKE, Where, box, likeness, metres, words_alike
from janasetu.catalogue.schema import Alike

LAMP = Alike.model_validate({"within": "30 m", "for": "30 days"})
LEAK = Alike.model_validate({"within": "100 m", "for": "7 days"})
WATER = Alike.model_validate({"within": "ward", "for": "24 hours"})
HERE = (26.5205, 89.2043)


def pin(north: float = 0, east: float = 0, ward: str = "5") -> Where:
    """So many metres from here."""
    return Where(ward, HERE[0] + north / 111_195, HERE[1] + east / 99_494)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        (HERE, HERE, 0),
        ((0.0, 0.0), (0.0, 1.0), 111_195),
        ((22.5726, 88.3639), (26.7271, 88.3953), 461_970),  # Kolkata and Siliguri
        ((26.5205, 89.2043), (26.5205, 89.2053), 99),
    ],
)
def test_metres_are_those_of_the_ground(
    one: tuple[float, float], other: tuple[float, float], far: int
) -> None:
    assert round(metres(one, other)) == far


@pytest.mark.parametrize(("apart", "is_like"), [(0, True), (29, True), (31, False), (1000, False)])
def test_a_lamp_is_the_same_within_its_thirty_metres(apart: int, is_like: bool) -> None:
    assert (likeness(pin(), pin(north=apart), LAMP) >= LIKE) is is_like


def test_what_is_nearer_is_liker() -> None:
    assert likeness(pin(), pin(5), LEAK) > likeness(pin(), pin(50), LEAK) > likeness(pin(), pin(99), LEAK)


def test_pins_decide_whatever_the_words_say() -> None:
    far = Where("5", *HERE, words="সুভাষপল্লী ক্লাব")
    near = Where("5", HERE[0] + 0.01, HERE[1], words="সুভাষপল্লী ক্লাব")

    assert likeness(far, near, LAMP) == 0


def test_where_it_is_the_whole_wards_matter_the_ward_decides() -> None:
    assert likeness(Where("5"), Where("5"), WATER) >= LIKE
    assert likeness(Where("5"), Where("6"), WATER) == 0
    assert likeness(pin(ward=""), pin(250, ward=""), WATER) >= LIKE
    assert likeness(pin(ward=""), pin(350, ward=""), WATER) == 0


@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(0, 1), st.floats(0, 6.28))
def test_all_that_is_near_lies_in_the_box(lat: float, lon: float, share: float, angle: float) -> None:
    from math import cos, radians, sin

    here = Where("", lat, lon)
    around = box(here, LEAK)
    assert around
    north, east = share * 99 * cos(angle), share * 99 * sin(angle)
    there = (lat + north / 111_195, lon + east / (111_195 * max(cos(radians(lat)), 0.01)))

    if metres((lat, lon), there) <= 100:
        assert around.south <= there[0] <= around.north
        assert around.west <= there[1] <= around.east


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("সুভাষপল্লী, ৫ নং ওয়ার্ড", "subhas pally ward 5"),
        ("শীতলা মন্দিরের সামনে", "shitala mandir er samne"),
        ("স্টেশন রোড", "station road"),
        ("রবীন্দ্র পার্কের পাশে", "rabindra park"),
        ("প্রাইমারি স্কুলের সামনে", "near the primary school"),
        ("শীতলা মন্দির, বটতলা মোড়", "শীতলা মন্দির"),
        ("सुभाष पल्ली", "সুভাষপল্লী"),
    ],
)
def test_words_of_one_place_meet_in_any_script(one: str, other: str) -> None:
    assert words_alike(one, other) == words_alike(other, one) >= LIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("৫ নং ওয়ার্ড", "৫ নং ওয়ার্ড"),
        ("রাস্তার মোড়ে", "রাস্তার মোড়ে"),
        ("", "সুভাষপল্লী"),
        ("বাজারের পাশে", "স্কুলের পাশে"),
        ("সুভাষপল্লী ৩ নং গলি", "সুভাষপল্লী ৪ নং গলি"),
        ("শনি মন্দির", "কালী মন্দির"),
        ("নতুন বাজার", "পুরনো বাজার"),
    ],
)
def test_other_places_and_what_names_none_do_not(one: str, other: str) -> None:
    assert words_alike(one, other) < LIKE


def test_words_in_two_wards_are_two_places() -> None:
    assert likeness(Where("5", words="শীতলা মন্দির"), Where("6", words="শীতলা মন্দির"), LAMP) == 0


# --- how well it does, on 300 incidents that people tell as they do ---

NAMES = [
    ("সুভাষপল্লী", "subhas pally", "सुभाष पल्ली"),
    ("শীতলা মন্দির", "shitala mandir", "शीतला मंदिर"),
    ("স্টেশন রোড", "station road", "स्टेशन रोड"),
    ("রবীন্দ্র পার্ক", "rabindra park", "रवींद्र पार्क"),
    ("নেতাজি মূর্তি", "netaji murti", "नेताजी मूर्ति"),
    ("প্রাইমারি স্কুল", "primary school", "प्राइमरी स्कूल"),
    ("বটতলা", "battala", "बटतला"),
    ("হাসপাতাল গেট", "hospital gate", "हॉस्पिटल गेट"),
    ("জামে মসজিদ", "jame masjid", "जामे मस्जिद"),
    ("মাদারিহাট রোড", "madarihat road", "मादारीहाट रोड"),
    ("কালীবাড়ি", "kalibari", "कालीबाड़ी"),
    ("সুকান্ত মঞ্চ", "sukanta mancha", "सुकांत मंच"),
]
SAYINGS = [
    ("{}", "{}", "{}"),
    ("{}র পাশে", "{} er pashe", "{} के पास"),
    ("{} এর সামনে", "near {}", "{} के सामने"),
    ("{}, মেন রাস্তা", "{} main rasta", "{}, मुख्य सड़क"),
]


WARDS, KINDS, INCIDENTS = 12, 3, 300


def reports(dice: random.Random, *, with_pins: bool) -> dict[tuple[int, int], list[tuple[int, Where]]]:
    """What people tell of 300 incidents, by ward and kind: each incident with up to six of its reports.

    No two of one kind are at one named place of a ward: of those nobody could tell without a pin.
    """
    told: dict[tuple[int, int], list[tuple[int, Where]]] = {}
    spots = [(ward, kind, name) for ward in range(WARDS) for kind in range(KINDS) for name in NAMES]
    for incident, (ward, kind, name) in enumerate(dice.sample(spots, INCIDENTS)):
        lat, lon = HERE[0] + dice.uniform(-0.03, 0.03), HERE[1] + dice.uniform(-0.03, 0.03)
        for _ in range(min(dice.randint(1, 50), 6)):
            script = dice.randrange(3)
            words = dice.choice(SAYINGS)[script].format(name[script])
            spot = (lat + dice.gauss(0, 0.00015), lon + dice.gauss(0, 0.00015)) if with_pins else (None, None)
            told.setdefault((ward, kind), []).append((incident, Where(str(ward + 1), *spot, words=words)))
    return told


@pytest.mark.parametrize(("with_pins", "precision", "recall"), [(True, 0.95, 0.80), (False, 0.90, 0.60)])
def test_pairs_are_found_and_few_are_wrong(with_pins: bool, precision: float, recall: float) -> None:
    found = right = same = 0
    for told in reports(random.Random(7), with_pins=with_pins).values():
        for (first, here), (second, there) in combinations(told, 2):
            is_same, is_found = first == second, likeness(here, there, LEAK) >= LIKE
            same, found, right = same + is_same, found + is_found, right + (is_same and is_found)

    assert right / same >= recall
    assert right / found >= precision
