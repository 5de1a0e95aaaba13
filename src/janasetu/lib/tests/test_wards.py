"""The number of a ward, however people write or say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib.bn import digits
from janasetu.lib.reading.running import readable
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile, bengali_typed
from janasetu.lib.tests.timing import begun, grows_in_step
from janasetu.lib.wards import LARGEST, find, ward_in

_HINDI = {ord("0") + n: 0x966 + n for n in range(10)}


def test_a_ward_is_found_where_one_is_stated() -> None:
    table = rows("wards")

    assert [(said, ward_in(said) or "") for said, _ in table] == table


@given(st.integers(1, LARGEST))
def test_the_digits_of_three_scripts_meet(number: int) -> None:
    told = f"ward no {number}"

    assert ward_in(told) == ward_in(digits(told)) == ward_in(told.translate(_HINDI)) == str(number)


@given(bengali_typed() | bengali_hostile() | st.text())
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    said = readable(f"ward {text} নং ওয়ার্ড")

    stated = find(said)

    assert stated is None or 0 < int(stated.number) <= LARGEST
    assert stated is None or 0 <= stated.start < stated.end <= len(said)


@pytest.mark.parametrize("piled", ["ward no ", "5 and "])
def test_a_long_text_takes_no_longer_than_it_is_long(piled: str) -> None:
    assert grows_in_step(ward_in, begun(piled * 1_000))
