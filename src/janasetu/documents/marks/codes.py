"""Make, read and show the code of a paper: 14 signs that name its body and cannot be guessed.

Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O and U, so that nobody takes one sign
for another. 3 signs are the number of the body, 10 are drawn by chance (50 bits), and 1 checks the others.
"""

import re
import secrets
from collections.abc import Callable
from itertools import pairwise

from janasetu.lib.bn import ascii_digits

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 14
_BODY, _CHANCE = 3, 10
_LARGEST_BODY = 9999
_GROUPS = (3, 4, 4, 3)

_TAKEN_FOR = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = re.compile("[\\s\\-\u00ad\u200b-\u200f\u2010-\u2015\u2043\u2060\u2212\ufe58\ufe63\ufeff\uff0d.·]+")
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}

# The field of 32 elements with x^5 + x^2 + 1. The check sign makes the sum of value times a weight zero, and
# the 14 weights are different powers of x: any one wrong sign, and any two that changed places, show.
_FIELD = 0b100101


def new_code(body_number: int, *, draw: Callable[[int], int] = secrets.randbelow) -> str:
    """A code that nobody can guess, of a paper of the body with this number. ValueError outside 1..9999."""
    if not 1 <= body_number <= _LARGEST_BODY:
        raise ValueError(f"A body's number has four digits, not {body_number}.")
    signs = _written(body_number, _BODY) + _written(draw(32**_CHANCE), _CHANCE)
    return signs + _check(signs)


def body_number_of(code: str) -> int:
    """The number of the body whose paper has this code."""
    return _number(code[:_BODY])


def as_typed(text: str) -> str | None:
    """The code that somebody typed, in any digits, case and spacing; None where it is none, or mistyped."""
    signs = _BETWEEN.sub("", ascii_digits(text)).upper().translate(_TAKEN_FOR)
    return signs if _is_code(signs) else None


def grouped(code: str) -> str:
    """How a code is printed and read out: 0Z7-4KQ1-8M3T-XYA."""
    ends = [sum(_GROUPS[:at]) for at in range(len(_GROUPS) + 1)]
    return "-".join(code[start:end] for start, end in pairwise(ends))


def packed(code: str) -> bytes:
    """The code in 9 bytes."""
    return _number(code).to_bytes(9)


def unpacked(content: bytes) -> str:
    """The code that was packed; ValueError where these bytes are none."""
    code = _written(int.from_bytes(content), LENGTH)
    if len(content) != len(packed(code)) or not _is_code(code):
        raise ValueError("these bytes are no code")
    return code


def _is_code(signs: str) -> bool:
    if len(signs) != LENGTH or not set(signs) <= set(LETTERS):
        return False
    return 1 <= body_number_of(signs) <= _LARGEST_BODY and _check(signs[:-1]) == signs[-1]


def _number(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number * 32 + _VALUES[sign]
    return number


def _written(number: int, length: int) -> str:
    signs = ""
    for _ in range(length):
        number, value = divmod(number, 32)
        signs = LETTERS[value] + signs
    return signs


def _check(signs: str) -> str:
    """The last sign, by Horner's rule: with it the sum of all is zero."""
    total = 0
    for sign in signs:
        total = _times_x(total ^ _VALUES[sign])
    return LETTERS[total]


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
