"""Reads of the map: where pins lie, by an atlas that is kept until a file is brought in or the day turns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import TypeVar
from uuid import UUID

import shapely
from django.db import connection
from django.db.models import Q, QuerySet

from janasetu.bodies import ward_numbers
from janasetu.bodies.choices import ABOVE_LOCAL
from janasetu.bodies.geometry import Shape
from janasetu.bodies.models import BodyShape, LocalBody, MapImport, Ward, WardShape
from janasetu.bodies.models.maps import Drawn
from janasetu.bodies.pins import Lies, Pin
from janasetu.bodies.shapes import Atlas, Ground
from janasetu.lib.clock import local

_STATE = f"""
SELECT count(*), (SELECT id FROM {MapImport._meta.db_table} ORDER BY id DESC LIMIT 1)
  FROM {MapImport._meta.db_table}
"""  # noqa: S608 - a table name

_Row = TypeVar("_Row", bound=Drawn)
_Edition = tuple[int, UUID | None, date]


@dataclass(slots=True)
class _Kept:
    """What this process keeps, and which edition that is."""

    edition: _Edition | None = None
    atlas: Atlas = field(default_factory=Atlas)


_kept, _reading = _Kept(), Lock()


def where_lie(pins: Sequence[Pin], *, at: datetime) -> list[Lies]:
    """Where each of these lies on that day in Kolkata. One query, and none where there are no pins."""
    return atlas(at=at).find(pins) if pins else []


def atlas(*, at: datetime) -> Atlas:
    """The maps of all bodies on that day; read again only when they have changed. One query."""
    edition = _edition(local(at).date())
    with _reading:  # two threads that find it changed read it once
        if _kept.edition != edition:
            _kept.atlas, _kept.edition = Atlas(_grounds(edition[2])), edition
        return _kept.atlas


def sources(body_id: UUID) -> list[MapImport]:
    """From where the map of the body is, the newest file of each part. One query."""
    rows = MapImport.objects.filter(body_id=body_id).order_by("part", "-id")
    return list(rows.distinct("part"))


def borders(body_id: UUID, day: date) -> dict[str, Shape]:
    """The borders of a body's wards on that day, by number. One query."""
    rows = _of_wards(day).filter(body_id=body_id)
    return {row.ward.number: shapely.from_wkb(bytes(row.wkb)) for row in rows}


def _edition(day: date) -> _Edition:
    """How many files were ever brought in, and the newest: machines' clocks may differ, counts do not."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        count, newest = cursor.fetchone()
    return count, newest, day


def _grounds(day: date) -> list[Ground]:
    """What is on the map of each body. Four queries."""
    wards: dict[UUID, dict[str, Shape]] = {}
    for shape in _of_wards(day):
        wards.setdefault(shape.body_id, {})[shape.ward.number] = shapely.from_wkb(bytes(shape.wkb))
    outlines = {row.body_id: row for row in _on(BodyShape.objects.order_by("since"), day)}
    bodies = LocalBody.objects.in_bulk([*{*wards, *outlines}])
    numbers = _numbers(list(wards), day)
    return [_ground(body, wards.get(key, {}), outlines.get(key), numbers) for key, body in bodies.items()]


def _ground(
    body: LocalBody,
    wards: dict[str, Shape],
    outline: BodyShape | None,
    numbers: dict[UUID, list[str]],
) -> Ground:
    unmapped = [number for number in numbers.get(body.id, []) if number not in wards]
    return Ground(
        body=body.id,
        code=body.code,
        wards=wards,
        outline=shapely.from_wkb(bytes(outline.wkb)) if outline else None,
        of_wards=bool(outline and outline.of_wards),
        unmapped=tuple(unmapped),
        area=body.kind in ABOVE_LOCAL,
    )


def _numbers(bodies: list[UUID], day: date) -> dict[UUID, list[str]]:
    """The wards that each of the bodies has on that day, in order."""
    rows = Ward.objects.filter(_in_force(day), body_id__in=bodies).values_list("body_id", "number")
    found: dict[UUID, list[str]] = {}
    for body_id, number in sorted(rows, key=lambda row: ward_numbers.natural(row[1])):
        found.setdefault(body_id, []).append(number)
    return found


def _on(rows: "QuerySet[_Row]", day: date) -> "QuerySet[_Row]":
    return rows.filter(_in_force(day))


def _of_wards(day: date) -> "QuerySet[WardShape]":
    """The borders of that day, of wards that there are on it; of one ward the last comes last."""
    drawn = _on(WardShape.objects.all(), day).filter(_in_force(day, "ward__"))
    return drawn.select_related("ward").order_by("since")


def _in_force(day: date, of: str = "") -> Q:
    begun = Q(**{f"{of}since__lte": day})
    return begun & (Q(**{f"{of}until__isnull": True}) | Q(**{f"{of}until__gt": day}))
