"""Amounts and numbers as they stand on a receipt: in figures, and in words that a clerk would write."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import amounts, bn, reading
from janasetu.lib.number_words import BELOW_HUNDRED, CRORE, HUNDREDS, LAKH, MINUS, POINT, THOUSAND
from janasetu.lib.tests.golden_tables import rows

LANGS: tuple[bn.Lang, ...] = get_args(bn.Lang)
WHOLE = st.integers(-(10**18), 10**18) | st.integers(-1000, 1000) | st.integers(0, 20).map(lambda n: 10**n)
PAISE = st.integers(-(10**13), 10**13) | st.integers(-1000, 1000)


@pytest.mark.parametrize(("amount", "in_bn", "in_en", "in_hi"), rows("rupees"))
def test_rupees_have_paise_only_where_there_are_any(amount: str, in_bn: str, in_en: str, in_hi: str) -> None:
    assert [amounts.rupees(Decimal(amount), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


@pytest.mark.parametrize(("amount", "in_bn", "in_en", "in_hi"), rows("rupees_in_words"))
def test_rupees_are_said_as_on_a_receipt(amount: str, in_bn: str, in_en: str, in_hi: str) -> None:
    assert [amounts.rupees_in_words(Decimal(amount), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


@pytest.mark.parametrize(("n", "in_bn", "in_en", "in_hi"), [*rows("in_words"), *rows("below_hundred")])
def test_numbers_are_said_in_hundreds_thousands_lakhs_and_crores(
    n: str, in_bn: str, in_en: str, in_hi: str
) -> None:
    assert [amounts.in_words(Decimal(n), lang) for lang in LANGS] == [in_bn, in_en, in_hi]


def test_whole_numbers_are_amounts_too() -> None:
    assert amounts.rupees(1200, "bn") == "₹১,২০০"
    assert amounts.rupees_in_words(1200, "bn") == "এক হাজার দুশো টাকা মাত্র"
    assert amounts.in_words(35, "bn") == bn.normalise("পঁয়ত্রিশ")


def test_no_digit_of_a_large_amount_is_rounded_away() -> None:
    assert amounts.rupees(Decimal("9" * 40 + ".99"), "en").endswith(",99,999.99")
    assert amounts.in_words(10**63 + 1, "en") == f"one{' crore' * 9} one"


@pytest.mark.parametrize("amount", ["0.005", "1.001", "NaN", "Infinity", "-Infinity"])
def test_what_is_no_whole_number_of_paise_is_no_amount(amount: str) -> None:
    with pytest.raises(amounts.NotAnAmountError, match="whole paise"):
        amounts.rupees(Decimal(amount), "bn")
    with pytest.raises(ValueError, match="whole paise"):
        amounts.rupees_in_words(Decimal(amount), "bn")


@pytest.mark.parametrize("n", ["NaN", "Infinity"])
def test_what_is_no_number_is_not_said(n: str) -> None:
    with pytest.raises(ValueError, match="Not a number"):
        amounts.in_words(Decimal(n), "bn")


@given(WHOLE, st.sampled_from(LANGS))
def test_a_number_in_words_is_read_back(n: int, lang: bn.Lang) -> None:
    assert reading.whole_number(amounts.in_words(n, lang)) == n


@given(PAISE, st.sampled_from(LANGS))
def test_an_amount_is_read_back_from_words_and_from_figures(paise: int, lang: bn.Lang) -> None:
    amount = Decimal(paise) / 100

    assert reading.amount(amounts.rupees_in_words(amount, lang)) == amount
    assert reading.amount(amounts.rupees(amount, lang)) == amount


def test_all_words_stand_in_stored_form_and_differ() -> None:
    for lang in LANGS:
        units = [THOUSAND[lang], LAKH[lang], CRORE[lang], MINUS[lang], POINT[lang]]
        said = [*BELOW_HUNDRED[lang], *HUNDREDS[lang], *units]

        assert [word for word in said if bn.normalise(word) != word] == []
        assert len(BELOW_HUNDRED[lang]) == 100
        assert len(set(said)) == len(said)
