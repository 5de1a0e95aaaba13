"""Reads of bodies: by id, by name, what they lie in, their wards, and where silence rules."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, IntegerField, Min, Q, QuerySet, Value, When

from janasetu.bodies.choices import BodyKind
from janasetu.bodies.errors import NoSuchBodyError
from janasetu.bodies.models import Department, LocalBody, Ward
from janasetu.bodies.names import kind_words
from janasetu.lib.clock import local
from janasetu.lib.fold import fold_words
from janasetu.rows.columns import columns_of

_EXACT, _PREFIX, _INSIDE = range(3)

# A body and all it lies in: `start` is the body asked for, `depth` how far above it. The tree has four
# levels; the bound only keeps one that bites its own tail from going on for ever.
ABOVE = """
WITH RECURSIVE above (start, id, parent_id, depth) AS (
    SELECT id, id, parent_id, 0 FROM bodies_localbody WHERE id = ANY (%(ids)s)
    UNION ALL
    SELECT above.start, body.id, body.parent_id, above.depth + 1
      FROM above JOIN bodies_localbody AS body ON body.id = above.parent_id
     WHERE above.depth < 8)
"""
# In plain SQL: every batch of turns asks these two.
_BODIES = f"SELECT {columns_of(LocalBody, 'body')} FROM {LocalBody._meta.db_table} AS body WHERE id = ANY(%s)"  # noqa: S608
_WARD_NUMBERS = f"""
SELECT body_id, number FROM {Ward._meta.db_table}
 WHERE body_id = ANY(%s) AND since <= %s AND (until IS NULL OR until > %s)
"""  # noqa: S608 - a table name only
_LINEAGE = f"""{ABOVE}
SELECT {columns_of(LocalBody, "body")}, above.start, above.depth
  FROM above JOIN bodies_localbody AS body ON body.id = above.id
 ORDER BY above.start, above.depth
"""  # noqa: S608 - a constant
_SILENT = f"""{ABOVE}
SELECT DISTINCT above.start FROM above JOIN bodies_electionsilence AS silence ON silence.body_id = above.id
 WHERE silence.since <= %(at)s AND (silence.until IS NULL OR silence.until > %(at)s)
"""  # noqa: S608 - a constant


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body that a search by name found, and where it lies; `block` and `district` are {} where unknown.

    `exact`: it is called just so; else its name only begins so, or holds the words.
    """

    id: UUID
    code: str
    kind: str
    served: bool
    name: Mapping[str, str]
    block: Mapping[str, str]
    district: Mapping[str, str]
    exact: bool = True


def bodies(body_ids: Iterable[UUID]) -> dict[UUID, LocalBody]:
    """Bodies by id; one query, none for none."""
    wanted = list(set(body_ids))
    return {row.id: row for row in LocalBody.objects.raw(_BODIES, [wanted])} if wanted else {}


def body_of_code(code: str) -> LocalBody:
    """The body of this code; NoSuchBodyError where there is none."""
    body = LocalBody.objects.select_related("parent").filter(code=code).first()
    if body is None:
        raise NoSuchBodyError(code)
    return body


def departments(body_ids: Iterable[UUID]) -> dict[tuple[UUID, str], Department]:
    """Departments by (body, code)."""
    rows = Department.objects.filter(body_id__in=set(body_ids))
    return {(row.body_id, row.code): row for row in rows}


def chain(body_ids: Iterable[UUID]) -> dict[UUID, list[LocalBody]]:
    """What each body lies in, the next above first: block, district, state. One query."""
    return {body_id: line[1:] for body_id, line in lineage(body_ids).items()}


def lineage(body_ids: Iterable[UUID]) -> dict[UUID, list[LocalBody]]:
    """Each body, and after it what it lies in, the next above first. One query."""
    asked = list(set(body_ids))
    rows: Iterable[Any] = LocalBody.objects.raw(_LINEAGE, {"ids": asked})
    found: dict[UUID, list[LocalBody]] = {body_id: [] for body_id in asked}
    for row in rows:
        found[row.start].append(row)
    return found


def lying_in(body_id: UUID) -> QuerySet[LocalBody]:
    """All that lies in a body, at any depth: of a block its panchayats, of a district everything there."""
    return LocalBody.objects.filter(_inside(body_id))


