"""Chronic spots: where the same kind of complaint came three times and more within 100 metres in 90 days.

What is confidential is in none: its place tells who complains.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    JSONField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from pydantic_core import from_json

from janasetu.cases.choices import Status
from janasetu.cases.gathered import METRES, Pin, gathered
from janasetu.cases.models import Case
from janasetu.cases.reporting import ReportAsk, Scope, reported
from janasetu.lib.fold import fold

LASTS = timedelta(days=90)
LEAST = 3  # cases
# What is no complaint of its own, or none at all.
_NOT_COUNTED = (Status.DUPLICATE, Status.WITHDRAWN, Status.REJECTED, Status.NOT_OURS)
# As text: Django reads JSON and moments at ten times what the rows cost.
_PLACE = Cast(
    Func(
        F("fields"),
        Value("$.* ? (@.lat != null || @.text != null)"),
        function="jsonb_path_query_first",
        output_field=JSONField(),
    ),
    TextField(),
)
_ENDED = ExpressionWrapper(Q(ended_at__isnull=False), output_field=BooleanField())
_AT = Func(F("opened_at"), template="extract(epoch FROM %(expressions)s)::float8", output_field=FloatField())


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and a kind of matter. `key`: by which it is found again; `place`: as most people call it, empty
    where nobody said; `last`: when the last complaint came.
    """

    key: UUID
    service: str
    category: str
    place: str
    ward: str
    cases: tuple[UUID, ...]
    still_open: int
    last: datetime


@dataclass(frozen=True, slots=True)
class _Told:
    """One complaint, as far as it says where."""

    id: UUID
    kind: tuple[str, str]
    ward: str
    ended: bool
    at: float  # in seconds since 1970
    place: Mapping[str, Any]

    @property
    def pin(self) -> Pin | None:
        lat, lon = self.place.get("lat"), self.place.get("lon")
        return None if lat is None or lon is None else Pin(self.id, float(lat), float(lon))

    @property
    def words(self) -> str:
        return str(self.place.get("landmark") or self.place.get("text") or "").strip()


def chronic_spots(scope: Scope, ask: ReportAsk, *, now: datetime) -> list[Spot]:
    """The spots of one office, those with the most complaints first. One query.

    By pins where there are some; what has none is gathered by the same words of the place in the same ward.
    """
    told = _told(reported(scope, ask), now)
    by_id = {one.id: one for one in told}
    found: list[Spot] = []
    for kind, of_kind in _by(told, lambda one: one.kind).items():
        pins = [pin for one in of_kind if (pin := one.pin)]
        groups = gathered(pins, metres=METRES, least=LEAST)
        in_words = _by((one for one in of_kind if not one.pin and one.words), _place_key).values()
        groups += [[one.id for one in some] for some in in_words if len(some) >= LEAST]
        found += [_spot(kind, [by_id[one] for one in group]) for group in groups]
    return sorted(found, key=lambda one: (-len(one.cases), -one.last.timestamp(), one.key))


def _told(cases: QuerySet[Case], now: datetime) -> list[_Told]:
    recent = (
        cases.filter(opened_at__gte=now - LASTS, confidential="")
        .exclude(category="")
        .exclude(status__in=_NOT_COUNTED)
    )
    rows = recent.order_by("id").values_list("id", "version__code", "category", "ward", _ENDED, _AT, _PLACE)
    return [
        _Told(case_id, (service, category), ward, ended, at, from_json(place) if place else {})
        for case_id, service, category, ward, ended, at, place in rows
    ]


def _place_key(told: _Told) -> tuple[str, str]:
    return told.ward, _folded(told.words)


_folded = lru_cache(2**12)(fold)  # the same places are named again and again


def _by(told: Iterable[_Told], key: Any) -> dict[Any, list[_Told]]:
    found: dict[Any, list[_Told]] = defaultdict(list)
    for one in told:
        found[key(one)].append(one)
    return found


def _spot(kind: tuple[str, str], told: Sequence[_Told]) -> Spot:
    """`told`: the middle one first."""
    words = Counter(one.words for one in told if one.words)
    wards = Counter(one.ward for one in told if one.ward)
    return Spot(
        key=told[0].id,
        service=kind[0],
        category=kind[1],
        place=words.most_common(1)[0][0] if words else "",
        ward=wards.most_common(1)[0][0] if wards else "",
        cases=tuple(one.id for one in told),
        still_open=sum(not one.ended for one in told),
        last=datetime.fromtimestamp(max(one.at for one in told), UTC),
    )
