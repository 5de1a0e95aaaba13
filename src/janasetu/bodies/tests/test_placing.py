"""Which body a row of a directory is, what it lies in, and which code a new one gets."""

from uuid import UUID

import pytest

from janasetu.bodies.codes import Codes
from janasetu.bodies.csv_file import Fault
from janasetu.bodies.directory_file import Row
from janasetu.bodies.placing import Place, place
from janasetu.lib.ids import uuid7

STATE = Row(2, "state", "", "", "পশ্চিমবঙ্গ", "West Bengal")
BANKURA = Row(3, "district", "", "", "বাঁকুড়া", "Bankura")
CHHATNA = Row(4, "block", "Bankura", "", "ছাতনা", "Chhatna")


def row(number: int, bn: str, en: str, kind: str = "gram_panchayat", **more: object) -> Row:
    lies_in = {"district": "Bankura", "block": "Chhatna" if kind == "gram_panchayat" else ""}
    return Row(number, kind, bn=bn, en=en, **{**lies_in, **more})  # type: ignore[arg-type]


def known(code: str, kind: str, parent: Place | None, *names: str, lgd: str = "") -> Place:
    return Place(uuid7(), code, kind, parent.id if parent else None, names, lgd)


@pytest.fixture
def here() -> dict[str, Place]:
    """A state with one district, one block in it and one panchayat in that."""
    state = known("wb", "state", None, "পশ্চিমবঙ্গ", "West Bengal")
    district = known("bankura", "district", state, "বাঁকুড়া", "Bankura", "Bankurah")
    block = known("chhatna-block", "block", district, "ছাতনা", "Chhatna", lgd="2500")
    panchayat = known("panchayat", "gram_panchayat", block, "শালডাঙা", "Shaldanga")
    return {one.code: one for one in (state, district, block, panchayat)}


def codes(rows: list[Row], among: dict[str, Place] | None = None) -> dict[int, str]:
    told, faults = place(rows, (among or {}).values())
    assert faults == []
    return {told_row.number: one.code for told_row, one in told}


def faults(rows: list[Row], among: dict[str, Place] | None = None) -> list[tuple[int, str]]:
    return [(fault.row, fault.key) for fault in place(rows, (among or {}).values())[1]]


# --- What is new ---


def test_rows_may_stand_in_any_order() -> None:
    panchayat = row(1, "শালডাঙা", "Shaldanga")
    told, _ = place([panchayat, CHHATNA, BANKURA, STATE], [])
    parents = {one.code: one.parent for _, one in told}
    ids: dict[str, UUID] = {one.code: one.id for _, one in told}

    assert parents == {
        "west-bengal": None,
        "bankura": ids["west-bengal"],
        "chhatna-block": ids["bankura"],
        "shaldanga-chhatna": ids["chhatna-block"],
    }


def test_the_same_name_in_two_blocks_is_two_panchayats(here: dict[str, Place]) -> None:
    saltora = row(2, "শালতোড়া", "Saltora", "block")
    rows = [saltora, *(row(n, "গোপালপুর", "Gopalpur", block=b) for n, b in ((3, "Chhatna"), (4, "Saltora")))]

    assert codes(rows, here) == {2: "saltora-block", 3: "gopalpur-chhatna", 4: "gopalpur-saltora"}


def test_numbered_names_are_two_places(here: dict[str, Place]) -> None:
    rows = [row(2, "গোপালপুর ১", "Gopalpur I"), row(3, "গোপালপুর ২", "Gopalpur II")]

    assert codes(rows, here) == {2: "gopalpur-1-chhatna", 3: "gopalpur-2-chhatna"}


# --- What is on record ---


@pytest.mark.parametrize(
    ("bn", "en"),
    [
        ("শালডাঙা", "Shaldanga"),
        ("শালডাঙা", "Something else"),
        ("অন্য নাম", "SHALDANGA"),
        ("শালডাঙ্গা", "Saldanga"),  # it sounds like it
        ("শালডাঙা গ্রাম পঞ্চায়েত", "Shaldanga GP"),
    ],
)
def test_a_body_is_known_by_how_it_is_written_or_sounds_in_its_own_block(
    here: dict[str, Place], bn: str, en: str
) -> None:
    assert codes([row(2, bn, en)], here) == {2: "panchayat"}


def test_a_body_is_known_by_its_code_whatever_it_is_called_and_wherever_it_lies(
    here: dict[str, Place],
) -> None:
    here["panchayat"].lgd = "109876"
    saltora = row(2, "শালতোড়া", "Saltora", "block")
    moved = row(3, "নতুন নাম", "New Name", block="Saltora", lgd="109876")

    told, _ = place([saltora, moved], here.values())

    assert [one.code for _, one in told] == ["saltora-block", "panchayat"]
    assert told[1][1].parent == told[0][1].id


def test_one_code_of_two_kinds_is_two_bodies(here: dict[str, Place]) -> None:
    assert codes([row(2, "কমলপুর", "Kamalpur", lgd="2500")], here) == {2: "kamalpur-chhatna"}


