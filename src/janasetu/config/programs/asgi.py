"""Serve a plain-ASGI application on an address until this process is asked to stop."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop
from granian.constants import Interfaces
from granian.server.embed import Server

from janasetu.config.processes import say_ready

CONNECTIONS = 4096  # at once; one more waits unheard until another ends (granian's own limit is 128)


def serve(
    app: Any, *, name: str, address: str, port: int, beside: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    """Say that `name` is ready, and serve; `beside` runs for as long."""
    uvloop.run(_serve(app, name, address, port, beside))


async def _serve(
    app: Any, name: str, address: str, port: int, beside: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    server = Server(
        app,
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        websockets=False,
        log_enabled=False,
        backlog=1024,
        backpressure=CONNECTIONS,
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    going_on = asyncio.create_task(beside())
    say_ready(name)
    await server.serve()
    going_on.cancel()
