"""The disk before the answer: PostgreSQL and the intake watched by system call, and a contrast to that."""

import asyncio
from collections.abc import Mapping, Sequence

import psycopg

from janasetu.config import pids
from janasetu.config.data_folder import DataFolder
from janasetu.config.postgres import postmaster
from storm.programs import below
from towns import traced
from towns.load import Load
from towns.town import Town, founded
from towns.traced import Call

ALONE, TOGETHER, ROUNDS = 40, 64, 3
_PATIENCE = 60.0  # seconds for all answers: whoever is watched is slow


def run() -> Mapping[str, int]:
    """Webhooks one at a time and many at once; then the same with a database that answers too early."""
    assert traced.is_here(), "strace is not here; it comes with: apt-get install strace."
    with founded() as town:
        town.call("db", "start")
        town.serve("intake")
        seen = _watched(town, "durable")
        early = traced.unsynced(seen)
        assert not early, (
            f"{len(early)} of {len(traced.answers(seen))} were answered before the disk: {early[:3]}"
        )
        _let_forget(town)
        contrast = _watched(town, "contrast")
        missing = traced.unsynced(contrast)
        assert len(missing) > len(traced.answers(contrast)) / 2, (
            f"with synchronous_commit off only {len(missing)} were seen"
        )
    return {"webhooks": len(traced.answers(seen)), "syncs": len(traced.syncs(seen)), "contrast": len(missing)}


def _watched(town: Town, name: str) -> Sequence[Call]:
    """All calls while the webhooks come; AssertionError where one of them was not seen."""
    server = town.pid("postgres")
    watched, into = [server, *below(server), town.pid("intake")], town.folder.with_name(f"{name}.trace")
    with traced.traced(watched, into):
        came = asyncio.run(_come(town))
    with into.open(encoding="utf-8", errors="replace") as lines:
        seen = list(traced.calls(lines))
    assert len(traced.answers(seen)) == came, f"{len(traced.answers(seen))} answers seen of {came}"
    return seen


async def _come(town: Town) -> int:
    load = Load(town.webhooks_at, town.line())
    for _ in range(ALONE):
        await load.once()
    for _ in range(ROUNDS):
        for _ in range(TOGETHER):
            load.begin()
        await load.settled(patience=_PATIENCE)
    await load.finish(patience=_PATIENCE)
    assert len(load.accepted) == ALONE + ROUNDS * TOGETHER, f"answered: {load.statuses()}"
    return len(load.accepted)


def _let_forget(town: Town) -> None:
    """Have the server answer before the disk, for whoever connects from now on; and the intake connect."""
    address = postmaster.url_of(DataFolder(town.folder), role=postmaster.SUPERUSER, database="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        # Else it forces the log by itself five times a second, which may fall between any two moments.
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"ALTER ROLE {postmaster.ROLE} SET synchronous_commit = off")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'janasetu'"
        )
    assert pids.wait_until(lambda: pids.is_alive(town.pid("intake")), seconds=10)
