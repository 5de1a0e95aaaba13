"""Neutral values of a talk: what arrived on any line, what was said, what is offered. No Django."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from janasetu.lib.text import tame
from janasetu.people.values import ContactKey, IdentityChange, Sender


class Lane(IntEnum):
    """Who goes first where a line cannot send all at once."""

    TALK = 0  # answers, and what concerns somebody's own matter
    CROWD = 1  # what goes to many


class Refusal(StrEnum):
    """Why a provider did not take a message; a channel turns its provider's codes into these."""

    AGAIN = "again"  # a passing trouble
    AWAY = "away"  # nobody answered the call; nothing was sent
    TOO_QUICK = "too_quick"  # the number writes too quickly
    TOO_OFTEN = "too_often"  # this person is written to too often
    WINDOW_CLOSED = "window_closed"  # the person wrote too long ago for words of our own
    NOT_UNASKED = "not_unasked"  # the number may write to nobody who has not written
    LINE_STOPPED = "line_stopped"  # credentials, payment, registration
    NOT_TODAY = "not_today"  # the person has had enough for a day
    UNREACHABLE = "unreachable"  # the person cannot be reached on this channel
    OPTED_OUT = "opted_out"
    NO_TEMPLATE = "no_template"  # the provider does not have this template, or has not approved it yet
    MOVED = "moved"  # the address is somebody's no more
    OURS = "ours"  # the message itself is wrong


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a line gives it: degrees (WGS 84) and what the sender's map calls it."""

    lat: float
    lon: float
    name: str = ""
    address: str = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Spot":
        name, address = tame(stored.get("name", "")), tame(stored.get("address", ""))
        return cls(stored["lat"], stored["lon"], name, address)


@dataclass(frozen=True, slots=True)
class Media:
    """A file the line holds for us, by the line's own id; the bytes are fetched later."""

    provider_id: str
    kind: str
    mime: str = ""
    sha256: str = ""  # base64, as the provider writes it


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a person said. Several parts may come together: a photo with a caption, a pin with a name.

    `quotes`: the message this one was sent as a reply to, by the line's own id.
    """

    kind: str
    text: str = ""
    choice: str = ""
    spot: Spot | None = None
    media: Media | None = None
    quotes: str = ""

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Said":
        """What was said, in words that may be said back and shown: the row keeps them as they were typed."""
        spot, media = stored.get("spot"), stored.get("media")
        return cls(
            kind=stored["kind"],
            text=tame(stored.get("text", "")),
            choice=stored.get("choice", ""),
            spot=Spot.from_json(spot) if spot else None,
            media=Media(**media) if media else None,
            quotes=stored.get("quotes", ""),
        )


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as a channel split it from a webhook: who, on which line, when, what.

    `line` is the provider's id of the number; `address` is where an answer goes. `sender` is None
    where the item belongs to no person (an account notice, a kind we do not know). `change`: the line
    tells us that the person's names changed; the person said nothing.
    """

    channel: str
    line: str
    provider_id: str
    kind: str
    said: Said
    at: datetime
    sender: Sender | None = None
    address: str = ""
    address_kind: str = ""
    change: IdentityChange | None = None

    @property
    def seen_key(self) -> str:
        return f"{self.channel}|{self.line}|{self.provider_id}"


@dataclass(frozen=True, slots=True)
class Charge:
    """What a provider charges a message as: its own word, and whether it costs anything, where it tells."""

    category: str
    billable: bool | None = None


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What the provider says became of a message of ours. `opaque` is the id that we sent along."""

    channel: str
    line: str
    provider_id: str
    status: str
    at: datetime
    opaque: str = ""
    error: str = ""
    refusal: Refusal | None = None  # why it failed
    charge: Charge | None = None

    @property
    def kind(self) -> str:
        return "status"

    @property
    def seen_key(self) -> str:
        return f"{self.channel}|{self.provider_id}|{self.status}"


@dataclass(frozen=True, slots=True)
class News:
    """What a provider tells of something of ours, in its own words; what it does not tell is empty.

    `kind`: template, number or account. `name`: of a template, with its `lang`; a number's digits; an
    account's id. `was_category`: what it was before the provider changed it.
    """

    channel: str
    kind: str
    name: str
    at: datetime
    lang: str = ""
    state: str = ""
    reason: str = ""
    category: str = ""
    was_category: str = ""
    quality: str = ""
    limit: str = ""


@dataclass(slots=True)
class Parts:
    """What one webhook held."""

    arrivals: list[Arrival] = field(default_factory=list)
    reports: list[StatusReport] = field(default_factory=list)
    news: list[News] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a person may answer. The id says what it means; titles are only words."""

    id: str
    title: str
    description: str = ""

    @property
    def act(self) -> str:
        """The last part of the id: an act such as `yes`, or the code of an option."""
        return self.id.rpartition(":")[2]

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> "Choice":
        return cls(stored["id"], stored["title"], stored.get("description", ""))


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of ours that goes with a message: its hash in the media folder (hex), what it is, its name."""

    sha256: str
    kind: str  # image, document, audio
    mime: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What we say: a text, and beside it choices; `menu` is the word on the button of a long list."""

    text: str
    choices: tuple[Choice, ...] = ()
    menu: str = ""
    file: Enclosed | None = None


@dataclass(frozen=True, slots=True)
class About:
    """The matter that a message tells of: its body and its own id. `missed`: where it does not arrive
    somebody else is told, or another way is taken.
    """

    body_id: UUID
    id: UUID
    missed: bool = True


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way out. `source` names what asked for it: the same source is sent once.

    `template`: what is sent where the line takes no words of one's own now; see templates.filled. `about`:
    the matter it tells of; `elsewhere`: text and template for a line on which nobody can answer, where they
    are others. `office`: the body that was spoken with, where it tells of no matter. `draft`: the form that
    was open, or from which the matter came.
    """

    contact: ContactKey
    line_id: UUID
    message: Message
    source: str
    caused_by: UUID | None = None
    template: Mapping[str, Any] | None = None
    lane: Lane = Lane.TALK
    about: About | None = None
    elsewhere: Mapping[str, Any] | None = None
    office: UUID | None = None
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a contact was last asked. `newest`: nothing was said to them after it.

    `quoted`: it is what they quote, and so what they answer, whenever it was asked.
    """

    choices: tuple[Choice, ...] = ()
    newest: bool = False
    quoted: bool = False
