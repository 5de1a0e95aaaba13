"""One port for everything: the intake, the doorbell, and Django for the rest. Plain ASGI."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.conf import settings

from janasetu.channels.intake import Door, Intake, Store, TokenDoor, WhatsAppDoor
from janasetu.config.installation import SMS_REPORTS
from janasetu.console.doorbell import PATH, Doorbell

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

THREADS = 8


def intake() -> Intake:
    """The intake of this installation. Every path here is behind a signature or a secret of its own."""
    here = settings.INSTALLATION
    doors: dict[str, Door] = {
        "/webhooks/whatsapp": WhatsAppDoor(
            secrets=here.whatsapp_app_secrets, verify_token=here.whatsapp_verify_token
        ),
        SMS_REPORTS: TokenDoor(tokens=here.sms_report_tokens, channel="sms"),
    }
    return Intake(Store(here.database_url), doors)


def doorbell() -> dict[str, App]:
    """The desk's doorbell of this installation, under its address."""
    return {PATH: Doorbell(settings.INSTALLATION.database_url)}


def front(rooms: Mapping[str, App], *, wsgi: Any = None) -> App:
    """All in one application: a room by its address (all below it where it ends in a slash), Django the rest,
    if it is here.
    """
    rest: App = cast("App", WSGIMiddleware(wsgi, workers=THREADS)) if wsgi else _nobody

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def awaited() -> MutableMapping[str, Any]:
            # granian's `receive` returns a future; an application may await it as a coroutine only.
            return await receive()

        await inside(scope["path"])(scope, awaited, send)

    def inside(path: str) -> App:
        return next((room for place, room in rooms.items() if _lies_in(path, place)), rest)

    return app


def _lies_in(path: str, place: str) -> bool:
    return path.startswith(place) if place.endswith("/") else path == place


async def _nobody(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
