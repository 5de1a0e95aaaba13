"""Messages for tests: a line, what arrives on it, what is queued to go out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from janasetu.lib.ids import uuid7
from janasetu.messaging import inbox, outbox
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, OutboundMessage
from janasetu.messaging.values import Arrival, Choice, Lane, Message, Outgoing, Parts, Said, StatusReport
from janasetu.people.choices import AliasKind, EpochReason
from janasetu.people.tests.factories import wa
from janasetu.people.values import ContactKey, IdentityChange, Sender

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)  # a Saturday noon in Kolkata
SECOND = timedelta(seconds=1)
PHONE_NUMBER_ID = "200000000001002"
RITA, SALIM = "910000000001", "910000000002"

_ids = count(1)


def make_line(body_id: UUID | None = None, *, provider_id: str = PHONE_NUMBER_ID) -> Line:
    return Line.objects.create(
        channel="whatsapp", provider_id=provider_id, display="+91 00000 01002", body_id=body_id or uuid7()
    )


def arrival(
    text: str = "নমস্কার",
    *,
    sender: str | None = RITA,
    at: datetime = NOW,
    provider_id: str | None = None,
    line: str = PHONE_NUMBER_ID,
    said: Said | None = None,
    profile_name: str = "রীতা রায়",
) -> Arrival:
    """A message as a channel splits it; of nobody where `sender` is None."""
    return Arrival(
        channel="whatsapp",
        line=line,
        provider_id=provider_id or f"wamid.{next(_ids)}",
        kind="text",
        said=said or Said("text", text=text),
        at=at,
        sender=Sender((wa(sender),), profile_name) if sender else None,
        address=sender or "",
        address_kind=AliasKind.WHATSAPP_ID if sender else "",
    )


def changed_number(old: str, new: str = "", *, at: datetime = NOW, **changes: Any) -> Arrival:
    """The line says that whoever had one number has another; a hidden one where it says none."""
    after = (wa(new),) if new else ()
    change = IdentityChange(EpochReason.NUMBER_CHANGED, at, (wa(old),), after)
    plain = arrival(sender=old, at=at, said=Said("system"), **changes)
    return replace(plain, kind="system", change=change)


def report(status: str, *, opaque: str, provider_id: str = "wamid.out", error: str = "") -> StatusReport:
    return StatusReport("whatsapp", PHONE_NUMBER_ID, provider_id, status, NOW, opaque, error)


def take_in(
    *arrivals: Arrival, reports: Sequence[StatusReport] = (), now: datetime = NOW
) -> list[InboundMessage]:
    """Take in one batch; what it left in the inbox, in order."""
    batch = InboundBatch.objects.create(id=uuid7(), channel="whatsapp", body=b"{}", received_at=now)
    inbox.take_in({batch: Parts(list(arrivals), list(reports))}, now=now)
    inbox.mark_split([batch.id])
    return list(InboundMessage.objects.filter(batch_id=batch.id).order_by("id"))


def queue(
    contact: ContactKey,
    line: Line,
    text: str = "নমস্কার",
    *,
    choices: Sequence[Choice] = (),
    source: str | None = None,
    caused_by: UUID | None = None,
    lane: Lane = Lane.TALK,
) -> OutboundMessage | None:
    """Queue one message; its row, None where it was not queued."""
    named = source or f"test:{next(_ids)}"
    message = Message(text, tuple(choices), "তালিকা" if choices else "")
    outbox.queue([Outgoing(contact, line.id, message, named, caused_by, lane=lane)], now=NOW)
    return OutboundMessage.objects.filter(source=named).first()
