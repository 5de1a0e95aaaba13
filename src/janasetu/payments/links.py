"""The address of a page that shows one demand: a token that names its office and tells nobody anything. Pure.

It can be guessed by nobody and made by us alone; what it opens shows a fee and no name.
"""

import base64
import binascii
import hmac
from uuid import UUID

_NUMBER, _ID, _MARK = 2, 16, 10  # bytes: the office's four digits, the demand, what proves that it is ours


class NotOurLinkError(ValueError):
    """A token that we did not make."""


def token(body_number: int, demand_id: UUID, *, key: bytes) -> str:
    """For the address of a demand of this office; 38 letters and digits."""
    named = body_number.to_bytes(_NUMBER, "big") + demand_id.bytes
    return base64.urlsafe_b64encode(named + _mark(named, key)).decode().rstrip("=")


def opened(text: str, *, key: bytes) -> tuple[int, UUID]:
    """The office's number and the demand. NotOurLinkError."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error) as error:
        raise NotOurLinkError from error
    named, mark = raw[:-_MARK], raw[-_MARK:]
    if len(named) != _NUMBER + _ID or not hmac.compare_digest(mark, _mark(named, key)):
        raise NotOurLinkError
    return int.from_bytes(named[:_NUMBER], "big"), UUID(bytes=named[_NUMBER:])


def _mark(named: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"fee page" + named, "sha256")[:_MARK]
