"""What fields are called, what is said about them, and what a definition may say of each kind."""

import datetime as dt
from decimal import Decimal

import pytest

from janasetu.catalogue.fields import KINDS, Problem
from janasetu.catalogue.fields.wording import (
    follow_up,
    has_label,
    has_short,
    label_of,
    problem_words,
    short_of,
)
from janasetu.catalogue.schema import BUTTON, QUESTION, Field
from janasetu.catalogue.tests.answering import faults
from janasetu.catalogue.tests.factories import question
from janasetu.lib.phrases import PhraseError
from janasetu.lib.text import units
from janasetu.lib.texts import LANGUAGES
from janasetu.lib.words import Lang

OWN_WORDS_NEEDED = {"text", "choice", "choices", "yes_no", "count"}


def bare(kind: str) -> Field:
    return Field(field="asked", kind=kind)


def test_the_words_of_the_definition_stand_before_those_of_the_kind() -> None:
    field = question("place")

    assert (label_of(field, "bn"), short_of(field, "bn")) == ("বলুন", "উত্তর")
    assert label_of(bare("place"), "bn") == "জায়গাটা কোথায়? লোকেশন পাঠান, অথবা ঠিকানা লিখুন।"
    assert [short_of(bare("place"), lang) for lang in ("bn", "en", "hi")] == ["জায়গা", "Place", "जगह"]


def test_a_kind_that_says_nothing_by_itself_needs_a_label() -> None:
    needy = {kind for kind in KINDS if any("`label`" in fault for fault in faults(bare(kind)))}

    assert needy == OWN_WORDS_NEEDED
    assert faults(bare("text")) == ["a text needs a `label`", "a text needs a `short`"]
    assert faults(bare("count")) == ["a count needs a `label`"]
    with pytest.raises(PhraseError):
        label_of(bare("text"), "bn")


def test_the_words_of_the_kinds_fit_their_channels() -> None:
    shorts = [short_of(bare(kind), lang) for kind in KINDS if has_short(kind) for lang in LANGUAGES]
    labels = [label_of(bare(kind), lang) for kind in KINDS if has_label(kind) for lang in LANGUAGES]

    assert [short for short in shorts if units(short) > BUTTON] == []
    assert [label for label in labels if units(label) > QUESTION] == []
    assert len(labels) == 3 * (len(KINDS) - len(OWN_WORDS_NEEDED))


def test_values_are_said_in_the_language_of_the_sentence() -> None:
    early = Problem("date_too_early", {"earliest": dt.date(2026, 4, 1)})
    dear = Problem("money_too_large", {"most": Decimal("1500.50")})
    paper = Problem("document_needed", {"accepts": ("image", "pdf")})
    short = Problem("text_too_short", {"least": 12})

    assert problem_words(early, "bn") == "তারিখটি অনেক আগের। ১ এপ্রিল ২০২৬ বা তার পরের তারিখ লিখুন।"
    assert problem_words(dear, "en") == "That is too much. It can be ₹1,500.50 at most."
    assert problem_words(paper, "hi") == "काग़ज़ भेजिए: फ़ोटो या पीडीएफ़।"
    assert problem_words(short, "bn") == "আর একটু লিখুন, অন্তত ১২ অক্ষর।"


def test_follow_up_questions_are_phrases_too() -> None:
    assert follow_up("slot_part", "en") == "Which part of the day would suit you?"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("options", {"a": {"bn": "ক", "en": "A"}}),
        ("menu", {"bn": "তালিকা", "en": "List"}),
        ("least", 1),
        ("most", 2),
        ("earliest", "today"),
        ("latest", "today"),
        ("toward", "past"),
        ("scripts", "one"),
        ("needs", ["ward"]),
        ("accepts", ["pdf"]),
        ("resource", "hall"),
    ],
)
def test_a_key_that_a_kind_does_not_know_is_told(key: str, value: object) -> None:
    told = {kind for kind in KINDS if f"a {kind} has no `{key}`" in faults(question(kind, **{key: value}))}

    assert told == {kind for kind in KINDS if key not in KINDS[kind].takes}
    assert told != set(KINDS)


# --- as a person asks it aloud ---

ALOUD = {"bn": "কোন ওয়ার্ডে?", "en": "Which ward?"}


def read_out(field: Field, lang: Lang = "bn") -> str:
    return KINDS[field.kind].read_out(field, lang)


def test_a_question_is_read_out_in_the_words_for_speaking() -> None:
    field = question("place", spoken=ALOUD)

    assert (read_out(field), read_out(field, "en"), read_out(field, "hi")) == (
        "কোন ওয়ার্ডে?",
        "Which ward?",
        "কোন ওয়ার্ডে?",
    )


def test_without_such_words_its_short_name_is_read_out_and_never_what_the_chat_says() -> None:
    assert read_out(bare("place")) == short_of(bare("place"), "bn") == "জায়গা"
    assert read_out(question("text")) == "উত্তর"


def test_a_consent_is_read_out_word_for_word_and_has_no_other_words() -> None:
    assert read_out(bare("consent")) == label_of(bare("consent"), "bn")
    assert "a consent has no `spoken`: its `label` is read out word for word" in KINDS["consent"].problems(
        question("consent", spoken=ALOUD)
    )
