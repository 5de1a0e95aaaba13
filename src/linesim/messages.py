"""Messages of both directions, as the phone keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from linesim.costs import SERVICE, UNPRICED, Price
from linesim.media import Attachment

ACT_ONLY = "act"  # the kind of what leaves no bubble of its own: a reaction, a deletion
REACTION = "reaction"
TEMPLATE = "template"


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
class Action:
    """A button that answers nothing: it opens a link, calls, or asks for a place or a number.

    `kind` is url, phone_number, copy_code, location or contact; `value` what it leads to.
    """

    kind: str
    title: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a message. `kind` is the word of the control half: text, choice, document, image, ...

    `category` is what Meta charges it as.
    """

    kind: str
    text: str = ""
    header: str = ""
    footer: str = ""
    choices: tuple[Choice, ...] = ()
    list_label: str = ""  # the button that opens the list; empty where the choices are buttons
    attachment: Attachment | None = None
    place: Place | None = None
    about: str = ""  # the message a reaction is about
    actions: tuple[Action, ...] = ()
    category: str = SERVICE

    @property
    def is_template(self) -> bool:
        """Whether it may open a conversation; a tap on its buttons is a message of type `button`."""
        return self.kind == TEMPLATE

    @property
    def reply_type(self) -> str:
        """How a tap on one of the choices is reported."""
        if self.is_template:
            return "button"
        return "list_reply" if self.list_label else "button_reply"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message is refused or fails, in Meta's words; `status` is the HTTP one of a refusal."""

    code: int
    title: str
    details: str
    status: int = field(default=400, kw_only=True)
    href: str = field(default="/documentation/business-messaging/whatsapp/support/error-codes", kw_only=True)


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
    price: Price = UNPRICED
    failure: Failure | None = None  # why it will fail although it was accepted
    state: State = State.ACCEPTED
    number: int | None = None
    is_echo: bool = False  # typed in the phone app (Coexistence): no statuses, no costs

    @property
    def category(self) -> str:
        """What Meta charges it as."""
        return self.content.category


@dataclass(slots=True, kw_only=True)
class PersonMessage(Message):
    """The person wrote this."""

    arrived: bool = False  # the product has answered its webhook with 200
    seen: bool = False
    deleted: bool = False
    edited: bool = False
    forwarded: bool = False