def test_the_same_name_with_another_code_is_another_place(here: dict[str, Place]) -> None:
    here["panchayat"].lgd = "1"

    assert codes([row(2, "শালডাঙা", "Shaldanga", lgd="2")], here) == {2: "shaldanga-chhatna"}


def test_what_is_written_just_so_comes_before_what_only_sounds_so(here: dict[str, Place]) -> None:
    rows = [row(2, "শালডাঙ্গা", "Saldanga", lgd="1"), row(3, "শালডাঙা", "Shaldanga", lgd="2")]

    assert codes(rows, here) == {3: "panchayat", 2: "saldanga-chhatna"}


def test_what_a_row_lies_in_may_be_called_by_any_of_its_names(here: dict[str, Place]) -> None:
    rows = [
        row(2, "কমলপুর", "Kamalpur", district="বাঁকুড়া", block="ছাতনা"),
        row(3, "ঝাঁটিপাহাড়ি", "Jhantipahari", district="bankurah", block="Chatna Block"),
    ]

    assert codes(rows, here) == {2: "kamalpur-chhatna", 3: "jhantipahari-chhatna"}


# --- What is wrong ---


def test_two_rows_that_are_one_place_are_told_and_which_the_other_is(here: dict[str, Place]) -> None:
    rows = [
        row(2, "শালডাঙা", "Shaldanga"),
        row(3, "শালডাঙা", "Shaldanga"),
        row(4, "কমলপুর", "Kamalpur"),
        row(5, "কমলপুর", "Komolpur"),
        row(6, "ঝাঁটিপাহাড়ি", "Jhantipahari", lgd="7"),
        row(7, "আর এক", "Another", lgd="7"),
    ]

    found = place(rows, here.values())[1]

    assert [(fault.row, fault.key, fault.other) for fault in found if fault.key == "same_as_row"] == [
        (3, "same_as_row", 2),
        (5, "same_as_row", 4),
    ]
    assert found[0].sentence("bn").startswith("সারি ৩: সারি ২-এ এই একই জায়গা আছে।")


def test_a_row_that_lies_nowhere_is_told(here: dict[str, Place]) -> None:
    rows = [
        row(2, "কমলপুর", "Kamalpur", district="Atlantis"),
        row(3, "কমলপুর", "Kamalpur", block="Atlantis"),
        row(4, "ছাতনা", "Chhatna", "block", district="Atlantis"),
        row(5, "কমলপুর", "Kamalpur", district=""),  # said before, by who read the row
    ]

    told, found = place(rows, here.values())

    assert told == []
    assert sorted((fault.row, fault.key) for fault in found) == [
        (2, "district_unknown"),
        (3, "block_unknown"),
        (4, "district_unknown"),
    ]
    assert found[0] == Fault(4, "district_unknown", {"name": "Atlantis"})


def test_a_name_that_may_be_two_blocks_is_told(here: dict[str, Place]) -> None:
    here["other"] = known("chatna-block", "block", here["bankura"], "ছাতনা", "Chatna")

    assert faults([row(2, "কমলপুর", "Kamalpur", block="ছাতনা")], here) == [(2, "block_unclear")]
    assert codes([row(2, "কমলপুর", "Kamalpur", block="Chhatna")], here) == {2: "kamalpur-chhatna"}


def test_without_a_state_that_is_told_once_and_of_nothing_that_lies_in_it() -> None:
    assert faults([BANKURA, CHHATNA, row(5, "শালডাঙা", "Shaldanga")]) == [(3, "state_needed")]


def test_there_is_one_state(here: dict[str, Place]) -> None:
    assert faults([Row(2, "state", "", "", "আসাম", "Assam")], here) == [(2, "state_known")]
    assert codes([STATE], here) == {2: "wb"}


# --- Codes ---


@pytest.mark.parametrize(
    ("kind", "name", "within", "code"),
    [
        ("district", "North 24 Parganas", "", "north-24-parganas"),
        ("block", "Kalimpong I", "", "kalimpong-1-block"),
        ("block", "Manbazar-II Block", "", "manbazar-2-block"),
        ("gram_panchayat", "Gopalpur II", "kanksa-block", "gopalpur-2-kanksa"),
        ("gram_panchayat", "Nimbong Gram Panchayat", "kalimpong-1-block", "nimbong-kalimpong-1"),
        ("municipality", "Bankura Municipality", "", "bankura-municipality"),
        ("municipality", "Bankura", "", "bankura-municipality"),
        ("corporation", "Asansol Municipal Corporation", "", "asansol-corporation"),
        ("gram_panchayat", "Île d’Or", "x-block", "ile-dor-x"),
        ("gram_panchayat", "A" * 60, "chhatna-block", "a" * 50),
    ],
)
def test_a_new_code_is_made_of_the_english_name(kind: str, name: str, within: str, code: str) -> None:
    assert Codes([]).take(kind, name, within=within) == code


def test_a_code_that_is_taken_gets_a_number() -> None:
    taken = Codes(["nadia"])

    assert [taken.take("district", "Nadia") for _ in range(3)] == ["nadia-2", "nadia-3", "nadia-4"]
    long = [taken.take("district", "a" * 60) for _ in range(2)]
    assert long == ["a" * 50, f"{'a' * 48}-2"]
