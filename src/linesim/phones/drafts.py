"""What an act will send, before it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from linesim.messages import Content, Message
from linesim.webhooks.envelope import Fields


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the webhook's message, and the bubble, if there is one.

    `about` is what it answers to by its nature, `then` what else changes on the phone.
    """

    fields: Fields
    content: Content | None
    about: Message | None = None
    then: Callable[[], None] = field(default=lambda: None)
    with_contacts: bool = True
