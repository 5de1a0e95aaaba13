"""The long-running processes of one installation: intake, web, pump, sender, jobs, signer.

Run as `python -m janasetu.config.processes NAME`. Each does its loop until SIGTERM, survives a database that
goes away, and says when it is ready.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from types import FrameType, ModuleType

import structlog

from janasetu.config.installation import Installation
from janasetu.config.thrift import give_back, spare_the_collector
from janasetu.lib import clock

IDLE_SECONDS = 1.0
AWAY_SECONDS = 0.5
_GIVEN_BACK_AGAIN = 60.0  # seconds
PROGRAMS = ("one_port", "web", "intake", "pump", "sender", "jobs", "signer")

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
    if name not in PROGRAMS:
        sys.stderr.write(f"there is no process {name!r}; there are {', '.join(PROGRAMS)}\n")
        return 2
    here = Installation.current()
    if here.clock_file is not None:
        clock.follow(here.clock_file)
    program = load(name)
    spare_the_collector()
    program.run()
    return 0


def load(name: str) -> ModuleType:
    """The program of this name with all that it needs, and nothing of it at work; what is prepared for it may
    not be there yet.
    """
    set_django_up()
    return import_module(f"janasetu.config.programs.{name}")


def set_django_up() -> None:
    """Whatever is imported of Django comes after this."""
    import django  # noqa: PLC0415 - slow library

    from janasetu.config.log_lines import catch_the_rest  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janasetu.config.settings")
    django.setup()
    catch_the_rest()


def say_ready(name: str) -> None:
    """Tell the supervisor that this process does its work."""
    (Installation.current().data / "run" / f"{name}.ready").touch()


def loop(
    name: str,
    *,
    begin: Callable[[], object],
    work: Callable[[], object],
    rest: Callable[[], object],
    stop: Stop,
) -> None:
    """Work while there is work, rest while there is none; a lost database is waited for. After a rest, now
    and then, memory that lies idle is given back.

    `begin` comes before the first look at what waits, again until it went well.
    """
    import psycopg  # noqa: PLC0415 - slow libraries
    from django.db import InterfaceError, OperationalError, connection  # noqa: PLC0415

    begun, given_back = False, clock.monotonic()
    while not stop.asked:
        try:
            if not begun:
                begin()
                begun = True
            elif not work():
                rest()
                if clock.monotonic() >= given_back + _GIVEN_BACK_AGAIN:
                    give_back()
                    given_back = clock.monotonic()
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            log.warning("database_away", process=name, error=type(error).__name__)
            connection.close()
            stop.wait(AWAY_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
