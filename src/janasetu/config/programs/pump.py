"""The pump process: split what came in, and answer it."""

from janasetu.channels.split import split_once
from janasetu.config.installation import Installation
from janasetu.config.processes import IDLE_SECONDS, Stop, loop, say_ready
from janasetu.conversations.pump import pump_once
from janasetu.messaging.bells import INBOUND, Ear


def run() -> None:
    """Until asked to stop. It listens before it first looks, so that no ring is missed."""
    ear = Ear(Installation.current().database_url, INBOUND)

    def begin() -> None:
        ear.listen()
        say_ready("pump")

    def work() -> bool:
        return bool(split_once() + pump_once())

    loop("pump", begin=begin, work=work, rest=lambda: ear.wait(IDLE_SECONDS), stop=Stop())
    ear.close()
