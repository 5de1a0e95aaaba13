"""The jobs process: the sweeps, once a second, a look at the folders of definitions and phrases, and what is
done behind the scenes.
"""

from collections.abc import Callable

import httpx

from janasetu.cases import teaching
from janasetu.catalogue.tasks import Lookout
from janasetu.config import definitions
from janasetu.config.background import Background
from janasetu.config.installation import Installation
from janasetu.config.learning import Learner
from janasetu.config.processes import AWAY_SECONDS, IDLE_SECONDS, Stop, loop, say_ready
from janasetu.config.sweeps import sweep
from janasetu.demo.simulator import introduce
from janasetu.messaging.hearing import hears_for


def run() -> None:
    """Until asked to stop. In the demo also: the simulator is told of our lines, and again when it forgot."""
    stop = Stop()
    folders = definitions.folders(Installation.current().data)
    lookout, learner = (
        Lookout(folders),
        Learner(Installation.current().models_folder, folders, teaching.mark_of_accepted),
    )
    tell = _introduction() if Installation.current().mode == "demo" else lambda: True

    def begin() -> None:
        while not stop.asked and not tell():
            stop.wait(AWAY_SECONDS / 5)
        say_ready("jobs")

    def work() -> int:
        lookout.look_again()
        return sweep(hears_for=hears_for())

    def rest() -> None:
        tell()
        learner.look()
        stop.wait(IDLE_SECONDS)

    background = Background()
    background.start()
    loop("jobs", begin=begin, work=work, rest=rest, stop=stop)
    background.stop()
    learner.stop()


def _introduction() -> Callable[[], bool]:
    http = httpx.Client(timeout=2, trust_env=False)
    return lambda: introduce(http)
