"""Which button or row the person means."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from linesim.messages import Choice, ProductMessage
from linesim.people import Person


class WrongChoiceError(Exception):
    """There is no such choice; `live` are those of the last message that offered some."""

    def __init__(self, sentence: str, live: tuple[Choice, ...]) -> None:
        super().__init__(sentence)
        self.live = live


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: everything that is not None has to fit. `index` counts from 1."""

    id: str | None = None
    title: str | None = None
    index: int | None = None

    def fits(self, index: int, choice: Choice) -> bool:
        """Whether the choice at that place is the one."""
        return (
            self.id in (None, choice.id)
            and self.index in (None, index)
            and (self.title is None or _plain(self.title) == _plain(choice.title))
        )

    def __str__(self) -> str:
        named = (("id", self.id), ("title", self.title), ("index", self.index))
        return " and ".join(f"{name} {value!r}" for name, value in named if value is not None)


def last_offer(person: Person, line: str) -> ProductMessage | None:
    """The last message of the line that offered a choice; the button of a Flow opens a form and is none."""
    received = (message for message in person.received_from(line) if message.content.kind != "flow")
    return next((message for message in received if message.content.choices), None)


def offer_numbered(person: Person, line: str, number: int) -> ProductMessage:
    """The message received as `number`, for a tap on something old; WrongChoiceError if it offers nothing."""
    if 0 < number <= len(person.received):
        message = person.received[number - 1]
        if message.line == line and message.content.choices:
            return message
    raise WrongChoiceError(f"Message {number} offers no choice on this line.", live_choices(person, line))


def live_choices(person: Person, line: str) -> tuple[Choice, ...]:
    """What can be tapped now."""
    offer = last_offer(person, line)
    return offer.content.choices if offer else ()


def find_choice(person: Person, offer: ProductMessage, wanted: Wanted) -> Choice:
    """The choice of that offer which is wanted; WrongChoiceError if there is none."""
    for index, choice in enumerate(offer.content.choices, start=1):
        if wanted.fits(index, choice):
            return choice
    raise WrongChoiceError(f"There is no choice with {wanted}.", live_choices(person, offer.line))


def _plain(title: str) -> str:
    return unicodedata.normalize("NFC", title).strip()
