"""People with telephones: they greet, ask for the menu, complain with photos, tap twice, wait for answers."""

import asyncio
import hashlib
import random
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from storm.ledger import Ledger
from storm.pictures import PHOTO
from storm.webhooks import Webhooks

_GREETINGS = ("নমস্কার", "মেনু", "nomoskar", "Hello", "আমার অভিযোগ", "ধন্যবাদ")
_COMPLAINTS = ("তিন রাত ধরে গলির আলো জ্বলছে না", "kal theke jol asche na", "নর্দমা উপচে রাস্তায় জল")
_WARDS = 18  # of the town
_MOST_STEPS = 14  # until a form that leads nowhere is given up
_PATIENCE = 15.0  # seconds for an answer
_SAYS_AGAIN = 0.2  # of those who hand in: how many tap a second time


@dataclass
class Citizen:
    """One person. What they say goes out in order, each thing after the one before was taken."""

    wa_id: str
    webhooks: Webhooks
    ledger: Ledger
    seed: str
    is_over: Callable[[], bool]
    heard: "asyncio.Queue[dict[str, Any]]" = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - the same people in every run of a seed
        self._said = 0
        self._owed = 0  # answers that are still to come
        self._last_second = 0

    async def live(self, *, pause: float) -> None:
        """Until the storm is over: a few words, or a complaint. `pause`: seconds between two matters."""
        await asyncio.sleep(self._random.uniform(0, pause))
        while not self.is_over():
            if self._random.random() < 0.5:
                await self._chatters()
            else:
                await self._complains()
            await asyncio.sleep(self._random.uniform(0, 2 * pause))

    @property
    def said(self) -> int:
        """How many things they said."""
        return self._said

    async def _chatters(self) -> None:
        for _ in range(self._random.randint(1, 4)):
            await self.says(self._random.choice(_GREETINGS))

    async def _complains(self) -> None:
        await self.hears()
        await self.says("নমস্কার")
        answer = await self.hears()
        for step in range(_MOST_STEPS):
            if answer is None or self.is_over():
                return
            choices = _choices(answer)
            if any(choice.startswith("case:") for choice in choices):
                return  # it was known, and they have its number
            chosen = self._pick(choices)
            if chosen and chosen.endswith(":submit"):
                await self._hands_in(chosen, answer)
                return
            if chosen:
                await self._taps(chosen, choices[chosen], answer)
            elif step % 2:
                await self._send("location", {"location": self._place()})
            else:
                await self.sends_photos()
            answer = await self.hears()

    def _pick(self, choices: dict[str, str]) -> str | None:
        """What leads on to a complaint; None where nothing is offered, or only a way out."""
        for end in (":submit", ":resume", ":different", "complaint"):
            for choice in choices:
                if choice.endswith(end):
                    return choice
        onward = [
            one for one in choices if not one.endswith((":menu", ":back", ":cancel", ":person", ":edit"))
        ]
        return self._random.choice(onward) if len(onward) > 2 else None

    def _place(self) -> dict[str, Any]:
        """Somewhere in the town; what a whole ward reports is one matter, as everywhere."""
        ward = self._random.randint(1, _WARDS)
        north, east = self._random.uniform(-0.02, 0.02), self._random.uniform(-0.02, 0.02)
        name = f"সুভাষপল্লী, {ward} নং ওয়ার্ড"
        return {"latitude": round(26.5205 + north, 6), "longitude": round(89.2043 + east, 6), "name": name}

    async def _hands_in(self, chosen: str, answer: dict[str, Any]) -> None:
        title = _choices(answer)[chosen]
        await self._taps(chosen, title, answer, opens=True)
        if self._random.random() < _SAYS_AGAIN:
            await self._taps(chosen, title, answer, opens=True)
        again = await self.hears()
        if again and chosen in _choices(again):  # it had been set aside, and is shown once more
            await self._taps(chosen, title, again, opens=True)
            await self.hears()

    async def sends_photos(self) -> None:
        """One, or some sent at once, of which the first bears the words."""
        for number in range(self._random.choice((1, 1, 1, 3))):
            photo = {
                "id": str(self._random.randrange(10**14, 10**15)),
                "mime_type": "image/jpeg",
                "sha256": b64encode(hashlib.sha256(PHOTO).digest()).decode(),
            }
            if number == 0:
                photo["caption"] = self._random.choice(_COMPLAINTS)
            await self._send("image", {"image": photo}, may_be_silent=number > 0)

    async def _taps(self, choice: str, title: str, answer: dict[str, Any], *, opens: bool = False) -> None:
        kind = "list_reply" if answer["interactive"]["type"] == "list" else "button_reply"
        content = {"interactive": {"type": kind, kind: {"id": choice, "title": title}}}
        await self._send("interactive", content, opens=choice if opens else "")

    async def says(self, words: str) -> str:
        """Say this; the provider's id of it, once it was taken."""
        return await self._send("text", {"text": {"body": words}})

    async def _send(
        self, kind: str, content: dict[str, Any], *, opens: str = "", may_be_silent: bool = False
    ) -> str:
        """Say it, and wait until it was taken; the provider's id of it.

        The ledger has it first. `opens`: the card that it hands in; `may_be_silent`: it asks for no answer.
        """
        self._said += 1
        self._owed += not may_be_silent
        self._last_second = max(self._last_second, int(time.time()))
        wamid = f"wamid.in.{self.wa_id}.{self._said}"
        self.ledger.write(
            wamid=wamid,
            contact=self.wa_id,
            number=self._said,
            at=self._last_second,
            opens=opens,
            may_be_silent=may_be_silent,
        )
        message = {
            "from": self.wa_id,
            "id": wamid,
            "timestamp": str(self._last_second),
            "type": kind,
            **content,
        }
        contact = {"wa_id": self.wa_id, "profile": {"name": "রহিমা"}}
        await self.webhooks.deliver(wamid, {"contacts": [contact], "messages": [message]})
        return wamid

    async def hears(self) -> dict[str, Any] | None:
        """The last thing said to them once all is answered; None when something does not come for long."""
        answer = None
        while self._owed > 0 or not self.heard.empty():
            try:
                answer = await asyncio.wait_for(self.heard.get(), _PATIENCE)
            except TimeoutError:
                self._owed = 0
                return None
            self._owed = max(0, self._owed - 1)  # an answer that comes late, or twice, is nobody's
        return answer


def _choices(message: dict[str, Any]) -> dict[str, str]:
    """What may be tapped in a message: title by id."""
    action = message.get("interactive", {}).get("action", {})
    replies = [button["reply"] for button in action.get("buttons", ())]
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    return {one["id"]: one["title"] for one in (*replies, *rows)}
