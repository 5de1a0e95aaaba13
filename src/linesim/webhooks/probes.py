"""Single requests to the product on demand: raw webhooks at one instant, and the verification handshake."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from linesim.settings import Settings
from linesim.webhooks.encoding import Sign, headers
from linesim.webhooks.wire import NoAnswerError, Wire

NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What one raw post met: a status (0 where nobody answered) after so many milliseconds."""

    status: int
    ms: float


async def post_at_once(settings: Settings, body: bytes, *, times: int, sign: Sign) -> list[RawAnswer]:
    """Post exactly these bytes `times` times at the same instant, each over a connection of its own."""
    wire = Wire(settings.webhook)
    signed = headers(body, secret=settings.secret, sign=sign)
    return list(await asyncio.gather(*(_post_once(wire, body, signed) for _ in range(times))))


async def _post_once(wire: Wire, body: bytes, signed: dict[str, str]) -> RawAnswer:
    started = time.perf_counter()
    try:
        status = await wire.post(body, signed, fresh=True)
    except NoAnswerError:
        status = NO_ANSWER
    return RawAnswer(status, round((time.perf_counter() - started) * 1000, 3))


@dataclass(frozen=True, slots=True)
class Handshake:
    """How the product answered the verification request."""

    status: int
    verified: bool


async def shake_hands(settings: Settings) -> Handshake:
    """Ask the product as Meta does when a webhook address is saved."""
    challenge = str(secrets.randbelow(10**10))
    asked = {
        "hub.mode": "subscribe",
        "hub.verify_token": settings.verify_token,
        "hub.challenge": challenge,
    }
    joint = "&" if "?" in settings.webhook else "?"
    try:
        answer = await Wire(f"{settings.webhook}{joint}{urlencode(asked)}").get()
    except NoAnswerError:
        return Handshake(NO_ANSWER, verified=False)
    return Handshake(answer.status, verified=answer.status == 200 and answer.body == challenge.encode())
