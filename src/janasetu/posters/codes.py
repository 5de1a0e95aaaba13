"""The short code of a poster: it names the body and the poster, and a slip of the pen shows. Pure.

3 signs are the number of the body, 2 to 4 letters that of the poster, and 1 checks the others: 0ZAKQ7. It
begins with a figure and holds letters, so that in running words neither a word nor a number is taken for one.
"""

import re
from dataclasses import dataclass

from janasetu.lib.bn import ascii_digits
from janasetu.lib.crockford import are_signs, check_sign, cleaned, number, written

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
MOST = len(LETTERS) ** 4 - 1  # posters of one body

_BODY, _FEWEST, _LARGEST_BODY = 3, 2, 9999
_LONGEST_TYPED = 24  # of a code alone, with the spaces and hyphens that people put in
_CODE = re.compile(f"[0-9].{{2}}[{LETTERS}]{{2,4}}.")
_IN_WORDS = re.compile(r"(?<![0-9A-Za-z])[0-9][0-9A-Za-z]{2}[A-Za-z]{2,4}[0-9A-Za-z](?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Written:
    """A code as it stands in a text: the code, and where."""

    code: str
    start: int
    end: int


def code_of(body_number: int, serial: int) -> str:
    """The code of a body's poster. ValueError for a body outside 1..9999 or a poster outside 1..MOST."""
    if not (1 <= body_number <= _LARGEST_BODY and 1 <= serial <= MOST):
        raise ValueError(f"No poster has the number {serial} of the body {body_number}.")
    signs = written(body_number, _BODY) + _in_letters(serial)
    return signs + check_sign(signs)


def parts_of(code: str) -> tuple[int, int]:
    """The number of the body, and that of its poster."""
    return number(code[:_BODY]), _from_letters(code[_BODY:-1])


def as_typed(text: str) -> str | None:
    """The code that is the whole text, in any digits, case and spacing; None of anything else."""
    signs = cleaned(text)
    return signs if _is_code(signs) else None


def find(text: str) -> Written | None:
    """The first code in these words; None where there is none."""
    if len(text) <= _LONGEST_TYPED and (code := as_typed(text)):
        return Written(code, 0, len(text))
    for found in _IN_WORDS.finditer(ascii_digits(text)):
        if _is_code(signs := found[0].upper()):
            return Written(signs, found.start(), found.end())
    return None


def _is_code(signs: str) -> bool:
    if not (_CODE.fullmatch(signs) and are_signs(signs)) or check_sign(signs[:-1]) != signs[-1]:
        return False
    body, serial = parts_of(signs)
    return 1 <= body <= _LARGEST_BODY and serial > 0 and _in_letters(serial) == signs[_BODY:-1]


def _in_letters(serial: int) -> str:
    letters = ""
    while serial or len(letters) < _FEWEST:
        serial, last = divmod(serial, len(LETTERS))
        letters = LETTERS[last] + letters
    return letters


def _from_letters(letters: str) -> int:
    serial = 0
    for letter in letters:
        serial = serial * len(LETTERS) + LETTERS.index(letter)
    return serial
