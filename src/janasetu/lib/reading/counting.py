"""Add up the words and figures of one number: «দুই কোটি তিন লাখ পাঁচশো», "five hundred twenty-one", «দেড় লাখ»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from janasetu.lib.reading.number_table import (
    CRORE,
    ENDINGS,
    ENGLISH_TENS,
    HALVES,
    HUNDRED,
    KNOWN,
    POINTS,
    SHIFTS,
    UNITS,
    VALUES,
)

# 1234567, 1,234,567 and 12,34,567; with a fraction where there is one.
_FIGURES = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})(\.\d+)?")
_MOST_DECIMALS = 2  # without a unit behind: 1.5 is one and a half, but 1.000 may mean a thousand
_A_HALF = Fraction(1, 2)
_AND = frozenset(("and", "-"))  # "five hundred and one", "twenty-one"


def number_of(said: Sequence[str]) -> Fraction | None:
    """The number that these words and figures are, and nothing beside it; None where they are none."""
    point = next((place for place, word in enumerate(said) if word in POINTS), None)
    if point is not None:
        return _with_decimals(said[:point], said[point + 1 :])
    count = _Count()
    return count.total() if all(map(count.take, said)) else None


def peeled(word: str) -> list[str]:
    """The parts of a word that are written together: পাঁচশো is পাঁচ and শো; any other word is its own part."""
    ends: list[str] = []
    begin = word
    while begin not in KNOWN:
        ending = next((end for end in ENDINGS if begin.endswith(end)), None)
        if ending is None:
            return [word]
        ends.insert(0, ENDINGS[ending])
        begin = begin.removesuffix(ending)
    return [begin, *ends]


def _with_decimals(whole: Sequence[str], digits: Sequence[str]) -> Fraction | None:
    number = number_of(whole)
    decimals = [VALUES[word] for word in digits if VALUES.get(word, 10) < 10]
    if number is None or not digits or len(decimals) < len(digits):
        return None
    return number + Fraction(int("".join(map(str, decimals))), 10 ** len(decimals))


@dataclass(slots=True)
class _Count:
    """A number as it is being said. Every `take` answers whether the word may stand there."""

    crores: Fraction = Fraction(0)  # all that is said up to the last crore
    thousands: Fraction = Fraction(0)  # the lakhs and thousands behind it
    unit: int = CRORE  # the last unit; the next one must be smaller
    current: Fraction | None = None  # what a unit would multiply
    shift: Fraction | None = None  # the quarter that waits for its number
    room: int = 0  # the next number may be added to `current` when it is smaller than this
    decimals: int = 0

    def take(self, word: str) -> bool:
        if word in SHIFTS:
            return self._wait(SHIFTS[word])
        if word in UNITS:
            return self._multiply(UNITS[word])
        if figures := _FIGURES.fullmatch(word):
            self.decimals = len(figures[1] or ".") - 1
            return self._add(Fraction(word.replace(",", "")))
        if word in _AND:
            return self.room > 0 or (self.current is None and self.unit < CRORE)
        if word in HALVES:
            return self.shift is None and self._add(HALVES[word])
        return word in VALUES and self._add(Fraction(VALUES[word]), tens=word in ENGLISH_TENS)

    def total(self) -> Fraction | None:
        unsaid = self.current is None and not self.thousands and not self.crores
        if unsaid or self.shift is not None or self.decimals > _MOST_DECIMALS:
            return None
        return self.crores + self.thousands + (self.current or 0)

    def _wait(self, shift: Fraction) -> bool:
        free = self.current is None and self.shift is None
        self.shift = shift
        return free

    def _add(self, number: Fraction, *, tens: bool = False) -> bool:
        if self.current is None:
            self.current = number + (self.shift or 0)
        elif self.shift is None and 0 < number < self.room:
            self.current += number
        else:
            return False
        self.shift = None
        self.room = 10 if tens else 0
        return True

    def _multiply(self, unit: int) -> bool:
        if self.current is None and self.shift == _A_HALF:  # «সাড়ে» needs its number
            return False
        if unit == CRORE:
            return self._multiply_all()
        if unit >= self.unit:
            return False
        many = self._taken(otherwise=1)
        if unit == HUNDRED:
            self.current, self.room = many * HUNDRED, HUNDRED
            return many < HUNDRED
        self.thousands += many * unit
        self.unit = unit
        return True

    def _multiply_all(self) -> bool:
        """A crore multiplies all that was said before it, earlier crores too."""
        said_before = self.crores + self.thousands
        many = self._taken(otherwise=0 if said_before else 1)
        self.crores = (said_before + many) * CRORE
        self.thousands, self.unit = Fraction(0), CRORE
        return True

    def _taken(self, *, otherwise: int) -> Fraction:
        """How many of a unit were said; where nothing was («হাজার টাকা», «সওয়া লাখ»), so many and the quarter."""
        many = self.current
        if many is None:
            many = otherwise + (self.shift or Fraction(0))
        self.current, self.shift, self.room, self.decimals = None, None, 0, 0
        return many
