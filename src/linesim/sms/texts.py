"""How many parts a text message has, and whether it is word for word what was registered."""

from __future__ import annotations

import math
import re

# GSM 03.38: one septet each, and those that cost two. Anything else makes the whole text UCS-2.
PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
SEPTETS, SEPTETS_JOINED = 160, 153
UNITS, UNITS_JOINED = 70, 67  # of UCS-2

VARIABLE = re.compile(r"\{#\w+#\}")
LONGEST_VARIABLE = 30  # characters that one variable may hold on the register (operators' own pages)


def parts_of(text: str) -> int:
    """How many parts are sent, and paid for."""
    if all(sign in PLAIN or sign in EXTENDED for sign in text):
        length = sum(2 if sign in EXTENDED else 1 for sign in text)
        return _parts(length, SEPTETS, SEPTETS_JOINED)
    return _parts(len(text.encode("utf-16-le", "surrogatepass")) // 2, UNITS, UNITS_JOINED)


def _parts(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else math.ceil(length / joined)


def matches(registered: str, text: str) -> bool:
    """Whether the text is the registered one with up to 30 characters in place of each {#var#}."""
    literal = [re.escape(part) for part in VARIABLE.split(registered)]
    return re.fullmatch(f".{{1,{LONGEST_VARIABLE}}}".join(literal), text, re.DOTALL) is not None
