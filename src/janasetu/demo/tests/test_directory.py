"""The state's directory: every district, and panchayats enough to get lost among those of one name."""

import re
from collections import Counter, defaultdict

import pytest

from janasetu.demo.directory import Place, districts

ROWS = [(place, kind, parent) for district in districts() for place, kind, parent in district.rows()]
PLACES = {place.code: place for place, _, _ in ROWS}
PARENTS = {place.code: parent for place, _, parent in ROWS}
KINDS = {place.code: kind for place, kind, _ in ROWS}


def district_of(place: Place) -> str:
    code = place.code
    while KINDS[code] != "district":
        code = PARENTS[code]
    return code


def called(name: str) -> list[Place]:
    """The panchayats of this name, or of one that says it among its other spellings."""
    return [
        place
        for place, kind, _ in ROWS
        if kind == "gram_panchayat" and name in {re.sub(" [১২৩]$", "", place.bn), *place.aliases}
    ]


def test_the_directory_is_counted() -> None:
    assert Counter(KINDS.values()) == {
        "district": 23,
        "block": 93,
        "gram_panchayat": 391,
        "municipality": 70,
        "corporation": 6,
    }


def test_no_code_stands_there_twice() -> None:
    assert len(PLACES) == len(ROWS)


def test_a_panchayat_lies_in_a_block_and_a_block_in_a_district() -> None:
    lies_in = {
        "gram_panchayat": "block",
        "block": "district",
        "municipality": "district",
        "corporation": "district",
    }

    assert {(kind, KINDS[parent]) for _, kind, parent in ROWS if kind != "district"} == set(lies_in.items())
    assert {parent for _, kind, parent in ROWS if kind == "district"} == {"wb"}


def test_every_district_but_kolkata_has_panchayats() -> None:
    having = {district_of(place) for place, kind, _ in ROWS if kind == "gram_panchayat"}

    assert {code for code, kind in KINDS.items() if kind == "district"} - having == {"kolkata"}


@pytest.mark.parametrize(
    ("name", "districts_of_that_name"),
    [
        (
            "গোপালপুর",
            [
                "cooch-behar",
                "malda",
                "north-24-parganas",
                "paschim-bardhaman",
                "purba-bardhaman",
                "purba-medinipur",
                "south-24-parganas",
            ],
        ),
        ("রামপুর", ["birbhum", "cooch-behar", "howrah", "uttar-dinajpur"]),
        ("শ্রীরামপুর", ["hooghly", "malda", "paschim-bardhaman", "purba-bardhaman", "purba-medinipur"]),
        ("মহেশপুর", ["malda", "murshidabad"]),
        ("কৃষ্ণপুর", ["malda", "murshidabad", "south-24-parganas"]),
        ("হরিপুর", ["hooghly", "nadia", "paschim-bardhaman", "purba-medinipur", "south-24-parganas"]),
        ("রাধানগর", ["bankura", "jhargram", "south-24-parganas"]),
    ],
)
def test_one_name_is_many_places(name: str, districts_of_that_name: list[str]) -> None:
    assert sorted({district_of(place) for place in called(name)}) == districts_of_that_name


def test_within_a_block_no_two_panchayats_have_one_name() -> None:
    named: dict[str, list[str]] = defaultdict(list)
    for place, kind, parent in ROWS:
        if kind == "gram_panchayat":
            named[parent].append(place.bn)

    assert [block for block, names in named.items() if len(set(names)) < len(names)] == []


def test_every_place_has_a_name_in_bengali_and_in_english() -> None:
    assert [place.code for place in PLACES.values() if not re.fullmatch("[ঀ-৿ -]+", place.bn)] == []
    assert [place.code for place in PLACES.values() if not re.fullmatch("[A-Za-z0-9 -]+", place.en)] == []


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("malda", {"মালদা", "Maldah"}),
        ("nadia", {"নদীয়া"}),
        ("purba-bardhaman", {"Burdwan", "বর্ধমান"}),
        ("paschim-bardhaman", {"Burdwan", "বর্ধমান"}),
        ("north-24-parganas", {"উত্তর ২৪ পরগণা", "24 Parganas"}),
        ("south-24-parganas", {"দক্ষিণ ২৪ পরগণা", "24 Parganas"}),
        ("kolkata", {"Calcutta"}),
        ("hooghly", {"হুগলী"}),
    ],
)
def test_older_spellings_of_a_district_are_known(code: str, spellings: set[str]) -> None:
    assert spellings - set(PLACES[code].aliases) == set()


def test_a_code_of_the_official_directory_is_no_two_places() -> None:
    codes = Counter(place.lgd for place in PLACES.values() if place.lgd)

    assert [code for code, times in codes.items() if times > 1] == []
    assert {kind for place, kind, _ in ROWS if place.lgd} == {"district", "block"}
