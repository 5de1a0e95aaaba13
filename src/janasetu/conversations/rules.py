"""Pure rules of a talk that a person of the office has: who may, and what is hidden."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from janasetu.bodies.rules import Tenure, authority, in_office

# The posts that talk with citizens; every other post sees no talk. Those of the desks do it all day, those
# below answer for complaints and applications (the `levels` of our services), and an administrator stands
# where a board stood. Left out on purpose: those who sign, inspect, audit, deliver or pay, and elected
# members without the chair: what citizens write to the office is not theirs to read.
MAY_TALK = frozenset(
    {
        *("operator", "desk", "clerk", "officer", "secretary", "ea", "coordinator"),
        *("registrar", "health_officer", "executive_engineer", "commissioner"),
        *("chairman", "mayor", "pradhan", "bdo", "administrator"),
    }
)
_SHOWN = 2
_NATIONAL = 10  # digits of an Indian number without its country code
_ANY_SCRIPT = {
    digit: f"[{digit}{chr(0x09E6 + int(digit))}{chr(0x0966 + int(digit))}]" for digit in "0123456789"
}
_BETWEEN = r"[\s\u200b-\u200d\u2010-\u2015().-]*"


def may_talk(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office may talk with citizens at this instant."""
    return in_office(tenure, at) and not MAY_TALK.isdisjoint(authority(tenure))


def tail(number: str) -> str:
    """The last two digits of a telephone number; empty for an id that is none."""
    digits = number.lstrip("+")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) > 2 * _SHOWN
    return digits[-_SHOWN:] if is_number else ""


def hidden(text: str, numbers: Iterable[str]) -> str:
    """The text with these telephone numbers hidden but for two digits, in whatever script and spacing."""
    for number in numbers:
        if shown := tail(number):
            text = _spelt(number.lstrip("+")).sub(f"••••••{shown}", text)
    return text


@lru_cache(maxsize=256)
def _spelt(digits: str) -> re.Pattern[str]:
    """The number in any spelling, its country code there or not."""
    country, national = digits[:-_NATIONAL], digits[-_NATIONAL:]
    spelt = [_BETWEEN.join(_ANY_SCRIPT[digit] for digit in part) for part in (country, national)]
    return re.compile(rf"(?:\+?{spelt[0]}{_BETWEEN})?{spelt[1]}" if country else spelt[1])
