"""Make, read, find and show the public numbers of cases, which people copy down and read out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from janasetu.lib.bn import ascii_digits

# Totally anti-symmetric quasigroup of order 10: H. M. Damm, "Total anti-symmetrische Quasigruppen", thesis,
# Philipps-Universität Marburg, 2004. It catches every wrong digit and every swap of two neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_SERIAL_DIGITS = 4  # at least; a body's ten-thousandth case of a year takes a fifth
_LARGEST_SERIAL = 9_999_999_999
_CODE_DIGITS = 6
_SHORTEST, _LONGEST = 11, 17  # digits: year 2, body 4, serial 4 to 10, check 1

_ZERO_WIDTH = "\u200b-\u200f\u2060\ufeff\u00ad"
_HYPHENS = "\\-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_BETWEEN = f"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000{_ZERO_WIDTH}{_HYPHENS}]"
_FILLING = re.compile(_BETWEEN)
_CANONICAL = re.compile(r"(\d{2})(\d{4})(\d{4}|[1-9]\d{4,9})(\d)", re.ASCII)
_ROW = re.compile(rf"(?<!\d)\d+(?:{_BETWEEN}{{1,4}}\d+)*", re.ASCII)
_GROUP = re.compile(r"\d+", re.ASCII)
_TELEPHONE = re.compile(r"0\d{10,}|91[6-9]\d{9}|1800\d{7,9}|1860\d{7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """A case number taken apart: last two digits of the year, number of the body, serial inside both."""

    year: int
    body: int
    serial: int

    def __post_init__(self) -> None:
        if not 0 <= self.year <= 99:
            raise ValueError(f"A case number holds two digits of a year, not {self.year}.")
        if not 1 <= self.body <= 9999:
            raise ValueError(f"A body's number has four digits, not {self.body}.")
        if not 1 <= self.serial <= _LARGEST_SERIAL:
            raise ValueError(f"A case's serial runs from 1 to {_LARGEST_SERIAL}, not {self.serial}.")

    def __str__(self) -> str:
        digits = f"{self.year:02}{self.body:04}{self.serial:0{_SERIAL_DIGITS}}"
        return f"{digits}{_damm(digits)}"

    @classmethod
    def parse(cls, text: str) -> "Reference | None":
        """The parts of a reference written in any way that `read` takes; None where `read` gives None."""
        canonical = _CANONICAL.fullmatch(_FILLING.sub("", ascii_digits(text)).strip())
        if canonical is None:
            return None
        year, body, serial, _ = canonical.groups()
        if not int(body) or not int(serial) or _damm(canonical[0]):
            return None
        return cls(int(year), int(body), int(serial))


def compose(*, year: int, body: int, serial: int) -> str:
    """The number of a case as stored: Latin digits, no hyphens. `year` is Kolkata's calendar year, in full.

    ValueError outside year 2000..2199, body 1..9999, serial 1..9,999,999,999.
    """
    if not 2000 <= year <= 2199:
        raise ValueError(f"A case number needs a full calendar year, not {year}.")
    return str(Reference(year % 100, body, serial))


def read(text: str) -> str | None:
    """The stored form of a reference that is the whole text, or None when it is none or a digit is wrong.

    Takes Bengali, Devanagari and Latin digits, hyphens of every kind, spaces and zero-width marks.
    """
    reference = Reference.parse(text)
    return None if reference is None else str(reference)


def find(text: str) -> list[str]:
    """The stored forms of the references inside free text, in order, each once.

    Numbers standing side by side are told apart by their check digits: one unbroken row, or
    groups of 2-4-n-1 as we print them, go before other cuts; what looks like a telephone number is skipped.
    """
    rows = (_GROUP.findall(row[0]) for row in _ROW.finditer(ascii_digits(text)))
    return list(dict.fromkeys(reference for groups in rows for reference in _printed_first(groups)))


def with_code(text: str) -> tuple[str, str] | None:
    """The stored form of the one reference in the text and the six digits beside it, its code; else None.

    In any digits, hyphens and spacing, the code before or after the number; nothing else may be figures.
    """
    found = find(text)
    digits = "".join(_GROUP.findall(ascii_digits(text)))
    if len(found) != 1 or len(digits) != len(found[0]) + _CODE_DIGITS:
        return None
    reference = found[0]
    if digits.startswith(reference):
        return reference, digits[len(reference) :]
    return (reference, digits[:_CODE_DIGITS]) if digits.endswith(reference) else None


def has_mistyped(text: str) -> bool:
    """Whether a number stands here that has the shape of a reference, and a wrong digit.

    Groups of 2-4-n-1 as we print them, or the whole text an unbroken row of the usual length.
    """
    read = ascii_digits(text)
    rows = [_GROUP.findall(row[0]) for row in _ROW.finditer(read)]
    printed = (groups[at : at + 4] for groups in rows for at in range(len(groups) - 3))
    if len(whole := read.strip()) == _SHORTEST and _GROUP.fullmatch(whole):
        return not _TELEPHONE.fullmatch(whole) and not _is_reference(whole)
    return any(_has_printed_shape(groups) and not _is_reference("".join(groups)) for groups in printed)


def _has_printed_shape(groups: list[str]) -> bool:
    year, body, serial, check = map(len, groups)
    return (year, body, check) == (2, 4, 1) and serial >= _SERIAL_DIGITS


def grouped(reference: str) -> str:
    """How a stored reference is shown: 26-1002-0001-4. ValueError when it is not a stored form."""
    parts = _CANONICAL.fullmatch(reference)
    if parts is None:
        raise ValueError(f"Not a stored case number: {reference!r}.")
    return "-".join(parts.groups())


def _printed_first(groups: list[str]) -> Iterator[str]:
    """The references of a row: those printed our way, and those that must be pieced together between
    them.
    """
    between: list[str] = []
    start = 0
    while start < len(groups):
        width = _printed_width(groups[start : start + 4])
        if width:
            yield from _pieced_together(between)
            yield "".join(groups[start : start + width])
            between = []
        else:
            between.append(groups[start])
        start += width or 1
    yield from _pieced_together(between)


def _pieced_together(groups: list[str]) -> Iterator[str]:
    start = 0
    while start < len(groups):
        width = _pieced_width(groups[start : start + _LONGEST])
        if width:
            yield "".join(groups[start : start + width])
        start += width or 1


def _printed_width(groups: list[str]) -> int:
    """1 where the first group, or 4 where groups of 2-4-n-1, are a reference; else 0."""
    if _is_reference(groups[0]):
        return 1
    year, body, _, check = map(len, groups) if len(groups) == 4 else (0, 0, 0, 0)
    return 4 if (year, body, check) == (2, 4, 1) and _is_reference("".join(groups)) else 0


def _pieced_width(groups: list[str]) -> int:
    """How many groups the longest reference takes that begins with the first one; 0 when none does."""
    longest = 0
    digits, interim = "", 0
    for width, group in enumerate(groups, start=1):
        digits += group
        if len(digits) > _LONGEST:
            break
        interim = _damm(group, interim)
        if interim == 0 and _is_reference(digits):
            longest = width
    return longest


def _is_reference(digits: str) -> bool:
    if len(digits) < _SHORTEST or _TELEPHONE.fullmatch(digits):
        return False
    return Reference.parse(digits) is not None


def _damm(digits: str, interim: int = 0) -> int:
    """The check digit of these digits; 0 when they end in their right check digit."""
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
