"""`./janasetu db`: start, stop, dump, restore and address of the managed database."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from janasetu.config import data_folder, installation, pids
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import FrontDoorError, PostgresError
from janasetu.config.postgres import binaries, url_of
from janasetu.config.postgres.dumps import Carrier
from janasetu.config.postgres.server import Server, is_running, resume, stop_managed

_SUPERVISOR_SECONDS = 15  # for a supervisor to bring the database back


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The five verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="start|stop|dump|restore|url")
    verbs.add_parser("start", help="start the database and leave it running")
    verbs.add_parser("stop", help="stop the database; a running demo leaves it stopped")
    for verb, help_text in (
        ("dump", "write the database to FILE"),
        ("restore", "put FILE in the database's place"),
    ):
        verbs.add_parser(verb, help=help_text).add_argument("file", metavar="FILE", type=Path)
    verbs.add_parser("url", help="the address of the running database")


def run(options: argparse.Namespace) -> int:
    """Do one verb."""
    verbs = {"start": _start, "stop": _stop, "dump": _dump, "restore": _restore, "url": _url}
    verbs[options.verb](options)
    return 0


def _start(_options: argparse.Namespace) -> None:
    _refuse_if_outside("start")
    folder = data_folder.prepare(data_folder.choose())
    if data_folder.holder(folder) is None:
        Server(folder, outlives_us=True).start()
    else:
        _let_supervisor_start(folder)
    print(url_of(folder))


def _let_supervisor_start(folder: DataFolder) -> None:
    """A running demo owns the database: take back an earlier stop, and wait until it is up again."""
    resume(folder)
    if not pids.wait_until(lambda: is_running(folder), seconds=_SUPERVISOR_SECONDS):
        raise PostgresError(
            f"The running demo did not bring the database up; see {folder.logs}/postgres.log."
        )


def _stop(_options: argparse.Namespace) -> None:
    _refuse_if_outside("stop")
    folder = data_folder.find(data_folder.choose())
    print("The database is stopped." if stop_managed(folder) else "No database was running.")


def _dump(options: argparse.Namespace) -> None:
    with _carrier() as carrier:
        carrier.dump(options.file.resolve())
    print(f"The database is in {options.file} ({options.file.stat().st_size:,} bytes).")


def _restore(options: argparse.Namespace) -> None:
    with _carrier() as carrier:
        carrier.restore(options.file.resolve())
    print(f"The database is now the one of {options.file}.")


def _url(_options: argparse.Namespace) -> None:
    print(installation.named_database() or url_of(data_folder.find(data_folder.choose())))


@contextmanager
def _carrier() -> Iterator[Carrier]:
    """What carries the database: of the one named from outside, else of our own, started for this if it must
    be.
    """
    outside = installation.named_database()
    if outside:
        yield Carrier(outside, binaries.choose())
        return
    folder = data_folder.find(data_folder.choose())
    server = Server(folder)
    if is_running(folder):
        yield Carrier(url_of(folder), server.cluster.binaries)
        return
    with data_folder.locked(folder):
        server.start()
        try:
            yield Carrier(server.url, server.cluster.binaries)
        finally:
            server.stop()


def _refuse_if_outside(verb: str) -> None:
    if os.environ.get("DATABASE_URL"):
        raise FrontDoorError(f"DATABASE_URL names the database, so there is none of ours to {verb}.")
