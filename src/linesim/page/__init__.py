"""The phone in the browser: one page, one stylesheet, one module, and a strict content policy."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).parent / "static"
LOOPBACK = "http://127.0.0.1:* http://localhost:*"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors 'self' {LOOPBACK}"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


async def show_phone(request: Request) -> Response:
    """The page; `line` and `phone` in its query say which chat is open."""
    return Response((FOLDER / "phone.html").read_bytes(), media_type="text/html", headers=HEADERS)


def page_routes() -> list[BaseRoute]:
    """The page and its files."""
    return [Route("/", show_phone, methods=["GET"]), Mount("/page", StaticFiles(directory=FOLDER))]
