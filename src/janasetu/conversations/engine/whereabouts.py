"""Where a place lies that somebody sent or typed: what the office's map knows, and what is said of it."""

import math
from collections.abc import Mapping
from typing import Any

from janasetu.catalogue.fields import KINDS, Given, Lies, Problem
from janasetu.catalogue.form import Slot
from janasetu.conversations.engine.effects import LandmarkMeant, OfficeLine, Say, Spotted, WhereLies, World
from janasetu.conversations.engine.saying import PHRASES, phrase
from janasetu.lib.numerals import numerals
from janasetu.lib.words import Lang

MOST_WORDS = 500  # characters of an address in which a landmark is looked for
AREAS = ("state", "district", "block")

_NAMES = Mapping[str, str]


def on_the_map(slot: Slot, given: Given, world: World, body: _NAMES, *, ward: str = "") -> Lies | None:
    """What the map knows of what was given; None where it answers another kind of question, or by a button.

    `body`: the name of the office, by language. `ward`: that of the poster by which the person came, where
    the map knows none.
    """
    if not KINDS[slot.field.kind].lies or given.code:
        return None
    usual = Lies(ward=ward) if ward else None
    if given.point is not None:
        spotted = spotted_at(world, given.point.lat, given.point.lon)
        return _lies(spotted, body) if spotted else usual
    words = given.text[:MOST_WORDS]
    named = world.know(LandmarkMeant(words)) if any(map(str.isalpha, words)) else None
    return Lies(ward=named.ward or ward, landmark=named.name) if named else usual


def spotted_at(world: World, lat: float, lon: float) -> Spotted | None:
    """Where a pin lies; None where it is no place on earth, or nobody has a map."""
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    spotted = world.know(WhereLies(round(float(lat), 6), round(float(lon), 6)))
    return None if spotted.where == "no_map" else spotted


def spotted_of(world: World, answer: Any) -> Spotted | None:
    """Where the pin of an answer lies; None without a pin."""
    if not answer or answer.get("lat") is None:
        return None
    return spotted_at(world, answer["lat"], answer["lon"])


def is_elsewhere(spotted: Spotted | None) -> OfficeLine | None:
    """The other office of ours in which it lies."""
    office = spotted.office if spotted and spotted.where == "elsewhere" else None
    return office if office and office.served and office.kind not in AREAS else None


def remark(answer: Any, world: World, body: str, lang: Lang) -> Say | None:
    """What is to be said of a pin that was just taken; mostly nothing."""
    spotted = spotted_of(world, answer)
    if spotted is None or is_elsewhere(spotted):
        return None
    told = str(answer.get("ward") or "")
    if spotted.ward and told != spotted.ward and told not in spotted.beside:
        return phrase("pin_in_other_ward", lang, pin=numerals(spotted.ward, lang), told=numerals(told, lang))
    if spotted.ward and spotted.beside:
        others = numerals(", ".join(spotted.beside), lang)
        return phrase("pin_on_border", lang, ward=numerals(told, lang), others=others)
    if spotted.ward or told:
        return None
    return phrase("pin_unmapped" if spotted.where == "unmapped" else "pin_at_edge", lang, office=body)


def reached_by(spotted: Spotted, lang: Lang) -> str:
    """How another office is reached, a line each; a sentence where we do not know."""
    lines = [
        *([PHRASES.say("elsewhere_number", lang, number=spotted.number)] if spotted.number else []),
        *([PHRASES.say("elsewhere_phone", lang, number=spotted.phone)] if spotted.phone else []),
    ]
    return "\n".join(lines) or PHRASES.say("elsewhere_at_office", lang)


def _lies(spotted: Spotted, body: _NAMES) -> Lies:
    """As the field kind takes it. A place of another office of ours is kept without a ward for now."""
    if spotted.where == "ward":
        return Lies(ward=spotted.ward)
    if spotted.where in ("unmapped", "edge"):
        return Lies(asks_ward=True)
    return Lies() if is_elsewhere(spotted) else Lies(refused=_refused(spotted, body))


def _refused(spotted: Spotted, body: _NAMES) -> Problem:
    if spotted.office and spotted.office.kind not in AREAS:
        return Problem("place_not_served", {"office": spotted.office.name})
    if spotted.office:
        return Problem("place_outside_in", {"body": body, "area": spotted.office.name})
    return Problem("place_outside", {"body": body})
