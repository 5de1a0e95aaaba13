"""What each kind of line can do: the one table that rendering, casework and the desk ask. Pure.

A channel is a name in this table and never in a condition: who needs something asks for a line that can do
it.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a line shows and what it takes.

    `buttons`, `rows`: how many choices it shows as buttons or as the rows of a list; one that has neither
    gets them numbered in the text. `photos`: pictures travel on it, both ways. `caption`: the longest text
    that stands whole beside a picture, in UTF-16 units. `answers`: people can write back.
    `by_number`: a telephone number is an address on it, so that it reaches who has never written.
    `per_second`: messages a line may send, unless its provider gave it another rate.
    """

    buttons: int = 0
    rows: int = 0
    photos: bool = False
    caption: int = 0
    answers: bool = False
    by_number: bool = False
    per_second: float = 10.0


TEXT_ONLY = Capabilities()
# The most able first; limits of the Cloud API's reference, 2026. Under a header of India's register (DLT)
# nobody can write back.
_TABLE = {
    "whatsapp": Capabilities(
        buttons=3, rows=10, photos=True, caption=1024, answers=True, by_number=True, per_second=80.0
    ),
    "sms": Capabilities(by_number=True),
}


def capabilities_of(channel: str) -> Capabilities:
    """What lines of this channel can do; of one that nobody has described, plain text at most."""
    return _TABLE.get(channel, TEXT_ONLY)


def channels_that(can: Callable[[Capabilities], bool]) -> list[str]:
    """The channels whose lines can do this, the most able first."""
    return [channel for channel, capabilities in _TABLE.items() if can(capabilities)]
