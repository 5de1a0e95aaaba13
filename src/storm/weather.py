"""One storm from beginning to end: a town, its people, their luck, and what is left when it is over."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import uvloop
from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.types import Message, Receive, Scope, Send

from storm.citizens import Citizen
from storm.disks import Disk, NoDiskError, mounted
from storm.faults import Faults
from storm.ledger import Ledger
from storm.links import Link, to_port, to_socket
from storm.product import CHECKOUT, Product
from storm.programs import SECRET, free_port
from storm.provider import Mood, Provider
from storm.reconcile import Findings, reconcile, stuck
from storm.webhooks import Webhooks

# How many people there are, and the seconds between two matters of one. Who is written to for long is written
# to once in six seconds only (the provider's rule): so in a long storm more people say less each.
PEOPLE, _PAUSE = 100, 1.5
_SHORT = 120.0  # seconds
_PEOPLE_FOR_LONG, _PAUSE_FOR_LONG = 300, 40.0
_DRAINED_WITHIN = 120.0  # seconds
_USUAL = Mood(withheld=0.005)  # a provider keeps silent now and then, whatever the weather
_LINE_OF = "SELECT provider_id FROM messaging_line WHERE channel = 'whatsapp' AND body_id IS NOT NULL LIMIT 1"


@dataclass(frozen=True)
class Storm:
    """What came of one."""

    seed: int
    seconds: float
    findings: Findings
    faults: dict[str, int]
    kills: int
    drained_s: float
    webhooks: dict[str, int]
    slowest_s: float
    left_out: dict[str, str] = field(default_factory=dict)  # faults that cannot be had here, and why

    @property
    def clean(self) -> bool:
        return self.findings.is_clean

    def as_json(self) -> dict[str, Any]:
        told = dict(vars(self.findings))
        examples = told.pop("examples")
        return {
            "seed": self.seed,
            "seconds": self.seconds,
            "clean": self.clean,
            **told,
            "kills": self.kills,
            "faults": self.faults,
            "left_out": self.left_out,
            "drained_s": round(self.drained_s, 1),
            "webhooks": self.webhooks,
            "slowest_s": round(self.slowest_s, 2),
            "examples": examples,
        }


def blow(
    *,
    seed: int,
    seconds: float,
    calm: bool = False,
    full: bool = False,
    checkout: Path = CHECKOUT,
    keep: Path | None = None,
) -> Storm:
    """Found a town, let it storm for so many seconds, wait until all is done, and hold it against the books.

    `calm`: nothing goes wrong but what always may. `full`: what goes wrong lasts as long as in the catalogue.
    `checkout`: the product. `keep`: where all of it stays.
    """
    with _folder(keep) as folder, _disks(folder, keep=keep is not None) as disks:
        product = Product(folder, database_port=free_port(), provider_port=free_port(), checkout=checkout)
        product.found_town()
        product.start_database()
        try:
            return uvloop.run(_blow(product, disks, seed=seed, seconds=seconds, calm=calm, full=full))
        finally:
            product.stop()
            product.stop_database()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="storm-", ignore_cleanup_errors=True) as place:
        yield Path(place)


@contextmanager
def _disks(folder: Path, *, keep: bool) -> Iterator[dict[str, Disk]]:
    """Small disks under the database and the first machine; none where nothing may be mounted."""
    with ExitStack() as held:
        places = {"database": folder / "town", "machine": folder / "first"}
        try:
            there = held.enter_context(mounted(*places.values(), keep=keep))
        except NoDiskError:
            there = []  # the table says so
        yield dict(zip(places, there, strict=False))


async def _blow(
    product: Product, disks: dict[str, Disk], *, seed: int, seconds: float, calm: bool, full: bool
) -> Storm:
    address, straight = product.database_socket, product.database_url
    with psycopg.connect(straight) as connection:
        row = connection.execute(_LINE_OF).fetchone()
        assert row
    said, sent = Ledger(product.folder / "ledger.jsonl"), Ledger(product.folder / "outbound.jsonl")
    webhooks = Webhooks(
        address=f"http://127.0.0.1:{product.intake_port}/webhooks/whatsapp",
        secret=SECRET,
        account="200000000000001",
        line=row[0],
        ledger=said,
        seed=f"{seed} webhooks",
    )
    over = asyncio.Event()
    people: dict[str, Citizen] = {}

    def meet() -> Citizen:
        wa_id = f"9100008{len(people):05d}"
        people[wa_id] = Citizen(wa_id, webhooks, said, f"{seed} {wa_id}", over.is_set)
        return people[wa_id]

    seen = set[str]()

    def told(to: str, message: dict[str, Any]) -> None:
        """Nobody answers a second time what they see again: it may be about what has long been done."""
        name = message.get("biz_opaque_callback_data", "")
        if to in people and name not in seen:
            seen.add(name)
            people[to].heard.put_nowait(message)

    provider = Provider(sent, f"{seed} provider", told, webhooks.report, _USUAL)
    provider_port = free_port()
    to_database = Link(product.database_port, to_socket(address), seed=f"{seed} database")
    to_provider = Link(product.provider_port, to_port(provider_port), seed=f"{seed} to provider")
    many, pause = (PEOPLE, _PAUSE) if seconds <= _SHORT else (_PEOPLE_FOR_LONG, _PAUSE_FOR_LONG)
    living = [meet() for _ in range(many)]
    begun = time.monotonic()

    def rate() -> float:
        return sum(one.said for one in living) / (time.monotonic() - begun)

    faults = Faults(
        product,
        provider,
        to_database,
        to_provider,
        webhooks,
        meet,
        rate,
        disks,
        f"{seed} faults",
        full,
        _USUAL,
    )
    async with _listening(provider, provider_port):
        await to_database.open()
        await to_provider.open()
        await asyncio.to_thread(product.start)
        begun = time.monotonic()
        watching = asyncio.create_task(webhooks.watch_ourselves())
        lives = [asyncio.create_task(one.live(pause=pause)) for one in living]
        await (asyncio.sleep(seconds) if calm else faults.rage(seconds=seconds))
        over.set()
        watching.cancel()
        ended = time.monotonic()
        await asyncio.wait(lives, timeout=_DRAINED_WITHIN / 2)
        await webhooks.finish(patience=_DRAINED_WITHIN / 2)
        await asyncio.to_thread(_drain, straight, ended + _DRAINED_WITHIN)
        drained = time.monotonic() - ended
        await asyncio.to_thread(product.stop)
        await to_provider.close()
        await to_database.close()
    with psycopg.connect(straight) as connection:
        findings = reconcile(connection, product.folder)
    return Storm(
        seed,
        seconds,
        findings,
        dict(faults.counted),
        faults.kills,
        drained,
        webhooks.outcomes,
        webhooks.slowest,
        faults.left_out,
    )


def _drain(address: str, until: float) -> None:
    """Wait until nothing is under way in the product."""
    with psycopg.connect(address, autocommit=True) as connection:
        while stuck(connection) and time.monotonic() < until:
            time.sleep(0.5)


@asynccontextmanager
async def _listening(provider: Provider, port: int) -> AsyncIterator[None]:
    app = provider.app()

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def received() -> Message:  # granian's own returns a future
            return await receive()

        await app(scope, received, send)

    server = Server(
        wrapped,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        log_enabled=False,
        websockets=False,
    )
    serving = asyncio.create_task(server.serve())
    await asyncio.sleep(0.3)
    yield
    server.stop()  # type: ignore[no-untyped-call]  # granian leaves it untyped
    await serving
