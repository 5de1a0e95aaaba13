"""Which options of a list a person's words are near to, where they do not name just one."""

import datetime as dt
from collections.abc import Iterable
from functools import cache

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.schema import Field, Service
from janasetu.lib import bn

_SHORTEST = 2  # letters of a word that may narrow a list
_MOST_HEARD = 1000  # characters of a sentence in which names are looked for
_SHORTEST_STEM = 4  # letters left of a word without its ending
_ENDINGS = tuple(map(bn.match_key, ("য়", "তে", "র")))  # «রাস্তায়», «রাস্তাতে», «রাস্তার»


def is_named(field: Field, code: str, words: str) -> bool:
    """The words are this option's name and nothing more."""
    option = field.options.get(code)
    return option is not None and bn.match_key(words) in option.words_to_match()


def names_one(field: Field, words: str) -> bool:
    """The words are the name of an option and nothing more."""
    return any(is_named(field, code, words) for code in field.options)


def near(field: Field, words: str) -> tuple[str, ...]:
    """The options in one of whose names every word typed begins a word: «জল» is near to «নোংরা জল»."""
    typed = bn.match_key(words).split()
    if not typed or max(map(len, typed)) < _SHORTEST:
        return ()
    return tuple(
        code
        for code, option in field.options.items()
        if any(_begins_words_of(typed, name) for name in option.words_to_match())
    )


def only_near(field: Field, words: str) -> str | None:
    """The one option that the words are near to, or in which the sentence has its name loosely."""
    found = (near(field, words) or loosely(field, words)) if field.kind == "choice" else ()
    return found[0] if len(found) == 1 else None


def loosely(field: Field, words: str) -> tuple[str, ...]:
    """The options whose name of several words stands in the sentence, in order, with other endings or with
    one word between: «রাস্তায় গর্ত» in «রাস্তার বড় গর্ত».
    """
    said = bn.match_key(words[:_MOST_HEARD])
    return tuple(
        code
        for code, option in field.options.items()
        if any(_stands_in(name, said) for name in option.words_to_match())
    )


def stands_in(names: Iterable[str], words: str) -> bool:
    """Whether one of these names of several words stands in the sentence, as `loosely` looks for it."""
    said = bn.match_key(words[:_MOST_HEARD])
    return any(_stands_in(name, said) for name in names)


def _stands_in(name: str, said: str) -> bool:
    stems = _stems(name)
    if len(stems) < 2 or any(stem not in said for stem in stems):  # nearly always: the rest costs more
        return False
    parts = said.split()
    return any(_from(stems, parts[at:]) for at, word in enumerate(parts) if word.startswith(stems[0]))


@cache
def _stems(name: str) -> tuple[str, ...]:
    """Of a name in a definition, of which there are some thousands."""
    return tuple(map(_stem, name.split()))


def _from(stems: tuple[str, ...], said: list[str]) -> bool:
    """The first stem begins the first word said; each other one the next word, or the one after that."""
    if not stems:
        return True
    if not said or not said[0].startswith(stems[0]):
        return False
    return _from(stems[1:], said[1:]) or (len(stems) > 1 and _from(stems[1:], said[2:]))


def _stem(word: str) -> str:
    ending = next((one for one in _ENDINGS if word.endswith(one)), "")
    stem = word.removesuffix(ending)
    return stem if len(stem) >= _SHORTEST_STEM else word


def _begins_words_of(typed: list[str], name: str) -> bool:
    parts = name.split()
    return all(any(part.startswith(word) for part in parts) for word in typed)


def deciding(service: Service, words: str, today: dt.date) -> tuple[str, str] | None:
    """The question and option of a service that these words name, where the option decides a case."""
    name = service.titled_by
    field = service.field(name) if name else None
    if name is None or field is None or field.kind != "choice" or not words:
        return None
    answer = KINDS[field.kind].read(field, Given(text=words), today=today)
    if not isinstance(answer, Problem):
        return name, answer
    found = loosely(field, words)
    return (name, found[0]) if len(found) == 1 else None
