"""Read what providers post, whatever it is: each value is looked at before it is believed."""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from janasetu.lib.text import DEEPEST, clean
from janasetu.messaging.values import Arrival, Said

Json = Mapping[str, Any]

MOST_ID, MOST_STATUS = 300, 40  # characters; longer than any, and the raw batch keeps the rest
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class UnreadableError(ValueError):
    """The bytes are nothing that this channel posts."""


_BRACKET_OR_TEXT = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


def read_json(body: bytes) -> Any:
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


def identifier(value: Any, longest: int = MOST_ID) -> str:
    """An id as given; one that is longer than any column is told apart by its hash."""
    text = as_text(value)
    return text if len(text) <= longest else f"{text[: longest - 65]}#{fingerprint(text)}"


def fingerprint(given: Any) -> str:
    canonical = json.dumps(given, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def as_dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def items(value: Any) -> list[Any]:
    """A list of things, also where one thing stands alone without its list."""
    return [value] if isinstance(value, dict) else as_list(value)


def dicts(value: Any) -> Iterator[Json]:
    return (item for item in as_list(value) if isinstance(item, dict))


def as_text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)


def as_number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def moment(value: Any, received_at: datetime) -> datetime:
    """The provider's second; where it is missing or absurd, the time of arrival.

    Some senders give milliseconds.
    """
    seconds = as_number(value)
    if seconds is None or seconds <= 0:
        return received_at
    if seconds > LATEST.timestamp():
        seconds /= 1000
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return received_at
    return at if at < LATEST else received_at


def unknown(channel: str, line: str, given: Any, received_at: datetime) -> Arrival:
    """Something of nobody, or nothing we know: kept under its id, else under the hash of what it says."""
    provider_id = identifier(as_dict(given).get("id")) or fingerprint(given)
    return Arrival(channel, line, provider_id, "unknown", Said("unknown"), received_at)
