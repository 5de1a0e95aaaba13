"""The ward number that words state, and the wards that a local body has."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from janasetu.lib import bn, reading
from janasetu.lib.number_words import BELOW_HUNDRED

LARGEST = 999
# «৫ নং ওয়ার্ড», «ওয়ার্ড নম্বর ৫», "ward no. 5", "5 no ward", as match_key writes them (ASCII digits).
_NUMBER = r"(?:নং|নম্বর|নাম্বার|no|number|num|nong|नंबर|नम्बर)"
_WARD_WORD = rf"(?:{bn.match_key('ওয়ার্ড')}\w*|ward|word|oard|वार्ड)"
_SAID_IN = (  # «৯ নং ওয়ার্ড ৩ নম্বর গলি» is ward 9, "house 5 ward 3" is ward 3
    re.compile(rf"(?<!\d)(\d{{1,3}})\s*{_NUMBER}\s*{_WARD_WORD}"),
    re.compile(rf"(?<![^\W\d]){_WARD_WORD}\s*{_NUMBER}?\s*(\d{{1,3}})(?!\d)"),
    re.compile(rf"(?<!\d)(\d{{1,3}})\s*{_WARD_WORD}"),
)
_IN_WORDS = (  # «পাঁচ নম্বর ওয়ার্ড», "ward five"
    re.compile(rf"(?:^|\s)(\S+)\s{_NUMBER}\s{_WARD_WORD}"),
    re.compile(rf"(?:^|\s){_WARD_WORD}\s(?:{_NUMBER}\s)?(\S+)"),
)
_NOT_NINE = bn.match_key("নয়")  # «ওয়ার্ড নয়» is no ward at all
_NOTHING_ELSE = re.compile(
    rf"(?:{_WARD_WORD}\s?)?(?:{_NUMBER}\s?)?(.+?)(?:\s?{_NUMBER}\S*)?(?:\s?{_WARD_WORD}\S*)?"
)


@dataclass(frozen=True, slots=True)
class Territory:
    """What a question knows of the local body it is asked in: its name by language, the numbers of its wards.

    Where no wards are known, as in a panchayat with its sansads, every number may be one.
    """

    name: Mapping[str, str] = field(default_factory=dict)
    wards: frozenset[int] = frozenset()

    @classmethod
    def of(cls, name: Mapping[str, str], wards: Iterable[str]) -> "Territory":
        """With wards as a body writes them: `12A` is told as 12."""
        return cls(name, frozenset(number for ward in wards if (number := _begins(ward))))

    def has_ward(self, ward: str) -> bool:
        return not self.wards or _begins(ward) in self.wards

    @property
    def in_a_row(self) -> bool:
        """Whether the wards are simply 1, 2, 3 and so on."""
        return len(self.wards) > 1 and self.wards == frozenset(range(1, len(self.wards) + 1))


def _begins(ward: str) -> int:
    begun = re.match("[0-9]+", ward)
    return int(begun[0]) if begun else 0


ANYWHERE = Territory()


def ward_in(words: str) -> str | None:
    """The ward number that the words state, in ASCII digits; None when they state none."""
    key = bn.match_key(words)
    found = next((match for way in _SAID_IN if (match := way.search(key))), None)
    if found:
        return _ward(found[1])
    said = (match[1] for way in _IN_WORDS for match in way.finditer(key))
    return next((ward for word in said if _is_said_plainly(word) and (ward := _ward(word))), None)


def ward_meant(words: str) -> str | None:
    """The ward of an answer to the question for it, where that is nothing else: «৫», «৫ নং», «পাঁচ নম্বরে»."""
    found = _NOTHING_ELSE.fullmatch(bn.match_key(words))
    return _ward(found[1]) if found else None


def _is_said_plainly(word: str) -> bool:
    """Not one of the Latin spellings that are words of their own too: at is আট, do is দো."""
    return word != _NOT_NINE and (not word.isascii() or word in BELOW_HUNDRED["en"])


def _ward(said: str) -> str | None:
    number = reading.whole_number(said)
    return str(number) if number and 0 < number <= LARGEST else None
