"""A stand-in of the provider that takes every message at once: plain ASGI, nothing else."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

_ANSWER = (
    b'{"messaging_product": "whatsapp", "contacts": [{"input": "1", "wa_id": "1"}],'
    b' "messages": [{"id": "wamid.x"}]}'
)
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(_ANSWER)).encode())]

Message = MutableMapping[str, Any]


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Any]
) -> None:
    """Read what is posted, and accept it."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _ANSWER})
