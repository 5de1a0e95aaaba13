"""The long-running processes of one installation: web, pump, sender, jobs.

Run as `python -m janasetu.config.processes NAME`. Each does its loop until SIGTERM, survives a database that goes away, and says when it is ready.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

import django
import structlog

from janasetu.config.installation import Installation

IDLE_SECONDS = 1.0
AWAY_SECONDS = 0.5

log = structlog.get_logger("processes")


class Stop:
    """Set by SIGTERM or SIGINT; loops look at it between two pieces of work."""

    def __init__(self) -> None:
        self._event = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._set)

    def _set(self, _number: int, _frame: FrameType | None) -> None:
        self._event.set()

    @property
    def asked(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        return self._event.wait(seconds)


def main(name: str) -> int:
    """Run the process of this name until it is asked to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janasetu.config.settings")
    _follow_clock()
    django.setup()
    programs: dict[str, Callable[[], None]] = {"web": web, "pump": pump, "sender": sender, "jobs": jobs}
    programs[name]()
    return 0


def _follow_clock() -> None:
    from janasetu.lib import clock  # noqa: PLC0415 - before anything reads the time

    here = Installation.current()
    if here.clock_file is not None:
        clock.follow(here.clock_file)


def _say_ready(name: str) -> None:
    (Installation.current().data / "run" / f"{name}.ready").touch()


def _loop(name: str, work: Callable[[], bool], rest: Callable[[], object], stop: Stop) -> None:
    """Work while there is work, rest while there is none; a lost database is waited for."""
    import psycopg  # noqa: PLC0415
    from django.db import InterfaceError, OperationalError, connection  # noqa: PLC0415 - after setup

    while not stop.asked:
        try:
            if not work():
                rest()
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            log.warning("database_away", process=name, error=type(error).__name__)
            connection.close()
            stop.wait(AWAY_SECONDS)


def pump() -> None:
    """Split what came in and answer it."""
    from janasetu.channels.split import split_once  # noqa: PLC0415 - after setup
    from janasetu.conversations.pump import pump_once  # noqa: PLC0415
    from janasetu.messaging import bells  # noqa: PLC0415

    ear = bells.Ear(Installation.current().database_url, bells.INBOUND)
    ear.listen()

    def work() -> bool:
        return bool(split_once() + pump_once())

    _say_ready("pump")
    _loop("pump", work, lambda: ear.wait(IDLE_SECONDS), Stop())
    ear.close()


def sender() -> None:
    """Send what is queued; beside it, fetch the files that lines hold for us."""
    from janasetu.channels.deliver import Delivery  # noqa: PLC0415 - after setup
    from janasetu.channels.fetch import fetch_once  # noqa: PLC0415
    from janasetu.channels.whatsapp.client import CloudApi  # noqa: PLC0415
    from janasetu.messaging import bells  # noqa: PLC0415

    here = Installation.current()
    api = CloudApi.at(here.graph_base_url, here.whatsapp_access_token)
    ear = bells.Ear(here.database_url, bells.OUTBOUND)
    ear.listen()
    stop = Stop()
    delivery = Delivery({"whatsapp": api.send})

    def fetch() -> bool:
        return bool(fetch_once({"whatsapp": lambda media, line: api.fetch(media, line=line)}))

    fetching = threading.Thread(
        target=_loop, args=("fetch", fetch, lambda: stop.wait(IDLE_SECONDS / 2), stop), daemon=True
    )
    fetching.start()
    _say_ready("sender")
    _loop("sender", delivery.step, lambda: ear.wait(IDLE_SECONDS), stop)
    delivery.close()
    fetching.join(timeout=3)
    ear.close()


def jobs() -> None:
    """The sweeps: what is due by office time, what has stalled by wall time."""
    from janasetu.config.sweeps import sweep  # noqa: PLC0415 - after setup

    stop = Stop()
    rest = _introducing(stop) if Installation.current().mode == "demo" else lambda: stop.wait(IDLE_SECONDS)
    _say_ready("jobs")
    _loop("jobs", lambda: bool(sweep()), rest, stop)


def _introducing(stop: Stop) -> Callable[[], object]:
    """In the demo: between sweeps, keep the simulator told of our lines. Ready only once it knows them."""
    import httpx  # noqa: PLC0415 - the demo's only

    from janasetu.demo.simulator import introduce  # noqa: PLC0415

    http = httpx.Client(timeout=2, trust_env=False)
    while not stop.asked and not introduce(http):
        stop.wait(AWAY_SECONDS / 5)

    def rest() -> None:
        introduce(http)
        stop.wait(IDLE_SECONDS)

    return rest


def web() -> None:
    """The one port of the demo: the intake and Django's pages."""
    asyncio.run(_serve_web())


async def _serve_web() -> None:
    from granian.constants import Interfaces  # noqa: PLC0415 - slow library
    from granian.server.embed import Server  # noqa: PLC0415

    from janasetu.config.front import front, intake  # noqa: PLC0415
    from janasetu.config.wsgi import application  # noqa: PLC0415

    here = Installation.current()
    server = Server(
        front(intake(), application),
        address="127.0.0.1",
        port=here.port,
        interface=Interfaces.ASGINL,
        websockets=False,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    _say_ready("web")
    await server.serve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
