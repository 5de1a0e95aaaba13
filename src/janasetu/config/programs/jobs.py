"""The jobs process: the sweeps, once a second."""

from collections.abc import Callable

import httpx

from janasetu.config.installation import Installation
from janasetu.config.processes import AWAY_SECONDS, IDLE_SECONDS, Stop, loop, say_ready
from janasetu.config.sweeps import sweep
from janasetu.demo.simulator import introduce


def run() -> None:
    """Until asked to stop. In the demo also: the simulator is told of our lines, and again when it forgot."""
    stop = Stop()
    tell = _introduction() if Installation.current().mode == "demo" else lambda: True

    def begin() -> None:
        while not stop.asked and not tell():
            stop.wait(AWAY_SECONDS / 5)
        say_ready("jobs")

    def rest() -> None:
        tell()
        stop.wait(IDLE_SECONDS)

    loop("jobs", begin=begin, work=sweep, rest=rest, stop=stop)


def _introduction() -> Callable[[], bool]:
    http = httpx.Client(timeout=2, trust_env=False)
    return lambda: introduce(http)
