"""Which options of a list a person's words are near to, where they do not name just one."""

import datetime as dt

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.schema import Field, Service
from janasetu.lib import bn

_SHORTEST = 2  # letters of a word that may narrow a list


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
    """The one option that the words are near to."""
    found = near(field, words) if field.kind == "choice" else ()
    return found[0] if len(found) == 1 else None


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
    return None if isinstance(answer, Problem) else (name, answer)
