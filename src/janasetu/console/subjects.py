"""What an operator can look for by typing: the services of a body with their subjects, and long lists.

Bengali, Bengali in Latin letters and English find the same, for all is compared folded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from janasetu.bodies.landmarks import Meant, landmarks_begun
from janasetu.bodies.models import LocalBody
from janasetu.cases.models import Case
from janasetu.cases.subjects import why_not
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.schema import KINDS_OF_SERVICE, Field, Option, Service
from janasetu.lib.fold import fold
from janasetu.lib.numerals import numerals
from janasetu.lib.sorting import sort_key
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

MOST = 8  # lines of a list that one looks through without reading
_LEAST_UNSPACED = 4  # letters; fewer would begin in one word and end in any other


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the list. `code`: what picking it says; `beside`: what it belongs to; `ward`: of a place."""

    code: str
    name: str
    beside: str = ""
    ward: str = ""


def offered_to_register(body: LocalBody) -> dict[UUID, Service]:
    """The services of this body by which a case can be opened, by version."""
    offered = catalogue.offered_by_bodies([body])[body.id]
    return {version: service for version, service in offered.items() if service.opens_cases}


def pinned(body: LocalBody, version: str) -> tuple[UUID, Service] | None:
    """The version that a form was begun with, if it is of a service of this body; else None."""
    offered = offered_to_register(body)
    try:
        wanted = UUID(version)
        service = offered.get(wanted) or catalogue.service(wanted)
    except (ValueError, ServiceVersion.DoesNotExist):
        return None
    return (wanted, service) if service.code in {one.code for one in offered.values()} else None


def subjects(offered: Mapping[UUID, Service], words: str, lang: Lang) -> list[Found]:
    """The subjects and services that the words lead to, the nearest first; for no words all services, by
    their kind.
    """
    if not words.strip():
        listed = sorted(offered.items(), key=_by_kind)
        return [_of_service(version, service, lang) for version, service in listed]
    found = [
        *(
            (rank, Found(f"{version}:{code}", option.name.in_(lang), service.short.in_(lang)))
            for version, service in offered.items()
            for code, option in service.subjects.items()
            if (rank := _rank(_option_keys(option), words)) is not None
        ),
        *(
            (rank, _of_service(version, service, lang))
            for version, service in offered.items()
            if (rank := _rank(_service_keys(service), words)) is not None
        ),
    ]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])][:MOST]


def other_subjects(case: Case, lang: Lang) -> list[tuple[str, str]]:
    """What else a case may turn out to be about, by code and name."""
    subjects = case.service.subjects.items()
    found = [(code, option.name.in_(lang)) for code, option in subjects if not why_not(case, code)]
    return sorted(found, key=lambda one: sort_key(one[1]))


def options(field: Field, words: str, lang: Lang) -> list[Found]:
    """The options of a long list that the words lead to; its first ones for no words."""
    ranked = [
        (rank, Found(code, option.name.in_(lang)))
        for code, option in field.options.items()
        if (rank := _rank(_option_keys(option), words)) is not None
    ]
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])][:MOST]


def places(body: LocalBody, words: str, lang: Lang) -> list[Found]:
    """The landmarks that the words lead to, each with its ward."""
    found = landmarks_begun(body.id, words, most=MOST)
    return [_of_place(str(at), one, lang) for at, one in enumerate(found)]


def _by_kind(offered: tuple[UUID, Service]) -> tuple[int, str]:
    """Complaints first, so that the key of each stays the same from call to call."""
    _, service = offered
    return KINDS_OF_SERVICE.index(service.kind), service.code


def _of_place(code: str, place: Meant, lang: Lang) -> Found:
    ward = numerals(place.ward, lang)
    beside = _("Ward %(ward)s") % {"ward": ward} if ward else ""
    return Found(code, in_language(place.name, lang), beside, ward)


def _of_service(version: UUID, service: Service, lang: Lang) -> Found:
    return Found(f"{version}:", service.name.in_(lang))


def _option_keys(option: Option) -> tuple[str, ...]:
    return _keys((*option.name.all(), *option.words.all()))


def _service_keys(service: Service) -> tuple[str, ...]:
    return _keys((*service.name.all(), *service.short.all(), *service.words.all()))


@lru_cache(maxsize=4096)
def _keys(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The names folded; the first is the one that is shown."""
    return tuple(fold(text) for text in texts)


def _rank(keys: tuple[str, ...], words: str) -> int | None:
    """How near the words are: 0 whole words of a name, 1 its beginning, 2 beginnings of its words, however it
    is spaced, 3 of words of several names, and whatever no words are; None: not at all.
    """
    needles = list(_needles(words))
    if not needles:
        return 3
    whole = set(fold(words[:100]).split())
    if any(whole <= set(key.split()) for key in keys):
        return 0
    if any(key.startswith(" ".join(needles)) for key in keys):
        return 1
    if any(_all_begin(needles, key) or _begins_unspaced(needles, key) for key in keys):
        return 2
    return 3 if _all_begin(needles, " ".join(keys)) else None


def _needles(words: str) -> Iterator[str]:
    """The words folded; of the last one, which may be half typed, without the `a` that comes and goes."""
    *whole, last = fold(words[:100]).split() or [""]
    yield from whole
    if last:
        yield last[:-1] if len(last) > 1 and last.endswith("a") else last


def _begins_unspaced(needles: list[str], key: str) -> bool:
    """Whether the words begin some word of the key and run on from there, spaces aside: «আসছেনা»."""
    closed, parts = "".join(needles), key.split()
    if len(closed) < _LEAST_UNSPACED:
        return False
    return any("".join(parts[at:]).startswith(closed) for at in range(len(parts)))


def _all_begin(needles: list[str], key: str) -> bool:
    """Whether each needle begins a word of the key."""
    return all(f" {needle}" in f" {key}" for needle in needles)
