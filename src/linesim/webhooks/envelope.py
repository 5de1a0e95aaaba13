"""What the product is told, in Meta's shape: one message, one status, one call each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from linesim.lines import Line
from linesim.messages import Failure, PersonMessage, ProductMessage
from linesim.people import Person

Fields = dict[str, object]
DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Update:
    """One change of a webhook: Meta's word for its field, and what it says.

    `about` is the id of the message it is about; `time` (Unix seconds) stands on news of the account.
    """

    field: str
    value: Fields
    about: str = ""
    time: int | None = None


def message_update(
    line: Line, person: Person, message: PersonMessage, node: Fields, *, with_contacts: bool = True
) -> Update:
    """What the person did; `node` holds what belongs to its type, `type` too."""
    written = {
        **known("from", person.shown_number),
        "from_user_id": person.bsuid,
        "id": message.wamid,
        "timestamp": str(int(message.at.timestamp())),
        **node,
    }
    contacts: Fields = {"contacts": [profile(person)]} if with_contacts else {}
    told: Fields = {**contacts, "messages": [written]}
    return line_update(line, "messages", told, about=message.wamid)


def move_update(line: Line, person: Person, before: Person, *, wamid: str, seconds: int) -> Update:
    """That a person has another number or, where it is hidden, another user id: without contacts."""
    system: Fields = {
        "body": f"User {person.name} changed from {before.shown_name} to {person.shown_name}",
        "type": "user_changed_user_id" if person.hides_phone else "user_changed_number",
        **known("wa_id", person.shown_number),
        "user_id": person.bsuid,
        "previous_user_id": before.bsuid,
    }
    written = {
        **known("from", before.shown_number),
        "id": wamid,
        "timestamp": str(seconds),
        "type": "system",
        "system": system,
    }
    return line_update(line, "messages", {"messages": [written]}, about=wamid)


def status_update(
    line: Line, person: Person, message: ProductMessage, status: str, *, seconds: int
) -> Update:
    """How far a message of the product has come, at the Unix time `seconds`."""
    written = _status(person, message, status, seconds)
    if status != "read":
        written |= _costs(line, person, message, seconds)
    told: Fields = {"contacts": [contact(person)], "statuses": [written]}
    return line_update(line, "messages", told, about=message.wamid)


def failure_update(
    line: Line, person: Person, message: ProductMessage, failure: Failure, *, seconds: int
) -> Update:
    """That a message of the product failed: without contacts, as Meta sends it."""
    error = {
        "code": failure.code,
        "title": failure.title,
        "message": failure.title,
        "error_data": {"details": failure.details},
        "href": failure.href,
    }
    written = _status(person, message, "failed", seconds) | {"errors": [error]}
    return line_update(line, "messages", {"statuses": [written]}, about=message.wamid)


def echo_update(line: Line, person: Person, message: ProductMessage) -> Update:
    """What staff typed in the phone app; the person is named without a profile, as captures show."""
    written: Fields = {
        "from": line.digits,
        **known("to", person.shown_number),
        "to_user_id": person.bsuid,
        "id": message.wamid,
        "timestamp": str(int(message.at.timestamp())),
        "type": "text",
        "text": {"body": message.content.text},
    }
    told: Fields = {"contacts": [contact(person)], "message_echoes": [written]}
    return line_update(line, "smb_message_echoes", told, about=message.wamid)


def call_update(line: Line, person: Person, call_id: str, said: Fields) -> Update:
    """One step of a call of the person; `said` holds the event and what belongs to it."""
    written: Fields = {
        "id": call_id,
        **known("from", person.shown_number),
        "from_user_id": person.bsuid,
        "to": line.digits,
        "direction": "USER_INITIATED",
        **said,
    }
    return line_update(line, "calls", {"contacts": [profile(person)], "calls": [written]}, about=call_id)


def preference_update(line: Line, person: Person, *, stopped: bool, seconds: int) -> Update:
    """That a person wants no more marketing of a number, or wants it again."""
    word = "stop" if stopped else "resume"
    written: Fields = {
        **contact(person),
        "detail": f"User requested to {word} marketing messages",
        "category": "marketing_messages",
        "value": word,
        "timestamp": seconds,
    }
    told: Fields = {"contacts": [profile(person)], "user_preferences": [written]}
    return line_update(line, "user_preferences", told)


def line_update(line: Line, field: str, told: Fields, *, about: str = "") -> Update:
    """Something about one number, with the number's metadata before it."""
    metadata = {"display_phone_number": line.digits, "phone_number_id": line.phone_number_id}
    return Update(field, {"messaging_product": "whatsapp", "metadata": metadata, **told}, about)


def contact(person: Person) -> Fields:
    """How a person is named beside a status."""
    return {**known("wa_id", person.shown_number), "user_id": person.bsuid}


def profile(person: Person) -> Fields:
    """How a person is named beside something they did."""
    shown = {"name": person.name} | ({"username": person.username} if person.username else {})
    return {"profile": shown, **contact(person)}


def known(name: str, number: str | None) -> Fields:
    """A field that is missing where the person hides the number."""
    return {} if number is None else {name: number}


def _status(person: Person, message: ProductMessage, status: str, seconds: int) -> Fields:
    written: Fields = {
        "id": message.wamid,
        "status": status,
        "timestamp": str(seconds),
        **known("recipient_id", person.shown_number),
        "recipient_user_id": person.bsuid,
    }
    if message.callback is not None:
        written["biz_opaque_callback_data"] = message.callback
    return written


def _costs(line: Line, person: Person, message: ProductMessage, seconds: int) -> Fields:
    talk = f"{line.phone_number_id} {person.wa_id} {message.category} {seconds // DAY}"
    conversation = {
        "id": hashlib.blake2b(talk.encode(), digest_size=16).hexdigest(),
        "expiration_timestamp": str((seconds // DAY + 1) * DAY),
        "origin": {"type": message.category},
    }
    return {"conversation": conversation, "pricing": message.price.fields}
