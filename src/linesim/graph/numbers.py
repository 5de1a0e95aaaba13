"""A business number as its owner manages it: its node, registration, settings, profile and public key."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import timedelta

from starlette.requests import Request

from linesim.accounts import Account
from linesim.answers import JsonAnswer
from linesim.graph.calls import Fields, asked_node, authorized_world, chosen, success
from linesim.graph.errors import InvalidParameterError, MissingObjectError, RefusedError
from linesim.graph.nodes import Node
from linesim.lines import Line
from linesim.world import World

PIN = re.compile(r"[0-9]{6}")
MOST_REGISTRATIONS, REGISTRATION_SPAN = 10, timedelta(hours=72)
PUBLIC_KEY = re.compile(
    r"-----BEGIN PUBLIC KEY-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END PUBLIC KEY-----\s*", re.ASCII
)
RSA_2048_BYTES = 294  # of the key with its header, in DER
PROFILE_TEXTS = {"about": 139, "address": 256, "description": 512, "email": 128}
LONGEST_WEBSITE, MOST_WEBSITES = 256, 2
LONGEST_NAME = 128
_VERTICALS = """
    UNDEFINED OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT
    PROF_SERVICES RETAIL TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS
"""
STORAGE = "storage_configuration"


def number_node(world: World, line: Line) -> Fields:
    """Everything that is told of one number."""
    account = world.accounts.of(line.phone_number_id)
    is_coexistent = account.throughput == "COEXISTENCE"
    return {
        "verified_name": account.verified_name,
        "code_verification_status": "VERIFIED",
        "display_phone_number": line.display,
        "quality_rating": account.quality,
        "platform_type": "CLOUD_API" if account.registered else "NOT_APPLICABLE",
        "throughput": {"level": "STANDARD" if is_coexistent else account.throughput},
        "status": _status(account),
        "name_status": "APPROVED",
        "account_mode": "LIVE",
        "is_on_biz_app": is_coexistent,
        "is_official_business_account": False,
        "is_pin_enabled": bool(account.pin),
        "is_preverified_number": False,
        "messaging_limit_tier": world.accounts.portfolio.messaging_limit,
        "whatsapp_business_manager_messaging_limit": world.accounts.portfolio.messaging_limit,
        "id": line.phone_number_id,
    }


async def register(request: Request) -> JsonAnswer:
    """Let the number send; the PIN given first is wanted ever after."""
    world, account = _account(request)
    asked = await asked_node(request)
    asked.word("messaging_product", ("whatsapp",))
    pin = asked.text("pin", most=6)
    if not PIN.fullmatch(pin):
        raise InvalidParameterError("Param pin must be 6 digits.")
    _count_attempt(world, account)
    if account.pin not in ("", pin):
        raise RefusedError(133005)
    account.pin, account.registered = pin, True
    return success()


async def deregister(request: Request) -> JsonAnswer:
    """Let the number send no more."""
    world, account = _account(request)
    _count_attempt(world, account)
    account.registered = False
    return success()


async def get_settings(request: Request) -> JsonAnswer:
    """What was set."""
    _, account = _account(request)
    return JsonAnswer(chosen(dict(account.settings), request))


async def set_settings(request: Request) -> JsonAnswer:
    """Set any of them; where data is stored can change only while the number is not registered."""
    _, account = _account(request)
    asked = await asked_node(request)
    if asked.has(STORAGE):
        _require_storage(asked.node(STORAGE), account)
    account.settings |= asked.fields
    return success()


async def get_profile(request: Request) -> JsonAnswer:
    """What people read about the office."""
    _, account = _account(request)
    profile = {**account.profile, "messaging_product": "whatsapp"}
    return JsonAnswer({"data": [chosen(profile, request, always=("messaging_product",))]})


async def set_profile(request: Request) -> JsonAnswer:
    """Change what is named; an empty text takes it away."""
    _, account = _account(request)
    asked = await asked_node(request)
    asked.word("messaging_product", ("whatsapp",))
    given: Fields = {
        name: asked.optional_text(name, most=most) for name, most in PROFILE_TEXTS.items() if asked.has(name)
    }
    if asked.has("vertical"):
        given["vertical"] = asked.word("vertical", _VERTICALS.split())
    if asked.has("websites"):
        given["websites"] = _websites(asked)
    changed = {**account.profile, **given}
    account.profile = {name: value for name, value in changed.items() if value}
    return success()


async def get_public_key(request: Request) -> JsonAnswer:
    """The key with which Flows are encrypted for the product."""
    _, account = _account(request)
    if not account.public_key:
        return JsonAnswer({"data": []})
    key = {"business_public_key": account.public_key, "business_public_key_signature_status": "VALID"}
    return JsonAnswer({"data": [key]})


async def set_public_key(request: Request) -> JsonAnswer:
    """Take an RSA key of 2048 bits in PEM."""
    _, account = _account(request)
    written = (await asked_node(request)).text("business_public_key", most=4096)
    if not _is_public_key(written):
        raise InvalidParameterError("Param business_public_key must be a 2048-bit RSA public key in PEM.")
    account.public_key = written
    return success()


def line_of(request: Request, world: World) -> Line:
    """The line in the address; MissingObjectError."""
    phone_number_id = request.path_params["object_id"]
    line = world.lines.find(phone_number_id)
    if line is None:
        raise MissingObjectError(phone_number_id, verb=request.method)
    return line


async def change_number(request: Request, account: Account) -> JsonAnswer:
    """Take another name for the number, approved at once."""
    asked = await asked_node(request)
    if asked.has("new_display_name"):
        account.verified_name = asked.text("new_display_name", most=LONGEST_NAME)
    return success()


def _account(request: Request) -> tuple[World, Account]:
    world = authorized_world(request)
    return world, world.accounts.of(line_of(request, world).phone_number_id)


def _status(account: Account) -> str:
    if not account.registered:
        return "DISCONNECTED"
    return "RESTRICTED" if account.restricted or account.locked else "CONNECTED"


def _count_attempt(world: World, account: Account) -> None:
    now = world.clock.now()
    recent = [at for at in account.registered_at if now - at < REGISTRATION_SPAN]
    if len(recent) >= MOST_REGISTRATIONS:
        raise RefusedError(133016)
    account.registered_at = [*recent, now]


def _require_storage(node: Node, account: Account) -> None:
    node.word("status", ("IN_COUNTRY_STORAGE_ENABLED", "IN_COUNTRY_STORAGE_DISABLED"))
    if account.registered:
        raise InvalidParameterError(f"Param {STORAGE}: the number has to be deregistered first.")


def _websites(asked: Node) -> list[str]:
    given = asked.fields["websites"]
    if not isinstance(given, list) or len(given) > MOST_WEBSITES:
        raise InvalidParameterError(f"Param websites must be an array of at most {MOST_WEBSITES}.")
    for website in given:
        is_address = isinstance(website, str) and website.startswith(("http://", "https://"))
        if not is_address or len(website) > LONGEST_WEBSITE:
            raise InvalidParameterError("Param websites: has to begin with http:// or https://.")
    return given


def _is_public_key(written: str) -> bool:
    found = PUBLIC_KEY.fullmatch(written)
    if found is None:
        return False
    try:
        return len(base64.b64decode("".join(found[1].split()), validate=True)) == RSA_2048_BYTES
    except binascii.Error:
        return False
