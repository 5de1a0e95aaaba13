"""Ids shaped like Meta's: message ids, media ids, trace ids, business-scoped user ids."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets

COUNTRIES = {"880": "BD", "977": "NP", "975": "BT", "91": "IN"}
BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]{1,128}")
WA_ID = re.compile(r"[1-9][0-9]{5,14}")
WAMID = "wamid."
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def new_wamid(wa_id: str) -> str:
    """A message id that will never come again: `wamid.` and base64, the number inside as Meta has it."""
    inside = b"\x1d" + bytes([len(wa_id)]) + wa_id.encode() + secrets.token_bytes(20)
    return WAMID + base64.b64encode(inside).decode()


def number_in(wamid: str) -> str:
    """The number inside one of our message ids; empty where it is none of ours."""
    try:
        inside = base64.b64decode(wamid.removeprefix(WAMID), validate=True)
        return inside[2 : 2 + inside[1]].decode("ascii")
    except (ValueError, IndexError):
        return ""


def new_object_id() -> str:
    """A media id: digits only, at most 32 of them."""
    return str(secrets.randbelow(9 * 10**15) + 10**15)


def new_trace_id() -> str:
    """The `fbtrace_id` of one refusal."""
    return "A" + secrets.token_urlsafe(16)


def bsuid_of(wa_id: str) -> str:
    """The business-scoped user id of a number: the same one every time, and telling nothing of the number."""
    country = next((code for prefix, code in COUNTRIES.items() if wa_id.startswith(prefix)), "IN")
    rest = int.from_bytes(hashlib.sha256(b"linesim portfolio " + wa_id.encode()).digest()[:12], "big")
    return f"{country}.{_in_letters(rest)}"


def _in_letters(number: int) -> str:
    written = ""
    while number:
        number, digit = divmod(number, len(LETTERS))
        written = LETTERS[digit] + written
    return written
