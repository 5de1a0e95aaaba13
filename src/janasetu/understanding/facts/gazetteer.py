"""Know a body's places by name: find in a message the words that name one, however they are spelt."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from janasetu.lib.fold import fold_keys

MOST_WORDS = 4  # of a name
_LONGEST_ENDING = 3  # letters: মোড়ের, bazare
_SHORTEST = 3  # letters: what is no longer is another word too often
_SHORTEST_ALIKE = 6  # letters of a name that is also found by likeness
_LIKE = 0.7  # so much of the letters in threes must be shared


class Places(Protocol):
    """Names of places that may be known: of crossings, markets, temples, neighbourhoods."""

    def find(self, sounds: Sequence[str]) -> tuple[int, int] | None:
        """Which of these folded words name a place: the first, and the one after the last."""


@dataclass(frozen=True)
class Gazetteer:
    """Names of places by their sound: whole, and by their letters in threes."""

    _exact: Mapping[
        tuple[str, ...], tuple[str, ...]
    ]  # the words of a name but the last, and what the last may be
    _alike: Mapping[str, tuple[int, ...]]
    _keys: Sequence[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Gazetteer":
        """From names in any spellings and scripts."""
        keys = sorted(
            {key for name in names for key in fold_keys(name) if len(key) > _SHORTEST and not key.isdecimal()}
        )
        exact: dict[tuple[str, ...], list[str]] = defaultdict(list)
        alike: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(keys):
            *begun, last = key.split()[:MOST_WORDS]
            exact[tuple(begun)].append(_bare(last))
            for three in _threes(key) if len(key) >= _SHORTEST_ALIKE else ():
                alike[three].append(number)
        return cls(
            {begun: tuple(lasts) for begun, lasts in exact.items()},
            {three: tuple(numbers) for three, numbers in alike.items()},
            keys,
        )

    def find(self, sounds: Sequence[str]) -> tuple[int, int] | None:
        """The longest name that stands in the words; else the one most alike a part of them."""
        for width in range(MOST_WORDS, 0, -1):
            for first in range(len(sounds) - width + 1):
                *begun, last = sounds[first : first + width]
                if any(_is_of(last, known) for known in self._exact.get(tuple(begun), ())):
                    return first, first + width
        return self._most_alike(sounds)

    def _most_alike(self, sounds: Sequence[str]) -> tuple[int, int] | None:
        said = {three for sound in sounds for three in _threes(sound)}
        shared = Counter(number for three in said for number in self._alike.get(three, ()))
        hits = (
            self._keys[number]
            for number, many in shared.items()
            if many >= _LIKE * 0.6 * len(self._keys[number])
        )
        found = [(likeness, span) for key in hits for likeness, span in self._likenesses(key, sounds)]
        return max(found)[1] if found else None

    @staticmethod
    def _likenesses(key: str, sounds: Sequence[str]) -> Iterable[tuple[float, tuple[int, int]]]:
        """How alike the name is to each row of as many words, one more or one less."""
        threes, many = set(_threes(key)), key.count(" ") + 1
        for width in {max(many - 1, 1), many, many + 1}:
            for first in range(len(sounds) - width + 1):
                other = set(_threes(" ".join(sounds[first : first + width])))
                likeness = 2 * len(threes & other) / (len(threes) + len(other))
                if likeness >= _LIKE:
                    yield likeness, (first, first + width)


def _is_of(sound: str, known: str) -> bool:
    """The word of a name, perhaps with an ending."""
    return (
        sound.startswith(known)
        and len(sound) - len(known) <= _LONGEST_ENDING
        and (sound == known or len(known) > 2)
    )


def _bare(word: str) -> str:
    """A last `a` comes and goes."""
    return word[:-1] if len(word) > 3 and word.endswith("a") else word


def _threes(key: str) -> list[str]:
    """The letters in threes; two spaces before, so that a beginning counts more, and one behind."""
    padded = f"  {key} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]
