"""Which options of a choice a person's words name."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import typed
from janasetu.catalogue.fields.base import Offer
from janasetu.lib import bn
from janasetu.lib.texts import LANGUAGES

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST_MATCHED = 4000  # characters; a whole message may tell of the matter and name an option in it
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_BETWEEN = frozenset({"ও", "আর", "এবং", "o", "ar", "and", "और"})


def named(field: "Field", words: str) -> list[str]:
    """The options whose name the words are, else those whose names begin words of it, in their order.

    A name inside a longer one is not meant: «নোংরা জল» does not name «জল».
    """
    key = bn.match_key(words) if len(words) <= MOST_MATCHED else ""
    names = {code: option.words_to_match() for code, option in field.options.items()}
    exact = [code for code, known in names.items() if key in known]
    return exact or _inside(names, key)


def numbered(field: "Field", words: str) -> list[str]:
    """The options by their numbers from 1, where the words are nothing but numbers: «১, ৩».

    None of them where a name has a number of its own: «৩» may be «৩ বছর».
    """
    tokens = [token for token in bn.match_key(typed.short(words)).split() if token not in _BETWEEN]
    codes = list(field.options)
    if not all(_NUMBER.fullmatch(token) for token in tokens) or _has_numbers(field):
        return []
    places = {int(token) for token in tokens}
    if not places <= set(range(1, len(codes) + 1)):
        return []
    return [code for place, code in enumerate(codes, start=1) if place in places]


def offers(field: "Field") -> Iterator[Offer]:
    """Every option as it is offered."""
    for code, option in field.options.items():
        yield Offer(code, {lang: option.name.in_(lang) for lang in LANGUAGES})


def _has_numbers(field: "Field") -> bool:
    return any(
        any(letter.isdigit() for letter in name)
        for option in field.options.values()
        for name in option.words_to_match()
    )


def _inside(names: dict[str, frozenset[str]], key: str) -> list[str]:
    """The options whose names begin words of the key, but for names that lie inside a longer one."""
    found = sorted(_places(names, f" {key}"), key=lambda place: (place[0], -place[1]))
    codes: set[str] = set()
    longest = (0, 0)
    for start, end, code in found:
        if end > longest[1]:
            longest = start, end
        if longest == (start, end):
            codes.add(code)
    return [code for code in names if code in codes]


def _places(names: dict[str, frozenset[str]], words: str) -> Iterator[tuple[int, int, str]]:
    """From where to where each name stands, at the beginning of a word."""
    for code, known in names.items():
        for name in filter(None, known):
            at = words.find(f" {name}")
            while at >= 0:
                yield at, at + 1 + len(name), code
                at = words.find(f" {name}", at + 1)
