"""The link between the product and what it leans on: it passes everything on, and breaks as it is told to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from storm.links import Link, Streams, to_port
from storm.programs import free_port

Act = Callable[[Link], Awaitable[object]]


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What listens at the far end: it says every line backwards."""
    while line := await reader.readline():
        writer.write(line.strip()[::-1] + b"\n")
        await writer.drain()
    writer.close()


@asynccontextmanager
async def _linked(*, seed: str = "1") -> AsyncIterator[Link]:
    server = await asyncio.start_server(_echo, "127.0.0.1", 0)
    link = Link(free_port(), to_port(server.sockets[0].getsockname()[1]), seed=seed)
    await link.open()
    async with server:
        yield link
        await link.close()


def _with(act: Act, *, seed: str = "1") -> object:
    async def run() -> object:
        async with _linked(seed=seed) as link:
            return await act(link)

    return asyncio.run(asyncio.wait_for(run(), 10))


async def _connected(link: Link) -> Streams:
    return await asyncio.open_connection("127.0.0.1", link.port)


async def _asks(streams: Streams, words: bytes) -> bytes:
    """Say it; the answer, nothing where the connection is torn."""
    reader, writer = streams
    writer.write(words + b"\n")
    try:
        return await reader.readline()
    except ConnectionError:
        return b""


async def _ends(streams: Streams) -> None:
    streams[1].transport.abort()


def test_what_is_said_comes_through_both_ways() -> None:
    async def act(link: Link) -> list[bytes]:
        one, other = await _connected(link), await _connected(link)
        heard = [await _asks(one, b"abc"), await _asks(other, b"xyz"), await _asks(one, b"x" * 60_000 + b"y")]
        await _ends(one)
        await _ends(other)
        return heard

    assert _with(act) == [b"cba\n", b"zyx\n", b"y" + b"x" * 60_000 + b"\n"]


def test_the_end_of_one_side_is_told_to_the_other() -> None:
    async def act(link: Link) -> bytes:
        reader, writer = await _connected(link)
        writer.write(b"abc\n")
        writer.write_eof()
        heard = await reader.read()
        await _ends((reader, writer))
        return heard

    assert _with(act) == b"cba\n"


def test_a_cut_tears_what_is_open_and_refuses_what_is_new_until_it_is_open_again() -> None:
    async def act(link: Link) -> tuple[bytes, bytes]:
        torn = await _connected(link)
        assert await _asks(torn, b"abc") == b"cba\n"
        await link.cut()
        with pytest.raises(ConnectionRefusedError):
            await _connected(link)
        afterwards = await _asks(torn, b"abc")
        await _ends(torn)
        await link.open()
        anew = await _connected(link)
        heard = await _asks(anew, b"abc")
        await _ends(anew)
        return afterwards, heard

    assert _with(act) == (b"", b"cba\n")


def test_frozen_nothing_comes_through_and_nothing_of_it_is_lost() -> None:
    async def act(link: Link) -> list[bytes]:
        before = await _connected(link)
        assert await _asks(before, b"abc") == b"cba\n"
        reach, reached = link._reach, list[str]()
        link._reach = lambda: reached.append("far end") or reach()
        link.freeze()
        during = await _connected(link)
        waiting = [asyncio.create_task(_asks(one, b"xyz")) for one in (before, during)]
        done, _ = await asyncio.wait(waiting, timeout=0.1)
        assert (done, reached) == (set(), [])
        link.thaw()
        heard = [await one for one in waiting]
        await _ends(before)
        await _ends(during)
        return heard

    assert _with(act) == [b"zyx\n", b"zyx\n"]


def _rounds_until_torn(seed: str) -> object:
    async def act(link: Link) -> int:
        link.tears = 1.0
        streams, rounds = await _connected(link), 0
        while await _asks(streams, b"abc"):
            rounds += 1
        await _ends(streams)
        return rounds

    return _with(act, seed=seed)


def test_what_is_to_tear_tears_on_its_way_at_the_place_that_the_seed_names() -> None:
    rounds = [_rounds_until_torn(seed) for seed in ("1", "2", "3", "1")]

    assert max(rounds) <= 1000  # two pieces a round, of 2,000 at most
    assert len(set(rounds)) == 3
    assert rounds[0] == rounds[3]


def test_who_cannot_be_reached_ends_the_connection() -> None:
    async def act() -> bytes:
        link = Link(free_port(), to_port(free_port()), seed="1")
        await link.open()
        streams = await _connected(link)
        heard = await _asks(streams, b"abc")
        await _ends(streams)
        await link.close()
        return heard

    assert asyncio.run(act()) == b""
