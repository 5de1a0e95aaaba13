"""The doorbell: who may hear it, what rings it, and that it tells nothing but that it rang."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from django.core import signing
from django.db import connection

from janasetu.cases.tests.factories import make_town, open_case
from janasetu.console import doorbell
from janasetu.console.doorbell import Doorbell, bell_url
from janasetu.messaging.bells import DESK

HERE, THERE = UUID(int=1), UUID(int=2)


class Listener:
    """A page that listens; it leaves when it is told to."""

    def __init__(self, bell: Doorbell, url: str, *, method: str = "GET") -> None:
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()
        self.status = 0
        self._leaving = asyncio.Event()
        path, _, query = url.partition("?")
        scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
        self.task = asyncio.ensure_future(bell(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self._leaving.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        if message.get("body"):
            await self.heard.put(message["body"])

    async def leave(self) -> None:
        self._leaving.set()
        await self.task


def database_url() -> str:
    found = connection.settings_dict
    return f"postgresql://{found['USER']}@/{found['NAME']}?host={found['HOST']}&port={found['PORT']}"


def listening(heard: Callable[[Doorbell], Awaitable[None]]) -> None:
    """Run this with a doorbell of the test's own database."""

    async def run() -> None:
        bell = Doorbell(database_url())
        try:
            async with asyncio.timeout(20):
                await heard(bell)
        finally:
            await bell.close()

    asyncio.run(run())


async def in_thread(act: Callable[[], object]) -> None:
    """Django's work, beside the loop."""

    def closing() -> None:
        try:
            act()
        finally:
            connection.close()

    await asyncio.to_thread(closing)


def ring(body: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [DESK, str(body)])


@pytest.mark.django_db(transaction=True)
def test_a_page_hears_its_own_bodys_bell_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "APART", 0.0)

    async def heard(bell: Doorbell) -> None:
        here, there = Listener(bell, bell_url([HERE])), Listener(bell, bell_url([THERE]))
        first = [await here.heard.get(), await there.heard.get()]  # what happened before they listened
        again = [await here.heard.get(), await there.heard.get()]  # the ear is open now: look once more
        await in_thread(lambda: ring(HERE))

        assert (first, again, await here.heard.get()) == (
            [b"data:\n\n"] * 2,
            [b"data:\n\n"] * 2,
            b"data:\n\n",
        )
        assert there.heard.empty()
        await here.leave()
        await there.leave()

    listening(heard)


@pytest.mark.django_db(transaction=True)
def test_a_case_and_a_word_of_a_citizen_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "APART", 0.0)
    town = make_town()

    async def heard(bell: Doorbell) -> None:
        page = Listener(bell, bell_url([town.body.id]))
        await page.heard.get()
        await page.heard.get()
        await in_thread(lambda: open_case(town))
        assert await page.heard.get() == b"data:\n\n"
        await page.leave()

    listening(heard)


@pytest.mark.parametrize("token", ["", "?token=", "?token=abc:def", "foreign", "cut"])
def test_without_a_token_of_ours_nothing_is_heard(token: str) -> None:
    made = {
        "foreign": f"?token={signing.dumps([str(HERE)], salt='another')}",
        "cut": bell_url([HERE]).removeprefix(doorbell.PATH)[:-1],
    }
    url = doorbell.PATH + made.get(token, token)

    async def refused(bell: Doorbell) -> None:
        page = Listener(bell, url)
        await page.task
        assert (page.status, page.heard.empty()) == (403, True)

    listening_without_database(refused)


def test_more_listeners_than_there_is_room_for_are_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doorbell, "MOST_LISTENERS", 0)

    async def refused(bell: Doorbell) -> None:
        page = Listener(bell, bell_url([HERE]))
        await page.task
        assert page.status == 503

    listening_without_database(refused)


def test_while_the_database_is_away_the_page_looks_once_and_is_kept() -> None:
    async def kept(bell: Doorbell) -> None:
        page = Listener(bell, bell_url([HERE]))
        assert (await page.heard.get(), page.status, page.task.done()) == (b"data:\n\n", 200, False)
        await page.leave()

    listening_without_database(kept)


def listening_without_database(heard: Callable[[Doorbell], Awaitable[None]]) -> None:
    async def run() -> None:
        bell = Doorbell("postgresql:///nowhere?host=/nonexistent")
        await heard(bell)
        await bell.close()

    asyncio.run(run())
