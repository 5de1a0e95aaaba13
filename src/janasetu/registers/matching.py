"""How well a name that is asked for meets a name that stands in a register, from 0 to 1. Pure."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from janasetu.registers.names import BETWEEN, is_light, ways_of

MEETS = 0.72  # from here on two spellings are taken for one person's
_LIGHT, _HEAVY = 0.28, 1.0
_UNASKED = 0.3  # how much a word weighs that stands in the register and was not asked for
_ALIKE = 0.4  # what a word counts that is nearly the one asked for: অরিজিৎ and অভিজিৎ are two people
_INITIAL = 0.7  # what a letter counts for a name that begins with it
_SHORTEST_ALIKE = 4  # letters of a skeleton; shorter ones that differ are other names
_NEAR = 31  # days
_BONES, _BY_BONES = 3, 0.85  # so many consonants that are the same ones say a word, whatever stands between
_VOWELS = str.maketrans(dict.fromkeys("aeiou"))
_COARSE = str.maketrans({"e": "i", "o": "u", "f": "p", "z": "j", "v": "b", "w": "u"})


def likeness(asked: str, stands: str) -> float:
    """The likeness of two names as people write them."""
    return max((_of_words(a, s) for a in ways_of(asked) for s in ways_of(stands)), default=0.0)


def likeness_of_keys(asked: str, key: str) -> float:
    """The likeness of a name as typed to a search column of `name_key`."""
    stands = [tuple(way.split()) for way in key.split(BETWEEN)] if key else []
    return max((_of_words(a, s) for a in ways_of(asked) for s in stands), default=0.0)


def nearness(asked: date, stands: date) -> float:
    """How near a day is to the one that is remembered; day and month changed about are nearly it."""
    apart = abs((asked - stands).days)
    if not apart:
        return 1.0
    if asked.year == stands.year and (asked.day, asked.month) == (stands.month, stands.day):
        return 0.9
    if (asked.day, asked.month) == (stands.day, stands.month):
        return 0.7
    return 0.6 if apart <= _NEAR else 0.3 if asked.year == stands.year else 0.1


def _of_words(asked: Sequence[str], stands: Sequence[str]) -> float:
    """Each word asked for meets the best word left; what is left over counts against it."""
    if not asked or not stands:
        return 0.0
    left, met, whole = list(stands), 0.0, 0.0
    for word in sorted(asked, key=lambda one: (is_light(one), -len(one))):
        best = max(left, key=lambda one: _of_word(word, one), default="")
        score = _of_word(word, best) if best else 0.0
        weight = _LIGHT if is_light(word) else _HEAVY
        whole += weight
        if score:
            met += weight * score
            left.remove(best)
    whole += sum(_UNASKED * (_LIGHT if is_light(word) else _HEAVY) for word in left)
    return met / whole


@lru_cache(1 << 15)
def _of_word(asked: str, stands: str) -> float:
    if asked == stands:
        return 1.0
    if len(asked) == 1 or len(stands) == 1:
        return _INITIAL if asked[0] == stands[0] else 0.0
    if asked.rstrip("a") == stands.rstrip("a") or _coarse(asked) == _coarse(stands):
        return 0.95
    if asked[-1] == stands[-1] and len(bones := _bones(asked)) >= _BONES and bones == _bones(stands):
        return _BY_BONES
    if asked[0] != stands[0] or min(len(asked), len(stands)) < _SHORTEST_ALIKE:
        return 0.0
    return _ALIKE if _one_apart(asked, stands) else 0.0


def _bones(word: str) -> str:
    return word.translate(_VOWELS)


def _coarse(word: str) -> str:
    """Without what ears and pens make little of: aspirates, i and e, u and o, a last vowel."""
    plain = word[:1] + word[1:].replace("h", "")
    return plain.translate(_COARSE).rstrip("a")


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two changed about make one word of the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    rest = short[at + 1 :] == long[at + 1 :]
    turned = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return rest or turned
