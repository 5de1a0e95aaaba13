"""Neutral values of a talk: what arrived on any line, what was said, what is offered. No Django."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.people.values import ContactKey, IdentityChange, Sender


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a line gives it: degrees (WGS 84) and what the sender's map calls it."""

    lat: float
    lon: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A file the line holds for us, by the line's own id; the bytes are fetched later."""

    provider_id: str
    kind: str
    mime: str = ""
    sha256: str = ""  # base64, as the provider writes it


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a person said. Several parts may come together: a photo with a caption, a pin with a name."""

    kind: str
    text: str = ""
    choice: str = ""
    spot: Spot | None = None
    media: Media | None = None

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Said":
        spot, media = stored.get("spot"), stored.get("media")
        return cls(
            kind=stored["kind"],
            text=stored.get("text", ""),
            choice=stored.get("choice", ""),
            spot=Spot(**spot) if spot else None,
            media=Media(**media) if media else None,
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
class StatusReport:
    """What the provider says became of a message of ours. `opaque` is the id that we sent along."""

    channel: str
    line: str
    provider_id: str
    status: str
    at: datetime
    opaque: str = ""
    error: str = ""

    @property
    def seen_key(self) -> str:
        return f"{self.channel}|{self.provider_id}|{self.status}"


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
class Outgoing:
    """A message on its way out. `source` names what asked for it: the same source is sent once.

    `template`: what is sent where the line takes no words of one's own now; see templates.filled.
    """

    contact: ContactKey
    line_id: UUID
    message: Message
    source: str
    caused_by: UUID | None = None
    template: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What a contact was last asked. `newest`: nothing was said to them after it."""

    choices: tuple[Choice, ...] = ()
    newest: bool = False
