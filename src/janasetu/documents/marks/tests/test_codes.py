"""The code of a paper: it names its body, nobody guesses it, and a slip of the pen shows."""

import pytest

from janasetu.documents.marks import codes
from janasetu.lib import crockford


def a_code(body_number: int = 1002, chance: int = 123_456_789_012_345) -> str:
    return codes.new_code(body_number, draw=lambda _: chance)


def test_a_code_is_written_in_groups() -> None:
    assert codes.grouped(a_code()) == "0ZA-3G92-30VQ-VST"


@pytest.mark.parametrize("number", [1, 1002, 9999])
def test_a_code_names_its_body(number: int) -> None:
    assert codes.body_number_of(codes.new_code(number)) == number


@pytest.mark.parametrize("number", [0, 10_000])
def test_a_body_has_a_number_of_four_digits(number: int) -> None:
    with pytest.raises(ValueError, match="four digits"):
        codes.new_code(number)


def test_no_two_codes_are_alike() -> None:
    assert len({codes.new_code(1) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    [
        "0ZA3G9230VQVST",
        "0za-3g92-30vq-vst",
        " 0ZA 3G92 30VQ VST\n",
        "OZA–3G92–3OVQ–VST",
        "oza3g923ovqvst",
        "০ZA-৩G৯২-৩০VQ-VST",
        "০\u200cZA.3G92·30VQ\u00a0VST",
    ],
)
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert codes.as_typed(typed) == "0ZA3G9230VQVST"


@pytest.mark.parametrize(
    "typed", ["", "0ZA3G9230VQVS", "0ZA3G9230VQVST0", "UZA3G9230VQVST", "জনসেতু", "\x00" * 14]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.as_typed(typed) is None


def test_one_wrong_sign_always_shows() -> None:
    code = a_code()
    wrong = [
        code[:at] + letter + code[at + 1 :]
        for at in range(codes.LENGTH)
        for letter in crockford.SIGNS
        if letter != code[at]
    ]

    assert {codes.as_typed(one) for one in wrong} == {None}


def test_two_signs_that_changed_places_always_show() -> None:
    code = a_code()
    pairs = [(a, b) for a in range(codes.LENGTH) for b in range(a) if code[a] != code[b]]
    swapped = []
    for a, b in pairs:
        signs = list(code)
        signs[a], signs[b] = signs[b], signs[a]
        swapped.append("".join(signs))

    assert {codes.as_typed(one) for one in swapped} == {None}


def test_a_code_packs_into_nine_bytes() -> None:
    assert codes.unpacked(codes.packed(a_code())) == a_code()
    assert len(codes.packed(a_code())) == 9


@pytest.mark.parametrize("content", [b"", bytes(9), b"\xff" * 9, b"\xff" * 10, codes.packed(a_code())[:-1]])
def test_bytes_that_are_no_code_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no code"):
        codes.unpacked(content)
