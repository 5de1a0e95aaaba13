"""The database gone, then frozen, while people write: refused in time, taken up again, nothing lost."""

import asyncio
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from storm.programs import below, signal_all
from towns import memory
from towns.books import drained, lost
from towns.load import Load, Try, provider
from towns.town import Town, founded

GONE, FROZEN = 60.0, 30.0  # seconds
PER_SECOND = 20.0
REFUSED_WITHIN, REFUSED_WHILE_FROZEN, BACK_WITHIN = 3.0, 5.0, 5.0  # seconds
# Of the intake's memory. Nobody can know that a frozen database is away: some hundred requests wait, each
# with its connection, as long as they may.
MOST_GROWTH, MOST_GROWTH_WHILE_FROZEN = 0.2, 0.5
MOST_BEHIND = 1.0  # seconds by which who asks may be late
_CALM = 15.0  # seconds before, between and after
_BACK_OFF = (1.0, 2.0, 4.0, 8.0)  # seconds


@dataclass(frozen=True)
class Time:
    """While something was the matter: since when, surely since when, surely until when, and until when."""

    what: str
    begun: float
    there: float
    ending: float
    over: float


def run() -> Mapping[str, int]:
    """One town, and both faults one after the other."""
    with founded() as town:
        town.serve()
        return asyncio.run(_suffer(town))


async def _suffer(town: Town) -> Mapping[str, int]:
    load = Load(town.webhooks_at, town.line(), back_off=_BACK_OFF)
    intake = [town.pid("intake"), *below(town.pid("intake"))]
    async with provider(town.provider_port):
        writing = asyncio.create_task(load.offer(PER_SECOND, 3 * _CALM + GONE + FROZEN + 10))
        await asyncio.sleep(_CALM)
        before = memory.own(intake)
        gone, most = await _while_gone(town, intake)
        await asyncio.sleep(_CALM)
        frozen, more = await _while_frozen(town, intake)
        await writing
        await load.finish(patience=60)
        await drained(town, seconds=60)
    assert load.behind < MOST_BEHIND, f"this machine was {load.behind:.1f} s late itself: nothing can be told"
    growth, growth_while_frozen = most / before - 1, more / before - 1
    _require(_late(load, gone, REFUSED_WITHIN) + _late(load, frozen, REFUSED_WHILE_FROZEN))
    for grown, most_growth in ((growth, MOST_GROWTH), (growth_while_frozen, MOST_GROWTH_WHILE_FROZEN)):
        _require([] if grown < most_growth else [f"the intake grew by {grown:.0%} from {before:.0f} MB"])
    _require([f"{key} was acknowledged and is lost" for key in lost(town, load)])
    _require([f"{key} was never taken" for key in load.sent.keys() - load.accepted.keys()])
    return {
        "webhooks": len(load.accepted),
        "refused": load.statuses()[503],
        "slowest_ms": round(1000 * max(one.seconds for one in load.tries)),
        "back_ms": round(1000 * max(_back(load, gone.over), _back(load, frozen.over))),
        "growth_percent": round(100 * growth),
        "growth_percent_while_frozen": round(100 * growth_while_frozen),
    }


async def _while_gone(town: Town, intake: list[int]) -> tuple[Time, float]:
    begun = monotonic()
    await asyncio.to_thread(town.call, "db", "stop")
    there, most = monotonic(), await _watched(intake, GONE)
    ending = monotonic()
    await asyncio.to_thread(town.call, "db", "start")
    return Time("gone", begun, there, ending, monotonic()), most


async def _while_frozen(town: Town, intake: list[int]) -> tuple[Time, float]:
    """Nobody of the server does anything, and its connections stay."""
    server = town.pid("postgres")
    everybody, begun = [server, *below(server)], monotonic()
    signal_all(everybody, signal.SIGSTOP)
    there = monotonic()
    try:
        most = await _watched(intake, FROZEN)
    finally:
        signal_all(everybody, signal.SIGCONT)
    over = monotonic()
    return Time("frozen", begun, there, over - REFUSED_WHILE_FROZEN, over), most


async def _watched(intake: list[int], seconds: float) -> float:
    """The most memory of the intake in so many seconds, in megabytes."""
    most, end = 0.0, monotonic() + seconds
    while monotonic() < end:
        most = max(most, memory.own(intake))
        await asyncio.sleep(1)
    return most


def _late(load: Load, time: Time, within: float) -> list[str]:
    """What was answered otherwise than with 503 in time, and whether 200 came back in time."""
    surely = load.between(time.there, time.ending)
    faults = [f"{_named(one, time)}, not 503" for one in surely if one.status != 503]
    around = load.between(time.begun - within, time.over)
    faults += [f"{_named(one, time)}: late" for one in around if one.seconds > within]
    faults += [f"{_named(one, time)}" for one in around if one.status not in (200, 503)]
    back = _back(load, time.over)
    return faults + ([f"the first 200 came {back:.1f} s after the return"] if back > BACK_WITHIN else [])


def _named(one: Try, time: Time) -> str:
    return f"{time.what} for {one.at - time.begun:.1f} s: {one.status} in {one.seconds:.1f} s"


def _back(load: Load, over: float) -> float:
    """Seconds from the database's return to the first 200."""
    taken = [one.at + one.seconds - over for one in load.tries if one.status == 200]
    return min((wait for wait in taken if wait >= 0), default=float("inf"))


def _require(faults: list[str]) -> None:
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:20])
