"""A link of TCP between the product and what it leans on, which can be cut, frozen and torn at random."""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Reach = Callable[[], Awaitable[Streams]]

_PIECE = 65536  # bytes
_ClosedError = RuntimeError  # what uvloop says of a connection that we have closed ourselves
_TEARS_WITHIN = 2000  # pieces: how far a connection comes that will be torn


class Link:
    """Listens on a port of this machine and passes everything on to `reach`.

    `cut`: nobody listens, and what was open is torn. `frozen`: connections stay and nothing comes through.
    `tears`: the share of connections that break somewhere on their way, in either direction.
    """

    def __init__(self, port: int, reach: Reach, *, seed: str) -> None:
        self.port = port
        self.tears = 0.0
        self._reach = reach
        self._random = random.Random(seed)  # noqa: S311 - the same luck in every run of a seed
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Take connections."""
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)

    async def cut(self) -> None:
        """Refuse connections, and tear those there are."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._open):
            writer.transport.abort()

    def freeze(self) -> None:
        self._flowing.clear()

    def thaw(self) -> None:
        self._flowing.set()

    async def close(self) -> None:
        await self.cut()
        self.thaw()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._open.add(writer)
        try:
            await self._flowing.wait()
            far_reader, far_writer = await self._reach()
        except OSError:
            writer.transport.abort()
            self._open.discard(writer)
            return
        self._open.add(far_writer)
        pieces = self._random.randrange(1, _TEARS_WITHIN) if self._random.random() < self.tears else None
        budget = _Budget(pieces)
        both = asyncio.gather(
            self._pass_on(reader, far_writer, budget), self._pass_on(far_reader, writer, budget)
        )
        try:
            await both
        finally:
            for one in (writer, far_writer):
                one.transport.abort()
                self._open.discard(one)

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, budget: "_Budget"
    ) -> None:
        with contextlib.suppress(OSError, _ClosedError):
            while piece := await reader.read(_PIECE):
                await self._flowing.wait()
                writer.write(piece)
                await writer.drain()
                if budget.spent():
                    writer.transport.abort()  # the piece may still arrive: a COMMIT without an answer
                    return
        with contextlib.suppress(OSError, _ClosedError):
            writer.write_eof()


class _Budget:
    """How many pieces go through before a connection is torn; None: it is not."""

    def __init__(self, pieces: int | None) -> None:
        self._pieces = pieces

    def spent(self) -> bool:
        if self._pieces is None:
            return False
        self._pieces -= 1
        return self._pieces <= 0


def to_socket(path: str) -> Reach:
    """To a Unix socket."""
    return lambda: asyncio.open_unix_connection(path)


def to_port(port: int) -> Reach:
    """To a port of this machine."""
    return lambda: asyncio.open_connection("127.0.0.1", port)
