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


class Part(BaseModel):
    """Any part of an act; an unknown key is an error, so that a misspelt one is found."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Referral(Part):
    """The advertisement that brought the person here."""

    source_url: Name = "https://fb.me/linesim"
    source_id: Name = "120000000000001"
    source_type: Literal["ad", "post"] = "ad"
    headline: Name = ""
    body: Name = ""
    media_type: Literal["image", "video"] | None = None
    image_url: Name = ""
    video_url: Name = ""
    thumbnail_url: Name = ""
    ctwa_clid: Name = ""
    welcome_message: Name = ""


class ReferredProduct(Part):
    """The thing of a catalogue that a message is about."""

    catalog_id: Title
    product_retailer_id: Title


class Act(Part):
    """Any act: on which line, what it answers to, and how it came to be sent."""

    line: str
    reply_to: Target | None = None
    forwarded: bool = False
    frequently_forwarded: bool = False
    referral: Referral | None = None
    referred_product: ReferredProduct | None = None
    group_id: Title | None = None


class WriteText(Act):
    """Type something."""

    type: Literal["text"]
    text: Text


class SendFile(Act):
    """Send a photo, a film, a paper, a sticker or a voice note; a sample of ours where no bytes are given.

    `voice` false makes a sound a file that was attached, `animated` is about a sticker.
    """

    type: Literal["image", "video", "document", "audio", "sticker"]
    voice: bool = True
    animated: bool = False
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


class Tap(Act):
    """Tap a quick reply of some template, whether this phone has it or not."""

    type: Literal["button"]
    text: Title
    payload: Annotated[str, Field(max_length=1000)] | None = None


class FillFlow(Act):
    """Fill and send a Flow: the last one offered, or that of `message: N`.

    `flow_token` replaces the offer's own; an empty one leaves it out, as some phones do. `response_json` says
    the whole answer in raw text instead of `values`.
    """

    type: Literal["flow"]
    values: dict[str, object] = {}
    message: int | None = None
    flow_token: Annotated[str, Field(max_length=2000)] | None = None
    response_json: Annotated[str, Field(max_length=100_000)] | None = None


class AllowCalls(Act):
    """Answer whether the office may call."""

    type: Literal["call_permission"]
    response: Literal["accept", "reject"]


class OrderedItem(Part):
    """One thing of an order."""

    product_retailer_id: Title
    quantity: Annotated[int, Field(ge=1)] = 1
    item_price: Annotated[float, Field(ge=0)] = 0.0
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "INR"


class SendOrder(Act):
    """Order things from a catalogue."""

    type: Literal["order"]
    catalog_id: Title = "1"
    items: Annotated[list[OrderedItem], Field(min_length=1, max_length=100)]
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


class ShareContact(Act):
    """Share a contact; the person's own where none is named.

    `origin` is `contact_request` where the office had asked for it.
    """

    type: Literal["contact"]
    name: Name | None = None
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]{4,20}$")] | None = None
    origin: Literal["contact_request", "other"] | None = None


class React(Act):
    """Put an emoji to a message, the last received one where none is named; an empty one takes it away."""

    type: Literal["react"]
    emoji: Annotated[str, Field(max_length=32)]
    message: Target | None = None


class Delete(Act):
    """Take back a message of one's own, the last one where none is named."""

    type: Literal["delete"]
    message: Target | None = None


class Edit(Act):
    """Write a message of one's own anew, the last one where none is named: its text or its caption."""

    type: Literal["edit"]
    text: Text
    message: Target | None = None


class HearSystem(Act):
    """WhatsApp itself says something of the person: that the phone is a new one, or what nobody knows."""

    type: Literal["system"]
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] = "customer_identity_changed"


class SendUnknown(Act):
    """Send what the API has no word for: Meta's `unsupported`, or a type that nobody knows yet."""

    type: Literal["unknown"]
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] = "unsupported"


AnyAct = (
    WriteText
    | SendFile
    | ShareLocation
    | Choose
    | Tap
    | FillFlow
    | AllowCalls
    | SendOrder
    | ShareContact
    | React
    | Edit
    | Delete
    | HearSystem
    | SendUnknown
)
ACT: TypeAdapter[AnyAct] = TypeAdapter(Annotated[AnyAct, Field(discriminator="type")])
ACT_TYPES = (
    "text",
    "image",
    "video",
    "document",
    "audio",
    "sticker",
    "location",
    "contact",
    "order",
    "choose",
    "button",
    "flow",
    "call_permission",
    "react",
    "edit",
    "delete",
    "system",
    "unknown",
)
