"""Read a file of borders, GeoJSON as map programs save it; every fault is told with its row. Pure.

A row is a feature of the file, counted from 1. What is fatal lets nothing in; of what is not, it is told what
was done about it.
"""

import json
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely

from janasetu.bodies import degrees, ward_numbers
from janasetu.bodies.errors import PHRASES
from janasetu.bodies.geometry import Shape, polygons, square_metres, together
from janasetu.lib import bn
from janasetu.lib.numerals import numerals
from janasetu.lib.text import clean, tame
from janasetu.lib.words import Lang

MOST_BYTES = 32 * 1024 * 1024  # the 141 wards of a large city have less than three of them
MENDED = 0.001  # a border that crosses itself may be mended where the ward changes by less of its size
OVERLAP = 0.05  # two wards that share more of the smaller one are one of them drawn wrongly
TOLD_OVERLAP = 100.0  # square metres: of a smaller one nothing is said
SLIVER = 100.0  # square metres: no part of a ward that lies apart is so small

_NUMBER_FIELDS = ("ward", "wardno", "wardnumber", "wardnum", "wardid", "wardcode", "no", "number")
_NAME_FIELDS = ("wardname", "name", "nameen", "namebn", "wardnamebn", "wardnameen")
_BOROUGH_FIELDS = ("borough", "boroughno", "boroughnumber")
_BENGALI = re.compile("[\u0985-\u09b9]")
_PLACE_IN_REASON = re.compile(r"\[(\S+) (\S+)\]")
_CROSSES = "Self-intersection"
_Told = tuple[str, dict[str, str | int]]  # a sentence by its key, and its values


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row; of the whole file where `row` is 0. `ward`: its number, where it is known."""

    row: int
    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    ward: str = ""

    def sentence(self, lang: Lang) -> str:
        """What the person is told, with the row."""
        fault = PHRASES.say(self.key, lang, **{name: self._said(name, lang) for name in self.values})
        if not self.row:
            return fault
        key = "in_feature_of_ward" if self.ward else "in_feature"
        return PHRASES.say(key, lang, row=self.row, fault=fault, ward=numerals(self.ward, lang))

    def _said(self, name: str, lang: Lang) -> str | int:
        """A value in the digits of the language; degrees and words of the file stay as they are."""
        value = self.values[name]
        return numerals(value, lang) if name in ("number", "percent", "wards") else value


@dataclass(frozen=True, slots=True)
class WardDrawn:
    """One ward of the file. `name`: by language, where the file has one."""

    row: int
    number: str
    shape: Shape
    name: Mapping[str, str] = field(default_factory=dict)
    borough: str = ""


@dataclass(slots=True)
class WardFile:
    """What a file tells: its wards, what lets none of them in, and what was put right or is to be known."""

    wards: list[WardDrawn] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


class MapFaultsError(ValueError):
    """A file of a map that is not taken; `faults` says of every wrong row what is wrong in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.row)
        super().__init__(f"{len(self.faults)} faults")


def read(
    content: bytes,
    *,
    known: Collection[str] | None,
    number_field: str = "",
    mend: bool = False,
    beside: Mapping[str, Shape] | None = None,
) -> WardFile:
    """The wards of a file. `known`: the numbers that the body has; None where any may be new.

    `mend`: take a border that crosses itself as it was meant, where that changes hardly anything. `beside`:
    borders on record of wards that the file may not tell of.
    """
    told = WardFile()
    try:
        features = _features(content)
        asked = _number_field(features, number_field)
    except _UnfitError as error:
        told.faults.append(Fault(0, error.key, error.values))
        return told
    for row, feature in enumerate(features, start=1):
        _take(told, row, feature, asked, known=known, mend=mend)
    told.faults += _doubles(told.wards)
    if not told.faults:
        _overlaps(told, beside or {})
    return told


def read_outline(content: bytes, *, mend: bool = False) -> tuple[Shape | None, list[Fault], list[Fault]]:
    """The outline of a body, of one feature or of several parts; its faults, and what is to be known."""
    try:
        features = _features(content)
    except _UnfitError as error:
        return None, [Fault(0, error.key, error.values)], []
    told = WardFile()
    shapes = [
        shape
        for row, feature in enumerate(features, start=1)
        if (shape := _shape_of(told, row, "", feature, mend=mend)) is not None
    ]
    if told.faults:
        return None, told.faults, told.notes
    return together(polygons(shapely.union_all(shapes))), [], told.notes


def missing(wards: Iterable[str], known: Iterable[str]) -> list[str]:
    """Those of the body's wards that have no border, in order."""
    return sorted(set(known) - set(wards), key=ward_numbers.natural)


