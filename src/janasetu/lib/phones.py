"""Read telephone numbers however an Indian citizen types them, and show, hide and compare them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from janasetu.lib.bn import ascii_digits

_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\xad\u202a-\u202e\u2066-\u2069]")
_SPACES = " \t\xa0\u2000-\u200a\u202f\u3000"
_HYPHENS = "\\-\u2010-\u2015\u2212"
_TYPED = re.compile(rf"[+\uff0b]?[\d(](?:[\d()\[\]./{_SPACES}{_HYPHENS}]{{0,60}}\d)?", re.ASCII)
_PLUSES = ("+", "\uff0b")
_NOT_A_DIGIT = re.compile(r"\D", re.ASCII)
_LETTER = re.compile(r"[^\W\d_]")

# A mobile number is ten digits that begin with 6-9 (National Numbering Plan), whichever series the library of
# today knows: a citizen whose series is new must not be refused.
_MOBILE = re.compile(r"(?:0{0,2}91)?0?([6-9]\d{9})", re.ASCII)
_MOBILE_E164 = re.compile(r"\+91([6-9]\d{4})(\d{5})", re.ASCII)
_TEN_E164 = re.compile(r"\+91(\d{5})(\d{5})", re.ASCII)
_TYPED_COUNTRY = re.compile(r"0{0,2}91(?=[1-9]\d{7,})", re.ASCII)
_WITHOUT_COUNTRY = ("1800", "1860")  # toll-free and one-rate numbers, never dialled with +91

# Ten digits without a 0 or 91 before them are a mobile (6-9) or a landline with its STD code. In the National
# Numbering Plan (Department of Telecommunications, 2003) a first digit of 1 is that of special services; the
# STD codes that begin with it, Delhi's 11 and its neighbours', are read where their 0 or +91 stands before.
_WITHOUT_CODE = re.compile(r"1\d{9}", re.ASCII)
# What is typed in the place of a number: one digit ten times, or all of them in their order.
_MADE_UP = re.compile(r"\+91(?:(\d)\1{9}|1234567890)", re.ASCII)

_ROWS = 50  # of digits looked at in one text; a landline costs some 50 microseconds
_SHOWN_FIRST, _SHOWN_LAST = 2, 3  # digits of a masked number
_TAIL = 2  # digits of a number that is hidden in words
_NATIONAL = 10  # digits of an Indian number without its country code
_ANY_SCRIPT = {
    digit: f"[{digit}{chr(0x09E6 + int(digit))}{chr(0x0966 + int(digit))}]" for digit in "0123456789"
}
_BETWEEN = r"[\s\u200b-\u200d\u2010-\u2015().-]*"


def read(text: str) -> str | None:
    """The first Indian telephone number in the text, in E.164 (+919000000001), or None.

    Takes mobiles as 10 digits or after 0, 91, +91, 091, 0091; landlines with their STD code; toll-free
    1800 and 1860; spaces, hyphens, dots and brackets; digits of any script; words around it. A number of
    another country gives None, and so does a mobile number with a digit too many, and one that is plainly
    made up, such as 9999999999.
    """
    plain = ascii_digits(_ZERO_WIDTH.sub("", text))
    rows = islice(_TYPED.finditer(plain), _ROWS)
    return next((number for row in rows if (number := _indian(row[0]))), None)


def grouped(e164: str) -> str:
    """How a number is shown: +91 90000 00001, +91 33 2000 0001, 1800 000 0001; other ids as they are.

    With every digit that it has: one that no numbering plan knows is parted in the middle.
    """
    if mobile := _MOBILE_E164.fullmatch(e164):
        return f"+91 {mobile[1]} {mobile[2]}"
    import phonenumbers  # noqa: PLC0415 - 45 ms, and most numbers are mobiles

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    inland = number.country_code == 91 and str(number.national_number).startswith(_WITHOUT_COUNTRY)
    shapes = phonenumbers.PhoneNumberFormat
    shown = phonenumbers.format_number(number, shapes.NATIONAL if inland else shapes.INTERNATIONAL)
    return shown if wa_key(e164).endswith(wa_key(shown)) else _in_halves(e164)


def _in_halves(e164: str) -> str:
    """A number whose zeros the library takes for none; what has not ten digits stays as it is."""
    ten = _TEN_E164.fullmatch(e164)
    return f"+91 {ten[1]} {ten[2]}" if ten else e164


def masked(e164: str) -> str:
    """The number as others may see it: +91 90••• ••001; of any other id its last three characters."""
    shown = grouped(e164)
    if shown == e164:
        return "•••" + (e164[-_SHOWN_LAST:] if len(e164) > 2 * _SHOWN_LAST else "")
    country, space, number = shown.partition(" ") if shown.startswith("+") else ("", "", shown)
    places = [place for place, char in enumerate(number) if char.isdigit()]
    hidden = set(places[_SHOWN_FIRST:-_SHOWN_LAST])
    return country + space + "".join("•" if place in hidden else char for place, char in enumerate(number))


def tail(number: str) -> str:
    """The last two digits of a telephone number; empty for an id that is none."""
    digits = number.lstrip("+")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) > 2 * _TAIL
    return digits[-_TAIL:] if is_number else ""


def hidden(text: str, numbers: Iterable[str], *, with_tail: bool = True) -> str:
    """The text with these telephone numbers hidden, but for two digits, in whatever script and spacing."""
    for number in numbers:
        if shown := tail(number):
            text = _spelt(number.lstrip("+")).sub(f"••••••{shown if with_tail else ''}", text)
    return text


@lru_cache(maxsize=256)
def _spelt(digits: str) -> re.Pattern[str]:
    """The number in any spelling, its country code there or not."""
    country, national = digits[:-_NATIONAL], digits[-_NATIONAL:]
    spelt = [_BETWEEN.join(_ANY_SCRIPT[digit] for digit in part) for part in (country, national)]
    return re.compile(rf"(?:\+?{spelt[0]}{_BETWEEN})?{spelt[1]}" if country else spelt[1])


def key(number: str) -> str:
    """What two spellings of one number have in common: digits with the country code, 919000000001.

    For what people typed: bare digits that make an Indian number are one. A provider's id is never
    shortened that way, and goes to `wa_key`. An id with letters, such as a business-scoped one
    (IN.abc123), stays as it is.
    """
    if _LETTER.search(number):
        return number
    indian = read(number)
    return indian.removeprefix("+") if indian else wa_key(number)


def wa_key(wa_id: str) -> str:
    """The comparison key of a provider's id, whose digits always begin with the country code.

    So Singapore's 6581234567 does not become an Indian mobile. Ids with letters stay as they are.
    """
    if _LETTER.search(wa_id):
        return wa_id
    return _NOT_A_DIGIT.sub("", ascii_digits(wa_id)) or wa_id


def _indian(typed: str) -> str | None:
    """The number a row of digits and separators makes as a whole, or else one unbroken group of it."""
    whole = _e164(typed)
    if whole:
        return whole
    sides = [
        side.strip() for side in typed.split("/")
    ]  # 9000000001/9000000002, but 033/20000001 is one number
    groups = [
        group for side in sides if side[:1] not in _PLUSES for group in side.split() if len(group) >= 10
    ]
    return next((number for part in (*sides, *groups) if (number := _e164(part))), None)


def _e164(typed: str) -> str | None:
    row = _NOT_A_DIGIT.sub("", typed)
    if typed[:1] in _PLUSES and not row.startswith(("91", "0")):
        return None
    mobile = _MOBILE.fullmatch(row)
    number = f"+91{mobile[1]}" if mobile else _fixed_line(row)
    return None if number is None or _MADE_UP.fullmatch(number) else number


def _fixed_line(row: str) -> str | None:
    """A landline or a service number, by the library's numbering plan."""
    is_special = _WITHOUT_CODE.fullmatch(row) and not row.startswith(_WITHOUT_COUNTRY)
    if is_special or not 8 <= len(row) <= 16:
        return None
    import phonenumbers  # noqa: PLC0415 - 45 ms, and most numbers are mobiles

    for candidate in dict.fromkeys((row, _TYPED_COUNTRY.sub("+91", row, count=1))):
        try:
            number = phonenumbers.parse(candidate, "IN")
        except phonenumbers.NumberParseException:
            continue
        if number.country_code == 91 and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None
