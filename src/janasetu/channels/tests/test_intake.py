"""The intake: 200 means committed, anything else means bring it again or never come back."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import connection

from janasetu.channels import intake as intakes
from janasetu.channels.intake import MOST_BYTES, MOST_WAITING, Intake, NotStoredError, Store, WhatsAppDoor
from janasetu.channels.tests.factories import database_url
from janasetu.channels.whatsapp.tests.samples import body, sample
from janasetu.lib import clock
from janasetu.messaging.bells import RAW
from janasetu.messaging.models import InboundBatch, Pulse

PATH = "/webhooks/whatsapp"
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1"

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@dataclass
class Answer:
    """What the intake answered."""

    status: int
    text: str
    headers: dict[bytes, bytes]


def signed(raw: bytes, by: str = "newest") -> list[tuple[bytes, bytes]]:
    digest = hmac.new(by.encode(), raw, hashlib.sha256).hexdigest()
    return [(b"X-Hub-Signature-256", f"sha256={digest}".encode())]


async def ask(
    intake: Intake,
    raw: bytes = b"",
    *,
    method: str = "POST",
    path: str = PATH,
    query: str = "",
    headers: Sequence[tuple[bytes, bytes]] = (),
    pieces: int = 1,
) -> Answer:
    """One request, its body in so many pieces."""
    size = -(-len(raw) // pieces) or 1
    parts = [raw[start : start + size] for start in range(0, len(raw), size)] or [b""]
    arriving = iter(
        {"type": "http.request", "body": part, "more_body": number < len(parts)}
        for number, part in enumerate(parts, start=1)
    )
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return next(arriving)

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.lower(), value) for name, value in headers],
    }
    await intake(scope, receive, send)
    start, content = sent
    return Answer(start["status"], content["body"].decode(), dict(start["headers"]))


def during(conversation: Callable[[Intake], Awaitable[Any]], *, url: str | None = None) -> Any:
    """Run this against an intake of its own, and let its connection go afterwards."""

    async def run() -> Any:
        store = Store(url or database_url())
        door = WhatsAppDoor(secrets=("newest", "older"), verify_token="token")
        try:
            return await conversation(Intake(store, {PATH: door}))
        finally:
            await store.close()

    return asyncio.run(run())


def stored() -> list[bytes]:
    return [bytes(batch.body) for batch in InboundBatch.objects.order_by("id")]


# --- what is stored ---


@committing
def test_what_is_signed_by_any_secret_is_stored_byte_for_byte_json_or_not() -> None:
    bodies = [body(sample("text")), b"", b"not json", b"\x00\xff\xfe", "জল নেই".encode()]

    async def post_all(intake: Intake) -> list[Answer]:
        return [
            await ask(intake, raw, headers=signed(raw, by)) for raw in bodies for by in ("newest", "older")
        ]

    assert {(answer.status, answer.text) for answer in during(post_all)} == {(200, "ok")}
    assert stored() == [raw for raw in bodies for _ in range(2)]
    assert set(InboundBatch.objects.values_list("channel", "state")) == {("whatsapp", "new")}


@committing
def test_the_time_of_arrival_is_office_time() -> None:
    raw = b"{}"
    with clock.fixed(clock.now()) as now:
        during(lambda intake: ask(intake, raw, headers=signed(raw)))

    assert InboundBatch.objects.get().received_at == now


@committing
def test_a_body_in_many_pieces_is_stored_whole() -> None:
    raw = body(sample("text"))

    assert during(lambda intake: ask(intake, raw, headers=signed(raw), pieces=17)).status == 200
    assert stored() == [raw]


@committing
def test_many_requests_at_once_are_all_stored_in_few_commits() -> None:
    bodies = [json.dumps({"n": n}).encode() for n in range(300)]

    async def together(intake: Intake) -> list[Answer]:
        return await asyncio.gather(*(ask(intake, raw, headers=signed(raw)) for raw in bodies))

    answers = during(together)

    assert {answer.status for answer in answers} == {200}
    assert sorted(stored()) == sorted(bodies)


@committing
def test_a_stored_webhook_rings_the_bell() -> None:
    raw = b"{}"
    with psycopg.connect(database_url(), autocommit=True) as listening:
        listening.execute(f"LISTEN {RAW}")

        during(lambda intake: ask(intake, raw, headers=signed(raw)))

        assert [bell.channel for bell in listening.notifies(timeout=60, stop_after=1)] == [RAW]


# --- what is not ---


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(b"x-hub-signature-256", b"")],
        [(b"x-hub-signature-256", b"sha256=" + b"0" * 64)],
        [(b"x-hub-signature-256", "sha256=স্বাক্ষর".encode())],
        signed(b"{}", "revoked"),
        signed(b"{} ", "newest"),
    ],
)
def test_what_is_not_signed_is_refused_and_its_bytes_are_not_kept(
    headers: list[tuple[bytes, bytes]],
) -> None:
    async def knock(intake: Intake) -> tuple[int, int]:
        answer = await ask(intake, b"{}", headers=headers)
        return answer.status, intake.counts["401"]

    assert during(knock) == (401, 1)
    assert stored() == []


@pytest.mark.parametrize("announced", [True, False])
def test_more_than_four_megabytes_are_refused(*, announced: bool) -> None:
    raw = b"x" * (MOST_BYTES + 1)
    length = [(b"content-length", str(len(raw)).encode())] if announced else []

    answer = during(lambda intake: ask(intake, raw, headers=[*signed(raw), *length], pieces=5))

    assert answer.status == 413
    assert stored() == []


@committing
def test_four_megabytes_are_stored() -> None:
    raw = b"x" * MOST_BYTES

    assert during(lambda intake: ask(intake, raw, headers=signed(raw), pieces=5)).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"), [("PUT", PATH, 405), ("DELETE", PATH, 405), ("POST", "/x", 404)]
)
def test_another_method_or_address_is_refused(method: str, path: str, status: int) -> None:
    assert (
        during(lambda intake: ask(intake, b"", method=method, path=path, headers=signed(b""))).status
        == status
    )


# --- the handshake ---


@pytest.mark.parametrize(
    ("query", "status", "text"),
    [
        ("hub.mode=subscribe&hub.verify_token=token&hub.challenge=1158201444", 200, "1158201444"),
        ("hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1158201444", 403, "refused"),
        ("hub.mode=subscribe&hub.verify_token=%FF%00&hub.challenge=1", 403, "refused"),
        ("", 403, "refused"),
    ],
)
def test_the_handshake_is_answered_to_who_knows_the_token(query: str, status: int, text: str) -> None:
    answer = during(lambda intake: ask(intake, method="GET", query=query))

    assert (answer.status, answer.text) == (status, text)
    assert answer.headers[b"content-type"] == b"text/plain; charset=utf-8"


# --- when the database is away ---


def test_a_database_that_is_away_is_answered_with_send_again_within_three_seconds() -> None:
    raw = b"{}"
    begun = clock.monotonic()

    answer = during(lambda intake: ask(intake, raw, headers=signed(raw)), url=NOWHERE)

    assert (answer.status, answer.text) == (503, "not stored; send again")
    assert clock.monotonic() - begun < 3


@committing
def test_a_connection_that_died_in_its_sleep_is_replaced() -> None:
    raw = b"{}"
    connection.ensure_connection()
    ours = connection.connection.info.backend_pid

    async def twice(intake: Intake) -> list[int]:
        first = await ask(intake, raw, headers=signed(raw))
        with psycopg.connect(database_url(), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), %s)",
                [ours],
            )
        second = await ask(intake, raw, headers=signed(raw))
        return [first.status, second.status]

    assert during(twice) == [200, 200]
    assert stored() == [raw, raw]


@committing
def test_when_too_much_waits_more_is_refused_at_once() -> None:
    async def overfull() -> None:
        store = Store(database_url())
        keeping = [asyncio.ensure_future(store.keep("whatsapp", b"{}")) for _ in range(MOST_WAITING + 1)]
        outcomes = await asyncio.gather(*keeping, return_exceptions=True)
        await store.close()
        assert [type(outcome) for outcome in outcomes].count(NotStoredError) == 1

    asyncio.run(overfull())
    assert len(stored()) == MOST_WAITING


@contextmanager
def locked_out() -> Iterator[None]:
    """Nobody can write to the batches meanwhile."""
    with psycopg.connect(database_url()) as other:
        other.execute(f"LOCK TABLE {InboundBatch._meta.db_table} IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


@committing
def test_a_database_that_freezes_is_answered_with_send_again_and_works_again_later() -> None:
    raw = b"{}"

    async def frozen_then_free(intake: Intake) -> list[int]:
        begun = clock.monotonic()
        with locked_out():
            frozen = await ask(intake, raw, headers=signed(raw))
            assert clock.monotonic() - begun < 3
        free = await ask(intake, raw, headers=signed(raw))
        return [frozen.status, free.status]

    assert during(frozen_then_free) == [503, 200]
    assert raw in stored()


# --- the pulse ---


def in_a_store(talk: Callable[[Store], Awaitable[None]]) -> list[Pulse]:
    """What is told of a store that talked so."""

    async def run() -> None:
        store = Store(database_url())
        try:
            await talk(store)
        finally:
            await store.close()

    asyncio.run(run())
    return list(Pulse.objects.all())


async def refused(store: Store) -> None:
    with locked_out(), suppress(NotStoredError):
        await store.keep("whatsapp", b"{}")


@committing
def test_a_store_says_since_when_it_hears() -> None:
    async def beat_twice(store: Store) -> None:
        await store.beat()
        await store.beat()

    (told,) = in_a_store(beat_twice)

    assert told.hears_since < told.beat_at


@committing
def test_from_a_refusal_until_something_is_stored_again_it_does_not_say_that_it_hears(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intakes, "FLUSH_SECONDS", 0.3)

    async def refuse(store: Store) -> None:
        await refused(store)
        await store.beat()

    async def refuse_and_store(store: Store) -> None:
        await store.beat()
        await refused(store)
        await store.keep("whatsapp", b"{}")
        await store.beat()

    assert in_a_store(refuse) == []
    (told,) = in_a_store(refuse_and_store)
    assert told.hears_since == told.beat_at  # from then on only


@committing
def test_what_was_refused_long_ago_and_never_came_again_is_waited_for_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intakes, "FLUSH_SECONDS", 0.3)
    monkeypatch.setattr(intakes, "REFUSED_SECONDS", 0.0)

    async def refuse_and_wait(store: Store) -> None:
        await refused(store)
        await store.beat()

    assert len(in_a_store(refuse_and_wait)) == 1


@committing
def test_a_beat_that_failed_is_a_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intakes, "FLUSH_SECONDS", 0.3)

    async def beat_without_a_table(store: Store) -> None:
        await store.beat()
        with psycopg.connect(database_url()) as other:
            other.execute(f"LOCK TABLE {Pulse._meta.db_table} IN ACCESS EXCLUSIVE MODE")
            await store.beat()
            other.rollback()
        await store.beat()

    (told,) = in_a_store(beat_without_a_table)

    assert told.hears_since == told.beat_at
