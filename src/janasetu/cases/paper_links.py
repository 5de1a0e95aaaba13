"""The tokens of addresses under which a paper is fetched. Pure.

A token names its office, so that every look-up does, and is otherwise a matter of chance: nobody guesses it,
and from what is kept of it, its hash, nobody makes it.
"""

import base64
import binascii
import hashlib
import secrets

_NUMBER, _CHANCE = 2, 16  # bytes


class NotALinkError(ValueError):
    """Letters that are no token of ours."""


def new_token(body_number: int) -> str:
    """For an office with this number of four digits; 24 letters, digits, hyphens and underscores."""
    raw = body_number.to_bytes(_NUMBER, "big") + secrets.token_bytes(_CHANCE)
    return base64.urlsafe_b64encode(raw).decode()


def body_number_of(token: str) -> int:
    """The number of the office that made it. NotALinkError."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise NotALinkError from error
    if len(raw) != _NUMBER + _CHANCE:
        raise NotALinkError
    return int.from_bytes(raw[:_NUMBER], "big")


def hash_of(token: str) -> str:
    """By which a token is known again, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
