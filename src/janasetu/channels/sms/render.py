"""Put a neutral message into the words of a text message: no buttons, no files, one paragraph a line."""

import math

from janasetu.lib.text import shorten

# GSM 03.38: one septet each, and those that take two. Any other sign makes the whole text UCS-2.
_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
# Signs of a text that stands alone, and of each part where several are joined (3GPP TS 23.040).
_SEPTETS, _SEPTETS_JOINED, _UNITS, _UNITS_JOINED = 160, 153, 70, 67
TEXT = 1000  # characters the gateway takes; about fifteen parts of Bengali


def render(text: str) -> str:
    """The words, cut at a letter's border where they are more than a gateway takes."""
    lines = (line.strip() for line in text.splitlines())
    return shorten("\n".join(line for line in lines if line), TEXT)


def parts_of(text: str) -> int:
    """In how many parts a network carries these words; each is paid for."""
    if set(text) <= _PLAIN | _EXTENDED:
        septets = sum(2 if sign in _EXTENDED else 1 for sign in text)
        return _parts(septets, _SEPTETS, _SEPTETS_JOINED)
    return _parts(len(text.encode("utf-16-le", "surrogatepass")) // 2, _UNITS, _UNITS_JOINED)


def _parts(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else math.ceil(length / joined)
