"""Read what a message states beside its matter: ward, reference, telephone, day, count and place.

Rules, no model: each is looked for in the words as typed, and nothing is said rather than guessed. A
reference is what the citizen cites; whether there is such a case is for others to look up.
"""

import datetime as dt
import re

from janasetu.lib import phones, wards
from janasetu.lib.reading.running import LONGEST, readable, tokens
from janasetu.lib.spelling import normalise
from janasetu.understanding.facts.citing import cited
from janasetu.understanding.facts.counts import count_in
from janasetu.understanding.facts.days import day_in
from janasetu.understanding.facts.landmarks import landmark_in
from janasetu.understanding.values import Facts

_TELEPHONE = re.compile(
    r"\d[\d\s()./\u2010-\u2015-]{6,}\d"
)  # so many figures at least before a number is read


def facts_of(text: str, *, today: dt.date) -> Facts:
    """What is stated in the message; a tenth of a millisecond or two."""
    typed = normalise(text[:LONGEST])
    plain = readable(text)
    said = tokens(plain)
    ward = wards.find_among(said)
    taken = [(ward.start, ward.end)] if ward else []
    reference = cited(plain, said, year=today.year, taken=taken)
    taken += [(reference.start, reference.end)] if reference else []
    return Facts(
        ward=ward.number if ward else "",
        reference=reference.number if reference else "",
        phone=_phone(plain, reference.start if reference else 0, reference.end if reference else 0),
        landmark=landmark_in(typed, said, taken=taken),
        date=day_in(plain, said, today=today, taken=taken),
        count=count_in(said, taken=taken),
    )


def _phone(plain: str, start: int, end: int) -> str:
    """The telephone number beside the reference."""
    rest = f"{plain[:start]} ; {plain[end:]}"
    return (_TELEPHONE.search(rest) and phones.read(rest)) or ""
