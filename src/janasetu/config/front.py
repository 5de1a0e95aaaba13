"""One port for everything: the intake, the doorbell, and Django for the rest. Plain ASGI."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings

from janasetu.channels.intake import Intake, Store, WhatsAppDoor
from janasetu.console.doorbell import PATH, Doorbell

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

THREADS = 8


def intake() -> Intake:
    """The intake of this installation. Every path here is behind a signature."""
    here = settings.INSTALLATION
    door = WhatsAppDoor(secrets=here.whatsapp_app_secrets, verify_token=here.whatsapp_verify_token)
    return Intake(Store(here.database_url), {"/webhooks/whatsapp": door})


def doorbell() -> Doorbell:
    """The desk's doorbell of this installation."""
    return Doorbell(settings.INSTALLATION.database_url)


def front(webhooks: App, bells: App, wsgi: Any) -> App:
    """All in one application."""
    web: Any = WSGIMiddleware(wsgi, workers=THREADS)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def awaited() -> MutableMapping[str, Any]:
            # granian's `receive` returns a future; an application may await it as a coroutine only.
            return await receive()

        await inside(scope["path"])(scope, awaited, send)

    def inside(path: str) -> App:
        if path.startswith("/webhooks/"):
            return webhooks
        return bells if path == PATH else web

    return app
