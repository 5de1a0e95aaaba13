"""The link by which a payment app pays a demand: `upi://pay` (NPCI, UPI Linking Specifications 1.6). Pure."""

import re
from decimal import Decimal
from urllib.parse import quote

_ADDRESS = re.compile(r"[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}", re.ASCII)
_MOST_NAME, _MOST_NOTE, _MOST_REFERENCE = 50, 50, 35
_REFERENCE = re.compile(r"[A-Za-z0-9]+", re.ASCII)


class NotAnAddressError(ValueError):
    """This is no address of an account in UPI."""


def is_address(text: str) -> bool:
    """Whether it is shaped as an account's address in UPI: office@bank."""
    return _ADDRESS.fullmatch(text) is not None


def link(*, address: str, name: str, amount: Decimal, note: str, reference: str) -> str:
    """What an app opens with everything filled in: to whom, how much, and for what.

    `reference`: our own of this payment, letters and digits, at most 35. NotAnAddressError for an address
    that is none; ValueError for a reference or an amount that no app takes.
    """
    if not is_address(address):
        raise NotAnAddressError(address)
    if not _REFERENCE.fullmatch(reference) or len(reference) > _MOST_REFERENCE:
        raise ValueError(f"Not a reference of UPI: {reference!r}.")
    if amount <= 0:
        raise ValueError(f"Nobody can pay {amount}.")
    told = {
        "pa": address,
        "pn": name[:_MOST_NAME],
        "tr": reference,
        "tn": note[:_MOST_NOTE],
        "am": f"{amount:.2f}",
        "cu": "INR",
    }
    return "upi://pay?" + "&".join(f"{key}={quote(value, safe='@')}" for key, value in told.items())
