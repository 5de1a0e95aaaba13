"""Webhooks on their way through the intake, the splitter and the pump, and what became of them."""

import asyncio
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import transaction
from django.db.models import Q

from janasetu.cases.tests.factories import NOW, make_town
from janasetu.channels.intake import MOST_BYTES, Intake, Store, TokenDoor, WhatsAppDoor
from janasetu.channels.split import split_once
from janasetu.channels.tests.factories import database_url
from janasetu.conversations.pump import pump_once
from janasetu.demo.tests.kept import KeptRows
from janasetu.lib import clock
from janasetu.messaging.choices import InboundState
from janasetu.messaging.models import InboundBatch, InboundMessage, OutboundMessage
from posted import mutated
from posted.mutated import Webhook
from walls.cut import PARTS, require_none

SECRET, TOKEN = "5" * 32, "a-secret-end-of-an-address"
WHATSAPP, SMS = "/webhooks/whatsapp", "/webhooks/sms"
AT_ONCE = 64  # requests side by side
_TOLD = {("split", ""), ("unreadable", "not JSON"), ("unreadable", "no entry"), ("unreadable", "no report")}
_FORGED = (b"", b"sha256=", b"sha256=" + b"0" * 64, b"sha1=" + b"0" * 40, b"\xff\xfe", b"sha256=\xe0\xa6\x95")

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """One POST, and how it must be answered."""

    name: str
    path: str
    body: bytes
    headers: Headers
    expected: int
    pieces: int = 1


def part(number: int) -> Mapping[str, int]:
    """A hundredth of the webhooks."""
    return sent([mutated.webhook(one) for one in range(number, len(mutated.recipes()), PARTS)])


def sent(webhooks: Sequence[Webhook]) -> Mapping[str, int]:
    """Each of these through the whole house; how many, and what became of them."""
    with _house():
        requests = [*map(_request, webhooks), *_refused(webhooks)]
        faults = _post_all(requests)
        faults += _settle()
        faults += _faults_of(webhooks)
        kept = dict(Counter(InboundBatch.objects.values_list("state", flat=True)))
        messages = InboundMessage.objects.count()
    require_none(faults)
    return {"webhooks": len(webhooks), "refused": len(requests) - len(webhooks), "messages": messages} | kept


# --- the house ---


@contextmanager
def _house() -> Iterator[None]:
    """A town with its line, at the hour of the samples; nothing that comes into it stays."""
    with _swept(), clock.fixed(NOW), transaction.atomic():
        _FOUNDED.lay_down()
        assert not InboundBatch.objects.exists()
        yield
        transaction.set_rollback(True)


@contextmanager
def _swept() -> Iterator[None]:
    """The intake commits on a connection of its own, so what it kept does not go with our transaction."""
    try:
        yield
    finally:
        with psycopg.connect(database_url()) as connection:
            connection.execute("DELETE FROM messaging_inboundbatch")


_FOUNDED = KeptRows(make_town)


# --- at the door ---


def _request(one: Webhook) -> Request:
    if one.channel == "sms":
        return Request(one.name, f"{SMS}/{TOKEN}", one.body, [], 200)
    pieces = 1 + len(one.body) % 3
    return Request(one.name, WHATSAPP, one.body, signed(one.body), 200, pieces)


def _refused(webhooks: Sequence[Webhook]) -> Iterator[Request]:
    """Some of them again from somebody who has not the secret, and too large ones: none is kept."""
    for place, one in enumerate(webhooks[::20]):
        forged = _FORGED[place % len(_FORGED)]
        headers = [(b"x-hub-signature-256", forged)] if forged else []
        yield Request(f"{one.name} forged", WHATSAPP, one.body, headers, 401)
        yield Request(f"{one.name} strange", f"{SMS}/{TOKEN[:-1]}", one.body, [], 404)
    huge = b'{"entry":[' + b" " * MOST_BYTES + b"{}]}"
    yield Request("huge", WHATSAPP, huge, signed(huge), 413, pieces=5)
    yield Request("said to be huge", WHATSAPP, b"{}", [(b"content-length", b"9" * 12)], 413)


def signed(body: bytes) -> Headers:
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return [(b"x-hub-signature-256", f"sha256={digest}".encode())]


def _post_all(requests: Sequence[Request]) -> list[str]:
    """Each request, many side by side; those that were answered otherwise than they must be."""

    async def post_all() -> list[int]:
        store = Store(database_url())
        doors = {
            WHATSAPP: WhatsAppDoor(secrets=(SECRET,), verify_token="token"),
            SMS: TokenDoor(tokens=(TOKEN,), channel="sms"),
        }
        intake, answered = Intake(store, doors), list[int]()
        for begin in range(0, len(requests), AT_ONCE):
            together = (ask(intake, one) for one in requests[begin : begin + AT_ONCE])
            answered += await asyncio.gather(*together)
        await intake.close()
        return answered

    answered = asyncio.run(post_all())
    return [
        f"{one.name}: answered {status}, not {one.expected}"
        for one, status in zip(requests, answered, strict=True)
        if status != one.expected
    ]


async def ask(intake: Intake, one: Request) -> int:
    """The status; 0 where the intake raised."""
    size = -(-len(one.body) // one.pieces) or 1
    parts = [one.body[start : start + size] for start in range(0, len(one.body), size)] or [b""]
    arriving = iter(
        {"type": "http.request", "body": part, "more_body": at < len(parts)}
        for at, part in enumerate(parts, start=1)
    )
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return next(arriving)

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {"type": "http", "method": "POST", "path": one.path, "query_string": b"", "headers": one.headers}
    try:
        await intake(scope, receive, send)
    except Exception:  # noqa: BLE001  # whatever it is, the server would make a 500 of it
        return 0
    return int(sent[0]["status"]) if sent else 0


# --- inside ---


def _settle() -> list[str]:
    """Split and pump until nothing waits."""
    try:
        while split_once() + pump_once():
            pass
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the fault that is looked for
        return [f"the splitter or the pump raised {error!r}"]
    return []


def _faults_of(webhooks: Sequence[Webhook]) -> list[str]:
    """What of these was lost, left lying, or not answered."""
    batches = {bytes(one.body): one for one in InboundBatch.objects.all()}
    states = {body: (one.state, one.note) for body, one in batches.items()}
    inside = dict(InboundMessage.objects.values_list("provider_id", "id"))
    answered = set(OutboundMessage.objects.values_list("caused_by", flat=True))
    unsettled = InboundMessage.objects.filter(
        Q(state__in=(InboundState.NEW, InboundState.PARKED)) | Q(attempts__gt=0)
    )
    faults = [f"left lying: {one.kind} {one.provider_id} {one.state} {one.note}" for one in unsettled]
    for one in webhooks:
        state = states.get(one.body)
        if state is None:
            faults.append(f"{one.name}: not kept as it came")
        elif state not in _TOLD or (state[0] == "unreadable" and not one.unreadable):
            faults.append(f"{one.name}: {state}")
        faults += [f"{one.name}: {id_} is lost" for id_ in sorted(one.kept - inside.keys())]
        unheard = (id_ for id_ in one.answered & inside.keys() if inside[id_] not in answered)
        faults += [f"{one.name}: {id_} has no answer" for id_ in unheard]
    if len(batches) != len({one.body for one in webhooks}):
        faults.append(f"{len(batches)} batches for {len(webhooks)} webhooks")
    return faults
