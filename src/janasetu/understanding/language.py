"""Tell in which language a message is written, and in which one it is answered, by rules of our own.

General detectors take Bengali in Latin letters for Pidgin or Shona. Letters decide where they can: Bengali
script is Bengali, Devanagari is Hindi. Latin letters may be any of three languages; then the small words and
the endings of verbs decide, for nouns are English in all of them.
"""

import re
from collections.abc import Iterator, Sequence
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
_DEVANAGARI_WORD = re.compile(
    "[\u0900-\u0963\u0971-\u097f]+"
)  # not the danda, which is Bengal's full stop too
_LATIN_WORD = re.compile("[A-Za-z]+(?:['’][a-z]{1,2}(?![A-Za-z]))?")
_ODD_ONE = 4  # so many more Latin words than Bengali ones, and the few do not decide
_ANSWERED_IN: dict[Language, Lang] = {"bn": "bn", "bn-Latn": "bn", "mixed": "bn", "en": "en", "hi": "hi"}


def language_of(text: str) -> Language:
    """The language of the message; mixed: in Bengali script with two or more Latin words of matter."""
    text = text[:LONGEST]
    bengali, devanagari = len(_BENGALI_WORD.findall(text)), len(_DEVANAGARI_WORD.findall(text))
    latin = [] if text.isascii() is False and not _LATIN_WORD.search(text) else _latin_words(text)
    if bengali and bengali >= devanagari and len(latin) < _ODD_ONE * bengali:
        return "mixed" if sum(map(_is_matter, latin)) > 1 else "bn"
    if devanagari and len(latin) < _ODD_ONE * devanagari:
        return "hi"
    return _in_latin_letters(latin) if latin else "bn"


def reply_to(text: str) -> Lang:
    """The language of the answer: Bengali in Latin letters is answered in Bengali script."""
    return _ANSWERED_IN[language_of(text)]


def _latin_words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _LATIN_WORD.findall(text)]


def _is_matter(word: str) -> bool:
    """Not a sign of a number or a courtesy: «৫ no ward» has none but ward."""
    return len(word) > 1 and word not in SIGNS


def _in_latin_letters(words: Sequence[str]) -> _Latin:
    bengali = english = hindi = 0.0
    for in_bengali, in_english, in_hindi in map(_weighed, words):
        bengali += in_bengali
        english += in_english
        hindi += in_hindi
    if set(words) <= ANYBODYS:
        return "bn-Latn"
    if hindi > max(bengali, english):
        return "hi"
    return "bn-Latn" if bengali >= english and bengali > 0 else "en"


@lru_cache(maxsize=8192)
def _weighed(word: str) -> tuple[float, float, float]:
    """How much the word speaks for Bengali, English and Hindi."""
    known = BENGALI.get(word, 0.0), ENGLISH.get(word, 0.0), HINDI.get(word, 0.0)
    if any(known):
        return known
    return tuple(_by_end(word))  # type: ignore[return-value]


def _by_end(word: str) -> Iterator[float]:
    for ends in (BENGALI_ENDS, ENGLISH_ENDS, HINDI_ENDS):
        yield next((weight for end, weight in ends if word.endswith(end) and len(word) > len(end) + 1), 0.0)