class _UnfitError(ValueError):
    """Something that cannot be used at all; `key` is its sentence."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


# --- the file ---


def _features(content: bytes) -> list[Any]:
    if len(content) > MOST_BYTES:
        raise _UnfitError("map_too_large", most=MOST_BYTES // 1024**2)
    whole = _json(content)
    kind = whole.get("type") if isinstance(whole, dict) else None
    if kind in ("Polygon", "MultiPolygon"):
        return [{"type": "Feature", "properties": {}, "geometry": whole}]
    if kind == "Feature":
        return [whole]
    features = whole.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list):
        raise _UnfitError("map_no_features")
    if not features:
        raise _UnfitError("map_empty")
    _require_degrees(whole.get("crs"))
    return features


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _UnfitError("map_not_utf8", row=content.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise _UnfitError("map_not_json", row=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise _UnfitError("map_no_features") from error


def _no_number(constant: str) -> float:
    """NaN and Infinity are no JSON; the place where one stands is told as every other wrong position."""
    return math.nan if constant == "NaN" else math.inf


def _require_degrees(crs: Any) -> None:
    """A file may name the system of its coordinates; any but longitude and latitude of WGS 84 is refused."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if name and not re.search(r"CRS:?84$|EPSG:+(?:[\d.]*:)?4326$", name, re.IGNORECASE):
        raise _UnfitError("map_other_coordinates", name=_short(name))


def _number_field(features: Sequence[Any], named: str) -> str:
    """The property with the number of the ward: that which is named, else the first called like one."""
    there = list(dict.fromkeys(name for feature in features for name in _properties(feature)))
    if named:
        if named not in there:
            raise _UnfitError("map_no_such_field", field=_short(named), fields=_listed(there))
        return named
    by_word = {_word(name): name for name in reversed(there)}
    guessed = next((by_word[word] for word in _NUMBER_FIELDS if word in by_word), None)
    if guessed is None:
        raise _UnfitError("map_number_field_needed", fields=_listed(there))
    return guessed


def _properties(feature: Any) -> Mapping[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _word(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_short, names[:20])) or "-"


def _short(text: str) -> str:
    """A word of the file as it may be said back."""
    return tame(clean(text))[:60]


# --- one row ---


def _take(
    told: WardFile, row: int, feature: Any, asked: str, *, known: Collection[str] | None, mend: bool
) -> None:
    """Add the ward of a row, or its faults: both of its number and of its border."""
    written = _properties(feature).get(asked)
    number = ward_numbers.read(written)
    shape = _shape_of(told, row, number, feature, mend=mend)
    if not number:
        empty = written is None or not str(written).strip()
        key = "ward_number_needed" if empty else "ward_number_unread"
        told.faults.append(Fault(row, key, {"field": _short(asked), "written": _short(str(written))}))
    elif known is not None and number not in known:
        told.faults.append(Fault(row, "ward_not_of_body", ward=number))
    elif shape is not None:
        told.wards.append(WardDrawn(row, number, shape, _name(feature), _borough(feature)))


def _name(feature: Any) -> dict[str, str]:
    """Its name by language; what is only a number is none."""
    said = {_word(name): value for name, value in _properties(feature).items() if isinstance(value, str)}
    names: dict[str, str] = {}
    for word in _NAME_FIELDS:
        name = " ".join(tame(clean(bn.normalise(said.get(word, "")))).split())[:100]
        if any(letter.isalpha() for letter in name) and not ward_numbers.read(name):
            names.setdefault("bn" if _BENGALI.search(name) else "en", name)
    return names


def _borough(feature: Any) -> str:
    said = {_word(name): value for name, value in _properties(feature).items()}
    written = next((said[word] for word in _BOROUGH_FIELDS if said.get(word) is not None), "")
    return ward_numbers.read(written) or _short(str(written)).strip()[:8]


def _shape_of(told: WardFile, row: int, number: str, feature: Any, *, mend: bool) -> Shape | None:
    """The border of a row; None where it has a fault that lets nothing in."""
    try:
        shape, has_heights = _read_shape(feature)
        _require_here(shape)
        shape, notes = _made_valid(shape, mend=mend)
        shape, slivers = _without_slivers(shape)
    except _UnfitError as error:
        told.faults.append(Fault(row, error.key, error.values, number))
        return None
    heights: list[_Told] = [("ward_has_heights", {})] if has_heights else []
    told.notes += [Fault(row, key, values, number) for key, values in (*heights, *notes, *slivers)]
    return shape