def silent(body_ids: Iterable[UUID], at: datetime) -> set[UUID]:
    """Those of the bodies in which an election silence rules at this instant, by their own order or by one of
    what they lie in. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SILENT, {"ids": list(set(body_ids)), "at": at})
        return {row[0] for row in cursor.fetchall()}


def wards(body_ids: Iterable[UUID], at: datetime) -> dict[UUID, list[Ward]]:
    """The wards of each body as they are drawn on that day in Kolkata, by number. One query."""
    found: dict[UUID, list[Ward]] = {body_id: [] for body_id in body_ids}
    for ward in sorted(_drawn(found, at), key=lambda ward: _natural(ward.number)):
        found[ward.body_id].append(ward)
    return found


def ward_numbers(body_ids: Iterable[UUID], at: datetime) -> dict[UUID, list[str]]:
    """Of the same wards only the numbers. One query, none for none."""
    found: dict[UUID, list[str]] = {body_id: [] for body_id in body_ids}
    day = local(at).date()
    if not found:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_WARD_NUMBERS, [list(found), day, day])
        drawn = cursor.fetchall()
    for body_id, number in sorted(drawn, key=lambda ward: _natural(ward[1])):
        found[body_id].append(number)
    return found


def _drawn(body_ids: Collection[UUID], at: datetime) -> QuerySet[Ward]:
    """The wards of these bodies as they are drawn on that day in Kolkata."""
    day = local(at).date()
    return Ward.objects.filter(Q(until__isnull=True) | Q(until__gt=day), body_id__in=body_ids, since__lte=day)


def bodies_by_name(words: str, *, within: UUID | None = None, limit: int = 10) -> list[FoundBody]:
    """Bodies with a name like that, in any script or spelling, the best first; one query.

    First those named exactly so, then names that begin so, then names that hold all the words. Words such as
    «গ্রাম পঞ্চায়েত» tell no body from another and are passed over. `within`: only what lies in that body.
    """
    wanted = _Wanted.of(words)
    if not wanted.words:
        return []
    found = LocalBody.objects.filter(wanted.condition).annotate(rank=Min(wanted.rank))
    if within is not None:
        found = found.filter(_inside(within))
    best = found.select_related("parent__parent__parent").order_by("rank", "-served", "code")
    return [_found(body, exact=body.rank == _EXACT) for body in best[:limit]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A search, folded: the whole of what was said, and the words in it that tell bodies apart."""

    whole: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> "_Wanted":
        said = fold_words(words)
        telling = tuple(word for word in said if word not in kind_words())
        return cls(" ".join(said), telling or said)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def condition(self) -> Q:
        """The names that fit."""
        inside = Q()
        for word in self.words:
            inside &= Q(names__key__contains=_beginning(word))
        return inside | Q(names__key=self.whole)

    @property
    def rank(self) -> Case:
        return Case(
            When(names__key__in=[self.whole, self.name], then=Value(_EXACT)),
            When(names__key__startswith=_beginning(self.name), then=Value(_PREFIX)),
            default=Value(_INSIDE),
            output_field=IntegerField(),
        )


def _beginning(key: str) -> str:
    """What longer words begin with too: the `a` at a word's end falls away in its middle."""
    return key.removesuffix("a") or key


def _inside(body_id: UUID) -> Q:
    """In that body, at whatever depth the tree has."""
    return Q(parent=body_id) | Q(parent__parent=body_id) | Q(parent__parent__parent=body_id)


def _found(body: LocalBody, *, exact: bool) -> FoundBody:
    above = {one.kind: one.name for one in _parents(body)}
    return FoundBody(
        id=body.id,
        code=body.code,
        kind=body.kind,
        served=body.served,
        name=body.name,
        block=above.get(BodyKind.BLOCK, {}),
        district=above.get(BodyKind.DISTRICT, {}),
        exact=exact,
    )


def _parents(body: LocalBody) -> Iterable[LocalBody]:
    """What it lies in, as far up as it came with the row."""
    above = body.parent
    while above is not None:
        yield above
        above = above.parent


def _natural(number: str) -> list[tuple[int, str]]:
    """2 before 10, and 10 before 10A."""
    return [(int(digits or 0), letters) for digits, letters in re.findall(r"(\d*)(\D*)", number)]
