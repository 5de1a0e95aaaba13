"""The short code of a poster: it names body and poster, is found in running words, and a slip shows."""

import pytest

from janasetu.lib.crockford import SIGNS
from janasetu.posters import codes, links

CODE = codes.code_of(1003, 5)


@pytest.mark.parametrize(
    ("body", "serial"), [(1, 1), (1003, 5), (9999, 483), (1003, 484), (1003, codes.MOST)]
)
def test_a_code_names_its_body_and_its_poster(body: int, serial: int) -> None:
    code = codes.code_of(body, serial)

    assert codes.parts_of(code) == (body, serial)
    assert codes.as_typed(code) == code
    assert len(code) <= 8


@pytest.mark.parametrize(("body", "serial"), [(0, 1), (10_000, 1), (1003, 0), (1003, codes.MOST + 1)])
def test_there_is_no_code_of_what_cannot_be(body: int, serial: int) -> None:
    with pytest.raises(ValueError, match="No poster has"):
        codes.code_of(body, serial)


def test_it_is_read_however_it_is_typed_and_found_in_running_words() -> None:
    assert CODE == "0ZBAF7"
    for typed in ("0zb af7", "ozb-AF7", " ০ZBAF7 "):
        assert codes.as_typed(typed) == CODE
    said = "ওয়ার্ড ৫ বসিরহাট ০zbaf7, কাল থেকে জল নেই"
    found = codes.find(said)
    assert found
    assert (found.code, said[found.start : found.end]) == (CODE, "০zbaf7")


def test_one_wrong_sign_and_two_that_changed_places_always_show() -> None:
    wrong = {CODE[:at] + sign + CODE[at + 1 :] for at in range(len(CODE)) for sign in SIGNS} - {CODE}
    turned = {CODE[:at] + CODE[at + 1] + CODE[at] + CODE[at + 2 :] for at in range(len(CODE) - 1)} - {CODE}

    assert {codes.as_typed(one) for one in wrong | turned} == {None}


@pytest.mark.parametrize(
    "said",
    ["", "700016", "lights", "office", "26-1003-0001-4", "জল নেই", "9000012345", "2BHK", "0ZBAFB", "000ABY"],
)
def test_words_and_numbers_are_no_code(said: str) -> None:
    assert codes.find(said) is None


def test_a_scan_has_words_ready_that_a_citizen_understands() -> None:
    said = links.first_message("বসিরহাট পৌরসভা", "5", CODE)

    assert said == f"ওয়ার্ড ৫ বসিরহাট {CODE}"
    assert links.chat("+91 00000 11003", said).startswith("https://wa.me/910000011003?text=%E0%A6%93")
    assert links.words("শ্রীকৃষ্ণপুর গ্রাম পঞ্চায়েত", "") == "শ্রীকৃষ্ণপুর"


def test_what_is_written_beside_it_is_told_apart() -> None:
    ours, said = links.words("বসিরহাট পৌরসভা", "5"), f"ওয়ার্ড ৫  বসিরহাট {CODE} আলো জ্বলছে না"
    at = said.index(CODE)

    assert links.beside(said, at, at + len(CODE), ours) == "আলো জ্বলছে না"
    assert links.beside(CODE, 0, len(CODE), ours) == ""
