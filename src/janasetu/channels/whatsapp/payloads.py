"""Split a webhook of the Cloud API into neutral values; whatever is odd is kept, never an error.

Shapes: Cloud API reference, 2026. One POST holds up to 1000 updates of many people in any order; every
part of it may be missing or of the wrong type, so each value is looked at before it is believed.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from janasetu.lib import bn
from janasetu.lib.text import DEEPEST, clean
from janasetu.messaging.values import Arrival, Media, Said, Spot, StatusReport
from janasetu.people.choices import AliasKind
from janasetu.people.values import AliasName, Sender

CHANNEL = "whatsapp"
Json = Mapping[str, Any]

# Longer than any message WhatsApp carries, and any id; the raw batch keeps the rest.
MOST_TEXT = 70_000
MOST_ID, MOST_NAME, MOST_LINE, MOST_STATUS = 300, 200, 64, 40
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class UnreadableError(ValueError):
    """The bytes are no webhook of the Cloud API."""


@dataclass(slots=True)
class Parts:
    """What one webhook held."""

    arrivals: list[Arrival] = field(default_factory=list)
    reports: list[StatusReport] = field(default_factory=list)


def split(body: bytes, *, received_at: datetime) -> Parts:
    """Everything in this webhook; UnreadableError if it is not JSON of a known envelope at all."""
    envelope = _read(body)
    if not isinstance(envelope, dict) or not isinstance(envelope.get("entry"), list) or not envelope["entry"]:
        raise UnreadableError("no entry")
    parts = Parts()
    for value in _values(envelope):
        _split_value(value, parts, received_at)
    return parts


def _values(envelope: Json) -> Iterator[Json]:
    """What each change says; an entry without changes is one thing that we do not know."""
    for entry in _list(envelope.get("entry")):
        changes = _items(_dict(entry).get("changes"))
        if not changes:
            yield {"entry": entry}
        for change in changes:
            value = _dict(change).get("value")
            yield value if isinstance(value, dict) else {"change": change}


def _split_value(value: Json, parts: Parts, received_at: datetime) -> None:
    line = _text(_dict(value.get("metadata")).get("phone_number_id"))[:MOST_LINE]
    people = _People([_dict(person) for person in _items(value.get("contacts"))])
    messages, statuses = _items(value.get("messages")), _items(value.get("statuses"))
    for position, message in enumerate(messages):
        parts.arrivals.append(_arrival(line, message, people.of(_dict(message), position), received_at))
    for status in statuses:
        report = _report(line, _dict(status), received_at)
        if report:
            parts.reports.append(report)
        else:
            parts.arrivals.append(_unknown(line, status, received_at))
    if not messages and not statuses:
        parts.arrivals.append(_unknown(line, value, received_at))


# --- messages ---


def _arrival(line: str, given: Any, person: Json, received_at: datetime) -> Arrival:
    message = _dict(given)
    sender, address, address_kind = _sender(message, person)
    if sender is None or message.get("group_id"):  # what is said in a group is not said to the office
        return _unknown(line, given, received_at)
    kind = _text(message.get("type")) or "unknown"
    return Arrival(
        channel=CHANNEL,
        line=line,
        provider_id=_identifier(message.get("id")) or _fingerprint([address, given]),
        kind=kind,
        said=_said(kind, message),
        at=_moment(message.get("timestamp"), received_at),
        sender=sender,
        address=address,
        address_kind=address_kind,
    )


def _unknown(line: str, given: Any, received_at: datetime) -> Arrival:
    """Something of nobody, or nothing we know: kept under its id, else under the hash of what it says."""
    provider_id = _identifier(_dict(given).get("id")) or _fingerprint(given)
    return Arrival(CHANNEL, line, provider_id, "unknown", Said("unknown"), received_at)


class _People:
    """The contacts block of a value; it may be missing, shorter than the messages, or of other people."""

    def __init__(self, people: list[Json]) -> None:
        self._people = people
        self._by_id = {
            known: person
            for person in reversed(people)
            for known in (_text(person.get("wa_id")), _text(person.get("user_id")))
            if known
        }

    def of(self, message: Json, position: int) -> Json:
        """The entry of a message's sender: by its ids, else by its place in the list."""
        ids = [_text(message.get("from")), _text(message.get("from_user_id"))]
        if any(ids):
            return next((self._by_id[known] for known in ids if known in self._by_id), {})
        return self._people[position] if position < len(self._people) else {}


def _sender(message: Json, person: Json) -> tuple[Sender | None, str, str]:
    """Who wrote, by every name the webhook gives, and the address that an answer goes to."""
    wa_id = _name(message.get("from")) or _name(person.get("wa_id"))
    user_id = _name(message.get("from_user_id")) or _name(person.get("user_id"))
    names = []
    if wa_id:
        kind = AliasKind.WHATSAPP_ID if wa_id.isdigit() else AliasKind.WHATSAPP_USER
        names.append(AliasName(kind, wa_id))
    if user_id and user_id != wa_id:
        names.append(AliasName(AliasKind.WHATSAPP_USER, user_id))
    if not names:
        return None, "", ""
    profile = _text(_dict(person.get("profile")).get("name"))
    return Sender(tuple(names), bn.normalise(profile)[:200]), names[0].value, names[0].kind.value


