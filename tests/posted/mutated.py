"""Webhooks as no provider should send them: every sample with each part missing or odd, and broken bytes.

All of them are numbered, and the same number is the same webhook at every call.
"""

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from janasetu.channels.sms.tests.test_reports import ODD as ODD_REPORTED
from janasetu.channels.sms.tests.test_reports import reported
from janasetu.channels.whatsapp.tests import samples
from janasetu.channels.whatsapp.tests.samples import body, enveloped, message
from janasetu.channels.whatsapp.tests.test_payloads import ODD, changed, places

FEWEST = 20_000
DOUBLES = 1_500
Path = tuple[Any, ...]
Change = tuple[Path, Any]

_NUMBERS = (float("nan"), float("inf"), 1e308, -0.0, "১২৩", "1e400")
_SENDER, _OWN_ID = samples.RITA, "wamid.SAMPLE"
_GOOD = "wamid.GOOD"
_CALLED = ("messages", "statuses", "message_echoes", "calls")  # the lists whose things bear an id


@dataclass(frozen=True)
class Webhook:
    """One of them. `kept`: the ids of things in it that must be kept; `answered`: those of messages that must
    be answered too. `unreadable`: whether it may be kept as such.
    """

    name: str
    channel: str
    body: bytes
    kept: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    unreadable: bool = True


@dataclass(frozen=True)
class Recipe:
    """How one webhook is made: a sample, and what is done to its parts, or to its bytes."""

    channel: str
    sample: str
    changes: tuple[Change, ...] = ()
    torn: Callable[[bytes, random.Random], bytes] | None = field(default=None, compare=False)


def webhook(number: int) -> Webhook:
    """The one of this number, with ids that no other has."""
    recipe = recipes()[number]
    if recipe.channel == "sms":
        return _reported(recipe, number)
    if recipe.torn:
        whole = body(_stamped(samples.sample(recipe.sample), number))
        raw = recipe.torn(whole, random.Random(number))
        return Webhook(f"{number} {recipe.sample} {recipe.torn.__name__}", "whatsapp", raw)
    return _changed(recipe, number)


def _changed(recipe: Recipe, number: int) -> Webhook:
    """A sample with some of its parts changed, and where there is room, a message beside it that is whole."""
    envelope: Any = _stamped(samples.sample(recipe.sample), number)
    named = _ids_in(envelope)
    for path, odd in recipe.changes:
        if _stands(envelope, path):
            envelope = changed(envelope, path, odd)
    touched = [path for path, _ in recipe.changes]
    kept = {id_ for path, id_ in named if not any(path[: len(one)] == one for one in touched)}
    good = _with_a_good_one(envelope, number)
    readable = isinstance(envelope, dict) and isinstance(envelope.get("entry"), list) and envelope["entry"]
    return Webhook(
        f"{number} {recipe.sample} {recipe.changes!r}"[:400],
        "whatsapp",
        body(envelope),
        frozenset({*kept, *good} if readable else ()),
        frozenset(good),
        unreadable=not readable,
    )


def _with_a_good_one(envelope: Any, number: int) -> list[str]:
    """The id of a greeting put in beside what is odd, in half of them; none where there is no room."""
    if number % 2 or not isinstance(envelope, dict) or not isinstance(envelope.get("entry"), list):
        return []
    sender, wamid = f"9100002{number % 50:05}", f"{_GOOD}{number:06}"
    said = message("নমস্কার", sender=sender, at=1795240800 + number, id=wamid)
    entries = envelope["entry"]
    entries.insert(number % (len(entries) + 1), enveloped([said])["entry"][0])
    return [wamid]


def _reported(recipe: Recipe, number: int) -> Webhook:
    """Reports of a gateway of text messages, one of which may be odd."""
    whole = json.loads(recipe.sample)
    for one in whole if isinstance(whole, list) else [whole]:
        one["id"] = f"{one['id']}-{number}"
    if recipe.torn:
        raw = recipe.torn(json.dumps(whole).encode(), random.Random(number))
        return Webhook(f"{number} report {recipe.torn.__name__}", "sms", raw)
    odd: Any = whole
    for path, other in recipe.changes:
        odd = changed(odd, path, other)
    return Webhook(f"{number} report {recipe.changes!r}"[:400], "sms", json.dumps(odd).encode())


def _stamped(envelope: Any, number: int) -> Any:
    """With ids and people that few others have, so that it is not taken for one that came before."""
    text = json.dumps(envelope, ensure_ascii=False)
    text = text.replace(_OWN_ID, f"wamid.M{number:06}.").replace(_SENDER, f"9100001{number % 50:05}")
    return json.loads(text)


def _ids_in(envelope: Any) -> list[tuple[Path, str]]:
    """Where the ids of all things in it stand."""
    found = []
    for path in places(envelope):
        is_one = len(path) == 8 and path[-1] == "id" and path[-3] in _CALLED
        if is_one and isinstance(id_ := _at(envelope, path), str):
            found.append((path, id_))
    return found


def _at(node: Any, path: Path) -> Any:
    for step in path:
        node = node[step]
    return node


def _stands(envelope: Any, path: Path) -> bool:
    """Whether there is still something at this place, after other changes."""
    try:
        _at(envelope, path)
    except (KeyError, IndexError, TypeError):
        return False
    return isinstance(_at(envelope, path[:-1]), dict | list)


# --- all of them ---


@cache
def recipes() -> Sequence[Recipe]:
    """Every single change, two at once at random, and broken bytes."""
    singles = [*_singles(), *_single_reports()]
    return [*singles, *_doubles(), *_broken()]


