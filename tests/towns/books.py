"""What was acknowledged, held against what stands in a town's tables."""

import asyncio
from collections.abc import Mapping
from time import monotonic

import psycopg

from towns.load import Load
from towns.town import Town

_WAITING = """
SELECT (SELECT count(*) FROM messaging_inboundbatch WHERE state = 'new')
     + (SELECT count(*) FROM messaging_inboundmessage WHERE state = 'new')
"""
_KEPT = """
SELECT provider_id, count(*) FROM messaging_inboundmessage
 WHERE provider_id = ANY(%s) AND kind <> 'status' GROUP BY provider_id
"""


async def drained(town: Town, *, seconds: float) -> None:
    """Wait until nothing that came in waits; AssertionError where it still does after so long."""
    end, waiting = monotonic() + seconds, 1
    address = await asyncio.to_thread(lambda: town.database_url)
    while waiting:
        waiting = await asyncio.to_thread(_waiting, address)
        assert not waiting or monotonic() < end, f"{waiting} still wait after {seconds:.0f} s"
        await asyncio.sleep(0.2)


def _waiting(address: str) -> int:
    with psycopg.connect(address) as connection:
        row = connection.execute(_WAITING).fetchone()
        assert row
        return int(row[0])


def kept(town: Town, load: Load) -> Mapping[str, int]:
    """How often each webhook of the load stands in the tables."""
    return dict(town.ask(_KEPT, list(load.sent)))


def lost(town: Town, load: Load) -> list[str]:
    """What was acknowledged and is not there."""
    there = kept(town, load)
    return [key for key in load.accepted if key not in there]


def doubled(town: Town, load: Load) -> list[str]:
    """What is there more than once."""
    return [key for key, times in kept(town, load).items() if times > 1]
