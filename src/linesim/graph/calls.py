"""What every call of the provider half begins and ends with: the token, the body, fields and pages."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from linesim.answers import JsonAnswer, NotJsonError, json_object
from linesim.graph.errors import InvalidParameterError
from linesim.graph.nodes import Node
from linesim.graph.tokens import require_token
from linesim.world import World

Fields = dict[str, object]

ROWS_A_PAGE, MOST_ROWS = 25, 1000
FORM = "application/x-www-form-urlencoded"


def authorized_world(request: Request) -> World:
    """The world this app serves, for whoever brings the token; TokenError."""
    world: World = request.app.state.world
    require_token(request, expected=world.settings.access_token)
    return world


async def asked_node(request: Request) -> Node:
    """The body, JSON or a form, as a node; nothing at all is an empty one. InvalidParameterError."""
    if request.headers.get("content-type", "").startswith(FORM):
        return Node(dict(parse_qsl((await request.body()).decode("utf-8", "replace"))))
    try:
        return Node(await json_object(request) if await request.body() else {})
    except NotJsonError as error:
        raise InvalidParameterError(str(error)) from None


def chosen(node: Fields, request: Request, *, always: tuple[str, ...] = ("id",)) -> Fields:
    """The fields that the query asks for, and those that are always there; all where it names none."""
    asked = request.query_params.get("fields")
    if not asked:
        return node
    names = {name.partition("{")[0].partition(".")[0].strip() for name in asked.split(",")}
    return {name: value for name, value in node.items() if name in names or name in always}


def success() -> JsonAnswer:
    """What most changes are answered with."""
    return JsonAnswer({"success": True})


def page(rows: Sequence[Fields], request: Request, **more: object) -> JsonAnswer:
    """One page of rows, cursors around it, and `next` and `previous` only where there is more."""
    limit = _limit(request)
    first = _first(request, limit)
    shown = rows[first : first + limit]
    paging: Fields = {}
    if shown:
        paging["cursors"] = {"before": _cursor(first), "after": _cursor(first + len(shown))}
    if first + limit < len(rows):
        paging["next"] = _page_address(request, "after", first + limit)
    if shown and first > 0:
        paging["previous"] = _page_address(request, "before", first)
    return JsonAnswer({"data": [chosen(row, request) for row in shown], "paging": paging, **more})


def _limit(request: Request) -> int:
    written = request.query_params.get("limit", str(ROWS_A_PAGE))
    if not written.isdecimal() or not 0 < int(written) <= MOST_ROWS:
        raise InvalidParameterError(f"Param limit must be from 1 to {MOST_ROWS}.")
    return int(written)


def _first(request: Request, limit: int) -> int:
    asked = request.query_params
    if "before" in asked:
        return max(_place(asked["before"]) - limit, 0)
    return _place(asked["after"]) if "after" in asked else 0


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(f"row {place}".encode()).decode()


def _place(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor).decode("ascii").removeprefix("row "))
    except (binascii.Error, ValueError):
        raise InvalidParameterError("Invalid cursors values passed to this Api.") from None


def _page_address(request: Request, side: str, place: int) -> str:
    world: World = request.app.state.world
    asked = {name: value for name, value in request.query_params.items() if name not in ("after", "before")}
    return f"{world.settings.public_url}{request.url.path}?{urlencode({**asked, side: _cursor(place)})}"
