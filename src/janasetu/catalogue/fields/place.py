"""Where: a pin on the map, or words with a ward number and a landmark."""

import math
import re
from typing import TYPE_CHECKING

from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Point, Problem
from janasetu.lib import bn
from janasetu.lib.text import shorten, tame
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST = 500
# «৫ নং ওয়ার্ড», «ওয়ার্ড নম্বর ৫», "ward no. 5", "5 no ward", as match_key writes them (ASCII digits).
_NUMBER = r"(?:নং|নম্বর|নাম্বার|no|number|num|nong)"
_WARD = bn.match_key("ওয়ার্ড")
_WARD_WORD = rf"(?:{_WARD}\w*|ward|word|oard)"
_SAID_IN = (  # «৯ নং ওয়ার্ড ৩ নম্বর গলি» is ward 9, "house 5 ward 3" is ward 3
    re.compile(rf"(?<!\d)(\d{{1,3}})\s*{_NUMBER}\s*{_WARD_WORD}"),
    re.compile(rf"(?<![^\W\d]){_WARD_WORD}\s*{_NUMBER}?\s*(\d{{1,3}})(?!\d)"),
    re.compile(rf"(?<!\d)(\d{{1,3}})\s*{_WARD_WORD}"),
)


def ward_in(words: str) -> str | None:
    """The ward number that the words state, in ASCII digits; None when they state none."""
    key = bn.match_key(words)
    found = next((match for way in _SAID_IN if (match := way.search(key))), None)
    return str(int(found[1])) if found and int(found[1]) > 0 else None


class PlaceKind(FieldKind):
    """A place, kept as {text, ward, landmark, lat, lon}."""

    code = "place"
    words = True

    def read(self, field: "Field", given: Given, *, earlier: Answer = None) -> Answer | Problem:
        if given.point is not None:
            return self._from_point(given.point)
        words = " ".join(tame(bn.normalise(given.text)).split())
        if not any(letter.isalnum() for letter in words):
            return Problem("place_needs_words")
        if len(words) > MOST:
            return Problem("text_too_long", {"most": MOST})
        return {"text": words, "ward": ward_in(words), "landmark": None, "lat": None, "lon": None}

    def _from_point(self, point: Point) -> Answer | Problem:
        on_earth = math.isfinite(point.lat) and math.isfinite(point.lon)
        if not on_earth or abs(point.lat) > 90 or abs(point.lon) > 180:
            return Problem("place_not_on_map")
        name = shorten(" ".join(tame(bn.normalise(point.name)).split()), MOST)
        lat, lon = round(float(point.lat), 6), round(float(point.lon), 6)
        return {"text": name, "ward": ward_in(name), "landmark": name or None, "lat": lat, "lon": lon}

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        if answer["text"]:
            return shorten(str(answer["text"]), 120)
        return f"{answer['lat']:.5f}, {answer['lon']:.5f}"
