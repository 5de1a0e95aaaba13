"""What a scan has ready: the first words of the chat, and the address that opens it with them. Pure."""

import re
from urllib.parse import quote

from janasetu.lib import bn
from janasetu.lib.bn import normalise

# In small letters: Android knows by them which app opens it, and looks at each.
_ADDRESS = "https://wa.me/"
_KINDS = re.compile(r"\s+(?:পৌরসভা|পুরসভা|পৌরনিগম|পুরনিগম|গ্রাম পঞ্চায়েত|পঞ্চায়েত)$")


def words(body: str, ward: str) -> str:
    """«ওয়ার্ড ৫ বসিরহাট»: what stands before the code; of a poster of no ward the name of the office alone."""
    name = _KINDS.sub("", normalise(body))
    return f"ওয়ার্ড {bn.digits(ward)} {name}" if ward else name


def first_message(body: str, ward: str, code: str) -> str:
    """«ওয়ার্ড ৫ বসিরহাট 0ZAKQ7»."""
    return f"{words(body, ward)} {code}"


def chat(number: str, message: str) -> str:
    """The address that opens the chat with this number, the message ready to be sent or changed."""
    return f"{_ADDRESS}{''.join(filter(str.isdigit, number))}?text={quote(message)}"


def beside(said: str, start: int, end: int, ours: str) -> str:
    """What the citizen wrote beside the code that stands there and the words that we had ready."""
    left = f"{said[:start]} {said[end:]}"
    return " ".join(" ".join(normalise(left).split()).removeprefix(normalise(ours)).split())
