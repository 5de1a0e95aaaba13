"""`janasetu trace`: one message's whole way, from its raw bytes to the last status."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from janasetu.messaging.models import InboundMessage, OutboundMessage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "provider_id", help="the provider's id of a message that came in, or of one that went out"
    )


def run(options: argparse.Namespace) -> int:
    from janasetu.messaging.models import InboundMessage, OutboundMessage

    inbound = InboundMessage.objects.filter(provider_id=options.provider_id).exclude(kind="status").first()
    outbound = OutboundMessage.objects.filter(provider_id=options.provider_id).first()
    if inbound is None and outbound is not None and outbound.caused_by:
        inbound = InboundMessage.objects.filter(bucket=outbound.bucket, id=outbound.caused_by).first()
    if inbound is None and outbound is None:
        print(f"janasetu: nothing is known of {options.provider_id}.", file=sys.stderr)
        return 1
    for line in _inbound_lines(inbound) if inbound else ():
        print(line)
    for line in _outbound_lines(_answers(inbound, outbound)):
        print(line)
    return 0


def _answers(inbound: "InboundMessage | None", outbound: "OutboundMessage | None") -> "list[OutboundMessage]":
    from janasetu.messaging.models import OutboundMessage

    if inbound is None:
        return [outbound] if outbound else []
    return list(OutboundMessage.objects.filter(bucket=inbound.bucket, caused_by=inbound.id).order_by("id"))


def _inbound_lines(message: "InboundMessage") -> Iterator[str]:
    from janasetu.messaging.models import InboundBatch

    batch = InboundBatch.objects.filter(id=message.batch_id).first()
    if batch:
        yield _line(
            "raw body", batch.received_at, f"{len(batch.body)} bytes, {batch.state}, batch {batch.id}"
        )
    yield _line(
        "inbox", message.received_at, f"{message.kind}, {message.state}, sent {_time(message.provider_at)}"
    )
    if message.done_at:
        yield _line("turn", message.done_at, f"attempts before {message.attempts}{_talk(message)}")
    yield from _cases(message)


def _talk(message: "InboundMessage") -> str:
    from janasetu.conversations.models import Conversation

    if message.contact_id is None or message.line_id is None:
        return ""
    talk = Conversation.objects.filter(
        bucket=message.bucket, contact_id=message.contact_id, line_id=message.line_id
    ).first()
    return f", talk now {talk.state} {talk.step}".rstrip() if talk else ""


def _cases(message: "InboundMessage") -> Iterator[str]:
    from janasetu.cases.models import Case

    for case in Case.objects.filter(source=f"in:{message.id}").select_related("body"):
        yield _line("case", case.opened_at, f"{case.grouped_ref} of {case.body.code}, {case.status}")


def _outbound_lines(messages: "list[OutboundMessage]") -> Iterator[str]:
    from janasetu.messaging.models import InboundMessage

    for message in messages:
        yield _line("outbox", message.queued_at, f"{message.kind} for {message.source}, message {message.id}")
        if message.claimed_at:
            said = f", {message.error}" if message.error else ""
            yield _line("sent", message.claimed_at, f"attempts {message.attempts}, now {message.state}{said}")
        reports = InboundMessage.objects.filter(provider_id=message.provider_id, kind="status").order_by("id")
        for report in reports if message.provider_id else ():
            yield _line("status", report.provider_at, report.said.get("status", ""))


def _line(step: str, at: datetime, fact: str) -> str:
    return f"{_time(at)}  {step:<9} {fact}"


def _time(at: datetime) -> str:
    from janasetu.lib.clock import local

    return f"{local(at):%Y-%m-%d %H:%M:%S.%f}"[:-3]
