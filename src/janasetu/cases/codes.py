"""The secret of a case: six digits that, with its number, tell how it stands on any telephone.

It is made from the number with the installation's own key, so it stands nowhere: in no table, no log, no
export and no backup. Whoever has lost their SIM has the acknowledgement, or somebody whom they told.
"""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

DIGITS = 6
_SALT = "janasetu.cases.codes"


def code_of(ref: str) -> str:
    """The code of the case of this stored number."""
    return next(_codes(ref))


def is_code_of(ref: str, code: str) -> bool:
    """Whether this is the code of that case, under the key of today or one before it; in constant time."""
    given = code.encode("utf-8", "replace")  # whoever types may type letters of any script
    return sum(hmac.compare_digest(known.encode(), given) for known in _codes(ref)) > 0


def _codes(ref: str) -> Iterator[str]:
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        made = salted_hmac(_SALT, ref, secret=key, algorithm="sha256").hexdigest()
        yield f"{int(made, 16) % 10**DIGITS:0{DIGITS}}"
