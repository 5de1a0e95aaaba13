"""Case numbers: what is printed can be read back however it was written, and a wrong digit is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import references
from janasetu.lib.bn import digits
from janasetu.lib.references import Reference
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile

FIRST = "26100200014"  # year 26, body 1002, serial 1, check digit 4
SECOND = references.compose(year=2026, body=1002, serial=2)
LONG = references.compose(year=2026, body=1002, serial=12_345)


@st.composite
def stored(draw: st.DrawFn) -> str:
    return references.compose(
        year=draw(st.integers(2000, 2199)),
        body=draw(st.integers(1, 9999)),
        serial=draw(st.one_of(st.integers(1, 99_999), st.integers(1, 9_999_999_999))),
    )


def test_a_number_is_year_body_serial_and_check_digit() -> None:
    assert references.compose(year=2026, body=1002, serial=1) == FIRST
    assert references.grouped(FIRST) == "26-1002-0001-4"


def test_the_damm_example_of_the_literature_holds() -> None:
    assert references._damm("572") == 4
    assert references._damm("5724") == 0


def test_a_long_serial_stays_one_group() -> None:
    assert (
        references.grouped(references.compose(year=2026, body=1002, serial=1_234_567)) == "26-1002-1234567-4"
    )


def test_a_number_can_be_taken_apart() -> None:
    parts = Reference.parse(digits("26-1002-0001-4"))

    assert parts == Reference(year=26, body=1002, serial=1)
    assert str(parts) == FIRST


@pytest.mark.parametrize(("written", "expected"), rows("references"))
def test_a_number_is_read_however_it_is_written(written: str, expected: str) -> None:
    assert references.read(written) == (expected or None)


@given(stored())
def test_what_is_shown_is_read_back(reference: str) -> None:
    assert references.read(references.grouped(reference)) == reference
    assert references.read(digits(references.grouped(reference))) == reference


@given(st.integers(2020, 2089), st.integers(1, 9999), st.integers(1, 9_999_999))
def test_what_is_shown_is_found_in_a_sentence(year: int, body: int, serial: int) -> None:
    reference = references.compose(year=year, body=body, serial=serial)

    assert references.find(f"আমার নং {digits(references.grouped(reference))}, কী হল?") == [reference]
    assert references.find(f"12 {reference} 5") == [reference]


@given(stored(), st.data())
def test_every_wrong_digit_is_caught(reference: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(reference) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != reference[place]]))

    assert references.read(reference[:place] + other + reference[place + 1 :]) is None


@given(stored(), st.data())
def test_every_swap_of_neighbours_is_caught(reference: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(reference) - 2))
    swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]

    assert references.read(swapped) in ({None} if swapped != reference else {reference})


def test_no_pair_of_digits_fools_the_check_at_any_place() -> None:
    """Damm 2004: a Latin square in which, xy and yx always differ unless x is y."""
    table = references._DAMM

    assert all(sorted(row) == list(range(10)) for row in table)
    assert all(sorted(column) == list(range(10)) for column in zip(*table, strict=True))
    assert all(
        table[table[before][x]][y] != table[table[before][y]][x]
        for before in range(10)
        for x in range(10)
        for y in range(x)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("জল আসছে না", []),
        (f"অভিযোগ {FIRST} এর কী হল", [FIRST]),
        (digits("অভিযোগ নং 26-1002-0001-4।"), [FIRST]),
        ("নং:26-1002-0001-4/আজ", [FIRST]),
        ("#২৬১০০২০০০১৪", [FIRST]),
        ("26-1002-0001-5", []),
        (f"26-1002-0001-4 আর {references.grouped(SECOND)}", [FIRST, SECOND]),
        (f"26-1002-0001-4 {references.grouped(SECOND)}", [FIRST, SECOND]),
        (f"26 1002 0001 4 {references.grouped(SECOND)}".replace("-", " "), [FIRST, SECOND]),
        (f"26-1002-0001-4, {digits('26 1002 0001 4')}", [FIRST]),
        ("2 6 1 0 0 2 0 0 0 1 4", [FIRST]),
        ("98300 00001 26-1002-0001-4", [FIRST]),
        ("26-1002-0001-4 98300 00001", [FIRST]),
        ("12 26-1002 0001-4 3", [FIRST]),
        (references.grouped(LONG), [LONG]),
        ("26-1002\n0001-4", []),
        ("919830000019 09830000001 1800 000 0001", []),
        ("১৫/০৮/২০২৬ তারিখে ১২০০ টাকা", []),
        ("1" * 40, []),
    ],
)
def test_references_are_found_inside_free_text(text: str, found: list[str]) -> None:
    assert references.find(text) == found


def test_a_telephone_number_is_no_reference_though_its_digits_would_pass() -> None:
    looks_right = next(
        number for n in range(100) if references.read(number := f"919830{n + 100_000}") is not None
    )

    assert references.find(f"ফোন {looks_right}") == []


@pytest.mark.parametrize(
    ("text", "is_mistyped"),
    [
        ("26-1002-0001-5", True),
        ("২৬-১০০২-০০০১-৫ এর কি খবর?", True),
        ("26 1002 0001 5", True),
        (" 26100200015 ", True),
        ("26-1002-0001-4", False),
        ("26100200014", False),
        ("আমার 26100200015", False),  # an account, perhaps
        ("03322000000", False),
        ("919800000003", False),
        ("12-11-2026", False),
        ("", False),
    ],
)
def test_a_number_of_the_shape_of_a_reference_with_a_wrong_digit_is_seen(
    text: str, *, is_mistyped: bool
) -> None:
    assert references.has_mistyped(text) is is_mistyped


@given(bengali_hostile())
def test_any_text_is_searched_without_an_error(text: str) -> None:
    assert all(references.read(reference) == reference for reference in references.find(text))


@pytest.mark.parametrize(
    ("year", "body", "serial"),
    [(26, 1002, 1), (2200, 1002, 1), (2026, 0, 1), (2026, 10_000, 1), (2026, 1002, 0), (2026, 1002, 10**10)],
)
def test_a_number_that_would_not_fit_is_refused(year: int, body: int, serial: int) -> None:
    with pytest.raises(ValueError, match=r"case number|body's number|case's serial"):
        references.compose(year=year, body=body, serial=serial)


def test_a_year_of_three_digits_is_no_part_of_a_number() -> None:
    with pytest.raises(ValueError, match="two digits of a year"):
        Reference(year=126, body=1002, serial=1)


@pytest.mark.parametrize("text", ["", "26-1002-0001-4", "২৬১০০২০০০১৪", "2610020001"])
def test_only_the_stored_form_can_be_grouped(text: str) -> None:
    with pytest.raises(ValueError, match="Not a stored case number"):
        references.grouped(text)