def _said(kind: str, message: Json) -> Said:
    """The neutral content of a message; a shape that does not fit its type says nothing but its kind."""
    node = _dict(message.get(kind))
    match kind:
        case "text":
            return Said("text", text=_words(node.get("body")))
        case "interactive":
            reply = _dict(node.get("button_reply")) or _dict(node.get("list_reply"))
            return _choice(reply.get("id"), reply.get("title"))
        case "button":
            return _choice(node.get("payload"), node.get("text"))
        case "location":
            return _location(node)
        case "image" | "sticker" | "audio" | "voice" | "video" | "document":
            return _media(kind, node)
        case "reaction" | "system":
            return Said(kind)
    return Said("unknown")


def _choice(choice_id: Any, title: Any) -> Said:
    chosen = _text(choice_id)
    return Said("choice", text=_words(title), choice=chosen[:300]) if chosen else Said("unknown")


def _location(node: Json) -> Said:
    lat, lon = _number(node.get("latitude")), _number(node.get("longitude"))
    if lat is None or lon is None:
        return Said("unknown")
    return Said(
        "location", spot=Spot(lat, lon, _words(node.get("name"))[:300], _words(node.get("address"))[:300])
    )


def _media(kind: str, node: Json) -> Said:
    """A photograph may come as a document: what it is decides, not how it was attached."""
    mime = _text(node.get("mime_type"))[:80]
    provider_id = _text(node.get("id"))
    if not (provider_id.isascii() and provider_id.isalnum() and len(provider_id) <= 64):
        return Said("unknown")
    plain = "image" if kind == "document" and mime.startswith("image/") else kind
    sha256 = _text(node.get("sha256"))[:64]
    return Said(plain, text=_words(node.get("caption")), media=Media(provider_id, plain, mime, sha256))


# --- statuses ---


def _report(line: str, status: Json, received_at: datetime) -> StatusReport | None:
    provider_id, name = _identifier(status.get("id")), _text(status.get("status"))[:MOST_STATUS]
    if not provider_id or not name:
        return None
    errors = _dicts(status.get("errors"))
    return StatusReport(
        channel=CHANNEL,
        line=line,
        provider_id=provider_id,
        status=name,
        at=_moment(status.get("timestamp"), received_at),
        opaque=_text(status.get("biz_opaque_callback_data"))[:512],
        error=_text(next(errors, {}).get("code")),
    )


# --- believing nothing ---

_BRACKET_OR_TEXT = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


def _read(body: bytes) -> Any:
    """The JSON of these bytes, fit to be stored; UnreadableError if it is none."""
    try:
        text = body.decode(json.detect_encoding(body), "surrogatepass").removeprefix("\ufeff")
        try:
            return clean(json.loads(text, parse_int=_integer))
        except RecursionError:
            return clean(json.loads(_shallow(text), parse_int=_integer))
    except ValueError as error:
        raise UnreadableError("not JSON") from error


def _integer(digits: str) -> int | None:
    """Python refuses to read more than 4300 digits; one absurd number must not cost a whole batch."""
    return int(digits) if len(digits) < 4000 else None


def _shallow(text: str) -> str:
    """The same JSON with null for whatever lies deeper than anybody nests."""
    kept, depth, start = [], 0, 0
    for token in _BRACKET_OR_TEXT.finditer(text):
        if token[0] in ("[", "{"):
            depth += 1
            if depth == DEEPEST:
                kept.append(text[start : token.start()])
        elif token[0] in ("]", "}"):
            if depth == DEEPEST:
                start = token.end()
            depth -= 1
    return "null".join([*kept, text[start:]])


def _identifier(value: Any, longest: int = MOST_ID) -> str:
    """An id as given; one that is longer than any column is told apart by its hash."""
    text = _text(value)
    return text if len(text) <= longest else f"{text[: longest - 65]}#{_fingerprint(text)}"


def _name(value: Any) -> str:
    return _identifier(value, MOST_NAME)


def _fingerprint(given: Any) -> str:
    canonical = json.dumps(given, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _items(value: Any) -> list[Any]:
    """A list of things, also where one thing stands alone without its list."""
    return [value] if isinstance(value, dict) else _list(value)


def _dicts(value: Any) -> Iterator[Json]:
    return (item for item in _list(value) if isinstance(item, dict))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)


def _words(value: Any) -> str:
    """Words of a person, cut only where no message of WhatsApp could reach."""
    return value[:MOST_TEXT] if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _moment(value: Any, received_at: datetime) -> datetime:
    """The provider's second; where it is missing or absurd, the time of arrival.

    Some senders give milliseconds.
    """
    seconds = _number(value)
    if seconds is None or seconds <= 0:
        return received_at
    if seconds > _LATEST.timestamp():
        seconds /= 1000
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return received_at
    return moment if moment < _LATEST else received_at
