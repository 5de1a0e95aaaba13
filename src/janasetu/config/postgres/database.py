"""Prepare the database inside a running server, and prove that it is one we can rely on.

`python -m janasetu.config.postgres.database` does it with the addresses that it reads: see `apart`.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from janasetu.config.errors import PostgresError
from janasetu.config.postgres import binaries, postmaster

_CONNECT_SECONDS = 5
_SAMPLE = "জল সরবরাহ"  # any Bengali words: a server without UTF-8 letters makes no trigrams of them


@dataclass(frozen=True)
class Health:
    """What a database says of itself, as far as our promises rest on it."""

    version: int  # the major version
    ctype: str
    sees_bengali: bool
    is_durable: bool  # fsync, full_page_writes and synchronous_commit are on


def main(urls: Sequence[str]) -> int:
    """Make our own database fit, of which the administrator's address comes first, or accept another's; 1 and
    a sentence where that cannot be.
    """
    try:
        if len(urls) > 1:
            ensure(*urls)
            require_health(urls[-1])
        else:
            accept(urls[0])
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def ensure(superuser_url: str, owner_url: str) -> None:
    """Make our role, database and extension where they are missing. Quick where nothing is.

    PostgresError with the server's own words where that fails.
    """
    try:
        with _connection(superuser_url) as connection:
            _ensure_role(connection)
            _ensure_database(connection)
        _ensure_trigrams(owner_url)
    except psycopg.Error as error:
        raise PostgresError(f"The database could not be prepared: {_first_line(error)}") from error


def accept(url: str) -> None:
    """Take a database that is not ours to manage; PostgresError where it is not fit for the product."""
    try:
        _ensure_trigrams(url)
    except psycopg.Error as error:
        raise PostgresError(f"The database cannot be used: {_first_line(error)}") from error
    require_health(url)


def health(url: str) -> Health:
    """Ask a database about its version, its letters and its durability; PostgresError where it does not
    answer.
    """
    try:
        with _connection(url) as connection:
            return _health(connection)
    except psycopg.Error as error:
        raise PostgresError(f"The database does not answer: {_first_line(error)}") from error


def require_health(url: str, *, durable: bool = True) -> None:
    """PostgresError where the database is too old, blind to Bengali or, if `durable`, may forget a commit."""
    found = health(url)
    if found.version < binaries.OLDEST:
        raise PostgresError(
            f"The database is PostgreSQL {found.version}; {binaries.OLDEST} or newer is needed."
        )
    if not found.sees_bengali:
        raise PostgresError(
            f"The database's pg_trgm sees no Bengali (LC_CTYPE is {found.ctype}), so search finds nothing: "
            "make the database anew with a UTF-8 LC_CTYPE such as C.UTF-8."
        )
    if durable and not found.is_durable:
        raise PostgresError(
            "The database may lose what it has confirmed: "
            "switch fsync, full_page_writes and synchronous_commit on."
        )


def _connection(url: str) -> psycopg.Connection:
    return psycopg.connect(url, autocommit=True, connect_timeout=_CONNECT_SECONDS)


def _ensure_trigrams(url: str) -> None:
    with _connection(url) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def _ensure_role(connection: psycopg.Connection) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [postmaster.ROLE]).fetchone()
    if not known:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(postmaster.ROLE)))


def _ensure_database(connection: psycopg.Connection) -> None:
    name = sql.Identifier(postmaster.DATABASE)
    known = connection.execute(
        "SELECT datallowconn FROM pg_database WHERE datname = %s", [postmaster.DATABASE]
    ).fetchone()
    if not known:
        owner = sql.Identifier(postmaster.ROLE)
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
    elif not known[0]:  # a restore was killed between closing it and the swap
        connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))


def _health(connection: psycopg.Connection) -> Health:
    row = connection.execute(
        "SELECT current_setting('server_version_num')::int / 10000, datctype,"
        " current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'"
        " AND current_setting('synchronous_commit') <> 'off'"
        " FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    assert row is not None
    version, ctype, is_durable = row
    return Health(version, ctype, _sees_bengali(connection), is_durable)


def _sees_bengali(connection: psycopg.Connection) -> bool:
    """Whether pg_trgm, in whatever schema it is, finds trigrams in Bengali words."""
    row = connection.execute("SELECT show_trgm(%s)", [_SAMPLE]).fetchone()
    return row is not None and len(row[0]) > 0


def _first_line(error: psycopg.Error) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


if __name__ == "__main__":
    sys.exit(main(sys.stdin.read().splitlines()))
