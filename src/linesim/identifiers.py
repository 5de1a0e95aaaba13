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


def new_wamid(name: str) -> str:
    """A message id that will never come again: `wamid.` and base64, the person's name inside as Meta has it.

    That is the number, or the user id of somebody who hides it.
    """
    inside = b"\x1d" + bytes([len(name)]) + name.encode() + secrets.token_bytes(20)
    return WAMID + base64.b64encode(inside).decode()


def new_call_id(name: str) -> str:
    """The id of a voice call, made like that of a message."""
    return "wacid." + new_wamid(name).removeprefix(WAMID)


def name_in(wamid: str) -> str:
    """The number or user id inside one of our message ids; empty where it is none of ours."""
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


def bsuid_of(number: str, holder: int = 0) -> str:
    """The business-scoped user id of a number's first holder, second, ...: it tells nothing of the number.

    It is the same one every time, and in digits as all that Meta has shown, though letters are allowed.
    """
    country = next((code for prefix, code in COUNTRIES.items() if number.startswith(prefix)), "IN")
    named = f"linesim portfolio {number}{f' {holder}' if holder else ''}"
    return f"{country}.{int.from_bytes(hashlib.sha256(named.encode()).digest()[:8], 'big')}"
