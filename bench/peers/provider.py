"""A stand-in of the provider that takes every message: plain ASGI, nothing else.

BENCH_TAKES: the seconds that it takes for one, else none. BENCH_NOTES: the file where it notes `name seconds`
of each that it has, as the sender named it, else nowhere.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, MutableMapping
from time import time
from typing import Any

_ANSWER = (
    b'{"messaging_product": "whatsapp", "contacts": [{"input": "1", "wa_id": "1"}],'
    b' "messages": [{"id": "wamid.x"}]}'
)
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(_ANSWER)).encode())]
_TAKES = float(os.environ.get("BENCH_TAKES", 0))
_NOTES = (
    os.open(os.environ["BENCH_NOTES"], os.O_WRONLY | os.O_APPEND) if "BENCH_NOTES" in os.environ else None
)

Message = MutableMapping[str, Any]


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Any]
) -> None:
    """Read what is posted, and accept it."""
    if scope["type"] != "http":
        return
    body, more = b"", True
    while more:
        part = await receive()
        body, more = body + part.get("body", b""), part.get("more_body", False)
    if _NOTES is not None and (name := json.loads(body or b"{}").get("biz_opaque_callback_data")):
        os.write(_NOTES, f"{name} {time()}\n".encode())
    if _TAKES:
        await asyncio.sleep(_TAKES)
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _ANSWER})
