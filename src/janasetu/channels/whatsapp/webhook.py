"""Who may post a WhatsApp webhook: the signature over the raw bytes, the handshake of the address."""

import hashlib
import hmac
from collections.abc import Sequence

_PREFIX = b"sha256="


def is_signed(body: bytes, header: bytes, secrets: Sequence[str]) -> bool:
    """Whether `X-Hub-Signature-256` is the HMAC of exactly these bytes under one of the app secrets.

    Bytes are compared, never text: the header may hold anything.
    """
    if not header.startswith(_PREFIX):
        return False
    given = header.removeprefix(_PREFIX)
    return any(hmac.compare_digest(_digest(body, secret), given) for secret in secrets)


def _digest(body: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()


def challenge(query: dict[str, str], verify_token: str) -> str | None:
    """What the handshake must be answered with; None refuses it."""
    given = query.get("hub.verify_token", "").encode("utf-8", "surrogatepass")
    if query.get("hub.mode") != "subscribe" or not hmac.compare_digest(given, verify_token.encode()):
        return None
    return query.get("hub.challenge", "")
