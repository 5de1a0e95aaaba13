"""Split a webhook of the Cloud API into neutral values; whatever is odd is kept, never an error.

Shapes: Cloud API reference, 2026. One POST holds up to 1000 updates of many people in any order; every
part of it may be missing or of the wrong type, so each value is looked at before it is believed.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from janasetu.channels.loose import (
    MOST_STATUS,
    Json,
    UnreadableError,
    as_dict,
    as_list,
    as_number,
    as_text,
    dicts,
    fingerprint,
    identifier,
    items,
    moment,
    read_json,
    unknown,
)
from janasetu.channels.whatsapp import news
from janasetu.channels.whatsapp.errors import meaning_of
from janasetu.lib import bn
from janasetu.messaging.values import Arrival, Charge, Media, Parts, Said, Spot, StatusReport
from janasetu.people.choices import AliasKind, EpochReason
from janasetu.people.values import AliasName, IdentityChange, Sender

CHANNEL = news.CHANNEL

# Longer than any message WhatsApp carries, and any name; the raw batch keeps the rest.
MOST_TEXT = 70_000
MOST_NAME, MOST_LINE, MOST_HASH, MOST_CATEGORY = 200, 64, 100, 40


def split(body: bytes, *, received_at: datetime) -> Parts:
    """Everything in this webhook; UnreadableError if it is not JSON of a known envelope at all."""
    envelope = read_json(body)
    if not isinstance(envelope, dict) or not isinstance(envelope.get("entry"), list) or not envelope["entry"]:
        raise UnreadableError("no entry")
    parts = Parts()
    for value in _values(envelope):
        _split_value(value, parts, received_at)
    parts.news += news.told(envelope, received_at=received_at)
    return parts


def _values(envelope: Json) -> Iterator[Json]:
    """What each change says; an entry without changes is one thing that we do not know."""
    for entry in as_list(envelope.get("entry")):
        changes = items(as_dict(entry).get("changes"))
        if not changes:
            yield {"entry": entry}
        for change in changes:
            value = as_dict(change).get("value")
            yield value if isinstance(value, dict) else {"change": change}


def _split_value(value: Json, parts: Parts, received_at: datetime) -> None:
    line = as_text(as_dict(value.get("metadata")).get("phone_number_id"))[:MOST_LINE]
    people = _People([as_dict(person) for person in items(value.get("contacts"))])
    messages, statuses = items(value.get("messages")), items(value.get("statuses"))
    for position, message in enumerate(messages):
        parts.arrivals.append(_arrival(line, message, people.of(as_dict(message), position), received_at))
    echoes, calls = items(value.get("message_echoes")), items(value.get("calls"))
    parts.arrivals += [_echo(line, as_dict(echo), received_at) for echo in echoes]
    parts.arrivals += [_call(line, as_dict(call), received_at) for call in calls]
    for status in statuses:
        report = _report(line, as_dict(status), received_at)
        if report:
            parts.reports.append(report)
        else:
            parts.arrivals.append(_unknown(line, status, received_at))
    if not (messages or statuses or echoes or calls):
        parts.arrivals.append(_unknown(line, value, received_at))


# --- messages ---


def _arrival(line: str, given: Any, person: Json, received_at: datetime) -> Arrival:
    message = as_dict(given)
    at = moment(message.get("timestamp"), received_at)
    change = _change(message, at)
    sender = Sender(change.before) if change else _sender(message, person)
    if sender is None or message.get("group_id"):  # what is said in a group is not said to the office
        return _unknown(line, given, received_at)
    kind = as_text(message.get("type")) or "unknown"
    address = sender.names[0]
    return Arrival(
        channel=CHANNEL,
        line=line,
        provider_id=identifier(message.get("id")) or fingerprint([address.value, given]),
        kind=kind,
        said=_quoting(_said(kind, message), message),
        at=at,
        sender=sender,
        address=address.value,
        address_kind=address.kind.value,
        change=change,
    )


def _echo(line: str, echo: Json, received_at: datetime) -> Arrival:
    """What staff typed to somebody in the phone's own app: its person is who it went to."""
    names = _names(_name(echo.get("to")), _name(echo.get("to_user_id")))
    if not names:
        return _unknown(line, echo, received_at)
    said = _said(as_text(echo.get("type")), echo)
    return _of(line, echo, Sender(names), "echo", Said("echo", text=said.text), received_at)


