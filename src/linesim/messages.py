"""Messages of both directions, as the phone keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from linesim.media import Attachment

ACT_ONLY = "act"  # the kind of what leaves no bubble of its own: a reaction, a deletion
REACTION = "reaction"


class State(IntEnum):
    """How far a message of the product has come; it never goes back."""

    ACCEPTED = 0
    SENT = 1
    DELIVERED = 2
    READ = 3
    FAILED = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A button, or a row of a list."""

    id: str
    title: str
    description: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A shared location."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a message. `kind` is the word of the control half: text, choice, document, image, ..."""

    kind: str
    text: str = ""
    header: str = ""
    footer: str = ""
    choices: tuple[Choice, ...] = ()
    list_label: str = ""  # the button that opens the list; empty where the choices are buttons
    attachment: Attachment | None = None
    place: Place | None = None
    about: str = ""  # the message a reaction is about

    @property
    def reply_type(self) -> str:
        """How a tap on one of the choices is reported."""
        return "list_reply" if self.list_label else "button_reply"


@dataclass(slots=True, kw_only=True)
class Message:
    """One bubble of a chat; `version` is the phone's version at its last change."""

    wamid: str
    line: str
    content: Content
    at: datetime
    reply_to: str | None = None
    reaction: str = ""
    version: int = 0

    @property
    def is_bubble(self) -> bool:
        """Whether it stands in the chat by itself."""
        return self.content.kind not in (ACT_ONLY, REACTION)


@dataclass(slots=True, kw_only=True)
class ProductMessage(Message):
    """The product wrote this; `number` is the N of the control half and None until it reaches the phone."""

    callback: str | None = None
    category: str = "service"
    state: State = State.ACCEPTED
    number: int | None = None


@dataclass(slots=True, kw_only=True)
class PersonMessage(Message):
    """The person wrote this."""

    arrived: bool = False  # the product has answered its webhook with 200
    seen: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message failed, in Meta's words."""

    code: int
    title: str
    details: str
    href: str = field(default="/documentation/business-messaging/whatsapp/support/error-codes", kw_only=True)
