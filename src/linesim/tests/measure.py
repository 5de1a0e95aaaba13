"""Measure how much linesim carries: `python -m linesim.tests.measure` (not a test; prints a table)."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from linesim.tests.kit import LINE, SOURCES, command, free_port
from linesim.webhooks.wire import Wire

MESSAGES = 5000
PEOPLE = 500
AT_ONCE = 32
ROUNDS = 3
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """What is posted, and where, for the numbers from 0 on."""

    name: str
    url: Callable[[int], str]
    body: Callable[[int], dict[str, object]]


async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer every request on a connection with 200 and nothing."""
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            await reader.readexactly(length)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    writer.close()


def be_a_product(port: int) -> None:
    async def serve() -> None:
        server = await asyncio.start_server(swallow, "127.0.0.1", port)
        await server.serve_forever()

    asyncio.run(serve())


async def post_all(load: Load) -> float:
    """Seconds that MESSAGES posts took, AT_ONCE at a time."""
    numbers = iter(range(MESSAGES))
    wires: dict[str, Wire] = {}
    headers = {"Authorization": "Bearer x", "Content-Type": "application/json"}

    async def work() -> None:
        for number in numbers:
            url = load.url(number)
            wire = wires.setdefault(url, Wire(url))
            assert await wire.post(json.dumps(load.body(number)).encode(), headers) == 200

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    for wire in wires.values():
        wire.close()
    return time.perf_counter() - started


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(load: Load, *, base: str, pid: int) -> str:
    """One row of the table."""
    httpx.post(f"{base}/control/reset").raise_for_status()
    used, started = processor_seconds(pid), time.perf_counter()
    taken = asyncio.run(post_all(load))
    while httpx.get(f"{base}/control/counters").json()["webhooks_waiting"]:
        time.sleep(0.01)
    whole = time.perf_counter() - started
    posted = httpx.get(f"{base}/control/counters").json()["webhooks_posted"]
    each = (processor_seconds(pid) - used) / MESSAGES * 1000
    rates = f"{MESSAGES / taken:6.0f} messages/s in {posted / whole:6.0f} webhooks/s out"
    return f"{load.name:14}{rates} {each:6.2f} ms of processor each\n"


def from_product(number: int) -> dict[str, object]:
    text = {"body": "আপনার অভিযোগ নথিভুক্ত হয়েছে। " * 4}
    to = f"9190000{number % PEOPLE:05}"
    callback = {"biz_opaque_callback_data": str(number)}
    return {"messaging_product": "whatsapp", "to": to, "type": "text", "text": text, **callback}


def from_people(number: int) -> dict[str, object]:
    return {"line": LINE, "type": "text", "text": f"রাস্তার আলো জ্বলছে না {number}"}


def loads(base: str) -> list[Load]:
    phone = f"{base}/control/phones/9190000"
    return [
        Load("product sends", lambda number: f"{base}/v26.0/{LINE}/messages", from_product),
        Load("people send", lambda number: f"{phone}{number % PEOPLE:05}/send", from_people),
    ]


def main() -> None:
    sink, port = free_port(), free_port()
    product = multiprocessing.Process(target=be_a_product, args=(sink,), daemon=True)
    product.start()
    base = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    said = command(port=port, webhook=f"http://127.0.0.1:{sink}/", more=("--rules", "none"))
    with subprocess.Popen(said, stdout=subprocess.PIPE, env=environment) as linesim:
        assert linesim.stdout is not None
        linesim.stdout.readline()
        for load in loads(base) * ROUNDS:
            sys.stdout.write(measure(load, base=base, pid=linesim.pid))
        linesim.terminate()
    product.terminate()


if __name__ == "__main__":
    main()