def _call(line: str, call: Json, received_at: datetime) -> Arrival:
    """Somebody rang the number; what else is told of the same call has its id, and is the same."""
    names = _names(_name(call.get("from")), _name(call.get("from_user_id")))
    if not names or as_text(call.get("direction")) not in ("", "USER_INITIATED"):
        return _unknown(line, call, received_at)
    return _of(line, call, Sender(names), "call", Said("call"), received_at)


def _of(line: str, given: Json, sender: Sender, kind: str, said: Said, received_at: datetime) -> Arrival:
    address = sender.names[0]
    return Arrival(
        channel=CHANNEL,
        line=line,
        provider_id=identifier(given.get("id")) or fingerprint([address.value, given]),
        kind=kind,
        said=said,
        at=moment(given.get("timestamp"), received_at),
        sender=sender,
        address=address.value,
        address_kind=address.kind.value,
    )


def _unknown(line: str, given: Any, received_at: datetime) -> Arrival:
    return unknown(CHANNEL, line, given, received_at)


class _People:
    """The contacts block of a value; it may be missing, shorter than the messages, or of other people."""

    def __init__(self, people: list[Json]) -> None:
        self._people = people
        self._by_id = {
            known: person
            for person in reversed(people)
            for known in (as_text(person.get("wa_id")), as_text(person.get("user_id")))
            if known
        }

    def of(self, message: Json, position: int) -> Json:
        """The entry of a message's sender: by its ids, else by its place in the list."""
        ids = [as_text(message.get("from")), as_text(message.get("from_user_id"))]
        if any(ids):
            return next((self._by_id[known] for known in ids if known in self._by_id), {})
        return self._people[position] if position < len(self._people) else {}


def _sender(message: Json, person: Json) -> Sender | None:
    """Who wrote, by every name the webhook gives; an answer goes to the first of them."""
    names = _names(
        _name(message.get("from")) or _name(person.get("wa_id")),
        _name(message.get("from_user_id")) or _name(person.get("user_id")),
    )
    if not names:
        return None
    profile = bn.normalise(as_text(as_dict(person.get("profile")).get("name")))[:200]
    identity_key = identifier(person.get("identity_key_hash"), MOST_HASH)
    return Sender(names, profile, identity_key=identity_key)


def _names(wa_id: str, user_id: str) -> tuple[AliasName, ...]:
    """The names of one person; where the number is hidden, its field may hold the user id too."""
    names = []
    if wa_id:
        kind = AliasKind.WHATSAPP_ID if wa_id.isdigit() else AliasKind.WHATSAPP_USER
        names.append(AliasName(kind, wa_id))
    if user_id and user_id != wa_id:
        names.append(AliasName(AliasKind.WHATSAPP_USER, user_id))
    return tuple(names)


# What a system message says, by its own words and those of older versions. Only a change of number makes a
# new user id; where the new number is hidden, the new user id is all that is told.
_CHANGES = {
    "user_changed_number": EpochReason.NUMBER_CHANGED,
    "customer_changed_number": EpochReason.NUMBER_CHANGED,
    "user_changed_user_id": EpochReason.NUMBER_CHANGED,
    "customer_identity_changed": EpochReason.IDENTITY_CHANGED,
    "user_identity_changed": EpochReason.IDENTITY_CHANGED,
}


def _change(message: Json, at: datetime) -> IdentityChange | None:
    """How a person's names changed, if that is what this message tells; it comes without a contacts block.

    A user id that is not said to be the old or the new one tells only who it is, and stays.
    """
    system = as_dict(message.get("system")) if message.get("type") == "system" else {}
    reason = _CHANGES.get(as_text(system.get("type")))
    if reason is None:
        return None
    user_id = message.get("from_user_id")
    before = _names(
        _name(message.get("from")) or _name(system.get("customer")),
        _name(system.get("previous_user_id")) or _name(user_id),
    )
    after = _names(
        _name(system.get("wa_id")) or _name(system.get("new_wa_id")),
        _name(system.get("user_id")) or _name(user_id),
    )
    if not before:
        return None
    return IdentityChange(reason, at, before, before if reason is EpochReason.IDENTITY_CHANGED else after)


