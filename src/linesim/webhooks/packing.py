"""Several updates in one webhook, as Meta batches them: entries, their changes, what each of them lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from linesim.lines import WABA_ID
from linesim.webhooks.encoding import encode
from linesim.webhooks.envelope import Fields, Update

CHANGES_IN_AN_ENTRY = 10
LISTS = ("messages", "statuses", "calls", "message_echoes", "user_preferences")


def packed(updates: Iterable[Update]) -> bytes:
    """The bytes of one webhook with all of them, in their order; neighbours of one kind share a change."""
    entries: list[dict[str, Any]] = []
    for update in _joined(updates):
        entry = entries[-1] if entries and _has_room(entries[-1], update) else _opened(entries, update)
        entry["changes"].append({"value": update.value, "field": update.field})
    return encode({"object": "whatsapp_business_account", "entry": entries})


def _opened(entries: list[dict[str, Any]], update: Update) -> dict[str, Any]:
    time = {} if update.time is None else {"time": update.time}
    entries.append({"id": WABA_ID, **time, "changes": []})
    return entries[-1]


def _has_room(entry: dict[str, Any], update: Update) -> bool:
    return entry.get("time") == update.time and len(entry["changes"]) < CHANGES_IN_AN_ENTRY


def _joined(updates: Iterable[Update]) -> Iterator[Update]:
    """The updates, neighbours about one line and of one kind made one."""
    last: Update | None = None
    for update in updates:
        if last is not None and _kind(last) is not None and _kind(last) == _kind(update):
            last = Update(last.field, _together(last.value, update.value))
            continue
        if last is not None:
            yield last
        last = update
    if last is not None:
        yield last


def _kind(update: Update) -> tuple[str, str, object] | None:
    """What two updates have to have in common to share a value; None where it shares with nothing."""
    listed = next((name for name in LISTS if name in update.value), None)
    return None if listed is None else (update.field, listed, update.value.get("metadata"))


def _together(first: Fields, second: Fields) -> Fields:
    joined = dict(first)
    for name, value in second.items():
        if isinstance(value, list):
            already = first.get(name, [])
            assert isinstance(already, list)
            fresh = [item for item in value if name != "contacts" or item not in already]
            joined[name] = [*already, *fresh]
    return joined
