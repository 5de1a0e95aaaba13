"""What a model sees of a message: groups of letters and words, of how it sounds.

The sound (`lib.fold`) is alike in Bengali, Devanagari and Latin letters. A message is looked at in four
views: groups of neighbouring letters of its words by their sound; the same of the consonants alone, which
forgive vowels too, and from word to word; its words and pairs of them, by their idea; and groups of letters
as they are typed, which keep apart what only sounds alike, English above all. A group is known by a number
of 32 bits, so that no table of groups is kept.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from janasetu.lib.fold import plain_words, skeleton_of
from janasetu.lib.numerals import ascii_digits
from janasetu.understanding.synonyms import IDEAS, SYNONYMS

VERSION: Final = 2  # of everything below: a model of another version has seen other groups
LONGEST: Final = 1000  # characters of a message that are looked at

Groups = NDArray[np.uint32]

_PRIME: Final = 0x100000001B3
_SPACE: Final = 32
_FACTOR, _HIGH = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
_WORD, _PAIR, _APART = 97, 98, 99  # what a group is of, beside so and so many letters
_SOUND, _BARE, _TYPED = 1, 2, 3
SHARES: Final = (1.0, 1.0, 1.0, 0.6)
"""What each view counts beside the others."""


def views(text: str) -> tuple[Groups, ...]:
    """The groups of each view, one as often as it is there."""
    typed = _typed(text)
    heard = _heard(typed)
    return (
        _letters(heard, sizes=(2, 3, 4, 5), view=_SOUND),
        _letters([" ".join(map(_consonants, heard))], sizes=(3, 4, 5), view=_BARE),
        _words([IDEAS.get(word, word) for word in heard]),
        _letters(typed, sizes=(2, 3, 4, 5), view=_TYPED),
    )


def sounds(text: str) -> list[str]:
    """The message's words by their sound; those that mean one thing in two ways of speaking are one."""
    return _heard(_typed(text))


def _heard(typed: Sequence[str]) -> list[str]:
    return [SYNONYMS.get(sound, sound) for word in typed if (sound := skeleton_of(word))]


def _typed(text: str) -> list[str]:
    return plain_words(_NUMBER.sub(_kind_of_number, ascii_digits(text[:LONGEST])))


_NUMBER = re.compile(r"[0-9][0-9,./-]*")


def _kind_of_number(typed: re.Match[str]) -> str:
    """Which number it is says nothing of the matter; how long it is does: a ward, a year, a reference."""
    digits = sum(map(str.isdigit, typed[0]))
    return " 3 " if digits < 4 else " 5 " if digits < 7 else " 8 "


_VOWELS = re.compile("(?<=.)[aeiou]")
_ASPIRATES = re.compile("(?<=[kgcjtdpb])h")


@lru_cache(maxsize=4096)
def _consonants(word: str) -> str:
    """The sound without breath and without vowels but one it begins with."""
    return _ASPIRATES.sub("", _VOWELS.sub("", word))


def _letters(words: Sequence[str], *, sizes: Sequence[int], view: int) -> Groups:
    """Every group of so many neighbouring letters of a word; where it begins and ends counts as a letter."""
    spaced = f" {'  '.join(words)} ".encode("utf-32-le")
    letters = np.frombuffer(spaced, np.uint32).astype(np.uint64)
    is_space = letters == _SPACE
    word = np.cumsum(is_space & np.concatenate([[False], is_space[:-1]]))  # which one a letter is of
    rolling, found = letters, []
    for size in range(1, min(max(sizes), len(letters)) + 1):
        if size > 1:
            rolling = rolling[:-1] * np.uint64(_PRIME) + letters[size - 1 :]
        if size in sizes:
            found.append(_mixed(rolling[word[: len(rolling)] == word[size - 1 :]], view * 16 + size))
    return np.concatenate(found) if found else np.zeros(0, np.uint32)


def _words(words: Sequence[str]) -> Groups:
    """Each word, each pair of neighbours, and each pair with one word between."""
    own = np.array([_number(word) for word in words], np.uint64)
    pairs = own[:-1] * np.uint64(_PRIME) + own[1:]
    apart = own[:-2] * np.uint64(_PRIME) + own[2:]
    return np.concatenate([_mixed(own, _WORD), _mixed(pairs, _PAIR), _mixed(apart, _APART)])


@lru_cache(maxsize=4096)
def _number(word: str) -> int:
    number = 0
    for letter in word:
        number = (number * _PRIME + ord(letter)) & 0xFFFFFFFFFFFFFFFF
    return number


def _mixed(numbers: NDArray[np.uint64], kind: int) -> Groups:
    """The upper half of a product with an odd number near the golden ratio (Knuth, TAOCP 6.4), taken
    twice.
    """
    mixed = (numbers + np.uint64(kind)) * _FACTOR
    mixed ^= mixed >> _HIGH
    mixed *= _FACTOR
    return (mixed >> _HIGH).astype(np.uint32)
