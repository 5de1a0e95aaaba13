"""Webhook bodies in Meta's shape: one message or one status each."""

from __future__ import annotations

import hashlib

from linesim.lines import WABA_ID, Line
from linesim.messages import Failure, PersonMessage, ProductMessage
from linesim.people import Person
from linesim.webhooks.encoding import encode

Fields = dict[str, object]
DAY = 24 * 60 * 60


def message_body(line: Line, person: Person, message: PersonMessage, node: Fields) -> bytes:
    """What the person did, as a `messages` webhook; `node` holds what belongs to its type, `type` too."""
    profile = {"name": person.name} | ({"username": person.username} if person.username else {})
    written = {
        **_known("from", person.shown_number),
        "from_user_id": person.bsuid,
        "id": message.wamid,
        "timestamp": str(int(message.at.timestamp())),
        **node,
    }
    return _enveloped(line, {"contacts": [{"profile": profile, **_contact(person)}], "messages": [written]})


def move_body(line: Line, person: Person, before: Person, *, wamid: str, seconds: int) -> bytes:
    """That a person has another number or, where it is hidden, another user id: without contacts."""
    system: Fields = {
        "body": f"User {person.name} changed from {before.shown_name} to {person.shown_name}",
        "type": "user_changed_user_id" if person.hides_phone else "user_changed_number",
        **_known("wa_id", person.shown_number),
        "user_id": person.bsuid,
        "previous_user_id": before.bsuid,
    }
    written = {
        **_known("from", before.shown_number),
        "id": wamid,
        "timestamp": str(seconds),
        "type": "system",
        "system": system,
    }
    return _enveloped(line, {"messages": [written]})


def status_body(line: Line, person: Person, message: ProductMessage, status: str, *, seconds: int) -> bytes:
    """How far a message of the product has come, at the Unix time `seconds`."""
    written = _status(person, message, status, seconds)
    if status != "read":
        written |= _costs(line, person, message, seconds)
    return _enveloped(line, {"contacts": [_contact(person)], "statuses": [written]})


def failure_body(
    line: Line, person: Person, message: ProductMessage, failure: Failure, *, seconds: int
) -> bytes:
    """That a message of the product failed: without contacts, as Meta sends it."""
    error = {
        "code": failure.code,
        "title": failure.title,
        "message": failure.title,
        "error_data": {"details": failure.details},
        "href": failure.href,
    }
    written = _status(person, message, "failed", seconds) | {"errors": [error]}
    return _enveloped(line, {"statuses": [written]})


def _status(person: Person, message: ProductMessage, status: str, seconds: int) -> Fields:
    written: Fields = {
        "id": message.wamid,
        "status": status,
        "timestamp": str(seconds),
        **_known("recipient_id", person.shown_number),
        "recipient_user_id": person.bsuid,
    }
    if message.callback is not None:
        written["biz_opaque_callback_data"] = message.callback
    return written


def _contact(person: Person) -> Fields:
    return {**_known("wa_id", person.shown_number), "user_id": person.bsuid}


def _known(name: str, number: str | None) -> Fields:
    """A field that is missing where the person hides the number."""
    return {} if number is None else {name: number}


def _costs(line: Line, person: Person, message: ProductMessage, seconds: int) -> Fields:
    talk = f"{line.phone_number_id} {person.wa_id} {message.category} {seconds // DAY}"
    conversation = {
        "id": hashlib.blake2b(talk.encode(), digest_size=16).hexdigest(),
        "expiration_timestamp": str((seconds // DAY + 1) * DAY),
        "origin": {"type": message.category},
    }
    pricing = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": message.category}
    return {"conversation": conversation, "pricing": pricing}


def _enveloped(line: Line, update: Fields) -> bytes:
    metadata = {"display_phone_number": line.digits, "phone_number_id": line.phone_number_id}
    value = {"messaging_product": "whatsapp", "metadata": metadata, **update}
    change = {"value": value, "field": "messages"}
    return encode({"object": "whatsapp_business_account", "entry": [{"id": WABA_ID, "changes": [change]}]})
