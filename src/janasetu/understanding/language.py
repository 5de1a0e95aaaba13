"""Tell in which language a message is written, and in which one it is answered, by rules of our own.

General detectors take Bengali in Latin letters for Pidgin or Shona. Letters decide where they can: Bengali
script is Bengali, Devanagari is Hindi. Latin letters may be any of three languages; then the small words and
the endings of verbs decide, for nouns are English in all of them.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from janasetu.lib.words import Lang
from janasetu.understanding.language_words import (
    ANYBODYS,
    BENGALI,
    BENGALI_ENDS,
    ENGLISH,
    ENGLISH_ENDS,
    HINDI,
    HINDI_ENDS,
    SIGNS,
)
from janasetu.understanding.values import Language

LONGEST = 600  # characters that are looked at
_Latin = Literal["bn-Latn", "en", "hi"]

_BENGALI_WORD = re.compile("[\u0980-\u09e3\u09f0\u09f1][\u0980-\u09e3\u09f0\u09f1\u200c\u200d]*")
_DEVANAGARI_WORD = re.compile("[\u0900-\u0963\u0971-\u097f]+")  # without the danda, Bengal's full stop too
_LATIN_WORD = re.compile("[A-Za-z]+(?:['’][a-z]{1,2}(?![A-Za-z]))?")
_ODD_ONE = 4  # so many more Latin words than Bengali ones, and the few do not decide
_ANSWERED_IN: dict[Language, Lang] = {"bn": "bn", "bn-Latn": "bn", "mixed": "bn", "en": "en", "hi": "hi"}


def language_of(text: str) -> Language:
    """The language of the message; mixed: in Bengali script with two or more Latin words of matter."""
    text = text[:LONGEST]
    bengali, devanagari = len(_BENGALI_WORD.findall(text)), len(_DEVANAGARI_WORD.findall(text))
    latin = [word.lower().replace("’", "'") for word in _LATIN_WORD.findall(text)]
    if bengali and bengali >= devanagari and len(latin) < _ODD_ONE * bengali:
        return "mixed" if sum(map(_is_matter, latin)) > 1 else "bn"
    if devanagari and len(latin) < _ODD_ONE * devanagari:
        return "hi"
    return _in_latin_letters(latin) if latin else "bn"


def reply_to(text: str) -> Lang:
    """The language of the answer: Bengali in Latin letters is answered in Bengali script."""
    return _ANSWERED_IN[language_of(text)]


def _is_matter(word: str) -> bool:
    """Not a sign of a number or a courtesy: «৫ no ward» has none but ward."""
    return len(word) > 1 and word not in SIGNS


def _in_latin_letters(words: Sequence[str]) -> _Latin:
    if ANYBODYS.issuperset(words):
        return "bn-Latn"
    bengali, english, hindi = map(sum, zip(*map(_weighed, words), strict=True))
    if hindi > max(bengali, english):
        return "hi"
    return "bn-Latn" if bengali >= english and bengali > 0 else "en"


@lru_cache(maxsize=8192)
def _weighed(word: str) -> tuple[float, float, float]:
    """How much the word speaks for Bengali, English and Hindi: by the lists, or by its ending."""
    known = BENGALI.get(word, 0.0), ENGLISH.get(word, 0.0), HINDI.get(word, 0.0)
    return (
        known
        if any(known)
        else (_by_end(word, BENGALI_ENDS), _by_end(word, ENGLISH_ENDS), _by_end(word, HINDI_ENDS))
    )


def _by_end(word: str, ends: Sequence[tuple[str, float]]) -> float:
    return next((weight for end, weight in ends if word.endswith(end) and len(word) > len(end) + 1), 0.0)
