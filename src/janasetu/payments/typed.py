"""Read an amount of money, or the number of a payment, as a clerk types it. Pure."""

import re
from decimal import Decimal

from janasetu.lib.bn import ascii_digits
from janasetu.payments.fees import MOST
from janasetu.payments.rules import RefusedError

_AROUND = re.compile(r"(?:₹|টাকা|রুপি|rs\.?|inr|/-|মাত্র)", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f\u200b-\u200d\ufeff]+")
# 1234, 1,234 or 12,34,567 as in India; 1,234,567 as elsewhere.
_FIGURE = re.compile(r"(-?)(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d*))?", re.ASCII)
_MINUS = str.maketrans("\u2212\u2013\uff0d", "---")
_LONGEST = 40
_UTR = re.compile(r"\d{12}", re.ASCII)


def amount_typed(text: str) -> Decimal:
    """The rupees that are written, in any digits, with or without ₹, commas and paise.

    RefusedError with the sentence for the clerk: nothing, no number, part of a paisa, nought, less, too much.
    """
    if not (read := _SPACES.sub("", _AROUND.sub("", ascii_digits(text))).translate(_MINUS)):
        raise RefusedError("amount_needed")
    found = _FIGURE.fullmatch(read) if len(read) <= _LONGEST else None
    if found is None:
        raise RefusedError("amount_unreadable")
    minus, whole, paise = found[1], found[2].replace(",", ""), (found[3] or "").rstrip("0")
    if len(paise) > 2:
        raise RefusedError("amount_in_paise")
    amount = Decimal(f"{whole}.{paise:0<2}")
    if minus or not amount:
        raise RefusedError("amount_above_nothing")
    if amount > MOST:
        raise RefusedError("amount_too_much")
    return amount


def utr_typed(text: str) -> str:
    """The 12 digits by which UPI knows a payment (UTR), in any digits and spacing. RefusedError."""
    read = _SPACES.sub("", ascii_digits(text)).replace("-", "")
    if not _UTR.fullmatch(read):
        raise RefusedError("utr_wrong")
    return read
