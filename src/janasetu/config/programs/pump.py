"""The pump process: one of its parts splits what came in, one answers it, others help where much waits.

They are processes of their own, so that nobody waits while another is at the database. One that dies takes
the others with it, and the supervisor starts all anew.
"""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from janasetu.channels.split import split_once
from janasetu.config import pids
from janasetu.config.installation import Installation
from janasetu.config.learning import Follower
from janasetu.config.processes import IDLE_SECONDS, Stop, loop, say_ready
from janasetu.conversations import readers
from janasetu.conversations.pump import AT_ONCE, count_deaths, pump_once
from janasetu.conversations.under_way import UnderWay
from janasetu.messaging.bells import INBOUND, RAW, Ear

if TYPE_CHECKING:
    from janasetu.understanding.model import Model

# Seconds of the database's wall time; a stopped process has none of its own, and office time may be moved.
FROZEN_SECONDS = 20
_PATIENCE = 2.0  # seconds for the other parts to end
_OBJECTS_BETWEEN = 20_000  # two looks of the collector of cycles
_BETWEEN_LOOKS = 0.25  # seconds, of who helps
_FEW, _BREATH = 20, 0.005  # batches, and the seconds after them, of who splits

Others = Sequence[BaseProcess]


class PartDiedError(RuntimeError):
    """One of the other parts has died."""


def run() -> None:
    """Until asked to stop. Each part listens before it first looks, so that no ring is missed.

    What a batch leaves has few cycles: to look for them after every few hundred objects costs a fifth of the
    time.
    """
    gc.set_threshold(_OBJECTS_BETWEEN)
    connection_created.connect(let_go_when_frozen)
    numbers = range(2, Installation.current().pump_processes + 1)
    others = [_fork(_split), *(_fork(partial(_help, number)) for number in numbers)]
    try:
        _answer(others)
    finally:
        for other in others:
            other.terminate()
        for other in others:
            other.join(_PATIENCE)


def _fork(work: Callable[[], None]) -> BaseProcess:
    """Another part, a copy of this process: what is loaded is in memory once."""
    dies_with_us = pids.dies_with_us(signal.SIGKILL)

    def part() -> None:
        dies_with_us()
        work()

    process = multiprocessing.get_context("fork").Process(target=part, daemon=True)
    process.start()
    return process


def _split() -> None:
    """Who splits: every ring, at once. After a few batches it takes breath, and splits what came meanwhile
    together: where webhooks come one by one, as many looks as webhooks would take the processors from those
    who answer.
    """
    ear, stop = Ear(Installation.current().database_url, RAW), Stop()

    def work() -> int:
        split = split_once()
        if 0 < split < _FEW:
            stop.wait(_BREATH)
        return split

    loop("split", begin=ear.listen, work=work, rest=lambda: ear.wait(IDLE_SECONDS), stop=stop)
    ear.close()


def _answer(others: Others) -> None:
    """The first that answers: every ring, at once."""
    here = Installation.current()
    ear = Ear(here.database_url, INBOUND)
    under_way = _note(1)

    def begin() -> None:
        ear.listen()
        count_deaths(under_way)
        say_ready("pump")

    _follow_the_model()  # before anybody writes: to load it takes a fifth of a second

    def work() -> int:
        if not all(other.is_alive() for other in others):
            raise PartDiedError
        return pump_once(under_way=under_way)

    loop("pump", begin=begin, work=work, rest=lambda: ear.wait(IDLE_SECONDS), stop=Stop())
    ear.close()
    under_way.close()


def _help(number: int) -> None:
    """Who helps looks now and then whether more waits than the first can have at once; a few messages shared
    between two would cost as much as many, and be answered later.
    """
    under_way, stop = _note(number), Stop()
    _follow_the_model()

    def work() -> int:
        return pump_once(under_way=under_way, least=2 * AT_ONCE)

    loop(
        "pump",
        begin=lambda: count_deaths(under_way),
        work=work,
        rest=lambda: stop.wait(_BETWEEN_LOOKS),
        stop=stop,
    )
    under_way.close()


def _follow_the_model() -> None:
    """Let people's words be read by the model that is in use, from now on by the one in use then."""

    def use(model: "Model") -> None:
        from janasetu.understanding.reader import Reader  # noqa: PLC0415 - loads NumPy: see `learning`

        readers.use(lambda urgent, margins: Reader(model, urgent, margins), version=model.about.name)

    follower = Follower(Installation.current().models_folder, use)
    follower.look()
    readers.follow(follower.look)


def _note(number: int) -> UnderWay:
    return UnderWay(Installation.current().data / "run" / f"pump-{number}.under_way")


def let_go_when_frozen(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Let the database end this session when nothing was heard in a transaction for FROZEN_SECONDS.

    A pump that is stopped (SIGSTOP, a frozen machine) in a turn holds its partitions; so others have them
    after that while. Where it goes on, it finds its connection closed and its turn undone, and begins anew.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('idle_in_transaction_session_timeout', %s, false)", [f"{FROZEN_SECONDS}s"]
        )
