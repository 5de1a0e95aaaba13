"""Carry a database away in one file, and put such a file in its place."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psycopg
from psycopg import conninfo, sql

from janasetu.config.errors import PostgresError
from janasetu.config.postgres.binaries import Binaries

Found = TypeVar("Found")

_INCOMING = "_incoming"  # joined to the database's name while a dump is read in
_OUTGOING = "_outgoing"  # ... and while the old database waits for its end


@dataclass(frozen=True)
class Carrier:
    """Dumps and restores the database at one address with one set of PostgreSQL's programs."""

    url: str
    binaries: Binaries

    def dump(self, file: Path) -> None:
        """Write the whole database to `file`; an existing file is replaced only by a complete new one."""
        if not file.parent.is_dir():
            raise PostgresError(f"There is no folder {file.parent} to write the dump to.")
        making = file.with_name(f"{file.name}.making")
        try:
            options = ("--format=custom", "--no-owner", "--no-privileges")
            self._run("pg_dump", *options, "--file", str(making), "--dbname", self._address())
            making.replace(file)
        finally:
            making.unlink(missing_ok=True)

    def ask(self, question: Callable[[psycopg.Connection], Found]) -> Found:
        """What a question finds in the database."""
        try:
            with psycopg.connect(self.url) as connection:
                return question(connection)
        except psycopg.Error as error:
            raise PostgresError(f"The database does not answer: {error}") from error

    def restore(self, file: Path, *, before: Callable[[psycopg.Connection], None] | None = None) -> None:
        """Put the dump in the place of the whole database, which goes only when the new one is complete.

        `before` is called with a connection to the new one when all else is done, just before it takes the
        place; where it raises, nothing changed.

        PostgresError with PostgreSQL's own words where the file is no dump or cannot be read in; then nothing
        changed.
        """
        self._require_dump(file)
        incoming = self._name + _INCOMING
        try:
            with psycopg.connect(self.url, dbname="postgres", autocommit=True) as connection:
                self._remove(connection, incoming)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(incoming)))
                try:
                    self._read_in(file, incoming)
                    if before:
                        with psycopg.connect(self.url, dbname=incoming) as new:
                            before(new)
                    self._swap(connection, incoming)
                finally:
                    self._remove(connection, incoming)
        except psycopg.Error as error:
            raise PostgresError(f"The dump was not put in place: {error}") from error

    @property
    def _name(self) -> str:
        return str(conninfo.conninfo_to_dict(self.url).get("dbname") or "")

    def _address(self, database: str | None = None) -> str:
        """The address of a database of the same server, for a program; its password goes by the
        environment.
        """
        parts = conninfo.conninfo_to_dict(self.url) | ({"dbname": database} if database else {})
        parts.pop("password", None)
        return conninfo.make_conninfo("", **parts)

    def _require_dump(self, file: Path) -> None:
        if not file.is_file():
            raise PostgresError(f"There is no file {file}.")
        try:
            self._run("pg_restore", "--list", str(file))
        except PostgresError as error:
            raise PostgresError(f"{file} is no dump made by ./janasetu db dump. {error}") from error

    def _read_in(self, file: Path, database: str) -> None:
        options = ("--exit-on-error", "--no-owner", "--no-privileges", "--single-transaction")
        self._run("pg_restore", *options, "--dbname", self._address(database), str(file))

    def _swap(self, connection: psycopg.Connection, incoming: str) -> None:
        """Send everybody away from the old database and give its name to the new one, at one instant."""
        outgoing = self._name + _OUTGOING
        self._remove(connection, outgoing)
        self._allow_connections(connection, yes=False)
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self._name]
            )
            with connection.transaction():
                self._rename(connection, self._name, outgoing)
                self._rename(connection, incoming, self._name)
        except psycopg.Error:
            self._allow_connections(connection, yes=True)
            raise
        self._remove(connection, outgoing)

    def _allow_connections(self, connection: psycopg.Connection, *, yes: bool) -> None:
        statement = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        connection.execute(statement.format(sql.Identifier(self._name), sql.Literal(yes)))

    def _rename(self, connection: psycopg.Connection, old: str, new: str) -> None:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
        )

    def _remove(self, connection: psycopg.Connection, name: str) -> None:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, program: str, *arguments: str) -> None:
        password = conninfo.conninfo_to_dict(self.url).get("password")
        variables = os.environ | ({"PGPASSWORD": str(password)} if password else {})
        command = [self.binaries.program(program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=variables, check=False)
        if done.returncode:
            words = done.stderr.strip().splitlines() or ["it said nothing"]
            raise PostgresError(f"{program} refused: {words[-1]}")
