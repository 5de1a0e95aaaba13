"""Who reads the words that people write, for each office: nobody until a model is there."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.reading import ReadOnce, Reads
from janasetu.understanding.phrases import INTENTS, REPORT

Labels = frozenset[str]
Maker = Callable[[Labels, Labels], Reads]

_makers: list[Maker] = []


def use(maker: Maker | None) -> None:
    """From now on free words are read by what this makes of the labels of an office, and those of them that
    cannot wait; None: by nobody. For a whole process: a model is loaded once.
    """
    _makers[:] = [maker] if maker else []
    _made.cache_clear()


def reader_for(services: Iterable[Service]) -> Reads | None:
    """Who reads for an office that offers these services; each message of a batch once."""
    if not _makers:
        return None
    labels, urgent = labels_of(services)
    return ReadOnce(_made(labels, urgent))


@lru_cache(maxsize=64)
def _made(labels: Labels, urgent: Labels) -> Reads:
    return _makers[0](labels, urgent)


def labels_of(services: Iterable[Service]) -> tuple[Labels, Labels]:
    """The subjects of complaints that these services take, with every intent; and those that cannot wait.

    An intent that no service meets is a label too: better to say that than to take it for another.
    """
    options = [
        (code, option)
        for service in services
        if service.reached_intent == REPORT and (name := service.titled_by)
        for code, option in service.field(name).options.items()
    ]
    urgent = frozenset(code for code, option in options if option.urgent or option.emergency)
    return frozenset(code for code, _ in options) | (INTENTS.keys() - {REPORT}), urgent