def _read_shape(feature: Any) -> tuple[Shape, bool]:
    """The geometry, and whether it had heights, which are left out."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        raise _UnfitError("ward_without_border")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise _UnfitError("ward_no_area", kind=_short(str(kind)))
    parts = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(parts, list) or not any(parts):
        raise _UnfitError("ward_border_empty")
    rings = [[_ring(ring) for ring in _list(part)] for part in parts if part]
    has_heights = any(len(position) > 2 for part in parts for ring in part for position in ring)
    return together([shapely.Polygon(shell, holes) for shell, *holes in rings]), has_heights


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _UnfitError("ward_positions_unread")
    return value


def _ring(positions: Any) -> list[tuple[float, float]]:
    """A closed line of at least three corners; one that is left open is closed."""
    ring = [_position(position) for position in _list(positions)]
    if len(set(ring)) < 3:
        raise _UnfitError("ward_border_too_short")
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


def _position(position: Any) -> tuple[float, float]:
    x, y, *_ = (*position, None, None) if isinstance(position, list) else (None, None)
    for value in (x, y):
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            raise _UnfitError("ward_positions_unread")
    return float(x), float(y)


def _require_here(shape: Shape) -> None:
    """In West Bengal, and not with latitude and longitude in each other's place."""
    west, south, east, north = shape.bounds
    corners = ((south, west), (north, east))
    if all(degrees.lie_here(lat, lon) for lat, lon in corners):
        return
    if all(degrees.are_swapped(lat, lon) for lat, lon in corners):
        raise _UnfitError("ward_swapped")
    raise _UnfitError("ward_elsewhere", lat=f"{(south + north) / 2:.4f}", lon=f"{(west + east) / 2:.4f}")


def _made_valid(shape: Shape, *, mend: bool) -> tuple[Shape, list[_Told]]:
    """The shape; where its border crosses itself, as it was meant, if that changes hardly anything."""
    if shape.is_valid:
        return shape, []
    parts = polygons(shapely.make_valid(shape))
    if not parts:
        raise _UnfitError("ward_border_empty")
    reason = str(shapely.is_valid_reason(shape))
    found = _PLACE_IN_REASON.search(reason)
    lat, lon = (f"{float(degrees):.5f}" for degrees in (found[2], found[1])) if found else ("?", "?")
    where: dict[str, str | int] = {"lat": lat, "lon": lon}
    wrong = "ward_crosses_itself" if _CROSSES.lower() in reason.lower() else "ward_border_wrong"
    change = abs(sum(part.area for part in parts) / shape.area - 1) if shape.area else math.inf
    if change >= MENDED:
        raise _UnfitError(wrong, **where)
    values: dict[str, str | int] = {**where, "percent": f"{change * 100:.3f}"}
    if not mend:
        raise _UnfitError(f"{wrong}_may_be_mended", **values)
    return together(parts), [("ward_mended", values)]


def _without_slivers(shape: Shape) -> tuple[Shape, list[_Told]]:
    """Without parts that lie apart and are too small to be one, which drawing leaves behind."""
    largest, *others = polygons(shape)
    small = [part for part in others if square_metres(part) < SLIVER]
    if not small:
        return shape, []
    kept = [largest, *(part for part in others if square_metres(part) >= SLIVER)]
    size = max(1, round(sum(map(square_metres, small))))
    return together(kept), [("ward_slivers", {"count": len(small), "size": size})]


# --- rows among each other ---


def _doubles(wards: Iterable[WardDrawn]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for ward in wards:
        if ward.number in first:
            yield Fault(ward.row, "ward_twice", {"other": first[ward.number]}, ward.number)
        else:
            first[ward.number] = ward.row


def _overlaps(told: WardFile, beside: Mapping[str, Shape]) -> None:
    """Tell where wards lie over each other: a little is told, much is a fault."""
    own = {ward.number for ward in told.wards}
    others = [WardDrawn(0, number, shape) for number, shape in beside.items() if number not in own]
    wards = [*told.wards, *others]
    tree = shapely.STRtree([ward.shape for ward in wards])
    pairs = tree.query([ward.shape for ward in told.wards], predicate="intersects").T.tolist()
    for one, other in sorted(pair for pair in pairs if pair[0] < pair[1]):
        size = square_metres(wards[one].shape.intersection(wards[other].shape))
        share = size / min(square_metres(wards[one].shape), square_metres(wards[other].shape))
        if share >= OVERLAP or size >= TOLD_OVERLAP:
            fault = _overlap(wards[one], wards[other], size, share)
            (told.faults if share >= OVERLAP else told.notes).append(fault)


def _overlap(one: WardDrawn, other: WardDrawn, size: float, share: float) -> Fault:
    key = "ward_over_row" if other.row else "ward_over_record"
    values: dict[str, str | int] = {
        "other": other.row,
        "number": other.number,
        "size": round(size),
        "percent": f"{share * 100:.1f}",
    }
    return Fault(one.row, key, values, one.number)
