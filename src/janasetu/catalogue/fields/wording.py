"""What a field is called and what is said about its answers: the definition's words, else the kind's own."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from janasetu.lib import bn
from janasetu.lib.amounts import rupees
from janasetu.lib.phrases import LANGS, Phrases
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.fields.base import Problem
    from janasetu.catalogue.schema import Field

_PHRASES = Phrases.load(Path(__file__).parents[1] / "phrases.yaml")
_KEYS = frozenset(_PHRASES.keys())


def label_of(field: "Field", lang: Lang) -> str:
    """The question as it is asked. PhraseError where neither the definition nor the kind has one."""
    return field.label.in_(lang) if field.label else say(f"ask_{field.kind}", lang)


def short_of(field: "Field", lang: Lang) -> str:
    """The question in a word or two, for lists and summaries. PhraseError as with `label_of`."""
    return field.short.in_(lang) if field.short else say(f"short_{field.kind}", lang)


def has_label(kind: str) -> bool:
    """Whether this kind has a question of its own, so that a definition need not write one."""
    return f"ask_{kind}" in _KEYS


def has_short(kind: str) -> bool:
    return f"short_{kind}" in _KEYS


def follow_up(key: str, lang: Lang) -> str:
    """The follow-up question that `FieldKind.lacking` names."""
    return say(key, lang)


def problem_words(problem: "Problem", lang: Lang) -> str:
    """Why an answer was not taken and how to give one; dates, amounts, names and kinds of file in words."""
    return say(problem.key, lang, **{name: _in_words(value, lang) for name, value in problem.values.items()})


def say(key: str, lang: Lang, **values: str | int) -> str:
    return _PHRASES.say(key, lang, **values)


def titles(key: str) -> dict[Lang, str]:
    """The same words in every language, as an offer has them."""
    return {lang: say(key, lang) for lang in LANGS}


def media_words(media: Sequence[str], lang: Lang) -> str:
    """«ছবি বা পিডিএফ»: the kinds of file, as one says them."""
    *first, last = (say(f"media_{one}", lang) for one in media)
    return f" {say('or', lang)} ".join([", ".join(first), last]) if first else last


def _in_words(value: Any, lang: Lang) -> str | int:
    match value:
        case str() | int():
            return value
        case Decimal():
            return rupees(value, lang)
        case dt.date():
            return bn.date(value, lang)
        case Mapping():
            return in_language(value, lang)
        case _:
            return media_words(value, lang)
