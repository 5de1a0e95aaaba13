"""Make, read and show the code of a paper: 14 signs that name its body and cannot be guessed.

3 signs are the number of the body, 10 are drawn by chance (50 bits), and 1 checks the others.
"""

import secrets
from collections.abc import Callable
from itertools import pairwise

from janasetu.lib.crockford import are_signs, check_sign, cleaned, number, written

LENGTH = 14
_BODY, _CHANCE = 3, 10
_LARGEST_BODY = 9999
_GROUPS = (3, 4, 4, 3)


def new_code(body_number: int, *, draw: Callable[[int], int] = secrets.randbelow) -> str:
    """A code that nobody can guess, of a paper of the body with this number. ValueError outside 1..9999."""
    if not 1 <= body_number <= _LARGEST_BODY:
        raise ValueError(f"A body's number has four digits, not {body_number}.")
    signs = written(body_number, _BODY) + written(draw(32**_CHANCE), _CHANCE)
    return signs + check_sign(signs)


def body_number_of(code: str) -> int:
    """The number of the body whose paper has this code."""
    return number(code[:_BODY])


def as_typed(text: str) -> str | None:
    """The code that somebody typed, in any digits, case and spacing; None where it is none, or mistyped."""
    signs = cleaned(text)
    return signs if _is_code(signs) else None


def grouped(code: str) -> str:
    """How a code is printed and read out: 0Z7-4KQ1-8M3T-XYA."""
    ends = [sum(_GROUPS[:at]) for at in range(len(_GROUPS) + 1)]
    return "-".join(code[start:end] for start, end in pairwise(ends))


def packed(code: str) -> bytes:
    """The code in 9 bytes."""
    return number(code).to_bytes(9)


def unpacked(content: bytes) -> str:
    """The code that was packed; ValueError where these bytes are none."""
    code = written(int.from_bytes(content), LENGTH)
    if len(content) != len(packed(code)) or not _is_code(code):
        raise ValueError("these bytes are no code")
    return code


def _is_code(signs: str) -> bool:
    if len(signs) != LENGTH or not are_signs(signs):
        return False
    return 1 <= body_number_of(signs) <= _LARGEST_BODY and check_sign(signs[:-1]) == signs[-1]
