"""Sends that go wrong on purpose: refused, carried out and never answered, or answered after their status."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from linesim.answers import JsonAnswer
from linesim.failures import FAILURES
from linesim.graph.errors import GraphError, RefusedError
from linesim.graph.tokens import require_token
from linesim.world import World

# What stands in front of the API now and then answers by itself; code 2 is Meta's "try again later".
HTTP_FAULTS = {
    429: (4, "(#4) Application request limit reached"),
    500: (1, "An unknown error has occurred."),
    502: (2, "Service temporarily unavailable"),
    503: (2, "Service temporarily unavailable"),
    504: (2, "Service temporarily unavailable"),
}
STATUS_LIMIT = 2.0  # seconds that an answer waits for its first status to be accepted

Handler = Callable[[Request], Awaitable[JsonAnswer]]


class BrokenAnswer(Response):
    """An answer that begins and ends before its length: the connection is closed without a word of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin, and go away."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"512")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


def troubled(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The handler of sends, as well as the chaos of the moment lets it work; receipts are left alone."""

    async def post(request: Request) -> Response:
        world: World = request.app.state.world
        if not world.chaos.troubles_sends or await _is_receipt(request):
            return await handler(request)
        require_token(request, expected=world.settings.access_token)
        code = world.chaos.refusal()
        if code is not None:
            raise _fault(code)
        return await _late(world, await handler(request))

    return post


async def _is_receipt(request: Request) -> bool:
    try:
        return "status" in json.loads(await request.body())
    except (ValueError, TypeError, RecursionError):
        return False


def _fault(code: int) -> GraphError:
    if code in FAILURES:
        return RefusedError(code)
    meta_code, message = HTTP_FAULTS[code]
    return GraphError(message, code=meta_code, status=code)


async def _late(world: World, answer: JsonAnswer) -> Response:
    if world.chaos.swallows_answer():
        await _let_pass(world, world.chaos.disorder.timeout_s)
        return BrokenAnswer()
    if world.chaos.disorder.status_first:
        wamid = json.loads(bytes(answer.body))["messages"][0]["id"]
        await world.deliveries.until_told(wamid, limit=STATUS_LIMIT)
    return answer


async def _let_pass(world: World, seconds: float) -> None:
    """Wait, but not longer than linesim lives."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while not world.closing and (left := until - loop.time()) > 0:
        await world.bell.wait(left)
