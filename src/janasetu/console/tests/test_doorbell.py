"""The doorbell: who may hear it, what rings it, and that it tells nothing but that it rang."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from django.core import signing
from django.db import connection

from janasetu.bodies.models import Officer
from janasetu.cases.tests.factories import make_town, open_case
from janasetu.console import doorbell
from janasetu.console.doorbell import Doorbell, bell_url
from janasetu.console.tests.factories import an_officer
from janasetu.messaging.bells import DESK

HERE, THERE = UUID(int=1), UUID(int=2)
NOBODY = 0  # a login that holds no office


@pytest.fixture
def login(transactional_db: None) -> int:
    """Somebody in office."""
    return an_officer(make_town().body).user_id


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

    async def hears(self, body: UUID) -> None:
        """Until a ring of this body is heard: the ear opens when it can. What was heard is forgotten."""
        await self.heard.get()  # what happened before it listened
        while self.heard.empty():
            await in_thread(lambda: ring(body))
            with suppress(TimeoutError):
                async with asyncio.timeout(0.3):
                    await self.heard.get()
                    break
        while not self.heard.empty():
            self.heard.get_nowait()

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
def test_a_page_hears_its_own_bodys_bell_and_no_other(monkeypatch: pytest.MonkeyPatch, login: int) -> None:
    monkeypatch.setattr(doorbell, "APART", 0.0)

    async def heard(bell: Doorbell) -> None:
        here = Listener(bell, bell_url([HERE], login))
        await here.hears(HERE)
        there = Listener(bell, bell_url([THERE], login))
        await there.heard.get()  # what happened before it listened
        await in_thread(lambda: ring(HERE))

        assert await here.heard.get() == b"data:\n\n"
        assert there.heard.empty()
        await here.leave()
        await there.leave()

    listening(heard)


@pytest.mark.django_db(transaction=True)
def test_a_case_and_a_word_of_a_citizen_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "APART", 0.0)
    town = make_town()
    login = an_officer(town.body).user_id

    async def heard(bell: Doorbell) -> None:
        page = Listener(bell, bell_url([town.body.id], login))
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
        "cut": bell_url([HERE], NOBODY).removeprefix(doorbell.PATH)[:-1],
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
        page = Listener(bell, bell_url([HERE], NOBODY))
        await page.task
        assert page.status == 503

    listening_without_database(refused)


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_the_page_looks_once_and_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nonexistent")

    async def kept(bell: Doorbell) -> None:
        page = Listener(bell, bell_url([HERE], NOBODY))
        assert (await page.heard.get(), page.status, page.task.done()) == (b"data:\n\n", 200, False)
        await page.leave()

    listening_without_database(kept)


@pytest.mark.django_db(transaction=True)
def test_who_holds_no_office_hears_nothing() -> None:
    async def refused(bell: Doorbell) -> None:
        page = Listener(bell, bell_url([HERE], NOBODY))
        await page.task
        assert (page.status, page.heard.empty()) == (401, True)

    listening(refused)


@pytest.mark.django_db(transaction=True)
def test_who_leaves_office_while_listening_is_rung_once_more_and_hears_no_more(
    monkeypatch: pytest.MonkeyPatch, login: int
) -> None:
    monkeypatch.setattr(doorbell, "APART", 0.0)
    monkeypatch.setattr(doorbell, "ROLL_CALL", 0.01)

    async def shut(bell: Doorbell) -> None:
        page = Listener(bell, bell_url([HERE], login))
        first = [await page.heard.get(), await page.heard.get()]
        await in_thread(lambda: Officer.objects.filter(user_id=login).update(active=False))
        await page.task  # the stream ends by itself
        assert (first, page.status, page.heard.get_nowait()) == ([b"data:\n\n"] * 2, 200, b"data:\n\n")

    listening(shut)


def test_the_roll_is_called_within_the_minute_that_a_login_may_outlive_its_office() -> None:
    assert doorbell.ROLL_CALL <= 60


def listening_without_database(heard: Callable[[Doorbell], Awaitable[None]]) -> None:
    async def run() -> None:
        bell = Doorbell("postgresql:///nowhere?host=/nonexistent")
        await heard(bell)
        await bell.close()

    asyncio.run(run())
