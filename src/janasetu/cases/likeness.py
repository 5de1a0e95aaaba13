"""How like two matters of one kind are: how near each other, and in what words their place is told. Pure."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from janasetu.catalogue.schema import Alike, Service, Span
from janasetu.lib.fold import fold_words

LIKE = 0.5  # from here on a person is asked whether it is the same
_EARTH = 6_371_000  # metres: mean radius (IUGG)
_WARD_METRES = 300  # so near is the same ward's matter where the ward is not known
_LEAST_SHAPES = 4  # of three letters; fewer tell no place
_WHOLLY_IN = 0.8  # of the shapes of the shorter words: then they are a part of the longer
_PART = 0.6  # how like such a part is
_LETTERS = str.maketrans("", "", "aeiou")  # where spellings of one name differ most
# What stands in the words of any place, and tells none apart from another.
_ANYWHERE = """
    ওয়ার্ড ওয়ার্ডের ওয়ার্ডে নং নম্বর নাম্বার no number nong ward word
    পাশে পাশের কাছে কাছের কাছাকাছি সামনে সামনের পিছনে পেছনে উল্টোদিকে উল্টো দিকে বিপরীতে লাগোয়া মোড় মোড়ে মোড়ের
    রাস্তা রাস্তায় রাস্তার এলাকা এলাকায় ঠিকানা জায়গা বাড়ির বাড়ি ধারে ওপর উপর
    near beside behind opposite next to front of in at on the road street area house er te
    pashe kache samne pichone more mor rasta rastar barir bari
    पास के सामने पीछे में की का वार्ड नंबर सड़क
"""
# As long as a limit is on average: nobody counts holidays to compare two reports.
_LENGTHS: Mapping[str, timedelta] = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "working days": timedelta(days=1.4),
    "months": timedelta(days=30),
    "years": timedelta(days=365),
}


@dataclass(frozen=True, slots=True)
class Where:
    """Where a matter is, as far as it was told. `words`: of its place, as they were written."""

    ward: str = ""
    lat: float | None = None
    lon: float | None = None
    words: str = ""

    @classmethod
    def of(cls, place: Mapping[str, Any] | None) -> "Where":
        """As an answer to the question for a place tells it."""
        if not place:
            return cls()
        told = dict.fromkeys(str(place[key]) for key in ("text", "landmark") if place.get(key))
        return cls(str(place.get("ward") or ""), place.get("lat"), place.get("lon"), ", ".join(told))

    @property
    def pin(self) -> tuple[float, float] | None:
        """Latitude and longitude, in degrees (WGS 84)."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the map in degrees: all that is so near, and its corners."""

    south: float
    north: float
    west: float
    east: float


def place_in(service: Service, fields: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The answer to the first question for a place; None where there is none."""
    asked = (one.field for one in service.fields() if one.kind == "place")
    return next((place for name in asked if (place := fields.get(name))), None)


def since(now: datetime, span: Span) -> datetime:
    """So long before now."""
    return now - span.count * _LENGTHS[span.unit]


def likeness(here: Where, there: Where, rule: Alike) -> float:
    """How sure it is that two matters of one kind are the same, 0 to 1, by their places alone."""
    if here.ward and there.ward and rule.metres is None:
        return _in_one_ward(here, there)
    if here.pin and there.pin:
        return _near(metres(here.pin, there.pin), rule.metres or _WARD_METRES)
    if here.ward and there.ward and here.ward != there.ward:
        return 0.0
    return words_alike(here.words, there.words)


def _in_one_ward(here: Where, there: Where) -> float:
    """Of two in one ward those that are near each other go first."""
    if here.ward != there.ward:
        return 0.0
    nearer = _near(metres(here.pin, there.pin), _WARD_METRES) if here.pin and there.pin else 0.0
    return 0.8 + 0.2 * max(nearer, words_alike(here.words, there.words))


def _near(distance: float, within: int) -> float:
    """1 at the same spot, `LIKE` at the farthest that still counts, then 0."""
    return 1 - (1 - LIKE) * distance / within if distance <= within else 0.0


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two spots are from each other on the ground (the haversine formula)."""
    (lat, lon), (other_lat, other_lon) = (map(math.radians, spot) for spot in (one, other))
    north, east = math.sin((other_lat - lat) / 2), math.sin((other_lon - lon) / 2)
    half = north**2 + math.cos(lat) * math.cos(other_lat) * east**2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, half)))


def box(where: Where, rule: Alike) -> Box | None:
    """What lies as near as the rule wants; None without a pin."""
    if where.pin is None:
        return None
    lat, lon = where.pin
    north = math.degrees((rule.metres or _WARD_METRES) / _EARTH)
    east = north / max(math.cos(math.radians(lat)), 0.01)
    return Box(lat - north, lat + north, lon - east, lon + east)


# --- words ---


def words_alike(one: str, other: str) -> float:
    """How like the words of two places are, in whatever script, 0 to 1; 0 where they tell no place."""
    here, there = _told(one), _told(other)
    smaller = min(len(here.shapes), len(there.shapes))
    if smaller < _LEAST_SHAPES or (here.figures and there.figures and here.figures != there.figures):
        return 0.0
    both = len(here.shapes & there.shapes)
    alike = both / len(here.shapes | there.shapes)
    return max(alike, _PART) if both >= _WHOLLY_IN * smaller else alike


@dataclass(frozen=True, slots=True)
class _Told:
    """The shapes of three letters in the words of a place, and the numbers of its lanes and houses."""

    shapes: frozenset[str]
    figures: frozenset[str]


@lru_cache(maxsize=4096)
def _told(words: str) -> _Told:
    """Without the ward, which is compared as such, and what stands in any address."""
    folded = list(fold_words(words))
    figures = frozenset(word for word in _without_ward(folded) if word.isdigit())
    names = [word for word in folded if not word.isdigit() and word not in _anywhere()]
    letters = "".join(name.translate(_LETTERS) or name for name in names)
    padded = f"  {letters} "
    return _Told(
        frozenset(padded[at : at + 3] for at in range(len(letters) + 1)) if letters else frozenset(), figures
    )


def _without_ward(folded: list[str]) -> Iterable[str]:
    """The words but for the number beside «ward»."""
    wards = _ward_words()
    for at, word in enumerate(folded):
        beside = folded[max(0, at - 2) : at] + folded[at + 1 : at + 3]
        if not (word.isdigit() and wards.intersection(beside)):
            yield word


@lru_cache(maxsize=1)
def _anywhere() -> frozenset[str]:
    return frozenset(fold_words(_ANYWHERE))


@lru_cache(maxsize=1)
def _ward_words() -> frozenset[str]:
    return frozenset(fold_words("ওয়ার্ড ওয়ার্ডের ওয়ার্ডে ward word oard वार्ड"))
