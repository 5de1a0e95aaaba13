"""Write counts and measures with lakh grouping, and take digits from one script to another."""

import re
import unicodedata
from decimal import Decimal

from janasetu.lib.words import Lang

_LATIN_TO_BENGALI = str.maketrans({chr(48 + n): chr(0x9E6 + n) for n in range(10)})
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


def digits(value: int | str) -> str:
    """The value with Bengali digits, all else as it is; no grouping. For years, days and ward numbers.

    Identifiers, telephone numbers, one-time codes and amounts in links keep Latin digits: do not pass
    them here.
    """
    return ascii_digits(str(value)).translate(_LATIN_TO_BENGALI)


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script (Bengali, Devanagari, full-width...) as 0-9."""
    return text if text.isascii() else _OTHER_DIGIT.sub(_as_ascii, text)


def number(n: int | float | Decimal, lang: Lang) -> str:
    """A count or measure with lakh grouping: ১২,৩৪,৫৬৭.৫ and, for en and hi, 12,34,567.5.

    Hindi takes Latin digits: they are the Union's official form (Constitution, article 343), and those of
    Hindi newspapers and forms in West Bengal. ValueError for NaN and the infinities.
    """
    exact = Decimal(repr(n)) if isinstance(n, float) else Decimal(n)
    if not exact.is_finite():
        raise ValueError(f"Not a number that can be written: {n}.")
    whole, point, fraction = f"{exact.copy_abs():f}".partition(".")
    grouped = f"{'-' if exact < 0 else ''}{_in_lakhs(whole)}{point}{fraction}"
    return numerals(grouped, lang)


def numerals(value: int | str, lang: Lang) -> str:
    """The value in the digits of the language: Bengali ones in bn, as it is in en and hi; no grouping."""
    return digits(value) if lang == "bn" else str(value)


def _in_lakhs(whole: str) -> str:
    """The last three digits, then twos: 1234567 is 12,34,567."""
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)]
    return ",".join([*reversed(pairs), tail])


def _as_ascii(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))
