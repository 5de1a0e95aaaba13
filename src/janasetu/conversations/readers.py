"""Who reads the words that people write, for each office: nobody until a model is there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.reading import ReadOnce, Reads
from janasetu.understanding.phrases import REPORT
from janasetu.understanding.values import Margins

MARGINS = "margins"  # among the facts of a body: how sure it wants to be, in the names of `Margins`
Maker = Callable[[frozenset[str], Margins], Reads]


@dataclass(frozen=True, slots=True)
class _Used:
    maker: Maker
    version: str


_used: list[_Used] = []
_looking: list[Callable[[], None]] = []


def use(maker: Maker | None, *, version: str = "") -> None:
    """From now on free words are read by what this makes, of the subjects that cannot wait and how sure one
    must be; None: by nobody. For a whole process: a model is loaded once. `version`: of the model.
    """
    _used[:] = [_Used(maker, version)] if maker else []
    _made.cache_clear()


def follow(look: Callable[[], None]) -> None:
    """From now on this looks, before an office is told who reads for it, whether another model is in use."""
    _looking[:] = [look]


def reader_for(services: Iterable[Service], facts: Mapping[str, Any]) -> ReadOnce | None:
    """Who reads for an office with these services and facts; each message of a batch once."""
    for look in _looking:
        look()
    if not _used:
        return None
    return ReadOnce(_made(urgent_of(services), margins_of(facts)), _used[0].version)


@lru_cache(maxsize=64)
def _made(urgent: frozenset[str], margins: Margins) -> Reads:
    return _used[0].maker(urgent, margins)


def urgent_of(services: Iterable[Service]) -> frozenset[str]:
    """The subjects of complaints that cannot wait."""
    return frozenset(
        code
        for service in services
        if service.reached_intent == REPORT
        for code, option in service.subjects.items()
        if option.urgent or option.emergency
    )


def margins_of(facts: Mapping[str, Any]) -> Margins:
    """How sure a body wants to be, where it says so; what is no number says nothing."""
    told = facts.get(MARGINS)
    known = told if isinstance(told, Mapping) else {}
    names = (one.name for one in fields(Margins))
    own = {name: known[name] for name in names if type(known.get(name)) in (int, float)}
    return replace(Margins(), **own)
