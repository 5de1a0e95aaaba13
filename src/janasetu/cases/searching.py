"""The words a case and its people are found by: folded, so that three spellings meet. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from janasetu.catalogue.fields.text import words_in
from janasetu.catalogue.schema import Service
from janasetu.lib import phones
from janasetu.lib.fold import fold
from janasetu.lib.numerals import ascii_digits
from janasetu.lib.phrases import LANGS

# Kinds whose answers say what the matter is and where; none that says who somebody is.
_TELLING = frozenset({"text", "long_text", "place"})
_MOST = 2000  # letters
_PART_OF_A_NUMBER = 4  # digits; fewer are a number of their own, such as a ward's


def words_of_case(service: Service, fields: Mapping[str, Any], *, outside_ref: str = "") -> str:
    """What a search for the matter looks through: subject in every language, place, the person's words."""
    titles = (service.title(fields, lang) for lang in LANGS)
    return _folded(*titles, *_told(service, fields), outside_ref)


def words_of_party(name: str, phone: str, ref: str = "") -> str:
    """What a search for the person looks through: the name, the national digits of the telephone number, and
    the number that a supporter has of a case.
    """
    key = phones.wa_key(phone) if phone else ""
    return _folded(name, key if key.isdigit() else "", ref)


def words_told(service: Service, fields: Mapping[str, Any]) -> str:
    """What the person wrote of the matter, in their own words."""
    told = (fields.get(asked.field) for asked in service.fields() if asked.kind == "long_text")
    return next((words for answer in told if answer and (words := words_in(answer))), "")


def needles_of(asked: str) -> list[str]:
    """What to look for in the words above, one for each word typed; all of them must be found.

    A word is a beginning, and the last `a` of a skeleton comes and goes; several digits may stand inside a
    number.
    """
    words = (needle for word in ascii_digits(asked).split() for needle in _needles(word))
    return list(dict.fromkeys(words))


def _needles(word: str) -> Iterator[str]:
    if word.isdigit() and len(word) >= _PART_OF_A_NUMBER:
        yield word
        return
    for folded in fold(word).split():
        yield f" {folded[:-1] if len(folded) > 1 and folded.endswith('a') else folded}"


def _told(service: Service, fields: Mapping[str, Any]) -> Iterator[str]:
    for asked in service.fields():
        if asked.kind in _TELLING and (answer := fields.get(asked.field)):
            yield from texts_in(answer)


def texts_in(answer: Any) -> Iterator[str]:
    """The texts of which an answer is made."""
    match answer:
        case str():
            yield answer
        case Mapping():
            yield from (text for part in answer.values() for text in texts_in(part))


def _folded(*texts: str) -> str:
    """Each word once, a space before each, so that a beginning is found as ` word`."""
    words = dict.fromkeys(word for text in texts for word in fold(text).split())
    return "".join(f" {word}" for word in words)[:_MOST]
