"""JSON answers, and reading a request's body as JSON."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response


class JsonAnswer(Response):
    """Compact JSON in UTF-8; what cannot be UTF-8 (a lone surrogate) is escaped."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        """The bytes of the answer."""
        written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return written.encode("utf-8", "backslashreplace")


class NotJsonError(Exception):
    """The body is not what was expected; the text says how."""


async def json_object(request: Request) -> dict[str, object]:
    """The body as a JSON object; NotJsonError."""
    read = await json_value(request)
    if not isinstance(read, dict):
        raise NotJsonError("The body has to be a JSON object.")
    return read


async def json_value(request: Request) -> object:
    """The body as JSON of any kind; NotJsonError."""
    try:
        return json.loads(await request.body(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise NotJsonError(f"The body is not JSON: {error}.") from None


def _refuse_constant(constant: str) -> object:
    raise ValueError(f"{constant} is no number of JSON")
