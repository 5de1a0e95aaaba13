"""What an officer sees of a case whose complainant is hidden: all of it, no complainant, or nothing. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from janasetu.bodies.rules import Tenure, authority, in_office
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.fields.text import words_in
from janasetu.catalogue.form import FOR_WHOM
from janasetu.catalogue.schema import Field, Service
from janasetu.lib import phones

# What stands in Case.confidential; empty: nothing is hidden. OFFICE: the case is about the office itself.
COMPLAINANT, OFFICE = "complainant", "office"

SHOWN_FOR = timedelta(hours=24)  # so long the officer who asked sees who complains
WAITS = timedelta(hours=24)  # so long a second officer may agree
LEAST_REASON, MOST_REASON = 10, 500  # characters

# Who may agree that a colleague sees who complains: heads of the office, and whoever stands above it. Left
# out on purpose: everybody who is elected, and everybody who works in the field.
MAY_AGREE = frozenset({"secretary", "commissioner", "ea", "administrator", "bdo", "sdo", "dm", "state"})

# Who may ask to see who complains, beside the roles that answer for the case: whoever telephones.
_MAY_ASK_TOO = frozenset({"operator"})

# Kinds of answer that say who somebody is, or come from their own hands.
_OWN = frozenset({"person_name", "phone", "photo", "document", "voice"})
_IN_WORDS = frozenset({"text", "long_text"})
_GRID = 0.005  # degrees: about 500 m in Bengal
_LEAST_NAME = 3  # letters of a name that is looked for in words
_GONE = "•••"


class Sight(StrEnum):
    """How much of a case somebody sees."""

    WHOLE = "whole"
    MASKED = "masked"
    NOTHING = "nothing"


def word_for(hidden: bool | str) -> str:
    """What a definition hides, as a case keeps it."""
    if hidden == "about_office":
        return OFFICE
    return COMPLAINANT if hidden else ""


def sight(confidential: str, *, sits_in_it: bool, shown_since: datetime | None, now: datetime) -> Sight:
    """What somebody sees of a case. `sits_in_it`: in the body that has it; `shown_since`: when two officers
    agreed last that this one sees who complains.
    """
    if not confidential:
        return Sight.WHOLE
    if confidential == OFFICE and sits_in_it:
        return Sight.NOTHING
    return Sight.WHOLE if shown_since is not None and now < shown_since + SHOWN_FOR else Sight.MASKED


def may_ask(roles: frozenset[str], *, levels: Sequence[str]) -> bool:
    """Whether somebody with these roles for the case may ask to see who complains."""
    return not roles.isdisjoint((*levels, *_MAY_ASK_TOO))


def may_agree(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office may agree that another officer sees who complains."""
    return in_office(tenure, at) and not MAY_AGREE.isdisjoint(authority(tenure))


# --- the answers in two parts ---


@dataclass(frozen=True, slots=True)
class Parted:
    """The answers of a case: those that everybody sees who sees the case, and those that tell who complains,
    or where exactly, as they were given.
    """

    shown: Mapping[str, Any]
    withheld: Mapping[str, Any] = field(default_factory=dict)


def parted(service: Service, fields: Mapping[str, Any], *, names: Iterable[str], phone: str) -> Parted:
    """The answers without who complains: no name, number or file, the ward in the place of the place.

    What the person wrote stays, but for their own name and number in it. A group of questions is held back as
    a whole.
    """
    own = _Own(tuple(names), phone)
    asked = {one.field: one for one in service.ask if isinstance(one, Field)}
    shown = {name: _shown(asked[name], answer, own) for name, answer in fields.items() if name in asked}
    if FOR_WHOM in fields:
        shown[FOR_WHOM] = fields[FOR_WHOM]
    held = {name: answer for name, answer in fields.items() if name not in shown or shown[name] != answer}
    return Parted(shown, held)


def whole(shown: Mapping[str, Any], withheld: Mapping[str, Any]) -> dict[str, Any]:
    """All answers as they were given."""
    return {**shown, **withheld}


def _shown(asked: Field, answer: Any, own: "_Own") -> Any:
    if answer is None or asked.kind in _OWN:
        return None
    if asked.kind == "place":
        return blurred(answer)
    if asked.kind in _IN_WORDS:
        return own.left_out_of(words_in(answer)) or None
    return None if KINDS[asked.kind].files(answer) else answer


def blurred(place: Mapping[str, Any]) -> dict[str, Any]:
    """The place as it may be told: the ward, and only where nobody knows that, the pin to some 500 metres."""
    ward, pinned = place.get("ward") or None, place.get("lat") is not None and place.get("lon") is not None
    lat, lon = (_coarse(place["lat"]), _coarse(place["lon"])) if pinned and not ward else (None, None)
    return {"text": "", "ward": ward, "landmark": None, "lat": lat, "lon": lon}


def _coarse(degrees: float) -> float:
    return round(round(float(degrees) / _GRID) * _GRID, 3)


@dataclass(frozen=True, slots=True)
class _Own:
    """By what the person is known, to leave it out of what they wrote."""

    names: tuple[str, ...]
    phone: str

    def left_out_of(self, words: str) -> str:
        left = phones.hidden(words, [self.phone], with_tail=False)
        for name in self.names:
            if len(name.strip()) >= _LEAST_NAME:
                left = re.sub(re.escape(name.strip()), _GONE, left, flags=re.IGNORECASE)
        return left


def without_own(words: str, *, names: Iterable[str], phone: str) -> str:
    """What a person wrote later, without their own name and number."""
    return _Own(tuple(names), phone).left_out_of(words)
