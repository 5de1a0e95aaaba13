"""Names stand in the order of a Bengali dictionary, in Python and in a column compared byte by byte."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib.sorting import LONGEST, sort_key
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile, bengali_typed
from janasetu.lib.tests.timing import grows_in_step

IN_ORDER = [name for _, name in rows("sorted")]


def test_the_golden_names_stand_in_the_dictionarys_order() -> None:
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))

    assert len(IN_ORDER) >= 60
    assert sorted(shuffled, key=sort_key) == IN_ORDER
    assert len(set(map(sort_key, IN_ORDER))) == len(IN_ORDER)


def test_the_order_is_the_same_byte_by_byte() -> None:
    assert sorted(IN_ORDER, key=lambda name: sort_key(name).encode()) == IN_ORDER


@given(bengali_typed() | bengali_hostile(), bengali_typed() | bengali_hostile())
def test_code_points_and_bytes_have_one_order(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)

    assert (first < second) == (
        first.encode("utf-8", "surrogatepass") < second.encode("utf-8", "surrogatepass")
    )


@given(st.integers(0, 10**70), st.integers(0, 10**70))
def test_numbers_stand_by_their_value(one: int, other: int) -> None:
    assert (sort_key(f"ওয়ার্ড {one}") < sort_key(f"ওয়ার্ড {other}")) == (one < other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kolkata", "KOLKATA"),
        ("বি.ডি.ও.", "বি ডি ও"),
        ("রায়-চৌধুরী", "রায় চৌধুরী"),
        ("উৎসব", "উতসব"),
        ("র\u200d্যালি", "র্যালি"),
        ("ওয়ার্ড ০৫", "ওয়ার্ড 5"),
        ("ब\u093cाज", "बाज"),
        ("  কালনা ", "কালনা"),
        ("ø", "ł"),
    ],
)
def test_signs_case_joiners_and_leading_noughts_weigh_nothing(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(bengali_typed())
def test_both_normal_forms_have_one_key(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


def test_a_name_stands_before_a_longer_one_that_begins_with_it() -> None:
    assert sort_key("রাম") < sort_key("রাম মন্দির") < sort_key("রামপুর")
    assert sort_key("") < sort_key("০") < sort_key("অ") < sort_key("a") < sort_key("z") < sort_key("ø")


def test_only_so_much_of_a_name_counts() -> None:
    assert sort_key("ক" * LONGEST + "খ") == sort_key("ক" * LONGEST)
    assert sort_key("ক" * (LONGEST - 1) + "খ") != sort_key("ক" * (LONGEST - 1))


@pytest.mark.parametrize(
    "hostile",
    ["ক্" * 25_000, "1 " * 25_000, "\u0301" * 50_000, "a" * 50_000],
    ids=["hasanta", "numbers", "marks", "latin"],
)
def test_the_work_grows_in_step_with_what_counts_and_no_more_after_that(hostile: str) -> None:
    assert grows_in_step(sort_key, [hostile[: LONGEST // 10], hostile[:LONGEST], hostile])
