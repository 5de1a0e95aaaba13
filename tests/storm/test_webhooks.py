"""What the provider posts: signed over its bytes, again until it is answered 200, and in part twice."""

import asyncio
import hashlib
import hmac
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from storm import ledger, webhooks
from storm.ledger import Ledger
from storm.webhooks import Webhooks

SECRET = "5" * 32


@dataclass
class Listener:
    """Listens where the product would, and answers with these statuses and then with 200."""

    statuses: Iterator[int] = field(default_factory=lambda: repeat(200))
    bodies: list[bytes] = field(default_factory=list)
    signed: list[bool] = field(default_factory=list)
    serving: set[asyncio.Task[Any]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self.serving.add(task)
        while head := await self._head(reader):
            lines = (line.partition(": ") for line in head.split("\r\n"))
            headers = {name.lower(): value for name, _, value in lines}
            self._look_at(await reader.readexactly(int(headers["content-length"])), headers)
            writer.write(f"HTTP/1.1 {next(self.statuses)} OK\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def _head(self, reader: asyncio.StreamReader) -> str:
        try:
            return (await reader.readuntil(b"\r\n\r\n")).decode()
        except asyncio.IncompleteReadError:
            return ""

    def _look_at(self, body: bytes, headers: dict[str, str]) -> None:
        right = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        self.bodies.append(body)
        self.signed.append(headers["x-hub-signature-256"] == right)


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits in a storm for seconds waits here for hundredths."""
    monkeypatch.setattr(webhooks, "_BACK_OFF", (0.01,))
    monkeypatch.setattr(webhooks, "_REPLAYED_AFTER", (0.0, 0.02))


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


def _post(
    listener: Listener, act: Callable[[Webhooks], Awaitable[Any]], noted: Path, *, seed: str = "1"
) -> Webhooks:
    """Let the storm's provider do this and end; it, with what it counted."""

    async def run() -> Webhooks:
        server = await asyncio.start_server(listener.serve, "127.0.0.1", 0)
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhooks/whatsapp"
        written = Ledger(noted)
        provider = Webhooks(address, SECRET, "2000", "1002", written, seed)
        async with server:
            await act(provider)
            await provider.finish(patience=5)
            await asyncio.gather(*listener.serving)  # who posted has hung up
        written.close()
        return provider

    return asyncio.run(run())


def _keys(noted: Path) -> list[tuple[str, int]]:
    return [(one["key"], one["status"]) for one in ledger.read(noted)]


def test_what_is_refused_comes_again_until_it_is_taken_and_each_try_is_noted(noted: Path) -> None:
    listener = Listener(chain([503, 503], repeat(200)))

    provider = _post(listener, lambda it: it.deliver("a", {"messages": []}), noted, seed="3")

    assert _keys(noted) == [("a", 503), ("a", 503), ("a", 200)]
    assert len(listener.bodies) == 3
    assert len(set(listener.bodies)) == 1
    assert provider.outcomes == {"503": 2, "200": 1}
    assert 0 < provider.slowest < 5


def test_a_body_is_what_meta_posts_and_is_signed_over_its_bytes(noted: Path) -> None:
    listener = Listener()

    _post(listener, lambda it: it.deliver("a", {"messages": [{"text": "জল নেই"}]}), noted, seed="3")

    (body,) = listener.bodies
    assert json.loads(body) == {
        "object": "whatsapp_business_account",
        "entry": [
            {
                "id": "2000",
                "changes": [
                    {
                        "field": "messages",
                        "value": {
                            "messaging_product": "whatsapp",
                            "metadata": {"display_phone_number": "911", "phone_number_id": "1002"},
                            "messages": [{"text": "জল নেই"}],
                        },
                    }
                ],
            }
        ],
    }
    assert listener.signed == [True]


def test_what_is_hostile_is_posted_once_as_it_is_and_stands_in_no_ledger(noted: Path) -> None:
    listener = Listener(chain([200, 401], repeat(200)))
    statuses: list[int] = []

    async def act(provider: Webhooks) -> None:
        statuses.append(await provider.hostile(b"[" * 9))
        statuses.append(await provider.hostile(b"[" * 9, signed=False))

    _post(listener, act, noted)

    assert (listener.bodies, listener.signed) == ([b"[" * 9] * 2, [True, False])
    assert statuses == [200, 401]
    assert _keys(noted) == []


def test_where_nobody_listens_is_no_answer(noted: Path) -> None:
    async def act(provider: Webhooks) -> None:
        provider.address = "http://127.0.0.1:1/webhooks/whatsapp"
        assert await provider.hostile(b"{}") == 0

    assert _post(Listener(), act, noted).outcomes == {"ClientConnectorError": 1}


def _times_each_came(folder: Path, seed: str) -> dict[str, int]:
    """How often each of 40 things was posted, all of them taken at once."""
    noted = folder / f"{seed}.{len(list(folder.iterdir()))}.jsonl"

    async def act(provider: Webhooks) -> None:
        for number in range(40):
            await provider.deliver(f"{number}", {"messages": [number]})

    _post(Listener(), act, noted, seed=seed)
    return Counter(key for key, status in _keys(noted) if status == 200)


def test_some_come_twice_which_ones_the_seed_says(tmp_path: Path) -> None:
    first, other, again = (_times_each_came(tmp_path, seed) for seed in ("1", "2", "1"))

    assert first == again != other
    for times in (first, other):
        assert len(times) == 40
        assert 3 <= sum(count > 1 for count in times.values()) <= 16
        assert max(times.values()) <= 3  # a twin and a replay


def test_a_twin_and_a_replay_are_the_same_bytes(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "_TWINS", 1.0)
    monkeypatch.setattr(webhooks, "_REPLAYS", 1.0)
    listener = Listener()

    _post(listener, lambda it: it.deliver("a", {"messages": []}), noted)

    assert _keys(noted) == [("a", 200)] * 3
    assert len(listener.bodies) == 3
    assert len(set(listener.bodies)) == 1


def test_a_status_is_told_with_the_opaque_name_of_its_message(noted: Path) -> None:
    listener = Listener()

    async def act(provider: Webhooks) -> None:
        provider.report("read", "wamid.out.1", "910000000001", "7.abc", 0.0)

    _post(listener, act, noted)

    (body,) = listener.bodies
    (status,) = json.loads(body)["entry"][0]["changes"][0]["value"]["statuses"]
    assert status.pop("timestamp").isdigit()
    assert status == {
        "id": "wamid.out.1",
        "status": "read",
        "recipient_id": "910000000001",
        "biz_opaque_callback_data": "7.abc",
    }
    assert _keys(noted) == [("read:wamid.out.1", 200)]


def test_after_its_end_nothing_more_is_posted(noted: Path) -> None:
    listener = Listener()

    provider = _post(listener, lambda it: it.deliver("a", {"messages": []}), noted, seed="3")

    async def late() -> None:
        provider.report("read", "wamid.out.1", "910000000001", "7.abc", 0.0)
        await provider.deliver("b", {"messages": []})
        assert provider.under_way == 0

    asyncio.run(late())
    assert _keys(noted) == [("a", 200)]


def test_what_we_were_late_ourselves_is_not_the_products_doing(noted: Path) -> None:
    listener = Listener()

    async def act(provider: Webhooks) -> None:
        watching = asyncio.create_task(provider.watch_ourselves())
        await asyncio.sleep(0)
        posting = asyncio.create_task(provider.deliver("a", {"messages": []}))
        await asyncio.sleep(0)
        time.sleep(0.3)  # nobody of us listens
        await posting
        watching.cancel()

    _post(listener, act, noted, seed="3")

    (entry,) = ledger.read(noted)
    assert entry["took"] < 0.2
