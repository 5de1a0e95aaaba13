"""A provider of WhatsApp messages, as far as a storm needs one: it takes messages and tells their fate.

Every message that it accepts stands in the ledger before the sender is answered, whether it is or not.
"""

import asyncio
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from storm.ledger import Ledger
from storm.pictures import PHOTO

# code: HTTP status. What a sender must live with (platforms' list of errors).
TROUBLES = {131000: 500, 130429: 429, 131056: 400, 131016: 503}
_LONGER_THAN_ANYBODY_WAITS = 12.0  # seconds


@dataclass
class Mood:
    """How the provider behaves just now; each share is of the messages that come in."""

    troubles: float = 0.0  # answered with an error, not accepted
    withheld: float = 0.0  # accepted, and never answered
    untold: float = 0.0  # of the withheld: no status ever comes either
    slow: tuple[float, float] = (0.0, 0.0)  # seconds until the answer
    tells_after: tuple[float, float] = (0.0, 1.0)  # seconds until each status
    no_media: float = 0.0  # files that are cut off or garbled, or cannot be had


@dataclass
class Provider:
    """`told`: somebody's telephone has this message now. `report`: a status is on its way to the product."""

    ledger: Ledger
    seed: str
    told: Callable[[str, dict[str, Any]], None]
    report: Callable[[str, str, str, str, float], None]
    mood: Mood = field(default_factory=Mood)
    spoilt: int = 0  # files that were not handed over whole

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - the same luck in every run of a seed

    def app(self) -> Starlette:
        """What listens where Meta would."""
        return Starlette(
            routes=[
                Route("/{version}/{account}/message_templates", self._templates, methods=["GET", "POST"]),
                Route("/{version}/{line}/messages", self._messages, methods=["POST"]),
                Route("/{version}/{line}/media", self._upload, methods=["POST"]),
                Route("/files/{media}", self._file),
                Route("/{version}/{media}", self._media),
            ]
        )

    async def _messages(self, request: Request) -> Response:
        message = await request.json()
        if "status" in message:  # a mark that something was read
            return JSONResponse({"success": True})
        mood = self.mood
        if self._random.random() < mood.troubles:
            code = self._random.choice(list(TROUBLES))
            return JSONResponse({"error": {"code": code, "message": "storm"}}, TROUBLES[code])
        wamid, is_withheld = f"wamid.out.{uuid.uuid4().hex}", self._random.random() < mood.withheld
        is_told = not (is_withheld and self._random.random() < mood.untold)
        to, opaque = message.get("to") or message["recipient"], message.get("biz_opaque_callback_data", "")
        self.ledger.write(
            opaque=opaque, to=to, wamid=wamid, withheld=is_withheld, told=is_told, at=time.time()
        )
        self.told(to, message)
        if is_told:
            self._tell_what_becomes_of(wamid, to, opaque)
        await asyncio.sleep(_LONGER_THAN_ANYBODY_WAITS if is_withheld else self._random.uniform(*mood.slow))
        return JSONResponse(
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": to, "wa_id": to}],
                "messages": [{"id": wamid}],
            }
        )

    def _tell_what_becomes_of(self, wamid: str, to: str, opaque: str) -> None:
        """Sent, delivered and read, in whatever order."""
        statuses = ["sent", "delivered", "read"]
        if self._random.random() < 0.3:
            self._random.shuffle(statuses)
        for status in statuses:
            self.report(status, wamid, to, opaque, self._random.uniform(*self.mood.tells_after))

    async def _templates(self, request: Request) -> Response:
        if request.method == "POST":
            return JSONResponse({"id": "1", "status": "APPROVED", "category": "UTILITY"})
        return JSONResponse({"data": []})

    async def _upload(self, request: Request) -> Response:
        await request.body()
        return JSONResponse({"id": str(self._random.randrange(10**14, 10**15))})

    async def _media(self, request: Request) -> Response:
        media = request.path_params["media"]
        address = f"{request.url.scheme}://{request.headers['host']}/files/{media}"
        return JSONResponse({"id": media, "url": address, "mime_type": "image/jpeg", "file_size": len(PHOTO)})

    async def _file(self, request: Request) -> Response:
        is_whole = self._random.random() >= self.mood.no_media
        self.ledger.write(file=request.path_params["media"], whole=is_whole)
        if is_whole:
            return Response(PHOTO, media_type="image/jpeg")
        self.spoilt += 1
        half = PHOTO[: len(PHOTO) // 2]
        garbled = half + PHOTO[: len(PHOTO) - len(half)]  # as long as it should be, and a photo from afar
        return self._random.choice([Response(half), Response(garbled), Response(status_code=500)])
