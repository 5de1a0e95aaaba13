"""Write numbers so that people copy them down rightly: Crockford's base 32, and a sign that checks the rest.

https://www.crockford.com/base32.html: no I, L, O and U, so that nobody takes one sign for another.
"""

import re

from janasetu.lib.bn import ascii_digits

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_VALUES = {sign: value for value, sign in enumerate(SIGNS)}
_TAKEN_FOR = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = re.compile("[\\s\\-\u00ad\u200b-\u200f\u2010-\u2015\u2043\u2060\u2212\ufe58\ufe63\ufeff\uff0d.·]+")

# The field of 32 elements with x^5 + x^2 + 1. The check sign makes the sum of value times a weight zero, and
# the weights, up to 31 of them, are different powers of x: any one wrong sign, and any two that changed
# places, show.
_FIELD = 0b100101


def cleaned(text: str) -> str:
    """The signs of what somebody typed in any digits, case and spacing; what is no sign stays in it."""
    return _BETWEEN.sub("", ascii_digits(text)).upper().translate(_TAKEN_FOR)


def are_signs(text: str) -> bool:
    """Whether it is written in these signs alone."""
    return set(text) <= set(SIGNS)


def number(signs: str) -> int:
    """The number that these signs write."""
    read = 0
    for sign in signs:
        read = read * 32 + _VALUES[sign]
    return read


def written(value: int, length: int) -> str:
    """The number in so many signs."""
    signs = ""
    for _ in range(length):
        value, last = divmod(value, 32)
        signs = SIGNS[last] + signs
    return signs


def check_sign(signs: str) -> str:
    """The sign that checks these, by Horner's rule: with it the sum of all is zero."""
    total = 0
    for sign in signs:
        total = _times_x(total ^ _VALUES[sign])
    return SIGNS[total]


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
