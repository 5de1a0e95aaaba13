"""Bad luck, one thing after the other and seeded: processes killed, the database and the provider away."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from storm.citizens import Citizen
from storm.disks import Disk
from storm.links import Link
from storm.poison import poison
from storm.product import Product
from storm.provider import Mood, Provider
from storm.webhooks import Webhooks

_LONGEST = 5.0  # seconds: what is longer in the world is as long as this here, unless all is to be full
_LONGEST_ON_DISK = 10.0
_CROWD = 10  # times as many messages as usual
_CROWD_AT_MOST = 200.0  # a second: each brings four posts more, and the storm has a core of the two
_ANSWERED_WITHIN = 15.0  # seconds, for the intake to be well again before a crowd comes
_PHOTOS = 10
_OK = 200
_SHIFTS = (7200, -7200, 86400)  # seconds: of a wrong clock
_PUMPS = ("pump", "second pump")
_COMMIT = (*_PUMPS, "sender", "jobs")
_CALM = 2.0  # seconds before the first, and between two


@dataclass
class Faults:
    """What may go wrong, and how often it did. Names are those of the catalogue of faults."""

    product: Product
    provider: Provider
    to_database: Link
    to_provider: Link
    webhooks: Webhooks
    meet: Callable[[], Citizen]  # somebody whom nobody has met yet
    rate: Callable[[], float]  # how much people say, in messages a second
    disks: dict[str, Disk]
    seed: str
    full: bool = False
    mood: Mood = field(default_factory=Mood)
    counted: Counter[str] = field(default_factory=Counter)
    kills: int = 0

    @property
    def left_out(self) -> dict[str, str]:
        """What cannot be done on this machine, and why."""
        out: dict[str, str] = {}
        if not self.disks:
            out |= dict.fromkeys(("F8 database", "F8 machine"), "nothing may be mounted")
        if not self.product.clock.is_there:
            out["F14"] = "there is no C compiler"
        return out

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - the same bad luck in every run of a seed

    async def rage(self, *, seconds: float) -> None:
        """One fault after the other for so long; each is over when this ends."""
        loop = asyncio.get_running_loop()
        end, waiting = loop.time() + seconds, list[str]()
        await asyncio.sleep(_CALM)
        while loop.time() < end:
            if not waiting:  # each once before any comes again
                waiting = sorted(_ALL.keys() - self.left_out)
                self._random.shuffle(waiting)
            name = waiting.pop()
            self.counted[name] += 1
            await _ALL[name](self)
            await asyncio.sleep(self._random.uniform(0.3, _CALM))

    def _while(self, full: float, *, longest: float = _LONGEST) -> float:
        """How long this one lasts, in seconds; `full`: as the catalogue has it."""
        scaled = self._random.uniform(1.0, longest)
        return full if self.full else scaled

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
        """F3: between handing a message over and writing that down; what becomes of it is told late."""
        self.provider.mood = replace(self.mood, slow=(0.3, 1.0), tells_after=(4.0, 8.0))
        for _ in range(self._random.randint(1, 3)):
            await asyncio.sleep(self._random.uniform(0.5, 2))
            self.kill("sender")
        self.provider.mood = self.mood

    async def pump_freezes(self) -> None:
        """F2: it lives, and does nothing; then it goes on as if nothing had been."""
        pump = self._random.choice(_PUMPS)
        self.product.freeze(pump)
        await asyncio.sleep(self._while(45))
        self.product.thaw(pump)

    # --- the database ---

    async def database_is_killed(self) -> None:
        """F4: postmaster and every backend at once, when for a while nobody but the intake has committed."""
        for _ in range(self._random.randint(1, 3)):
            for name in _COMMIT:
                self.product.freeze(name)
            await asyncio.sleep(self._random.uniform(0.2, 0.6))
            self.kill("postgres")
            for name in _COMMIT:
                self.product.thaw(name)
            await asyncio.sleep(self._random.uniform(0.2, 2))
            await asyncio.to_thread(self.product.start_database)
            await asyncio.sleep(self._random.uniform(0.5, 1.5))

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
        await asyncio.sleep(self._while(60))
        await self.to_database.open()

    async def database_is_frozen(self) -> None:
        """F7: connections stay, answers do not come."""
        self.to_database.freeze()
        await asyncio.sleep(self._while(30))
        self.to_database.thaw()

    async def database_connections_tear(self) -> None:
        """F25: some of them, somewhere, also after a COMMIT was sent."""
        self.to_database.tears = 0.5
        await self._renewed(self.to_database)
        await asyncio.sleep(self._while(30))
        self.to_database.tears = 0.0

    async def _renewed(self, link: Link) -> None:
        """Whoever was connected connects anew."""
        await link.cut()
        await link.open()

    # --- the machines ---

    async def database_disk_is_full(self) -> None:
        """F8: its server may go down over it; then somebody starts it when there is room again."""
        await self._with_full("database")
        if self.product.pid("postgres") is None:
            await asyncio.to_thread(self.product.start_database)

    async def machine_disk_is_full(self) -> None:
        """F8: no photo can be kept, no log written."""
        await self._with_full("machine")

    async def _with_full(self, disk: str) -> None:
        self.disks[disk].fill()
        await asyncio.sleep(self._while(30, longest=_LONGEST_ON_DISK))
        self.disks[disk].empty()

    async def clock_jumps(self) -> None:
        """F14: that of the second machine, there and back."""
        self.product.clock.shift(self._random.choice(_SHIFTS))
        await asyncio.sleep(self._while(60, longest=_LONGEST_ON_DISK))
        self.product.clock.shift(0)

    # --- the provider ---

    async def provider_is_away(self) -> None:
        """F9: connections are refused."""
        await self.to_provider.cut()
        await asyncio.sleep(self._while(180))
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
        await asyncio.sleep(self._while(30))
        self.to_provider.tears = 0.0

    async def files_are_cut_off(self) -> None:
        """F19: half of a file, another, or none; and people send more than usual."""
        await self._answered()
        spoilt = self.provider.spoilt
        self.provider.mood = replace(self.mood, no_media=0.7)
        sending = [asyncio.create_task(self.meet().sends_photos()) for _ in range(_PHOTOS)]
        await asyncio.sleep(self._while(30))
        await asyncio.wait(sending, timeout=_ANSWERED_WITHIN)
        for _ in range(int(_ANSWERED_WITHIN)):  # whoever fetches them may just be beginning anew
            if self.provider.spoilt >= spoilt + _PHOTOS / 2:
                break
            await asyncio.sleep(1)
        self.provider.mood = self.mood

    async def _in_mood(self, mood: Mood) -> None:
        self.provider.mood = mood
        await asyncio.sleep(self._while(30))
        self.provider.mood = self.mood

    # --- what comes in ---

    async def message_kills_its_worker(self) -> None:
        """F15: each time anew, until nobody tries any more."""
        await poison(self.meet(), self.product.database_url, self.kill)

    async def crowd_comes(self) -> None:
        """F17: many times as many people as usual, all at once."""
        await self._answered()
        rate = min(_CROWD * self.rate(), _CROWD_AT_MOST)
        saying = []
        for _ in range(int(rate * self._while(30, longest=_LONGEST))):
            one = self.meet()
            self.webhooks.ledger.write(crowd=one.wa_id)
            saying.append(asyncio.create_task(one.says("নমস্কার")))
            await asyncio.sleep(1 / rate)
        await asyncio.wait(saying, timeout=_ANSWERED_WITHIN)
        self.webhooks.ledger.write(crowd_over=True)

    async def _answered(self) -> None:
        """Wait until what was broken before is mended: the crowd is to meet a product that is well."""
        for _ in range(int(_ANSWERED_WITHIN)):
            if await self.webhooks.hostile(b"{}") == _OK:
                return
            await asyncio.sleep(1)

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
    "F8 database": Faults.database_disk_is_full,
    "F8 machine": Faults.machine_disk_is_full,
    "F9": Faults.provider_is_away,
    "F10": Faults.provider_is_slow,
    "F11": Faults.provider_refuses,
    "F12": Faults.provider_keeps_silent,
    "F14": Faults.clock_jumps,
    "F15": Faults.message_kills_its_worker,
    "F16": Faults.huge_things_come,
    "F17": Faults.crowd_comes,
    "F19": Faults.files_are_cut_off,
    "F25": Faults.database_connections_tear,
    "F25 provider": Faults.provider_connections_tear,
}
