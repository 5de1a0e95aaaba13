"""How many webhooks a second the intake commits, beside pgbench, FastAPI with asyncpg, and pywa.

All on one machine and one PostgreSQL with fsync, full_page_writes and synchronous_commit on; the load comes
from this process. Rounds are interleaved, a ratio is taken inside its round, and the median of the rounds is
told. Ours is counted by what it answered 200, after the commit; the peers by the rows that they have
committed in the end, as pywa answers first and stores later.
"""

import hashlib
import hmac
import json
import secrets
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import psycopg
from psycopg import sql

from bench import load, servers
from bench.report import Goal, Report
from janasetu.config import crew, data_folder
from janasetu.config.data_folder import DataFolder
from janasetu.config.postgres.server import Server, erase

NAME = "intake"
OFFERED = 3300.0  # a second: what a number at the highest rate brings (platforms' page on throughput)
LINE = "200000000001002"
_ROUND = 3.0  # seconds of each in a round
_OFFERED_FOR = 10.0
_WARM = 0.5
_BODIES = 60_000
_QUIET = 0.5  # seconds without a new row

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
    """A PostgreSQL of its own on the disk of the state folder, our schema in it, and the requests signed."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder.path, ignore_cleanup_errors=True) as place:
        scratch = data_folder.prepare(Path(place) / "data")
        server = Server(scratch)
        server.start()
        try:
            secret = secrets.token_hex(16)
            ours, theirs = (_requests(path, secret) for path in ("/webhooks/whatsapp", "/webhook"))
            here = _Bench(scratch, server, secret, ours, theirs)
            here.make_tables()
            yield here
        finally:
            server.stop()
            erase(scratch)


@dataclass(frozen=True)
class _Bench:
    """One PostgreSQL, and a way to start each rival on it."""

    folder: DataFolder
    server: Server
    secret: str
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
        with self._intake() as port:
            load.closed(port, self.ours, seconds=_WARM)
            return load.offered(port, self.ours, per_second=OFFERED, seconds=_OFFERED_FOR)

    def survives(self) -> bool:
        """Whether all that was answered is there after the intake and the database were killed under load."""
        self._empty("messaging_inboundbatch")
        answers: list[load.Answers] = []
        with self._intake() as port:
            loading = threading.Thread(
                target=lambda: answers.append(load.closed(port, self.ours, seconds=_ROUND))
            )
            loading.start()
            sleep(_ROUND / 2)
            self._kill_database()
            loading.join()
        self.server.start()
        stored = self._bodies()
        return bool(answers[0].accepted) and all(
            hashlib.sha256(self.ours[number].partition(b"\r\n\r\n")[2]).digest() in stored
            for number in answers[0].accepted
        )

    # --- each rival, rows or answers a second ---

    def _pgbench(self) -> float:
        script = self.folder.path / "insert.sql"
        body = self.ours[0].partition(b"\r\n\r\n")[2].hex()
        script.write_text(
            "INSERT INTO messaging_inboundbatch (id, channel, body, state, note, received_at) VALUES"  # noqa: S608
            f" (gen_random_uuid(), 'whatsapp', '\\x{body}', 'new', '', now());\n"
        )
        self._empty("messaging_inboundbatch")
        command = [self.server.cluster.binaries.program("pgbench"), "-n", "-c64", "-j2", "-M", "prepared"]
        command += ["-T", f"{_ROUND:.0f}", "-f", str(script), self.server.url]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        (line,) = [line for line in done.stdout.splitlines() if line.startswith("tps =")]
        return float(line.split()[2])

    def _ours(self) -> load.Answers:
        self._empty("messaging_inboundbatch")
        with self._intake() as port:
            load.closed(port, self.ours, seconds=_WARM)
            return load.closed(port, self.ours, seconds=_ROUND)

    def _peer(self, program: str) -> float:
        """Rows in the database at the end, for each second until they all were there."""
        self._empty("peer_rows")
        port = servers.free_port()
        command = ["-m", "uvicorn", f"bench.peers.{program}:app", "--port", str(port), "--log-level", "error"]
        with servers.running(command, port=port, variables=self._variables, log=self._log(program)):
            load.closed(port, self.theirs[:2000], seconds=_WARM)
            self._settled("peer_rows")
            before, begin = self._rows("peer_rows"), monotonic()
            load.closed(port, self.theirs[2000:], seconds=_ROUND)
            self._settled("peer_rows")
            return (self._rows("peer_rows") - before) / (monotonic() - begin - _QUIET)

    @contextmanager
    def _intake(self) -> Iterator[int]:
        """Our intake as `serve` runs it; its port."""
        port = servers.free_port()
        _write_settings(self.folder, self.secret, port)
        command = ["-m", "janasetu.config.processes", "intake"]
        with servers.running(command, port=port, variables=self._variables, log=self._log("intake")):
            yield port

    # --- the database ---

    def make_tables(self) -> None:
        """Ours by the migrations, and the peers' own."""
        _write_settings(self.folder, self.secret, servers.free_port())
        crew.prepare(self.folder, self._variables)
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE peer_rows (id bigserial PRIMARY KEY, body bytea, received_at timestamptz)"
            )

    @property
    def _variables(self) -> dict[str, str]:
        return {
            "JANASETU_DATA": str(self.folder.path),
            "JANASETU_MODE": "serve",
            "JANASETU_DATABASE_URL": self.server.url,
            "DJANGO_SETTINGS_MODULE": "janasetu.config.settings",
            "BENCH_DATABASE_URL": self.server.url,
            "BENCH_SECRET": self.secret,
            "BENCH_LINE": LINE,
        }

    def _log(self, program: str) -> Path:
        return self.folder.logs / f"{program}.log"

    def _empty(self, table: str) -> None:
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            connection.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(table)))
        with psycopg.connect(self.server.superuser_url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")  # so that nobody writes what another left

    def _rows(self, table: str) -> int:
        with psycopg.connect(self.server.url) as connection:
            counted = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            row = connection.execute(counted).fetchone()
            assert row
            return int(row[0])

    def _settled(self, table: str) -> None:
        """Wait until no more rows come."""
        rows = -1
        while rows != (rows := self._rows(table)):
            sleep(_QUIET)

    def _bodies(self) -> set[bytes]:
        with psycopg.connect(self.server.url) as connection:
            rows = connection.execute("SELECT sha256(body) FROM messaging_inboundbatch")
            return {digest for (digest,) in rows}

    def _kill_database(self) -> None:
        """Postmaster and every backend at once, as when the machine kills them."""
        servers.end(int((self.folder.run / "postgres.pid").read_text()))


def _write_settings(folder: DataFolder, secret: str, port: int) -> None:
    folder.settings.write_text(
        f"""\
secret_key = "{secret}{secret}"
[whatsapp]
app_secrets = ["{secret}"]
verify_token = "{secret}"
access_token = "{secret}"
graph_base_url = "http://127.0.0.1:1/v25.0"
business_account = "200000000000001"
[web]
hosts = ["bench.invalid"]
[intake]
port = {port}
""",
        encoding="utf-8",
    )


def _requests(path: str, secret: str) -> Requests:
    """Signed text messages, each with an id of its own, as the provider writes them."""
    return [_signed(path, _body(number), secret) for number in range(_BODIES)]


def _signed(path: str, body: bytes, secret: str) -> bytes:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return load.request(path, body, {"X-Hub-Signature-256": f"sha256={signature}"})


def _body(number: int) -> bytes:
    """A text message in the provider's envelope; non-ASCII escaped, as the provider does."""
    sender = f"9190000{number % 2000:05}"
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "910000001002", "phone_number_id": LINE},
        "contacts": [{"profile": {"name": "রীতা রায়"}, "wa_id": sender, "user_id": f"IN.{sender}"}],
        "messages": [
            {
                "from": sender,
                "from_user_id": f"IN.{sender}",
                "id": f"wamid.HBgM{number:024}",
                "timestamp": "1795233600",
                "type": "text",
                "text": {"body": "আমাদের পাড়ায় তিন দিন জল নেই, দেখুন"},
            }
        ],
    }
    envelope = {
        "object": "whatsapp_business_account",
        "entry": [{"id": "200000000000001", "changes": [{"value": value, "field": "messages"}]}],
    }
    return json.dumps(envelope, separators=(",", ":")).encode()
