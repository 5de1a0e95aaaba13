"""The web process of the demo: the intake, the doorbell and Django's pages on one port."""

import asyncio
import signal

from granian.constants import Interfaces
from granian.server.embed import Server

from janasetu.config.front import doorbell, front, intake
from janasetu.config.installation import Installation
from janasetu.config.processes import say_ready
from janasetu.config.wsgi import application


def run() -> None:
    """Until asked to stop."""
    asyncio.run(_serve())


async def _serve() -> None:
    server = Server(
        front(intake(), doorbell(), application),
        address="127.0.0.1",
        port=Installation.current().port,
        interface=Interfaces.ASGINL,
        websockets=False,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    say_ready("web")
    await server.serve()
