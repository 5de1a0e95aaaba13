"""Where a benchmark runs: a PostgreSQL of its own on the disk of the state folder, and our programs on it."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import psycopg
from psycopg import conninfo, sql

from bench import form, servers
from janasetu.config import crew, data_folder
from janasetu.config.data_folder import DataFolder
from janasetu.config.postgres.server import Server, erase
from storm.programs import free_port

_QUIET = 0.5  # seconds without a new row
_SAID = (
    "messaging_inboundbatch",
    "messaging_seenkey",
    "messaging_inboundmessage",
    "messaging_outboundmessage",
    "messaging_window",
    "conversations_conversation",
)
_KNOWN = ("people_contact", "people_contactalias", "cases_case")
_HISTORY = ("audit_auditrow", "audit_auditseal", "audit_unsealed")


@contextmanager
def place(folder: DataFolder, *, towns: bool = False) -> Iterator["Place"]:
    """Our schema in a database of its own; with `towns` the small towns of the demo too."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder.path, ignore_cleanup_errors=True) as path:
        scratch = data_folder.prepare(Path(path) / "data")
        server = Server(scratch)
        server.start()
        try:
            here = Place(scratch, server, secrets.token_hex(16))
            here.prepare(towns=towns)
            yield here
        finally:
            server.stop()
            erase(scratch)


@dataclass(frozen=True)
class Place:
    """One PostgreSQL with our schema, and a way to start each program on it."""

    folder: DataFolder
    server: Server
    secret: str

    def prepare(self, *, towns: bool) -> None:
        """Bring the schema up to date; this process may use the models then."""
        write_settings(self.folder, self.secret, free_port())
        crew.prepare(self.folder, self.variables, ["--towns", "small"] if towns else ())

    @contextmanager
    def intake(self, *, provider: int = 1) -> Iterator[int]:
        """Our intake as `serve` runs it; its port. `provider`: the port of who takes what we send, if any."""
        port = free_port()
        write_settings(self.folder, self.secret, port, provider=provider)
        with self.program("intake", port=port):
            yield port

    @contextmanager
    def web(self) -> Iterator[int]:
        """Our pages as `serve` runs them; their port."""
        port = free_port()
        write_settings(self.folder, self.secret, free_port(), web=port)
        with self.program("web", port=port):
            yield port

    @contextmanager
    def pump(self) -> Iterator[None]:
        """Our pump as `serve` runs it."""
        with self.program("pump"):
            yield

    @contextmanager
    def program(self, name: str, *, port: int | None = None) -> Iterator[int]:
        """One of our processes, once it does its work; its process group."""
        command = ["-m", "janasetu.config.processes", name]
        mark = self.folder.run / f"{name}.ready"
        mark.unlink(missing_ok=True)
        ready = servers.takes_connections(port) if port else mark.exists
        with servers.running(command, ready=ready, variables=self.variables, log=self.log(name)) as group:
            yield group

    @contextmanager
    def peer(self, program: str, **told: str) -> Iterator[int]:
        """A program of bench/peers, by uvicorn; its port. `told`: further variables of its environment."""
        port = free_port()
        command = ["-m", "uvicorn", f"bench.peers.{program}:app", "--port", str(port), "--log-level", "error"]
        ready = servers.takes_connections(port)
        with servers.running(command, ready=ready, variables=self.variables | told, log=self.log(program)):
            yield port

    @property
    def variables(self) -> dict[str, str]:
        """What every program here is told."""
        return {
            "JANASETU_DATA": str(self.folder.path),
            "JANASETU_MODE": "serve",
            "JANASETU_DATABASE_URL": self.server.url,
            "DJANGO_SETTINGS_MODULE": "janasetu.config.settings",
            "BENCH_DATABASE_URL": self.server.url,
            "BENCH_SECRET": self.secret,
            "BENCH_LINE": form.LINE,
        }

    def log(self, program: str) -> Path:
        """Where a program's words go."""
        return self.folder.logs / f"{program}.log"

    def execute(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What a statement of ours brings."""
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def execute_unwatched(self, statement: str, *values: object) -> None:
        """The same past the walls and the history of what is kept, for rows that nobody tells anything of."""
        with psycopg.connect(self._as_superuser, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(statement.encode(), values or None)

    def empty(self, *tables: str) -> None:
        """Nothing is left in these, nor to be written by somebody else's checkpoint."""
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        with psycopg.connect(self._as_superuser, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")  # past the walls of what is kept
            connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
            connection.execute("CHECKPOINT")

    @property
    def _as_superuser(self) -> str:
        """The address of our database for what only the server's own administrator may do."""
        name = conninfo.conninfo_to_dict(self.server.url)["dbname"]
        return conninfo.make_conninfo(self.server.superuser_url, dbname=name)

    def forget(self) -> None:
        """Nobody has ever written: no message, no person, no talk, no case, nothing to tell of them."""
        self.empty(*_SAID, *_KNOWN, *_HISTORY)

    def rows(self, table: str) -> int:
        """How many there are."""
        with psycopg.connect(self.server.url) as connection:
            row = connection.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            ).fetchone()
            assert row
            return int(row[0])

    def settled(self, table: str) -> float:
        """Wait until no more rows come; the seconds of silence that this took."""
        rows = -1
        while rows != (rows := self.rows(table)):
            sleep(_QUIET)
        return _QUIET


def write_settings(
    folder: DataFolder, secret: str, port: int, *, provider: int = 1, web: int | None = None
) -> None:
    """What an operator writes for `serve`: on which ports it listens, and on which the provider does."""
    folder.settings.write_text(
        f"""\
secret_key = "{secret}{secret}"
[whatsapp]
app_secrets = ["{secret}"]
verify_token = "{secret}"
access_token = "{secret}"
graph_base_url = "http://127.0.0.1:{provider}/v25.0"
business_account = "200000000000001"
[web]
hosts = ["bench.invalid"]
{f"port = {web}" if web else ""}
[intake]
port = {port}
""",
        encoding="utf-8",
    )
