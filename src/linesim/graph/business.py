"""The business account: its node, its numbers, whether the app hears of it, and access tokens."""

from __future__ import annotations

from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.graph.calls import Fields, authorized_world, page, success
from linesim.graph.errors import InvalidParameterError, MissingObjectError
from linesim.graph.numbers import number_node
from linesim.lines import WABA_ID
from linesim.world import World

APP_ID = "300000000000001"
TOKEN = "LINESIM"  # noqa: S105  (what is handed out where any token is taken)


def business_world(request: Request) -> World:
    """The world, if the address names the business account; MissingObjectError."""
    world = authorized_world(request)
    if request.path_params["object_id"] != WABA_ID:
        raise MissingObjectError(request.path_params["object_id"], verb=request.method)
    return world


def business_node() -> Fields:
    """What is told of the account."""
    return {
        "id": WABA_ID,
        "name": "linesim",
        "currency": "INR",
        "timezone_id": "71",
        "country": "IN",
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "status": "ACTIVE",
        "message_template_namespace": "linesim",
    }


async def get_numbers(request: Request) -> JsonAnswer:
    """Every number of the account."""
    world = business_world(request)
    return page([number_node(world, line) for line in world.lines.all()], request)


async def get_subscriptions(request: Request) -> JsonAnswer:
    """The app, if it is subscribed."""
    world = business_world(request)
    app = {"id": APP_ID, "name": "linesim", "link": world.settings.public_url}
    subscribed = [{"whatsapp_business_api_data": app}] if world.accounts.portfolio.is_subscribed else []
    return JsonAnswer({"data": subscribed})


async def subscribe(request: Request) -> JsonAnswer:
    """Subscribe the app; webhooks come in any case."""
    business_world(request).accounts.portfolio.is_subscribed = True
    return success()


async def unsubscribe(request: Request) -> JsonAnswer:
    """End the subscription; webhooks come nevertheless."""
    business_world(request).accounts.portfolio.is_subscribed = False
    return success()


async def get_access_token(request: Request) -> JsonAnswer:
    """A token for an app that names itself, or for a code of the sign-up."""
    world: World = request.app.state.world
    asked = request.query_params
    for name in ("client_id", "client_secret"):
        if not asked.get(name):
            raise InvalidParameterError(f"Missing {name} parameter.")
    if not asked.get("code") and asked.get("grant_type") != "client_credentials":
        raise InvalidParameterError("Missing authorization code.")
    return JsonAnswer({"access_token": world.settings.access_token or TOKEN, "token_type": "bearer"})