def _said(kind: str, message: Json) -> Said:
    """The neutral content of a message; a shape that does not fit its type says nothing but its kind."""
    node = as_dict(message.get(kind))
    match kind:
        case "text":
            return Said("text", text=_words(node.get("body")))
        case "interactive":
            reply = as_dict(node.get("button_reply")) or as_dict(node.get("list_reply"))
            return _choice(reply.get("id"), reply.get("title"))
        case "button":
            return _choice(node.get("payload"), node.get("text"))
        case "location":
            return _location(node)
        case "image" | "sticker" | "audio" | "voice" | "video" | "document":
            return _media(kind, node)
        case "edit" | "revoke":  # what was said stays said; staff see that it was changed or taken back
            return Said(kind, text=_words(as_dict(as_dict(node.get("message")).get("text")).get("body")))
        case "reaction" | "system":
            return Said(kind)
    return Said("unknown")


_MAY_QUOTE = frozenset(
    {"text", "image", "audio", "document", "video", "location"}
)  # a tap names what it answers


def _quoting(said: Said, message: Json) -> Said:
    """With the id of the message it was sent as a reply to."""
    if said.kind not in _MAY_QUOTE:
        return said
    return replace(said, quotes=identifier(as_dict(message.get("context")).get("id")))


def _choice(choice_id: Any, title: Any) -> Said:
    chosen = as_text(choice_id)
    return Said("choice", text=_words(title), choice=chosen[:300]) if chosen else Said("unknown")


def _location(node: Json) -> Said:
    lat, lon = as_number(node.get("latitude")), as_number(node.get("longitude"))
    if lat is None or lon is None:
        return Said("unknown")
    return Said(
        "location", spot=Spot(lat, lon, _words(node.get("name"))[:300], _words(node.get("address"))[:300])
    )


_OLD_KINDS = {"voice": "audio"}  # as payloads named it once


def _media(kind: str, node: Json) -> Said:
    """A photograph may come as a document: what it is decides, not how it was attached."""
    mime = as_text(node.get("mime_type"))[:80]
    provider_id = as_text(node.get("id"))
    if not (provider_id.isascii() and provider_id.isalnum() and len(provider_id) <= 64):
        return Said("unknown")
    plain = "image" if kind == "document" and mime.startswith("image/") else _OLD_KINDS.get(kind, kind)
    sha256 = as_text(node.get("sha256"))[:64]
    return Said(plain, text=_words(node.get("caption")), media=Media(provider_id, plain, mime, sha256))


# --- statuses ---


def _report(line: str, status: Json, received_at: datetime) -> StatusReport | None:
    provider_id, name = identifier(status.get("id")), as_text(status.get("status"))[:MOST_STATUS]
    if not provider_id or not name:
        return None
    code = next(dicts(status.get("errors")), {}).get("code")
    return StatusReport(
        channel=CHANNEL,
        line=line,
        provider_id=provider_id,
        status=name,
        at=moment(status.get("timestamp"), received_at),
        opaque=as_text(status.get("biz_opaque_callback_data"))[:512],
        error=as_text(code),
        refusal=meaning_of(code) if isinstance(code, int) else None,
        charge=_charge(status),
    )


def _charge(status: Json) -> Charge | None:
    """What it is charged as; a status that says it only by where the conversation came from says that."""
    pricing, origin = (
        as_dict(status.get("pricing")),
        as_dict(as_dict(status.get("conversation")).get("origin")),
    )
    category = as_text(pricing.get("category")) or as_text(origin.get("type"))
    billable = pricing.get("billable")
    if not category:
        return None
    return Charge(category.casefold()[:MOST_CATEGORY], billable if isinstance(billable, bool) else None)


# --- names and words ---


def _name(value: Any) -> str:
    return identifier(value, MOST_NAME)


def _words(value: Any) -> str:
    """Words of a person, cut only where no message of WhatsApp could reach."""
    return value[:MOST_TEXT] if isinstance(value, str) else ""
