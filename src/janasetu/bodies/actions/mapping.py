"""Bring a map in: the borders of a body's wards, its outline, its landmarks, each from a file."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

import shapely
from django.db import connection, transaction
from django.db.models import Q

from janasetu.bodies import landmark_file, maps, ward_file, ward_numbers
from janasetu.bodies.actions.reference import AT_ONCE
from janasetu.bodies.choices import MapPart
from janasetu.bodies.geometry import ABOUT_A_DEGREE, Shape, covered
from janasetu.bodies.landmark_file import LandmarkFaultsError
from janasetu.bodies.models import BodyShape, Landmark, MapImport, Ward, WardShape
from janasetu.bodies.models.maps import Drawn
from janasetu.bodies.queries import wards as wards_on
from janasetu.bodies.ward_file import Fault, MapFaultsError, WardDrawn
from janasetu.lib.clock import KOLKATA, local

_LOCK = (0x4A54, 2)  # class and number of our advisory lock
_OUTSIDE = 0.05  # a ward of which more lies outside the outline is told of
BESIDE = 60.0  # metres: who says "beside it" means no further
_COLUMNS = ("wkb", "west", "south", "east", "north")
_Row = TypeVar("_Row", bound=Drawn)


@dataclass(frozen=True, slots=True)
class MapOrder:
    """A file and how it is to be read. `since`: from when its borders hold; None: as long as the wards are
    drawn as they are now. `number_field`: the property with a ward's number. `mend`: borders that cross
    themselves are put right. `add`: a ward that the body does not have is added.
    """

    body_id: UUID
    content: bytes
    source: str = ""
    since: date | None = None
    number_field: str = ""
    mend: bool = False
    add: bool = False


@dataclass(frozen=True, slots=True)
class MapTaken:
    """How many wards the file told of, how many of them are new to the body, what is to be known of the rows,
    and the wards that have no border yet.
    """

    wards: int
    added: int = 0
    notes: tuple[Fault, ...] = ()
    missing: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class LandmarksTaken:
    """How many landmarks there are now, how many there were, and of how many no ward is known."""

    now: int
    before: int
    wardless: int


@transaction.atomic
def import_wards(*, order: MapOrder, now: datetime) -> MapTaken:
    """Draw a body's wards by a file: all of it, or nothing where any row has a fault that lets nothing in.

    A border of the same day is written over, one of an earlier day ends on the new one's. Wards of which the
    file tells nothing keep what they have. The outline is drawn anew unless somebody gave one. MapFaultsError
    has the faults of all rows. A number of statements that does not grow with the file.
    """
    _lock_maps()
    day = order.since or local(now).date()
    known = {ward.number: ward for ward in _wards_of(order.body_id, day)}
    told = ward_file.read(
        order.content,
        known=None if order.add else known,
        number_field=order.number_field,
        mend=order.mend,
        beside=maps.borders(order.body_id, day),
    )
    if told.faults:
        raise MapFaultsError(told.faults)
    fresh = _add_wards(order.body_id, told.wards, known, day)
    known |= fresh
    _name_wards(told.wards, known)
    rows = [_ward_shape(known[ward.number], ward.shape, order.since) for ward in told.wards]
    _draw(WardShape, rows, body_id=order.body_id, of="ward_id")
    borders = maps.borders(order.body_id, day)
    if not _has_outline(order.body_id, day):
        begun = min(row.since for row in rows)
        covers = _body_shape(order.body_id, covered(borders.values()), begun, of_wards=True)
        _draw(BodyShape, [covers], body_id=order.body_id, of="body_id")
    _note(order, MapPart.WARDS, len(told.wards), now=now)
    missing = tuple(ward_file.missing(borders, known))
    return MapTaken(len(told.wards), len(fresh), _in_order(told.notes), missing)


@transaction.atomic
def import_outline(*, order: MapOrder, now: datetime) -> MapTaken:
    """Draw the outline of a body by a file. MapFaultsError has its faults."""
    _lock_maps()
    shape, faults, notes = ward_file.read_outline(order.content, mend=order.mend)
    if shape is None:
        raise MapFaultsError(faults)
    day = order.since or local(now).date()
    since = order.since or _begun(order.body_id, day)
    outside = _outside(shape, maps.borders(order.body_id, day))
    BodyShape.objects.filter(body_id=order.body_id, of_wards=True, since__gte=since).delete()
    _draw(BodyShape, [_body_shape(order.body_id, shape, since)], body_id=order.body_id, of="body_id")
    _note(order, MapPart.OUTLINE, 1, now=now)
    told = [Fault(0, "wards_outside_outline", {"wards": outside})] if outside else []
    return MapTaken(0, notes=_in_order([*notes, *told]))


def _lock_maps() -> None:
    """Until the transaction ends nobody else brings a map in: two files are written one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK)


def _note(order: MapOrder, part: MapPart, count: int, *, now: datetime) -> None:
    """From which file the map is; every process reads its maps again when it sees the row."""
    MapImport.objects.create(
        body_id=order.body_id,
        part=part,
        source=order.source,
        sha256=hashlib.sha256(order.content).hexdigest(),
        count=count,
        at=now,
    )


def _in_order(notes: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(notes, key=lambda note: note.row))


# --- wards ---


def _wards_of(body_id: UUID, day: date) -> list[Ward]:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=KOLKATA)
    return wards_on([body_id], noon)[body_id]


