"""Bad luck, one thing after the other and seeded: processes killed, the database and the provider away."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from storm.links import Link
from storm.product import Product
from storm.provider import Mood, Provider
from storm.webhooks import Webhooks

_LONGEST = 5.0  # seconds: what is longer in the world is as long as this here
_PUMPS = ("pump", "second pump")
_CALM = 2.0  # seconds before the first, and between two


@dataclass
class Faults:
    """What may go wrong, and how often it did. Names are those of the catalogue of faults."""

    product: Product
    provider: Provider
    to_database: Link
    to_provider: Link
    webhooks: Webhooks
    seed: str
    mood: Mood = field(default_factory=Mood)
    counted: Counter[str] = field(default_factory=Counter)
    kills: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - the same bad luck in every run of a seed

    async def rage(self, *, seconds: float) -> None:
        """One fault after the other for so long; each is over when this ends."""
        loop = asyncio.get_running_loop()
        end, waiting = loop.time() + seconds, list[str]()
        await asyncio.sleep(_CALM)
        while loop.time() < end:
            if not waiting:  # each once before any comes again
                waiting = sorted(_ALL)
                self._random.shuffle(waiting)
            name = waiting.pop()
            self.counted[name] += 1
            await _ALL[name](self)
            await asyncio.sleep(self._random.uniform(0.3, _CALM))

    def _while(self) -> float:
        """How long this one lasts, in seconds."""
        return self._random.uniform(1.0, _LONGEST)

    def kill(self, name: str) -> None:
        self.kills += self.product.kill(name)

    # --- processes ---

    async def intake_is_killed(self) -> None:
        """F1: again and again, as soon as it is back."""
        for _ in range(self._random.randint(1, 3)):
            self.kill("intake")
            await asyncio.sleep(self._random.uniform(0.7, 3))

    async def pump_is_killed(self) -> None:
        """F2: in the middle of whatever it does; and what sweeps."""
        for _ in range(self._random.randint(1, 3)):
            self.kill(self._random.choice(_PUMPS))
            await asyncio.sleep(self._random.uniform(0.2, 2))
        self.kill("jobs")

    async def sender_is_killed(self) -> None:
        """F3: between handing a message over and writing that down."""
        for _ in range(self._random.randint(1, 3)):
            self.kill("sender")
            await asyncio.sleep(self._random.uniform(0.2, 2))

    async def pump_freezes(self) -> None:
        """F2: it lives, and does nothing; then it goes on as if nothing had been."""
        pump = self._random.choice(_PUMPS)
        self.product.freeze(pump)
        await asyncio.sleep(self._while())
        self.product.thaw(pump)

    # --- the database ---

    async def database_is_killed(self) -> None:
        """F4: postmaster and every backend at once."""
        self.kill("postgres")
        await asyncio.sleep(self._random.uniform(0.2, 2))
        await asyncio.to_thread(self.product.start_database)

    async def database_goes_and_intake_dies(self) -> None:
        """F5: it is away, and who holds what is not stored yet is killed before it comes back."""
        await asyncio.to_thread(self.product.stop_database)
        await asyncio.sleep(self._random.uniform(0.3, 1.5))
        self.kill("intake")
        self.kill("pump")
        await asyncio.to_thread(self.product.start_database)

    async def database_is_frozen_and_the_pump_dies(self) -> None:
        """F5: half-open, and the worker goes first."""
        self.product.freeze("postgres")
        await asyncio.sleep(self._random.uniform(0.5, 2))
        self.kill("pump")
        self.kill("intake")
        self.product.thaw("postgres")

    async def database_is_away(self) -> None:
        """F6: nobody listens where it was."""
        await self.to_database.cut()
        await asyncio.sleep(self._while())
        await self.to_database.open()

    async def database_is_frozen(self) -> None:
        """F7: connections stay, answers do not come."""
        self.to_database.freeze()
        await asyncio.sleep(self._while())
        self.to_database.thaw()

    async def database_connections_tear(self) -> None:
        """F25: some of them, somewhere, also after a COMMIT was sent."""
        self.to_database.tears = 0.5
        await self._renewed(self.to_database)
        await asyncio.sleep(self._while())
        self.to_database.tears = 0.0

    async def _renewed(self, link: Link) -> None:
        """Whoever was connected connects anew."""
        await link.cut()
        await link.open()

    # --- the provider ---

    async def provider_is_away(self) -> None:
        """F9: connections are refused."""
        await self.to_provider.cut()
        await asyncio.sleep(self._while())
        await self.to_provider.open()

    async def provider_is_slow(self) -> None:
        """F10."""
        await self._in_mood(replace(self.mood, slow=(1.0, 4.0)))

    async def provider_refuses(self) -> None:
        """F11: too quick, too often, broken."""
        await self._in_mood(replace(self.mood, troubles=0.4))

    async def provider_keeps_silent(self) -> None:
        """F12: it has taken the message and does not say so, not even later of every second one."""
        await self._in_mood(replace(self.mood, withheld=0.1, untold=0.5))

    async def provider_connections_tear(self) -> None:
        """F25: some of them, somewhere, also after a message was taken."""
        self.to_provider.tears = 0.2
        await self._renewed(self.to_provider)
        await asyncio.sleep(self._while())
        self.to_provider.tears = 0.0

    async def files_are_cut_off(self) -> None:
        """F19: half of a file, or none."""
        await self._in_mood(replace(self.mood, no_media=0.7))

    async def _in_mood(self, mood: Mood) -> None:
        self.provider.mood = mood
        await asyncio.sleep(self._while())
        self.provider.mood = self.mood

    # --- what comes in ---

    async def huge_things_come(self) -> None:
        """F16: long, deep, many, and not what they say they are."""
        letter = "অ" * 64_000
        many = [{"id": f"wamid.many.{self._random.random()}", "type": "unsupported"} for _ in range(1000)]
        for body in (
            b"[" * 10_000,
            b'{"object":"whatsapp_business_account","entry":' + b"9" * 100_000 + b"}",
            json.dumps({"object": "whatsapp_business_account", "entry": [letter]}).encode(),
            json.dumps({"entry": [{"changes": [{"value": {"messages": many}}]}]}).encode(),
            bytes(self._random.randbytes(1000)),
            b" " * 5_000_000,
        ):
            await self.webhooks.hostile(body)
            await self.webhooks.hostile(body, signed=False)


Fault = Callable[[Faults], Awaitable[None]]
_ALL: dict[str, Fault] = {
    "F1": Faults.intake_is_killed,
    "F2": Faults.pump_is_killed,
    "F2 frozen": Faults.pump_freezes,
    "F3": Faults.sender_is_killed,
    "F4": Faults.database_is_killed,
    "F5": Faults.database_goes_and_intake_dies,
    "F5 frozen": Faults.database_is_frozen_and_the_pump_dies,
    "F6": Faults.database_is_away,
    "F7": Faults.database_is_frozen,
    "F9": Faults.provider_is_away,
    "F10": Faults.provider_is_slow,
    "F11": Faults.provider_refuses,
    "F12": Faults.provider_keeps_silent,
    "F16": Faults.huge_things_come,
    "F19": Faults.files_are_cut_off,
    "F25": Faults.database_connections_tear,
    "F25 provider": Faults.provider_connections_tear,
}
