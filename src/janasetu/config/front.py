"""One port for everything: webhooks go to the intake, the rest to Django. Plain ASGI."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings

from janasetu.channels.intake import Intake, Store, WhatsAppDoor

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


def front(webhooks: App, wsgi: Any) -> App:
    """Both in one application."""
    web: Any = WSGIMiddleware(wsgi, workers=THREADS)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def awaited() -> MutableMapping[str, Any]:
            # granian's `receive` returns a future; an application may await it as a coroutine only.
            return await receive()

        inside = webhooks if scope["path"].startswith("/webhooks/") else web
        await inside(scope, awaited, send)

    return app
