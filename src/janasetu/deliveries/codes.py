"""The handover code: four digits that only the citizen knows; we keep what proves it and cannot tell it."""

import hmac
import secrets

from django.conf import settings

from janasetu.deliveries.rules import CODE_DIGITS
from janasetu.lib.bn import ascii_digits

_SALT_BYTES = 12


def new_code() -> str:
    """Four digits by lot."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def sealed(code: str) -> str:
    """What is kept of a code: a salt of its own and a hash under the installation's key. Without the key even
    ten thousand tries find nothing.
    """
    salt = secrets.token_hex(_SALT_BYTES)
    return f"{salt}${_hash(salt, code)}"


def opens(seal: str, written: str) -> bool:
    """Whether these digits, in any letters and spacing, are the code; in constant time."""
    salt, _, kept = seal.partition("$")
    code = "".join(one for one in ascii_digits(written) if one.isascii() and one.isdecimal())
    return bool(kept) and len(code) == CODE_DIGITS and hmac.compare_digest(kept, _hash(salt, code))


def _hash(salt: str, code: str) -> str:
    return hmac.new(settings.DELIVERY_SECRET, f"{salt}:{code}".encode(), "sha256").hexdigest()
