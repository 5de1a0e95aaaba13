"""The replies that an office sends often: those that suit what is typed, and who may word them."""

from collections.abc import Iterator
from dataclasses import dataclass

from janasetu.bodies.models import Officer
from janasetu.bodies.rules import authority
from janasetu.cases import queries
from janasetu.cases.models import Case
from janasetu.catalogue.queries import offered_by_bodies
from janasetu.lib.fold import fold

MOST = 30  # replies that a list shows
_REF = "{ref}"  # stands for the number of the case


@dataclass(frozen=True, slots=True)
class Reply:
    """One of them, with the number of the case in its place."""

    title: str
    text: str


def canned_for(case: Case, asked: str) -> list[Reply]:
    """Those of the case's body that have every word typed, in whatever script; all where none is typed."""
    needles = fold(asked).split()
    found = [
        Reply(one.title, one.text.replace(_REF, case.grouped_ref))
        for one in queries.canned_replies(case.body_id)
        if _has(f"{one.title} {one.text}", needles)
    ]
    return found[:MOST]


def may_word(officer: Officer) -> bool:
    """Whether the office answers for a case of some service: then it words the replies too."""
    return not authority(officer.tenure).isdisjoint(_answering(officer))


def _answering(officer: Officer) -> Iterator[str]:
    for service in offered_by_bodies([officer.body])[officer.body_id].values():
        yield from service.levels_in(officer.body.kind)


def _has(words: str, needles: list[str]) -> bool:
    folded = fold(words)
    return all(needle in folded for needle in needles)
