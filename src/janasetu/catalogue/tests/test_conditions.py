"""Conditions: read once, held against answers; what makes no sense says where it stops."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.catalogue.conditions import LONGEST, ConditionError, condition

ANSWERS: dict[str, Any] = {
    "ownership": "partnership",
    "floors": 3,
    "area": "250.50",
    "born": "2010-05-01",
    "flammable": True,
    "rented": False,
    "trades": ["food", "cloth"],
    "shop.licence": "T-1",
    "nothing": None,
    "place": {"text": "মোড়"},
}


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("ownership = partnership", True),
        ("ownership = sole", False),
        ("ownership != sole", True),
        ("ownership != partnership", False),
        ("ownership in [sole, partnership]", True),
        ("ownership in [sole]", False),
        ("floors = 3", True),
        ("floors = 3.0", True),
        ("floors != 3", False),
        ("floors > 2", True),
        ("floors >= 3", True),
        ("floors < 3", False),
        ("floors <= 3", True),
        ("floors < 10", True),
        ("area > 99", True),
        ("area = 250.5", True),
        ("born < 2010-05-02", True),
        ("born >= 2010-05-01", True),
        ("born > 2010-12-31", False),
        ("flammable = yes", True),
        ("flammable = no", False),
        ("rented = no", True),
        ("rented != no", False),
        ("flammable > 0", False),
        ("trades has food", True),
        ("trades has tea", False),
        ("ownership has partnership", False),
        ("trades > 1", False),
        ("place > 1", False),
        ("shop.licence is given", True),
        ("nothing is given", False),
        ("unasked is given", False),
        ("unasked = sole", False),
        ("unasked != sole", False),
        ("not unasked = sole", True),
        ("not not floors = 3", True),
        ("floors = 3 and flammable = yes", True),
        ("floors = 4 and flammable = yes", False),
        ("floors = 4 or flammable = yes", True),
        ("floors = 4 or flammable = no", False),
        ("floors = 4 and floors = 4 or flammable = yes", True),
        ("flammable = yes or floors = 4 and floors = 4", True),
        ("(flammable = yes or floors = 4) and floors = 4", False),
        ("not (floors = 4 or flammable = no)", True),
        ("  floors=3  and(flammable=yes)", True),
    ],
)
def test_a_condition_holds_or_not(written: str, holds: bool) -> None:
    assert condition(written).holds(ANSWERS) is holds


def test_a_condition_knows_what_it_looks_at() -> None:
    asked = condition("not a = 1 and (b in [x, y] or c is given)")

    assert list(asked.names()) == ["a", "b", "c"]
    assert [(one.name, one.sign, one.values) for one in asked.comparisons()] == [
        ("a", "=", ("1",)),
        ("b", "in", ("x", "y")),
        ("c", "given", ()),
    ]


def test_the_same_words_are_read_once() -> None:
    assert condition("a = 1") is condition("a = 1")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "the name of a question is missing at the end"),
        ("a", "`a` is compared with none of =, !=, <, <=, >, >=, in, has, is given"),
        ("a =", "a value is missing at the end"),
        ("= b", "the name of a question is missing before `=`"),
        ("a = b c", "`c` is not expected here"),
        ("a = b and", "the name of a question is missing at the end"),
        ("(a = b", "`)` is missing"),
        ("(a = b c", "`)` is missing before `c`"),
        ("a = b)", "`)` is not expected here"),
        ("a is here", "`given` is missing before `here`"),
        ("a is", "`given` is missing"),
        ("a in b", "`[` is missing before `b`"),
        ("a in []", "a value is missing before `]`"),
        ("a in [b", "`]` is missing"),
        ("a in [b,]", "a value is missing before `]`"),
        ("a has", "a value is missing at the end"),
        ("a == b", "a value is missing before `=`"),
        ("a = 'b'", "`'` has no meaning in a condition"),
        ("a; DROP TABLE", "`;` has no meaning in a condition"),
        ("ক = b", "`ক` has no meaning in a condition"),
        ("a = .", "a value is missing before `.`"),
        ("(" * 30 + "a = b" + ")" * 30, "nested deeper than 20"),
        ("not " * 30 + "a = b", "nested deeper than 20"),
        ("a = " + "b" * LONGEST, f"longer than {LONGEST} characters"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(ConditionError) as error:
        condition(written)

    assert str(error.value) == reason


WORDS = st.sampled_from(
    [
        "a",
        "and",
        "or",
        "not",
        "(",
        ")",
        "=",
        "!=",
        "<",
        "in",
        "[",
        "]",
        ",",
        "is",
        "given",
        "has",
        "1",
        "-",
        ".",
    ]
)


@given(
    words=st.lists(WORDS, max_size=12),
    answer=st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text())),
)
def test_any_words_are_read_or_refused_and_never_more(words: list[str], answer: Any) -> None:
    try:
        read = condition(" ".join(words))
    except ConditionError:
        return

    assert read.holds({"a": answer}) in (True, False)
