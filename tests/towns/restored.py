"""The drill: a town dumped while people write, destroyed, and put back in another place."""

import asyncio
import hashlib
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

import httpx

from storm.programs import below, signal_all
from towns.books import drained, lost
from towns.load import Load, provider
from towns.town import Town, founded

PER_SECOND = 20.0
BEFORE, AFTER = 15.0, 8.0  # seconds of writing before the dump and after it
_FILES = "SELECT DISTINCT sha256 FROM documents_receivedfile WHERE state = 'stored' AND sha256 <> ''"
_ANSWERED = """
SELECT count(*) FROM messaging_inboundmessage AS question
  JOIN messaging_outboundmessage AS answer
    ON answer.bucket = question.bucket AND answer.caused_by = question.id
 WHERE question.provider_id = ANY(%s) AND answer.state = 'accepted'
"""


def run() -> Mapping[str, int]:
    """The whole drill."""
    with founded() as town:
        town.serve()
        file = town.folder.with_name("town.tar")
        load, owed, seconds = asyncio.run(_dumped(town, file))
        _destroy(town)
        other = Town(town.folder.with_name("other"))
        other.provider_port = town.provider_port
        try:
            begun = monotonic()
            _put_back(other, file)
            back = monotonic() - begun
            return asyncio.run(_held_against(other, load, owed)) | {
                "dump_ms": round(1000 * seconds),
                "restore_ms": round(1000 * back),
                "megabytes": round(file.stat().st_size / 1024**2),
            }
        finally:
            other.close()


async def _dumped(town: Town, file: Path) -> tuple[Load, frozenset[str], float]:
    """Dump while people write; what had been acknowledged when the dump began, and how long it took."""
    load = Load(town.webhooks_at, town.line(), photos=5)
    async with provider(town.provider_port):
        writing = asyncio.create_task(load.offer(PER_SECOND, 3 * (BEFORE + AFTER)))
        await asyncio.sleep(BEFORE)
        owed, begun = frozenset(load.accepted), monotonic()
        await asyncio.to_thread(town.call, "db", "dump", str(file))
        seconds = monotonic() - begun
        await asyncio.sleep(AFTER)
        writing.cancel()
        await load.finish(patience=10)
    assert len(load.accepted) > len(owed) > 0
    return load, owed, seconds


def _destroy(town: Town) -> None:
    """All processes at once, and all that they had."""
    server = town.pid("postgres")
    supervisor = town._running["serve"].pid
    signal_all([supervisor, *below(supervisor), server, *below(server)], signal.SIGKILL)
    town._running.pop("serve").wait()
    shutil.rmtree(town.folder, ignore_errors=True)


def _put_back(other: Town, file: Path) -> None:
    """As docs/how-to/back-up.md says: a folder, the keys, the dump, the start."""
    other.call("db", "start")
    other.set_up()
    other.call("db", "restore", str(file))
    other.call("db", "stop")
    other.serve()


async def _held_against(other: Town, load: Load, owed: frozenset[str]) -> dict[str, int]:
    """What was acknowledged before the dump is there, so is each file, and the town answers."""
    async with provider(other.provider_port):
        await drained(other, seconds=60)
        missing = sorted(owed.intersection(lost(other, load)))
        assert not missing, f"{len(missing)} that were acknowledged before the dump are lost: {missing[:5]}"
        files = [sha256 for (sha256,) in other.ask(_FILES)]
        dangling = [sha256 for sha256 in files if not _is_whole(other.folder / "media", sha256)]
        assert not dangling, f"{len(dangling)} files are named and not there: {dangling[:5]}"
        assert files, "there were no files to look for"
        fresh = Load(other.webhooks_at, other.line())
        await fresh.once()
        await fresh.finish(patience=10)
        await _answered(other, fresh)
    page = httpx.get(f"{other.pages_at}/status/", trust_env=False)
    assert page.status_code == httpx.codes.OK, f"/status/ is answered with {page.status_code}"
    came_later = sum(key not in owed for key in load.accepted)
    return {"webhooks": len(owed), "files": len(files), "after": came_later}


async def _answered(town: Town, load: Load) -> None:
    """AssertionError where the provider has no answer within ten seconds."""
    end = monotonic() + 10
    while not (await asyncio.to_thread(town.ask, _ANSWERED, list(load.sent)))[0][0]:
        assert monotonic() < end, "what was written to the town that was put back has no answer"
        await asyncio.sleep(0.5)


def _is_whole(media: Path, sha256: str) -> bool:
    place = media / sha256[:2] / sha256
    return place.exists() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256