def _singles() -> Iterator[Recipe]:
    for name in samples.names():
        for path in places(samples.sample(name)):
            for odd in (..., *ODD, *_NUMBERS):
                yield Recipe("whatsapp", name, ((path, odd),))


_REPORTS = (
    json.dumps(reported("delivered") | {"reason": "DND", "parts": 1}),
    json.dumps([reported("delivered"), reported("failed", id="sms-2")]),
)


def _single_reports() -> Iterator[Recipe]:
    for report in _REPORTS:
        for path in places(json.loads(report)):
            for odd in (..., *ODD_REPORTED, *_NUMBERS):
                yield Recipe("sms", report, ((path, odd),))


def _doubles() -> Iterator[Recipe]:
    drawn = random.Random("two at once")
    for _ in range(DOUBLES):
        name = drawn.choice(samples.names())
        here = list(places(samples.sample(name)))
        changes = ((drawn.choice(here), drawn.choice((..., *ODD, *_NUMBERS))) for _ in range(2))
        yield Recipe("whatsapp", name, tuple(changes))


def _broken() -> Iterator[Recipe]:
    for torn in _TORN:
        for name in samples.names():
            yield Recipe("whatsapp", name, torn=torn)
        for report in _REPORTS:
            yield Recipe("sms", report, torn=torn)


# --- broken bytes ---


def empty(_raw: bytes, _drawn: random.Random) -> bytes:
    return b""


def not_json(_raw: bytes, drawn: random.Random) -> bytes:
    return drawn.choice(
        [b"hello", b"<xml/>", b"entry=1&x=2", b"null", b"[]", b"{}", b"7", b'"x"', b"{'a': 1}"]
    )


def noise(_raw: bytes, drawn: random.Random) -> bytes:
    return drawn.randbytes(drawn.randrange(1, 2000))


def truncated(raw: bytes, drawn: random.Random) -> bytes:
    return raw[: drawn.randrange(len(raw))]


def flipped(raw: bytes, drawn: random.Random) -> bytes:
    """Some of its bytes are others."""
    changed_ = bytearray(raw)
    for _ in range(drawn.randrange(1, 6)):
        changed_[drawn.randrange(len(raw))] = drawn.randrange(256)
    return bytes(changed_)


def twice(raw: bytes, _drawn: random.Random) -> bytes:
    return raw + b"\n" + raw


def keys_twice(raw: bytes, drawn: random.Random) -> bytes:
    """A key stands there twice, the second time with another value."""
    keys = (b'"type"', b'"id"', b'"messages"', b'"entry"', b'"from"', b'"state"')
    here = [key for key in keys if key in raw]
    key = drawn.choice(here)
    return raw.replace(
        key + b": ", key + drawn.choice([b": null, ", b": [[]], ", b': "x", ']) + key + b": ", 1
    )


def deep(raw: bytes, drawn: random.Random) -> bytes:
    """One of its texts is a nest, deeper than Python counts; or all of it lies in one."""
    depth = drawn.choice([60, 500, 5_000, 60_000])
    opened, closed = drawn.choice([(b"[", b"]"), (b'{"a":', b"}")])
    nest = opened * depth + b"1" + closed * depth
    return nest if drawn.random() < 0.2 else _instead(raw, nest, drawn)


def no_number(raw: bytes, drawn: random.Random) -> bytes:
    """What JSON does not have, and Python reads; and numbers beyond every type."""
    odd = [b"NaN", b"-Infinity", b"1e400", b"-1e400", b"9" * 400, b"9" * 5000, b"1e-400", b"0x10"]
    return _instead(raw, drawn.choice(odd), drawn)


def marked(raw: bytes, drawn: random.Random) -> bytes:
    """With a mark of byte order, or in another encoding altogether."""
    text = raw.decode()
    encoding = drawn.choice(["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "cp1252"])
    return text.encode(encoding)


def surrogates(raw: bytes, drawn: random.Random) -> bytes:
    """Halves of letters, escaped or as bytes."""
    halves = [b"\\ud83d", b"\\ude00\\ud83d", b"\xed\xa0\xbd", b"\xed\xb8\x80", b"\\uDBFF", b"x\\udc00y"]
    return _instead(raw, b'"' + drawn.choice(halves) + b'"', drawn)


def zeros(raw: bytes, drawn: random.Random) -> bytes:
    """Zero, escaped or as a byte, in a text, between parts, at either end."""
    zero = drawn.choice([b"\\u0000", b"a\\u0000b", b"\x00", b"\xff\xfe", b"\xc0\x80"])
    if drawn.random() < 0.3:
        return drawn.choice([b"\x00" + raw, raw + b"\x00", raw.replace(b": ", b":\x00 ", 1)])
    return _instead(raw, b'"' + zero + b'"', drawn)


def many(raw: bytes, drawn: random.Random) -> bytes:
    """A thousand things that are none, in the place of one text."""
    return _instead(
        raw, b"[" + b",".join([drawn.choice([b"{}", b"null", b'"x"', b"0"])] * 1000) + b"]", drawn
    )


def _instead(raw: bytes, odd: bytes, drawn: random.Random) -> bytes:
    """With this in the place of one of its texts."""
    text = json.loads(raw)
    here = [path for path in places(text) if isinstance(_at(text, path), str)]
    marked_ = copy.deepcopy(text)
    path = drawn.choice(here)
    _at(marked_, path[:-1])[path[-1]] = "\x01here\x01"
    return body(marked_).replace(b'"\\u0001here\\u0001"', odd)


_TORN = (
    empty,
    not_json,
    noise,
    truncated,
    flipped,
    twice,
    keys_twice,
    deep,
    no_number,
    marked,
    surrogates,
    zeros,
    many,
)
