"""How many webhooks a second the intake commits, beside pgbench, FastAPI with asyncpg, and pywa.

All on one machine and one PostgreSQL with fsync, full_page_writes and synchronous_commit on; the load comes
from this process. Rounds are interleaved, a ratio is taken inside its round, and the median of the rounds is
told. Ours is counted by what it answered 200, after the commit; the peers by the rows that they have
committed in the end, as pywa answers first and stores later.
"""

import hashlib
import statistics
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep

import psycopg

from bench import form, load, servers
from bench.place import Place, place
from bench.report import Goal, Report
from janasetu.config.data_folder import DataFolder

NAME = "intake"
OFFERED = 3300.0  # a second: what a number at the highest rate brings (platforms' page on throughput)
_ROUND = 3.0  # seconds of each in a round
_OFFERED_FOR = 10.0
_WARM = 0.5
_BODIES = 60_000
_WORDS = "আমাদের পাড়ায় তিন দিন জল নেই, দেখুন"

Requests = Sequence[bytes]


def run(*, rounds: int, folder: DataFolder) -> Report:
    """Measure in a scratch folder; about 20 seconds a round."""
    with _bench(folder) as here:
        measured = [here.round() for _ in range(rounds)]
        at_rate = here.at_rate()
        durable = here.survives()
    figures = {name: statistics.median(one[name] for one in measured) for name in measured[0]} | {
        "offered_per_s": at_rate.per_second,
        "p50_ms": at_rate.milliseconds(0.5),
        "p99_ms": at_rate.milliseconds(0.99),
        "max_ms": max(at_rate.waits) * 1000,
        "durable": float(durable),
    }
    return Report(NAME, rounds, figures, list(_goals(figures)), [_NOTE])


_NOTE = "durable 1: nothing that was answered 200 was missing after kill -9 of the intake and of PostgreSQL."


def _goals(figures: Mapping[str, float]) -> Iterator[Goal]:
    yield Goal("x pgbench, a row a transaction", figures["vs_pgbench"], 0.6)
    yield Goal("x FastAPI + asyncpg", figures["vs_fastapi_asyncpg"], 3)
    yield Goal("x pywa + FastAPI, committed rows", figures["vs_pywa_fastapi"], 6)
    yield Goal(f"taken of {OFFERED:,.0f} a second", figures["offered_per_s"], 0.99 * OFFERED)
    yield Goal("p50, ms", figures["p50_ms"], 25, below=True)
    yield Goal("p99, ms", figures["p99_ms"], 100, below=True)
    yield Goal("longest, ms", figures["max_ms"], 1000, below=True)
    yield Goal("durable", figures["durable"], 1)


@contextmanager
def _bench(folder: DataFolder) -> Iterator["_Bench"]:
    """The place, a table for the peers, and the requests signed."""
    with place(folder) as here:
        here.execute("CREATE TABLE peer_rows (id bigserial PRIMARY KEY, body bytea, received_at timestamptz)")
        ours, theirs = (_requests(path, here.secret) for path in ("/webhooks/whatsapp", "/webhook"))
        yield _Bench(here, ours, theirs)


@dataclass(frozen=True)
class _Bench:
    """The rivals, one after the other in one place."""

    here: Place
    ours: Requests
    theirs: Requests

    def round(self) -> dict[str, float]:
        """Each once, and the ratios inside the round."""
        pgbench = self._pgbench()
        ours = self._ours().per_second
        fastapi = self._peer("fastapi_rows")
        pywa = self._peer("pywa_rows")
        return {
            "vs_pgbench": ours / pgbench,
            "vs_fastapi_asyncpg": ours / fastapi,
            "vs_pywa_fastapi": ours / pywa,
            "pgbench_per_s": pgbench,
            "ours_per_s": ours,
            "fastapi_asyncpg_per_s": fastapi,
            "pywa_fastapi_per_s": pywa,
        }

    def at_rate(self) -> load.Answers:
        """The waits while so many a second are offered."""
        with self.here.intake() as port:
            load.closed(port, self.ours, seconds=_WARM)
            return load.offered(port, self.ours, per_second=OFFERED, seconds=_OFFERED_FOR)

    def survives(self) -> bool:
        """Whether all that was answered is there after the intake and the database were killed under load."""
        self.here.empty("messaging_inboundbatch")
        answers: list[load.Answers] = []
        with self.here.intake() as port:
            loading = threading.Thread(
                target=lambda: answers.append(load.closed(port, self.ours, seconds=_ROUND))
            )
            loading.start()
            sleep(_ROUND / 2)
            self._kill_database()
            loading.join()
        self.here.server.start()
        stored = self._bodies()
        return bool(answers[0].accepted) and all(
            hashlib.sha256(self.ours[number].partition(b"\r\n\r\n")[2]).digest() in stored
            for number in answers[0].accepted
        )

    # --- each rival, rows or answers a second ---

    def _pgbench(self) -> float:
        script = self.here.folder.path / "insert.sql"
        body = self.ours[0].partition(b"\r\n\r\n")[2].hex()
        script.write_text(
            "INSERT INTO messaging_inboundbatch (id, channel, body, state, note, received_at) VALUES"  # noqa: S608
            f" (gen_random_uuid(), 'whatsapp', '\\x{body}', 'new', '', now());\n"
        )
        self.here.empty("messaging_inboundbatch")
        command = [
            self.here.server.cluster.binaries.program("pgbench"),
            "-n",
            "-c64",
            "-j2",
            "-M",
            "prepared",
        ]
        command += ["-T", f"{_ROUND:.0f}", "-f", str(script), self.here.server.url]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        (line,) = [line for line in done.stdout.splitlines() if line.startswith("tps =")]
        return float(line.split()[2])

    def _ours(self) -> load.Answers:
        self.here.empty("messaging_inboundbatch")
        with self.here.intake() as port:
            load.closed(port, self.ours, seconds=_WARM)
            return load.closed(port, self.ours, seconds=_ROUND)

    def _peer(self, program: str) -> float:
        """Rows in the database at the end, for each second until they all were there."""
        self.here.empty("peer_rows")
        with self.here.peer(program) as port:
            load.closed(port, self.theirs[:2000], seconds=_WARM)
            self.here.settled("peer_rows")
            before, begin = self.here.rows("peer_rows"), monotonic()
            load.closed(port, self.theirs[2000:], seconds=_ROUND)
            silence = self.here.settled("peer_rows")
            return (self.here.rows("peer_rows") - before) / (monotonic() - begin - silence)

    # --- the database ---

    def _bodies(self) -> set[bytes]:
        with psycopg.connect(self.here.server.url) as connection:
            rows = connection.execute("SELECT sha256(body) FROM messaging_inboundbatch")
            return {digest for (digest,) in rows}

    def _kill_database(self) -> None:
        """Postmaster and every backend at once, as when the machine kills them."""
        servers.end(int((self.here.folder.run / "postgres.pid").read_text()))


def _requests(path: str, secret: str) -> Requests:
    """Signed text messages of two thousand people, each with an id of its own."""
    return [
        form.signed(
            path,
            form.body(f"HBgM{number:024}", f"9190000{number % 2000:05}", 1795233600, _WORDS),
            secret,
        )
        for number in range(_BODIES)
    ]
