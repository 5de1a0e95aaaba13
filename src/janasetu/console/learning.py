"""The words that wait for a review, and what was accepted lately, for a page and as a file of the bank."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import titles
from janasetu.cases.models import TrainingPhrase
from janasetu.cases.teaching import accepted, candidates
from janasetu.lib import bn
from janasetu.lib.words import Lang

_BESIDE = 5  # that are shown under the one that is looked at
_LATELY = 8
_WIDTH = 10_000  # characters of a line of a file: a phrase is one line

# Of the languages of the bank, as a browser speaks them.
_SPOKEN: Mapping[str, str] = {"bn": "bn", "bn-Latn": "bn", "en": "en", "hi": "hi", "hi-Latn": "hi"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words to be looked at: what they were taken for and mean now, whose case, by which post, when.

    `lang`: of the words, as a browser speaks them.
    """

    id: UUID
    text: str
    lang: str
    was: str
    now: str
    number: str
    url: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: how many there are, the one to be looked at, those after it, and how one passes it by."""

    count: str
    first: TrainingPhrase | None
    shown: Waiting | None
    others: Sequence[Waiting]
    skip: str


def queue_of(officer: Officer, names: Mapping[str, str], *, begin: Q, lang: Lang, now: datetime) -> Queue:
    """The words that wait, from the first of which this holds; behind the last comes the first. Three
    queries.
    """
    waiting = candidates(officer)
    rows = list(waiting.filter(begin)[: _BESIDE + 1]) or list(waiting[: _BESIDE + 1])
    count = waiting.count()
    named = titles([officer.body_id], {_role(row.by) for row in rows})
    told = [
        _waiting(row, names, named.name(row.body_id, _role(row.by), lang, at=row.at), lang, now)
        for row in rows
    ]
    return Queue(
        count=bn.number(count, lang) if count else "",
        first=rows[0] if rows else None,
        shown=told[0] if told else None,
        others=told[1:],
        skip=f"{reverse('console:learning')}?after={rows[0].id}" if count > 1 else "",
    )


def _waiting(row: TrainingPhrase, names: Mapping[str, str], by: str, lang: Lang, now: datetime) -> Waiting:
    return Waiting(
        id=row.id,
        text=row.text,
        lang=_SPOKEN[row.language],
        was=names.get(row.was, row.was),
        now=names.get(row.now, row.now),
        number=row.case.grouped_ref,
        url=reverse("console:case", args=[row.case.ref]),
        by=by,
        at=bn.moment(row.at, lang, now),
    )


def _role(post: str) -> str:
    return post.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Words that were accepted, and what they mean."""

    text: str
    lang: str
    means: str


def learnt_lately(body_id: UUID, names: Mapping[str, str]) -> list[Learnt]:
    """The newest of what the next model learns from. One query."""
    return [
        Learnt(row.text, _SPOKEN[row.language], names.get(row.now, row.now))
        for row in accepted(body_id)[:_LATELY]
    ]


def as_yaml(filed: Mapping[str, Mapping[str, Sequence[str]]], heading: str) -> str:
    """What was accepted, as the bank writes it: a document for each label, called after its file."""
    yaml = YAML()
    yaml.width = _WIDTH
    parts = [f"# {heading}\n"]
    for label, languages in filed.items():
        written = io.StringIO()
        yaml.dump(CommentedMap({code: list(texts) for code, texts in languages.items()}), written)
        parts.append(f"---\n# {label}.yaml\n{written.getvalue()}")
    return "".join(parts)