def _begun(body_id: UUID, day: date) -> date:
    """Since when the wards are drawn as they are on that day; that day, where there are none."""
    return min((ward.since for ward in _wards_of(body_id, day)), default=day)


def _add_wards(
    body_id: UUID, drawn: Iterable[WardDrawn], known: Mapping[str, Ward], day: date
) -> dict[str, Ward]:
    fresh = [
        Ward(body_id=body_id, number=ward.number, since=day) for ward in drawn if ward.number not in known
    ]
    Ward.objects.bulk_create(fresh)
    return {ward.number: ward for ward in fresh}


def _name_wards(drawn: Iterable[WardDrawn], known: Mapping[str, Ward]) -> None:
    """A name and a borough that the file has and the ward has not; what an office wrote stays."""
    changed: list[Ward] = []
    for ward in drawn:
        row = known[ward.number]
        before = (row.name, row.borough)
        row.name, row.borough = {**ward.name, **row.name}, row.borough or ward.borough
        changed += [row] if (row.name, row.borough) != before else []
    Ward.objects.bulk_update(changed, ["name", "borough"])


def _ward_shape(ward: Ward, shape: Shape, since: date | None) -> WardShape:
    begins = max(ward.since, since) if since else ward.since
    return WardShape(body_id=ward.body_id, ward=ward, since=begins, until=ward.until, **_as_columns(shape))


# --- borders ---


def _as_columns(shape: Shape) -> dict[str, object]:
    west, south, east, north = shape.bounds
    wkb = shapely.to_wkb(shape, output_dimension=2)
    return {"wkb": wkb, "west": west, "south": south, "east": east, "north": north}


def _draw(model: type[_Row], rows: list[_Row], *, body_id: UUID, of: str) -> None:
    """Write these borders, each of another ward or body: over one that begins on its day, after an earlier
    one, and until a later one. `of`: the column that says whose.
    """
    whose = [getattr(row, of) for row in rows]
    on_record: dict[UUID, list[_Row]] = {}
    for row in model._default_manager.filter(body_id=body_id, **{f"{of}__in": whose}).order_by("since"):
        on_record.setdefault(getattr(row, of), []).append(row)
    ended = [one for row in rows for one in _given_way(row, on_record.get(getattr(row, of), []))]
    model._default_manager.bulk_update(ended, ["until"])
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=list(dict.fromkeys(("body_id", of, "since"))),
        update_fields=["until", *_COLUMNS, *(["of_wards"] if model is BodyShape else [])],
    )


def _given_way(row: _Row, others: Iterable[_Row]) -> Iterator[_Row]:
    """Let the row end where a later one begins; those of the others that end where it begins."""
    for one in others:
        if one.since > row.since:
            row.until = min(row.until or one.since, one.since)
        elif one.since < row.since and (one.until is None or one.until > row.since):
            one.until = row.since
            yield one


def _body_shape(body_id: UUID, shape: Shape, since: date, *, of_wards: bool = False) -> BodyShape:
    return BodyShape(body_id=body_id, since=since, of_wards=of_wards, **_as_columns(shape))


def _has_outline(body_id: UUID, day: date) -> bool:
    """Whether somebody gave one that holds on that day; what the wards cover is none."""
    given = BodyShape.objects.filter(body_id=body_id, since__lte=day, of_wards=False)
    return given.filter(Q(until__isnull=True) | Q(until__gt=day)).exists()


def _outside(outline: Shape, borders: Mapping[str, Shape]) -> str:
    """The wards of which a good part lies outside."""
    beyond = [
        number for number, shape in borders.items() if shape.difference(outline).area > _OUTSIDE * shape.area
    ]
    return ward_numbers.told(beyond, "en")


# --- landmarks ---


@transaction.atomic
def import_landmarks(*, order: MapOrder, now: datetime) -> LandmarksTaken:
    """Let a body's landmarks be those of a file: all of it, or nothing where any row is wrong.

    What the file does not have is gone. A landmark with a place and no ward gets the one it lies in, unless
    another is so near that «beside it» may mean either. LandmarkFaultsError has the faults of all rows.
    """
    _lock_maps()
    day = local(now).date()
    numbers = {ward.number for ward in _wards_of(order.body_id, day)}
    rows, faults = landmark_file.read(order.content, wards=numbers)
    if faults:
        raise LandmarkFaultsError(faults)
    borders = maps.borders(order.body_id, day)
    placed = [_landmark(order.body_id, row, borders) for row in rows]
    gone, _ = Landmark.objects.filter(body_id=order.body_id).delete()
    Landmark.objects.bulk_create(placed, batch_size=AT_ONCE)
    _note(order, MapPart.LANDMARKS, len(placed), now=now)
    return LandmarksTaken(len(placed), gone, sum(not one.ward for one in placed))


def _landmark(body_id: UUID, row: landmark_file.Row, borders: Mapping[str, Shape]) -> Landmark:
    return Landmark(
        body_id=body_id,
        name=dict(row.name),
        keys=row.keys,
        lat=row.lat,
        lon=row.lon,
        ward=row.ward or _ward_around(row, borders),
    )


def _ward_around(row: landmark_file.Row, borders: Mapping[str, Shape]) -> str:
    """The one ward that is near to it; empty where there are several."""
    if row.lat is None:
        return ""
    spot = shapely.Point(row.lon, row.lat)
    near = [
        number for number, shape in borders.items() if shapely.dwithin(shape, spot, BESIDE / ABOUT_A_DEGREE)
    ]
    return near[0] if len(near) == 1 else ""
