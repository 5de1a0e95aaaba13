"""Find people in a register however they are spelt: candidates from the database, ranked by the rules."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from janasetu.bodies.holiday_file import day_written
from janasetu.lib.numerals import ascii_digits
from janasetu.registers.matching import MEETS, likeness_of_keys, nearness
from janasetu.registers.models import RegisterEntry
from janasetu.registers.names import is_light, ways_of
from janasetu.registers.register_file import number_key

MOST = 25  # entries that are shown
_CANDIDATES = 400
_THRESHOLD = "0.4"  # of trigrams in common; the rules look at what passes
_LEAST = 0.45  # likeness below which an entry is not shown at all
_ABOUT_A_DAY, _ABOUT_A_YEAR = timedelta(days=731), 1
_YEARS = re.compile(r"([12][0-9]{3})(?:\s*(?:-|–|—|/|থেকে|to)\s*([12][0-9]{3}))?")
_OF_NAME, _OF_PARENTS, _OF_DAY = 0.6, 0.25, 0.15


@dataclass(frozen=True, slots=True)
class When:
    """Between which days it was; `near`: the one day that is remembered."""

    since: date
    until: date
    near: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is looked for in which register. What is empty narrows nothing. `parents`: one, or several of the
    family, a line each.
    """

    kind: str
    name: str = ""
    parents: str = ""
    number: str = ""
    when: When | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it names nobody: a day alone would be a list of everybody's."""
        return not (number_key(self.number) or ways_of(self.name) or ways_of(self.parents))

    @property
    def by(self) -> list[str]:
        """By what it asks, without the words."""
        told = {"name": self.name, "parents": self.parents, "number": self.number, "when": self.when}
        return [what for what, said in told.items() if said]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry, and how well it meets what was asked, from 0 to 1."""

    entry: RegisterEntry
    score: float

    @property
    def is_sure(self) -> bool:
        return self.score >= MEETS


@dataclass(frozen=True, slots=True)
class Found:
    """The best first. `is_more`: there are more than are shown."""

    hits: Sequence[Hit] = ()
    is_more: bool = False


def when_of(text: str) -> When | None:
    """«১৯/০৩/১৯৮৭», «১৯৮৭», «১৯৮৫-১৯৯০»: around a day two years, around a year one, years as they are told.

    ValueError for whatever else is written; None for nothing.
    """
    plain = " ".join(ascii_digits(text).split())
    if not plain:
        return None
    if day := day_written(plain):
        return When(_shifted(day, -_ABOUT_A_DAY), _shifted(day, _ABOUT_A_DAY), day)
    years = _YEARS.fullmatch(plain)
    if years is None:
        raise ValueError(text)
    first, last = int(years[1]), int(years[2] or years[1])
    if years[2]:
        first, last = sorted((first, last))
        return When(date(first, 1, 1), date(last, 12, 31))
    return When(date(first - _ABOUT_A_YEAR, 1, 1), date(last + _ABOUT_A_YEAR, 12, 31), date(first, 7, 1))


def find(body_id: UUID, asked: Asked) -> Found:
    """The entries of the body's register that may be meant; three statements at most."""
    if asked.is_empty:
        return Found()
    rows = _within(body_id, asked)
    if key := number_key(asked.number):
        numbered = list(rows.filter(Q(number_key=key) | Q(number_key__startswith=f"{key}/"))[:_CANDIDATES])
        if numbered:
            return _ranked(numbered, asked, least=0.0)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL pg_trgm.word_similarity_threshold = {_THRESHOLD}")
        return _ranked(_alike(rows, asked), asked, least=_LEAST)


def find_any(body_id: UUID, tries: Sequence[Asked]) -> Found:
    """The entries that may be meant by what is told in several ways: one way after the other, until one meets
    somebody surely; the best first, each entry once. At most three statements a way.
    """
    best: dict[UUID, Hit] = {}
    is_more = False
    for asked in tries:
        found = find(body_id, asked)
        is_more = is_more or found.is_more
        for hit in found.hits:
            if hit.entry.id not in best or best[hit.entry.id].score < hit.score:
                best[hit.entry.id] = hit
        if any(hit.is_sure for hit in found.hits):
            break
    hits = sorted(best.values(), key=_by_score)
    return Found(hits[:MOST], is_more or len(hits) > MOST)


def _by_score(hit: Hit) -> tuple[float, date, UUID]:
    return -hit.score, hit.entry.date, hit.entry.id


def _within(body_id: UUID, asked: Asked) -> "QuerySet[RegisterEntry]":
    rows = RegisterEntry.objects.filter(body_id=body_id, kind=asked.kind)
    return rows.filter(date__range=(asked.when.since, asked.when.until)) if asked.when else rows


def _alike(rows: "QuerySet[RegisterEntry]", asked: Asked) -> Iterable[RegisterEntry]:
    """Entries whose person has a name like it; a child without a name by its parents'."""
    people = _needles(asked.name)
    parents = [needle for one in asked.parents.split("\n") for needle in _needles(one)]
    if not people:
        wanted, column, needles = _like("parents", parents), "parents", parents
    else:
        wanted, column, needles = _like("person", people), "person", people
        if parents:
            wanted |= Q(person="") & _like("parents", parents)
    if not needles:
        return []
    near = [TrigramWordSimilarity(needle, column) for needle in needles]
    order = Greatest(*near) if len(near) > 1 else near[0]
    return rows.filter(wanted).annotate(near=order).order_by("-near", "-date", "id")[:_CANDIDATES]


def _like(column: str, needles: Sequence[str]) -> Q:
    wanted = Q()
    for needle in needles:
        wanted |= Q(TrigramWordSimilar(F(column), Value(needle)))
    return wanted


def _needles(name: str) -> list[str]:
    """What to look for: the words of the name that tell people apart, in each way that it may be spelt."""
    ways = [[word for word in way if not is_light(word)] or list(way) for way in ways_of(name)]
    return list(dict.fromkeys(" ".join(way) for way in ways if way))


def _ranked(candidates: Iterable[RegisterEntry], asked: Asked, *, least: float) -> Found:
    hits = [hit for hit in (_hit(entry, asked) for entry in candidates) if hit.score >= least]
    hits.sort(key=_by_score)
    return Found(hits[:MOST], len(hits) > MOST)


def _hit(entry: RegisterEntry, asked: Asked) -> Hit:
    """Each thing that is asked for counts as much as it tells; what is not asked for counts nothing."""
    told: list[tuple[float, float]] = []
    if asked.name and (entry.person or not asked.parents):
        told.append((_OF_NAME, likeness_of_keys(asked.name, entry.person)))
    if asked.parents:
        told.append((_OF_PARENTS, _of_family(asked.parents.split("\n"), entry.parents.split("\n"))))
    if asked.when and asked.when.near:
        told.append((_OF_DAY, nearness(asked.when.near, entry.date)))
    if number_key(asked.number):
        told.append((1.0, 1.0))
    weight = sum(share for share, _ in told)
    return Hit(entry, sum(share * score for share, score in told) / weight if weight else 0.0)


def _of_family(asked: Sequence[str], stands: Sequence[str]) -> float:
    """How well a family meets the one that stands there: each that is asked for by who is likest."""
    met = [max((likeness_of_keys(one, key) for key in stands), default=0.0) for one in asked]
    return sum(met) / len(met)


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
