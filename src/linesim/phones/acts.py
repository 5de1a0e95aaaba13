"""What a person can do with the phone, as the control half is asked for it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from linesim.base64_field import Base64

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_FILE = 100 * 1024 * 1024

Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Caption = Annotated[str, Field(max_length=LONGEST_CAPTION)]
Name = Annotated[str, Field(max_length=1000)]
Title = Annotated[str, Field(min_length=1, max_length=1000)]
Target = int | str  # the N of a received message, or a message id


class Act(BaseModel):
    """Any act: on which line, and what it answers to."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    line: str
    reply_to: Target | None = None


class WriteText(Act):
    """Type something."""

    type: Literal["text"]
    text: Text


class SendFile(Act):
    """Send a photo, a paper or a voice note; a sample of ours where no bytes are given."""

    type: Literal["image", "document", "audio"]
    caption: Caption = ""
    file_base64: Annotated[Base64, Field(min_length=1, max_length=LARGEST_FILE)] | None = None
    filename: Name = ""
    mime_type: Annotated[str, Field(pattern=r"^[a-z]+/[\w.+-]+(; ?[\w=.+-]+)*$")] | None = None


class ShareLocation(Act):
    """Share a place on earth, in degrees."""

    type: Literal["location"]
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    name: Name = ""
    address: Name = ""


class Choose(Act):
    """Tap a button or a row; `message` names an older offer by its N."""

    type: Literal["choose"]
    id: Title | None = None
    title: Title | None = None
    index: Annotated[int, Field(ge=1)] | None = None
    message: int | None = None

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if (self.id, self.title, self.index) == (None, None, None):
            raise ValueError("say which: by `id`, `title` or `index`")
        return self


class ShareContact(Act):
    """Share a contact; the person's own where none is named."""

    type: Literal["contact"]
    name: Name | None = None
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]{4,20}$")] | None = None


class React(Act):
    """Put an emoji to a message, the last received one where none is named; an empty one takes it away."""

    type: Literal["react"]
    emoji: Annotated[str, Field(max_length=32)]
    message: Target | None = None


class Delete(Act):
    """Take back a message of one's own, the last one where none is named."""

    type: Literal["delete"]
    message: Target | None = None


class SendUnknown(Act):
    """Send what the API has no word for: Meta's `unsupported`, or a type that nobody knows yet."""

    type: Literal["unknown"]
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] = "unsupported"


AnyAct = WriteText | SendFile | ShareLocation | Choose | ShareContact | React | Delete | SendUnknown
ACT: TypeAdapter[AnyAct] = TypeAdapter(Annotated[AnyAct, Field(discriminator="type")])
ACT_TYPES = (
    "text",
    "image",
    "document",
    "audio",
    "location",
    "choose",
    "contact",
    "react",
    "delete",
    "unknown",
)
COMING_ACT_TYPES = ("flow",)
