"""Which cases at work are the same matter as one that somebody tells: for many of them in two queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from janasetu.cases.choices import AT_WORK
from janasetu.cases.likeness import LIKE, NOWHERE, Where, box, likeness, metres, place_in, since
from janasetu.cases.models import Case, CaseParty
from janasetu.catalogue.schema import Alike
from janasetu.rows.columns import columns_of

MOST_LOOKED_AT = 40  # of one kind in a ward, and of one kind near a pin; the newest


@dataclass(frozen=True, slots=True)
class LikeAsk:
    """A matter that is being told: with which body, of which kind, by what it is compared, and where it is.

    `contact_id`, `epoch`: who tells it. Without words or pin of the place only known incidents are found.
    """

    body_id: UUID
    category: str
    rule: Alike
    where: Where = NOWHERE
    contact_id: UUID | None = None
    epoch: int = 1


@dataclass(frozen=True, slots=True)
class LikeCase:
    """A case at work that is like it. `score`: how like, 0 to 1; `distance` in metres, where both have a pin.

    `own`: the number by which the person who tells has this very case already; else empty.
    """

    case: Case
    score: float
    distance: float | None = None
    own: str = ""

    @property
    def people(self) -> int:
        """How many have reported it."""
        return 1 + self.case.supporters


def like_cases(asked: Sequence[LikeAsk], *, now: datetime) -> list[list[LikeCase]]:
    """The cases that each is like, known incidents first, then the likest. Two queries for any number.

    Nobody is told of a case whose complainant is kept secret.
    """
    found = list(_looked_up(asked, now=now))
    own = _own_numbers(asked, [case for _, case in found])
    likes: list[list[LikeCase]] = [[] for _ in asked]
    for place, case in found:
        one = _compared(asked[place], case, own)
        if one and all(one.case.id != other.case.id for other in likes[place]):
            likes[place].append(one)
    for listed in likes:
        listed.sort(key=lambda one: (one.case.is_incident, one.score, one.people), reverse=True)
    return likes


def covers(incident: Case, ward: str) -> bool:
    """Whether a known incident is that of this ward; of one that is everywhere it is, also without a ward."""
    wards = incident.incident_wards
    return wards is not None and (not wards or ward in wards)


def _compared(ask: LikeAsk, case: Case, own: "dict[tuple[UUID, UUID, int], str]") -> LikeCase | None:
    if not _may_be_told_of(case):
        return None
    mine = own.get((case.id, ask.contact_id, ask.epoch), "") if ask.contact_id else ""
    if case.is_incident:
        return LikeCase(case, 1.0, own=mine) if covers(case, ask.where.ward) else None
    there = where_of(case)
    score = likeness(ask.where, there, ask.rule)
    if score < LIKE:
        return None
    apart = metres(ask.where.pin, there.pin) if ask.where.pin and there.pin else None
    return LikeCase(case, score, apart, mine)


def _may_be_told_of(case: Case) -> bool:
    """Whether others may know of it: never where the complainant is hidden."""
    return not case.confidential and case.service.alike_in(case.fields) is not None


def where_of(case: Case) -> Where:
    """Where the matter of a case is."""
    place = place_in(case.service, case.fields)
    told = Where.of(place)
    return Where(case.ward, case.lat, case.lon, told.words)


# --- the queries ---

_OF_KIND = f"""matter.body_id = ask.body_id AND matter.category = ask.category
           AND matter.status IN ({", ".join(f"'{status}'" for status in AT_WORK)})
           AND matter.parent_id IS NULL AND matter.confidential = ''"""
_TABLE = Case._meta.db_table
# By ward, by pin and by incident each in its own index; every part looks at a bounded number of rows.
_LIKES = f"""
SELECT ask.place, {columns_of(Case, "matter")}
  FROM unnest(%s::int[], %s::uuid[], %s::text[], %s::text[], %s::timestamptz[], %s::float8[], %s::float8[],
              %s::float8[], %s::float8[])
       AS ask (place, body_id, category, ward, since, south, north, west, east)
 CROSS JOIN LATERAL (
    (SELECT * FROM {_TABLE} AS matter
      WHERE {_OF_KIND} AND ask.since IS NOT NULL AND matter.ward = ask.ward AND matter.opened_at >= ask.since
      ORDER BY matter.opened_at DESC LIMIT {MOST_LOOKED_AT})
    UNION ALL
    (SELECT * FROM {_TABLE} AS matter
      WHERE {_OF_KIND} AND matter.lat IS NOT NULL AND matter.lat BETWEEN ask.south AND ask.north
        AND matter.lon BETWEEN ask.west AND ask.east AND matter.opened_at >= ask.since
      ORDER BY matter.opened_at DESC LIMIT {MOST_LOOKED_AT})
    UNION ALL
    (SELECT * FROM {_TABLE} AS matter
      WHERE {_OF_KIND} AND matter.incident_wards IS NOT NULL
        AND (matter.incident_wards = '{{}}' OR ask.ward = ANY (matter.incident_wards))
      LIMIT {MOST_LOOKED_AT})
 ) AS matter
"""  # noqa: S608 - our own names only


def _looked_up(asked: Sequence[LikeAsk], *, now: datetime) -> Iterator[tuple[int, Case]]:
    """What may be like each, with its place among those asked."""
    if not asked:
        return
    boxes = [box(ask.where, ask.rule) for ask in asked]
    columns: list[list[Any]] = [
        list(range(len(asked))),
        [ask.body_id for ask in asked],
        [ask.category for ask in asked],
        [ask.where.ward for ask in asked],
        [since(now, ask.rule.for_) if _tells_place(ask.where) else None for ask in asked],
        *(
            [getattr(one, side) if one else None for one in boxes]
            for side in ("south", "north", "west", "east")
        ),
    ]
    for case in Case.objects.raw(_LIKES, columns):
        yield case.place, case  # type: ignore[attr-defined]  # a column of the query beside those of the case


def _tells_place(where: Where) -> bool:
    return bool(where.ward or where.words or where.pin)


def _own_numbers(asked: Sequence[LikeAsk], cases: Sequence[Case]) -> dict[tuple[UUID, UUID, int], str]:
    """By which number those who ask have these cases already, by case, contact and epoch."""
    contacts = {ask.contact_id for ask in asked if ask.contact_id}
    ids = {case.id for case in cases}
    if not contacts or not ids:
        return {}
    theirs = Q(case_id__in=ids) | Q(case__parent_id__in=ids)
    rows = CaseParty.objects.filter(
        theirs, body_id__in={case.body_id for case in cases}, contact_id__in=contacts
    ).select_related("case")
    return {
        (party.case.parent_id or party.case_id, party.contact_id, party.contact_epoch): party.number
        for party in rows
        if party.contact_id
    }
