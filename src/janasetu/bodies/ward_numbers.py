"""A ward's number: read from what a file says, put in order, told in a few words. Pure."""

import re
from collections.abc import Iterable, Sequence

from janasetu.lib import bn
from janasetu.lib.numerals import numerals
from janasetu.lib.words import Lang

_AROUND = re.compile(
    r"^(?:(?:WARD|ওয়ার্ড)[\s.:_-]*)?(?:(?:NUMBER|NO|নং|নম্বর)[\s.:_-]*)?|\s*(?:নং|নম্বর)?\s*(?:WARD|ওয়ার্ড)?$"
)
_NUMBER = re.compile(r"0*([1-9][0-9]{0,3})(?:\.0+)?\s*([A-Z]{1,2}|[/-][A-Z0-9]{1,2})?")
_PARTS = re.compile(r"(\d*)(\D*)")


def read(written: object) -> str:
    """As we write it: 5, 12A; from 5, 5.0, "05", "Ward No. 5", «৫ নং ওয়ার্ড». Empty where it is none."""
    if written is None or isinstance(written, bool | list | dict):
        return ""
    plain = bn.ascii_digits(bn.normalise(str(written))).strip().upper()
    found = _NUMBER.fullmatch(_AROUND.sub("", plain))
    return found[1] + (found[2] or "") if found else ""


def natural(number: str) -> list[tuple[int, str]]:
    """By this 2 comes before 10, and 10 before 10A."""
    return [(int(digits or 0), letters) for digits, letters in _PARTS.findall(number)]


def told(numbers: Iterable[str], lang: Lang) -> str:
    """«১-৩, ৬, ১২A»: numbers in a row as one stretch."""
    stretches: list[list[str]] = []
    for number in sorted(set(numbers), key=natural):
        if stretches and _follows(stretches[-1][-1], number):
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return numerals(", ".join(map(_stretch, stretches)), lang)


def _follows(before: str, number: str) -> bool:
    return before.isdecimal() and number.isdecimal() and int(number) == int(before) + 1


def _stretch(numbers: Sequence[str]) -> str:
    return ", ".join(numbers) if len(numbers) < 3 else f"{numbers[0]}-{numbers[-1]}"
