"""The phone in the browser: its page, what its first screen lists, and a strict content policy."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from linesim.accounts import UNNAMED
from linesim.answers import JsonAnswer
from linesim.clock import stamp
from linesim.phones.views import phone_view
from linesim.world import World

FOLDER = Path(__file__).parent / "static"
LOOPBACK = "http://127.0.0.1:* http://localhost:*"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors 'self' {LOOPBACK}"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


async def show_phone(request: Request) -> Response:
    """The page; `line` and `phone` in its query say which chat is open."""
    return Response((FOLDER / "phone.html").read_bytes(), media_type="text/html", headers=HEADERS)


async def tell_phones(request: Request) -> JsonAnswer:
    """The phones asked for by `number`, those that there are, each with its chats; nobody is met by it.

    And what time it is for them, and what the lines are called that were given a name.
    """
    world: World = request.app.state.world
    there = {person.wa_id: person for person in world.people.all()}
    asked = dict.fromkeys(request.query_params.getlist("number"))
    found = [there[number] for number in asked if number in there]
    return JsonAnswer(
        {
            "now": stamp(world.clock.now()),
            "names": _names(world),
            "phones": [phone_view(person) for person in found],
        }
    )


def _names(world: World) -> dict[str, str]:
    lines = (line.phone_number_id for line in world.lines.all())
    named = {line: world.accounts.of(line).verified_name for line in lines}
    return {line: name for line, name in named.items() if name != UNNAMED}


def page_routes() -> list[BaseRoute]:
    """The page and its files."""
    return [
        Route("/", show_phone, methods=["GET"]),
        Route("/page/phones", tell_phones, methods=["GET"]),
        Mount("/page", StaticFiles(directory=FOLDER)),
    ]
