"""Half an hour of writing to one town, a minute a part: what its processes hold does not grow."""

import asyncio
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from time import monotonic, sleep

import httpx

from towns import memory
from towns.load import Load, provider
from towns.town import Town, scratch

# A part each. What is taken in the first ten is not held against the rest.
MINUTES, WARM = 30, 10
PER_SECOND = 20.0
# In this minute so many write that every part of the pump has work: whatever is made only when it is needed
# (threads, connections, arenas) is made before it counts.
CROWDED, CROWD = 4, 300.0
MOST_IDLE = 500.0  # megabytes of the whole demo, PSS
MOST_A_MINUTE = 1.0 / 60  # megabytes
# What two looks at the same process differ by: an allocator takes and gives whole arenas.
UNSURE = 0.5  # megabytes
MOST_MORE = 2  # descriptors or connections
_IDLE = 60.0  # seconds before the demo is weighed
_EACH = 5.0  # seconds between two looks
_CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


@dataclass
class Held:
    """What a process held, look after look: seconds, megabytes, descriptors."""

    looks: list[tuple[float, float, int]] = field(default_factory=list)

    def faults(self, name: str, since: float) -> list[str]:
        """What has grown since then by more than it may."""
        looks = [one for one in self.looks if one[0] >= since]
        minutes = (looks[-1][0] - looks[0][0]) / 60
        grown = 60 * minutes * memory.slope([(at, megabytes) for at, megabytes, _ in looks])
        more = _more([descriptors for *_, descriptors in looks])
        faults = []
        if grown > MOST_A_MINUTE * minutes + UNSURE:
            told = ", ".join(f"{megabytes:.1f}" for _, megabytes, _ in looks[:: max(1, len(looks) // 10)])
            faults.append(f"{name} grew by {grown:.1f} MB in {minutes:.0f} minutes: {told}")
        if more > MOST_MORE:
            faults.append(f"{name} has {more:.0f} more descriptors than {minutes:.0f} minutes before")
        return faults


@dataclass
class Ground:
    """The town that all parts write to."""

    town: Town
    left_open: ExitStack
    idle: Mapping[str, float]  # megabytes of each process of the demo
    processes: dict[str, Held] = field(default_factory=dict)
    connections: list[tuple[float, int]] = field(default_factory=list)
    warm_at: float = 0.0


def part(number: int) -> Mapping[str, int]:
    """One more minute; after the last it is asked whether anything has grown since the tenth."""
    ground = _ground()
    try:
        if number == WARM:
            ground.warm_at = monotonic()
        webhooks = asyncio.run(_minute(ground, CROWD if number == CROWDED else PER_SECOND))
        faults = _faults(ground) if number == MINUTES - 1 else []
        assert not faults, "\n".join(faults)
    except BaseException:
        ground.left_open.close()
        raise
    if number < MINUTES - 1:
        return {"webhooks": webhooks} | (
            {"idle_megabytes": round(sum(ground.idle.values()))} if number == 0 else {}
        )
    ground.left_open.close()
    return {"webhooks": webhooks, "processes": len(ground.processes)}


@cache
def _ground() -> Ground:
    """Found the town; its demo is weighed on the way, after a minute in which nothing happened."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch())
        town = Town(folder / "town")
        stack.callback(town.close)
        town.call("understand")  # what is learnt once is learnt before
        town.demo()
        sleep(_IDLE)
        weights = {name: memory.pss(pids) for name, pids in town.processes().items()}
        told = ", ".join(f"{name} {weight:.0f}" for name, weight in sorted(weights.items()))
        assert sum(weights.values()) <= MOST_IDLE, f"{sum(weights.values()):.0f} MB idle: {told}"
        town.end("demo")
        town.set_up()
        town.serve()
        return Ground(town, stack.pop_all(), weights)


async def _minute(ground: Ground, per_second: float) -> int:
    """People write, somebody looks at a page each second, and all processes are looked at now and then."""
    load = Load(ground.town.webhooks_at, ground.town.line())
    async with provider(ground.town.provider_port), httpx.AsyncClient(trust_env=False) as browser:
        writing = asyncio.create_task(load.offer(per_second, 60))
        while not writing.done():
            _look(ground)
            for _ in range(round(_EACH)):
                page = await browser.get(f"{ground.town.pages_at}/status/", timeout=20)
                assert page.status_code == httpx.codes.OK
                await asyncio.sleep(1)
        await load.finish(patience=20)
    assert set(load.statuses()) == {200}, f"answers: {load.statuses()}"
    return len(load.accepted)


def _look(ground: Ground) -> None:
    now = monotonic()
    for name, pids in ground.town.processes().items():
        held = ground.processes.setdefault(name, Held())
        held.looks.append((now, memory.own(pids), memory.descriptors(pids)))
    ground.connections.append((now, int(ground.town.ask(_CONNECTIONS)[0][0])))


def _faults(ground: Ground) -> list[str]:
    found = [fault for name, held in ground.processes.items() for fault in held.faults(name, ground.warm_at)]
    more = _more([count for at, count in ground.connections if at >= ground.warm_at])
    return found + ([f"{more:.0f} more connections to the database"] if more > MOST_MORE else [])


def _more(counts: list[int]) -> float:
    """By how much the last fifth of them is above the first."""
    fifth = max(1, len(counts) // 5)
    return median(counts[-fifth:]) - median(counts[:fifth])
