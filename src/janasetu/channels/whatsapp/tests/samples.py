"""Recorded shapes of webhooks, one file each; and webhooks written on the spot."""

import json
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "samples"
PHONE_NUMBER_ID = "200000000001002"
RITA = "910000000001"

Json = dict[str, Any]

_ids = count(1)


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def sample(name: str) -> Json:
    read: Json = json.loads((FOLDER / f"{name}.json").read_bytes())
    return read


def body(envelope: object) -> bytes:
    """As Meta writes it: every letter that is not ASCII escaped."""
    return json.dumps(envelope).encode()


def message(text: str = "নমস্কার", /, *, sender: str = RITA, at: int = 1795240800, **changes: Any) -> Json:
    """One text message; `changes` replace or add parts of it."""
    plain = {
        "from": sender,
        "id": f"wamid.{next(_ids):06}",
        "timestamp": str(at),
        "type": "text",
        "text": {"body": text},
    }
    return plain | changes


def enveloped(messages: Sequence[object], *, contacts: Sequence[object] = (), **more: Any) -> Json:
    """A webhook with these messages, of one change."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "910000001002", "phone_number_id": PHONE_NUMBER_ID},
        "messages": list(messages),
        **more,
    }
    if contacts:
        value["contacts"] = list(contacts)
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"value": value, "field": "messages"}]}],
    }


def value_of(envelope: Json) -> Json:
    value: Json = envelope["entry"][0]["changes"][0]["value"]
    return value
