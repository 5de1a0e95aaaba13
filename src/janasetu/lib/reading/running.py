"""Take a running message apart into figures and words, each with its place, and find numbers in it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from janasetu.lib.fold import skeleton_of
from janasetu.lib.number_words import BELOW_HUNDRED
from janasetu.lib.numerals import ascii_digits
from janasetu.lib.reading.counting import number_of, peeled
from janasetu.lib.reading.number_table import KNOWN, VALUES
from janasetu.lib.reading.typed import respelt
from janasetu.lib.spelling import normalise

LONGEST = 2000  # characters of a message that are looked at
_JOINING = frozenset(("", "-"))
_GENITIVE = re.compile("(?<=[\u0980-\u09ff]{2})(?:য়ের|ের|এর)$")  # «তিরানব্বইয়ের পার্ক»
_MOST_WORDS = 4  # of one number: one hundred and four
_TOKEN = re.compile(
    "[0-9]+|[A-Za-z\u00c0-\u024f]+|[\u0980-\u09e3\u09f0\u09f1\u200c\u200d]+|[\u0900-\u0963\u0970-\u097f]+"
)
# More spellings in Latin letters than a table could hold, by their sound; only where a number must stand.
_SPELT = [*BELOW_HUNDRED["hi"], *VALUES, *BELOW_HUNDRED["bn"]]
_BY_SOUND = {skeleton_of(word): respelt(word) for word in _SPELT if len(word) > 2 and not word.isascii()} | {
    heard: respelt(meant)
    for heard, meant in {"ak": "এক", "aks": "একশো", "aksa": "একশো", "sa": "শো", "sala": "ষোলো"}.items()
}


class Token(NamedTuple):
    """A row of digits or of letters. `key`: respelt. `gap`: the signs before it, without spaces."""

    key: str
    start: int
    end: int
    gap: str

    @property
    def is_figure(self) -> bool:
        return self.key[0] in "0123456789"


def readable(text: str) -> str:
    """The beginning of a message in the form in which it is looked at: normalised, with Latin digits."""
    return ascii_digits(normalise(text[:LONGEST]))


def tokens(said: str) -> list[Token]:
    """The figures and words of a text made `readable`, in order."""
    found: list[Token] = []
    behind = 0
    for match in _TOKEN.finditer(said):
        start, end = match.span()
        key = respelt(match[0])
        if not key:  # a mark without a letter
            continue
        found.append(Token(key, start, end, said[behind:start].strip()))
        behind = end
    return found


def number_behind(said: Sequence[Token], start: int, *, by_sound: bool = False) -> tuple[int, int] | None:
    """The longest number that begins with this token: itself, and the place of the token after it."""
    for end in range(min(_reach(said, start), len(said)), start, -1):
        number = number_in([token.key for token in said[start:end]], by_sound=by_sound)
        if number is not None:
            return number, end
    return None


def number_ahead(said: Sequence[Token], end: int, *, by_sound: bool = False) -> tuple[int, int] | None:
    """The longest number that ends right before this token: itself, and the place of its first token."""
    start = end - 1
    while start > max(end - _MOST_WORDS, 0) and said[start].gap in _JOINING and not said[start].is_figure:
        start -= 1
    for begin in range(max(start, 0), end):
        number = number_in([token.key for token in said[begin:end]], by_sound=by_sound)
        if number is not None:
            return number, begin
    return None


def number_in(keys: Sequence[str], *, by_sound: bool = False) -> int | None:
    """The whole number that these respelt words are; None where they are none, or figures of two numbers."""
    if len(keys) == 1 and keys[0].isdecimal():
        return int(keys[0])
    if any(key[0].isdecimal() for key in keys):
        return None
    parts = [part for key in keys for part in peeled(_by_sound(key) if by_sound else key)]
    number = number_of(parts)
    if number is None and (bare := _GENITIVE.sub("", keys[-1])) != keys[-1]:
        return number_in([*keys[:-1], bare], by_sound=by_sound)
    return int(number) if number is not None and number.denominator == 1 else None


def _by_sound(key: str) -> str:
    return key if key in KNOWN or len(key) < 2 else _BY_SOUND.get(skeleton_of(key), key)


def _reach(said: Sequence[Token], start: int) -> int:
    """How far a number may reach: to the next sign, figure, or so many words."""
    end = start + 1
    while (
        end < len(said)
        and end - start < _MOST_WORDS
        and said[end].gap in _JOINING
        and not said[start].is_figure
    ):
        end += 1
    return end
