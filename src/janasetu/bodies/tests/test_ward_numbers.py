"""A ward's number as files write it, in order, and in a few words."""

import pytest

from janasetu.bodies import ward_numbers


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("5", "5"), (5, "5"), (5.0, "5"), ("05", "5"), (" 5 ", "5"), ("5.0", "5"),
        ("Ward No. 5", "5"), ("WARD-12A", "12A"), ("ward 12 a", "12A"), ("12/1", "12/1"), ("No 7", "7"),
        ("৫ নং ওয়ার্ড", "5"), ("ওয়ার্ড নং ১৪২", "142"), ("১২", "12"),
        ("", ""), (None, ""), (True, ""), ([5], ""), ("abc", ""), ("ward", ""), ("0", ""), (-1, ""),
        ("5.5", ""), ("5 and 6", ""), ("123456", ""), ("5ABC", ""),
    ],
)  # fmt: skip
def test_the_number_is_read_however_it_is_written(written: object, number: str) -> None:
    assert ward_numbers.read(written) == number


def test_wards_are_in_the_order_in_which_people_count() -> None:
    mixed = ["10", "2", "10A", "1", "2B", "2A"]

    assert sorted(mixed, key=ward_numbers.natural) == ["1", "2", "2A", "2B", "10", "10A"]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([], ""),
        (["5"], "৫"),
        (["6", "5"], "৫, ৬"),
        (["144", "142", "143"], "১৪২-১৪৪"),
        (["1", "2", "3", "6", "9", "10", "11", "12A"], "১-৩, ৬, ৯-১১, ১২A"),
    ],
)
def test_numbers_in_a_row_are_told_as_one_stretch(numbers: list[str], told: str) -> None:
    assert ward_numbers.told(numbers, "bn") == told


def test_in_english_they_keep_their_digits() -> None:
    assert ward_numbers.told(["1", "2", "3"], "en") == "1-3"
