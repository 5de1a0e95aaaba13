"""Webhooks as Meta writes them, made from outside the product."""

import itertools
from typing import Any

_ids = itertools.count(1)
LINE = "200000000001002"
Json = dict[str, Any]


def new_id() -> str:
    return f"wamid.TEST{next(_ids):08d}"


def text_message(wa_id: str, text: str, *, second: int, wamid: str | None = None) -> Json:
    return {
        "from": wa_id,
        "id": wamid or new_id(),
        "timestamp": str(second),
        "type": "text",
        "text": {"body": text},
    }


def envelope(*messages: Any, statuses: list[Any] | None = None) -> Json:
    value: Json = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": LINE},
        "messages": list(messages),
    }
    if statuses is not None:
        value["statuses"] = statuses
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
    }
