"""Where a benchmark runs: a PostgreSQL of its own on the disk of the state folder, and our programs on it."""

import secrets
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

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
def place(folder: DataFolder, *, towns: bool = False, kept: Path | None = None) -> Iterator["Place"]:
    """Our schema in a database of its own; with `towns` the small towns of the demo too.

    `kept`: where it stays afterwards, and is found again; else nothing of it is left.
    """
    with _path(folder, kept) as path:
        scratch = data_folder.prepare(path)
        server = Server(scratch)
        server.start()
        try:
            here = Place(scratch, server, _secret(scratch))
            here.prepare(towns=towns)
            yield here
        finally:
            server.stop()
            if not kept:
                erase(scratch)


@contextmanager
def _path(folder: DataFolder, kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder.path, ignore_cleanup_errors=True) as path:
        yield Path(path) / "data"


def _secret(folder: DataFolder) -> str:
    """That of the run that made the place, or a new one."""
    if not folder.settings.exists():
        return secrets.token_hex(16)
    return str(tomllib.loads(folder.settings.read_text(encoding="utf-8"))["whatsapp"]["verify_token"])


@dataclass(frozen=True)
class Place:
    """One PostgreSQL with our schema, and a way to start each program on it."""

    folder: DataFolder
    server: Server
    secret: str
    database: str = ""  # another than the server's first

    @property
    def url(self) -> str:
        """The address of the database."""
        return _of_database(self.server.url, self.database) if self.database else self.server.url

    def beside(self, database: str) -> "Place":
        """The same with another database of the server, a copy of this one as it is now where there is none.

        Nobody may be connected to this one then.
        """
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        with psycopg.connect(self.server.superuser_url, autocommit=True) as connection:
            if not connection.execute(known, [database]).fetchone():
                name, own = (sql.Identifier(one) for one in (database, _database_of(self.server.url)))
                role = sql.Identifier(str(conninfo.conninfo_to_dict(self.server.url)["user"]))
                make = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(name, own, role)
                connection.execute(make)
        return replace(self, database=database)

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
    def pump(self, **told: str) -> Iterator[None]:
        """Our pump as `serve` runs it. `told`: further variables of its environment."""
        with self.program("pump", **told):
            yield

    @contextmanager
    def program(self, name: str, *, port: int | None = None, **told: str) -> Iterator[int]:
        """One of our processes, once it does its work; its process group."""
        command = ["-m", "janasetu.config.processes", name]
        mark = self.folder.run / f"{name}.ready"
        mark.unlink(missing_ok=True)
        ready = servers.takes_connections(port) if port else mark.exists
        variables = self.variables | told
        with servers.running(command, ready=ready, variables=variables, log=self.log(name)) as group:
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
            "JANASETU_DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "janasetu.config.settings",
            "BENCH_DATABASE_URL": self.url,
            "BENCH_SECRET": self.secret,
            "BENCH_LINE": form.LINE,
        }

    def log(self, program: str) -> Path:
        """Where a program's words go."""
        return self.folder.logs / f"{program}.log"

    def execute(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What a statement of ours brings."""
        with psycopg.connect(self.url, autocommit=True) as connection:
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
        return _of_database(self.server.superuser_url, _database_of(self.url))

    def forget(self) -> None:
        """Nobody has ever written: no message, no person, no talk, no case, nothing to tell of them."""
        self.empty(*_SAID, *_KNOWN, *_HISTORY)

    def rows(self, table: str) -> int:
        """How many there are."""
        with psycopg.connect(self.url) as connection:
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


def _database_of(url: str) -> str:
    return str(conninfo.conninfo_to_dict(url)["dbname"])


def _of_database(url: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{database}").geturl()


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
