"""Serving the app on the loopback address until somebody says stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable

from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from linesim.app import create_app
from linesim.world import World

ADDRESS = "127.0.0.1"
AT_ONCE = 8192  # long polls of many phones wait side by side
LISTEN_CHECKS_EVERY = 0.005  # seconds


class PortTakenError(Exception):
    """Somebody else listens on the port."""


class WrappedApp:
    """The app, with a `receive` that is a coroutine function: granian's own returns a future."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_message() -> Message:
            return await receive()

        await self._app(scope, receive_message, send)


async def serve(world: World, *, port: int, ready: Callable[[], None], stop: asyncio.Event) -> None:
    """Serve until `stop` is set; `ready` is called when the port answers. PortTakenError."""
    require_free(port)
    server = Server(
        WrappedApp(create_app(world)),
        address=ADDRESS,
        port=port,
        interface=Interfaces.ASGI,
        log_enabled=False,
        backlog=2048,
        backpressure=AT_ONCE,
        websockets=False,
    )
    serving = asyncio.create_task(server.serve())
    stopping = asyncio.create_task(stop.wait())
    await _until_listening(port, serving)
    ready()
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    world.close()
    server.stop()  # type: ignore[no-untyped-call]  # granian leaves it untyped
    await serving


def require_free(port: int) -> None:
    """PortTakenError unless the port can be bound."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
            probe.listen(1)
        except OSError as error:
            raise PortTakenError(f"Port {port} of {ADDRESS} cannot be had: {error.strerror}.") from None


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _until_listening(port: int, serving: asyncio.Task[None]) -> None:
    while not serving.done():
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(ADDRESS, port)
            writer.close()
            await writer.wait_closed()
            return
        await asyncio.sleep(LISTEN_CHECKS_EVERY)
