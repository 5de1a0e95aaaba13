"""Control calls that reach the product at once: raw webhooks and the verification handshake."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter
from starlette.requests import Request

from linesim.answers import JsonAnswer, NotJsonError, json_object
from linesim.base64_field import Base64
from linesim.control.errors import ControlError
from linesim.control.reading import Asked, checked, world_of
from linesim.webhooks.encoding import Sign, encode
from linesim.webhooks.probes import post_at_once, shake_hands

MOST_TIMES = 1000


class RawWebhook(Asked):
    """Which bytes, how often at the same instant, and how signed."""

    body: object = None
    body_base64: Base64 | None = None
    times: Annotated[int, Field(ge=1, le=MOST_TIMES, strict=True)] = 1
    sign: Sign = "good"

    def payload(self) -> bytes:
        """The bytes to post; ControlError unless there is exactly one source of them."""
        if ("body" in self.model_fields_set) == (self.body_base64 is not None):
            raise ControlError("Say either `body` (JSON) or `body_base64` (raw bytes).")
        return encode(self.body) if self.body_base64 is None else self.body_base64


RAW_WEBHOOK = TypeAdapter(RawWebhook)


async def post_raw(request: Request) -> JsonAnswer:
    """Post exactly these bytes to the product, all at the same instant."""
    try:
        asked = checked(await json_object(request), RAW_WEBHOOK)
    except NotJsonError as error:
        raise ControlError(str(error)) from None
    settings = world_of(request).settings
    answers = await post_at_once(settings, asked.payload(), times=asked.times, sign=asked.sign)
    return JsonAnswer(
        {"statuses": [answer.status for answer in answers], "ms": [answer.ms for answer in answers]}
    )


async def verify(request: Request) -> JsonAnswer:
    """Do the handshake that Meta does when a webhook address is saved."""
    shaken = await shake_hands(world_of(request).settings)
    return JsonAnswer({"verified": shaken.verified, "status": shaken.status})
