"""The gateway's side: `POST /sms/v1/messages` and its delivery reports."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from linesim.answers import JsonAnswer, NotJsonError, json_object
from linesim.clock import stamp
from linesim.graph.errors import TokenError
from linesim.graph.tokens import require_token
from linesim.identifiers import WA_ID, new_object_id
from linesim.sms.book import Order, Sms
from linesim.webhooks.encoding import encode
from linesim.world import World

UNAUTHORISED, MALFORMED = 401, 400
LONGEST_TEXT = 1000  # characters; about fifteen parts of Bengali


class SmsError(Exception):
    """The gateway does not take it; `status` is the HTTP one and the code in the answer."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class AskedSms(BaseModel):
    """One text message as the product hands it in."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    to: Annotated[str, Field(pattern=f"^{WA_ID.pattern}$")]
    header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{3,14}$")]
    entity_id: Annotated[str, Field(pattern=r"^[0-9]{1,30}$")]
    template_id: Annotated[str, Field(pattern=r"^[0-9]{1,30}$")]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    reference: Annotated[str, Field(max_length=200)] = ""
    callback: Annotated[str, Field(pattern=r"^(https?://[^\s/]+\S*)?$", max_length=2000)] = ""

    def order(self) -> Order:
        """As linesim keeps it."""
        return Order(**self.model_dump())


ASKED = TypeAdapter(AskedSms)


def sms_routes() -> list[BaseRoute]:
    """What the gateway answers."""
    return [Route("/sms/v1/messages", post_sms, methods=["POST"])]


async def post_sms(request: Request) -> JsonAnswer:
    """Take a text message; a delivery report follows, unless the register stops it."""
    world: World = request.app.state.world
    _require_token(request, world)
    order = (await _asked(request)).order()
    sms = world.sms.take(order, sms_id=new_object_id(), at=world.clock.now())
    if sms.state == "delivered" and order.callback:
        world.reports.post(order.callback, _report(sms))
    world.bell.ring()
    return JsonAnswer({"id": sms.id}, status_code=202)


async def answer_refusal(request: Request, error: Exception) -> JsonAnswer:
    """The refusal as an answer."""
    assert isinstance(error, SmsError)
    return JsonAnswer({"error": {"code": error.status, "message": str(error)}}, status_code=error.status)


def _require_token(request: Request, world: World) -> None:
    try:
        require_token(request, expected=world.settings.access_token)
    except TokenError as error:
        raise SmsError(UNAUTHORISED, error.message) from None


async def _asked(request: Request) -> AskedSms:
    try:
        return ASKED.validate_python(await json_object(request))
    except NotJsonError as error:
        raise SmsError(MALFORMED, str(error)) from None
    except ValidationError as error:
        raise SmsError(MALFORMED, "; ".join(map(_sentence, error.errors(include_url=False)))) from None


def _sentence(problem: object) -> str:
    assert isinstance(problem, dict)
    return f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"


def _report(sms: Sms) -> bytes:
    return encode(
        {
            "id": sms.id,
            "reference": sms.order.reference,
            "to": sms.order.to,
            "state": sms.state,
            "parts": sms.parts,
            "at": stamp(sms.at),
        }
    )
