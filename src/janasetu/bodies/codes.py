"""Make codes of new bodies from their English names, as logins and posters use them. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import count

MOST_LETTERS = 50

_BETWEEN = re.compile("[^a-z0-9]+")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_OF_KIND = {
    "block": ("block",),
    "gram_panchayat": ("gram", "panchayat", "gp"),
    "municipality": ("municipality",),
    "corporation": ("municipal", "corporation"),
}
_ENDS = {"block": "block", "municipality": "municipality", "corporation": "corporation"}


class Codes:
    """The codes that are taken."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def take(self, kind: str, name: str, *, within: str = "") -> str:
        """A new code: `nadia`, `chhatna-block`, `asansol-corporation`; of a panchayat with its block's, whose
        code is `within`: `shaldanga-chhatna`. What is taken gets a number after it.
        """
        code = "-".join(filter(None, (*_words(kind, name), _end(kind, within)))) or kind.replace("_", "-")
        free = next(one for number in count(1) if (one := _numbered(code, number)) not in self._taken)
        self._taken.add(free)
        return free


def _words(kind: str, name: str) -> list[str]:
    """The words of the name in plain letters, without those that only say the kind; ii is 2."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    first, *others = [word for word in _BETWEEN.split(plain) if word] or [""]
    return [first, *(_ROMAN.get(word, word) for word in others if word not in _OF_KIND.get(kind, ()))]


def _end(kind: str, within: str) -> str:
    return within.removesuffix("-block") if kind == "gram_panchayat" else _ENDS.get(kind, "")


def _numbered(code: str, number: int) -> str:
    """Short enough, and from the second on with its number."""
    end = f"-{number}" if number > 1 else ""
    return code[: MOST_LETTERS - len(end)].rstrip("-") + end
