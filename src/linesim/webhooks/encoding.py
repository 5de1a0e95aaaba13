"""The bytes of a webhook and the signature over exactly these bytes."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Literal

Sign = Literal["good", "bad", "none"]

SIGNATURE_HEADER = "X-Hub-Signature-256"
USER_AGENT = "facebookexternalua"


def encode(body: object) -> bytes:
    r"""JSON as Meta writes it: every non-ASCII character as \uXXXX, every slash as \/."""
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def signature(body: bytes, *, secret: str) -> str:
    """The value of X-Hub-Signature-256 for these bytes."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def headers(body: bytes, *, secret: str, sign: Sign = "good") -> dict[str, str]:
    """The headers of one webhook; `bad` signs with another secret, `none` leaves the signature out."""
    written = {"Content-Type": "application/json", "User-Agent": USER_AGENT, "Accept": "*/*"}
    if sign != "none":
        written[SIGNATURE_HEADER] = signature(
            body, secret=secret if sign == "good" else secret + " but wrong"
        )
    return written
