"""In which language a message is written, and in which one it is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.catalogue.loader import BUNDLED
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile, bengali_typed
from janasetu.understanding.language import language_of, reply_to
from janasetu.understanding.phrases import bank

_ANSWERED_IN = {"bn": "bn", "bn-Latn": "bn", "en": "en", "hi": "hi", "hi-Latn": "hi"}
_WIDE = 5_000  # phrases
_LEAST = 0.985  # of them are answered in their own language


def test_the_language_of_a_message_is_told() -> None:
    table = rows("languages", beside=__file__)

    assert [(said, language_of(said)) for said, _ in table] == table


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("জল নেই", "bn"),
        ("jol nei", "bn"),
        ("street light ta jolche না", "bn"),
        ("no water", "en"),
        ("पानी नहीं", "hi"),
    ],
)
def test_bengali_is_answered_in_bengali_script_however_it_is_written(said: str, reply: str) -> None:
    assert reply_to(said) == reply


def test_a_danda_does_not_make_bengali_hindi() -> None:
    assert language_of("amar bari te jol nei।") == "bn-Latn"


@given(bengali_typed() | bengali_hostile() | st.text())
def test_every_text_has_a_language(text: str) -> None:
    assert language_of(text) in {"bn", "bn-Latn", "en", "hi", "mixed"}


def test_the_bank_is_answered_in_the_language_of_each_phrase() -> None:
    phrases = bank(BUNDLED)

    wrong = [phrase.text for phrase in phrases if reply_to(phrase.text) != _ANSWERED_IN[phrase.language]]

    assert len(phrases) > _WIDE
    assert len(wrong) <= (1 - _LEAST) * len(phrases), wrong
