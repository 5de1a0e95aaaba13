"""Doorbells: a committed row rings, a waiting process wakes. Losing a ring costs a second, never a message.

No Django: the intake rings too.
"""

from collections.abc import AsyncGenerator
from typing import Any, Protocol

import psycopg

RAW = "janasetu_raw"  # a webhook was stored
INBOUND = "janasetu_inbound"  # there is something to answer
OUTBOUND = "janasetu_outbound"
DESK = "janasetu_desk"  # rung by triggers of the database, with the id of a body


class HasCursor(Protocol):
    """A connection, Django's or psycopg's."""

    def cursor(self) -> Any: ...


def ring(connection: HasCursor, bell: str) -> None:
    """Wake the listeners of `bell` when the connection's transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [bell])


class Ear:
    """A connection of its own that waits for a bell; polls when the database is away."""

    def __init__(self, url: str, *bells: str) -> None:
        self._url = url
        self._bells = bells
        self._connection: psycopg.Connection | None = None

    def listen(self) -> None:
        """Be heard from now on; call it before the first look at what waits."""
        if self._connection is None or self._connection.closed:
            self._connection = self._listening()

    def wait(self, seconds: float) -> bool:
        """Wait until a bell rings, at most `seconds`; True when it rang. OperationalError when it is away."""
        self.listen()
        assert self._connection
        rung = False
        for _ in self._connection.notifies(timeout=seconds, stop_after=1):
            rung = True
        return rung

    def _listening(self) -> psycopg.Connection:
        listening = psycopg.connect(self._url, autocommit=True, connect_timeout=3)
        for bell in self._bells:
            listening.execute(f'LISTEN "{bell}"')
        return listening

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


async def rings(url: str, bell: str) -> AsyncGenerator[str]:
    """What each ring of `bell` says, for as long as the database is there: psycopg.Error when it goes.

    First an empty word: from here on nothing is missed.
    """
    listening = await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=3)
    async with listening:
        await listening.execute(f'LISTEN "{bell}"')
        yield ""
        async for notice in listening.notifies():
            yield notice.payload
