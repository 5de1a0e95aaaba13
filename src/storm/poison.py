"""A message that kills whoever works on it: the storm holds what must be written, and ends who waits for it.

The product cannot tell this from a system that ends its worker for want of memory, each time in that turn.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, LiteralString

import psycopg

from storm.citizens import Citizen
from storm.product import SECOND

Session = psycopg.AsyncConnection[tuple[Any, ...]]

_WITHIN = 60.0  # seconds, until it must have been set aside
_LOOKS_EVERY = 0.05

_HOLD = """
SELECT 1 FROM conversations_conversation AS talk
  JOIN messaging_inboundmessage AS message USING (bucket, contact_id)
 WHERE message.provider_id = %s FOR UPDATE OF talk
"""
_IS_WAITING = "SELECT state = 'new' FROM messaging_inboundmessage WHERE provider_id = %s"
_WHO_WAITS = "SELECT pid, application_name FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"


async def poison(one: Citizen, address: str, kill: Callable[[str], None]) -> int:
    """Let this person say something that ends everybody who would answer it; how many it ended.

    `kill`: ends the pump of this name. When nobody tries any more, the person says something else.
    """
    greeting = await one.says("নমস্কার")
    await one.hears()
    deaths = 0
    async with _looking(address) as looking, _held(address, greeting) as holder:
        saying = asyncio.create_task(one.says("বিষ"))
        end = asyncio.get_running_loop().time() + _WITHIN
        while asyncio.get_running_loop().time() < end and await _is_open(looking, saying):
            for backend, machine in await _rows(looking, _WHO_WAITS, [holder]):
                kill("second pump" if machine == SECOND else "pump")
                deaths += 1
                # it would wait for us still: a system notices a dead client only when it writes to it
                await _rows(looking, "SELECT pg_terminate_backend(%s)", [backend])
            await asyncio.sleep(_LOOKS_EVERY)
    one.ledger.write(poison=await saying, deaths=deaths)
    await one.hears()
    await one.says("ধন্যবাদ")
    await one.hears()
    return deaths


@asynccontextmanager
async def _looking(address: str) -> AsyncIterator[Session]:
    """A session that sees what is so now."""
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as looking:
        yield looking


@asynccontextmanager
async def _held(address: str, wamid: str) -> AsyncIterator[int]:
    """The talk of who said this is held; the number of the session that holds it."""
    async with await psycopg.AsyncConnection.connect(address) as holding:
        end = asyncio.get_running_loop().time() + _WITHIN
        while not await _rows(holding, _HOLD, [wamid]) and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(_LOOKS_EVERY)  # the greeting was not answered yet
        yield holding.info.backend_pid
        await holding.rollback()


async def _is_open(looking: Session, saying: "asyncio.Task[str]") -> bool:
    """Whether it is still to be answered: not yet taken in, or waiting."""
    if not saying.done():
        return True
    rows = await _rows(looking, _IS_WAITING, [saying.result()])
    return not rows or rows[0][0]


async def _rows(session: Session, query: LiteralString, given: list[Any]) -> list[tuple[Any, ...]]:
    return await (await session.execute(query, given)).fetchall()
