"""`./janasetu db`: start, stop, dump, restore and address of the managed database."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from janasetu.config import data_folder, installation, lines, pids
from janasetu.config.archives import Archive, Carried
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import DataFolderError, FrontDoorError, PostgresError
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
        ("dump", "write the database and the files received to FILE"),
        ("restore", "put what is in FILE in their place"),
    ):
        verbs.add_parser(verb, help=help_text).add_argument("file", metavar="FILE", type=Path)
    verbs.add_parser("url", help="the address of the running database")


def run(options: argparse.Namespace) -> int:
    """Do one verb; 1 where it was done and something is missing all the same."""
    verbs = {"start": _start, "stop": _stop, "dump": _dump, "restore": _restore, "url": _url}
    return verbs[options.verb](options) or 0


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


def _dump(options: argparse.Namespace) -> int:
    with _archive() as archive:
        carried = archive.dump(options.file.resolve())
    files = lines.counted(carried.files, "file")
    size = options.file.stat().st_size
    print(
        f"The database and {files} are in {options.file} ({size:,} bytes); the keys (settings.toml) are not."
    )
    return _missing(carried, "The database names a file that is not in the media folder, or damaged")


def _restore(options: argparse.Namespace) -> int:
    with _archive() as archive:
        carried = archive.restore(options.file.resolve())
    files = lines.counted(carried.files, "file")
    print(f"The database is now the one of {options.file}; {files} came with it.")
    return _missing(carried, "The database names a file that was neither in it nor here")


def _missing(carried: Carried, what: str) -> int:
    """Tell each file that is missing by its name; 1 where one is."""
    for sha256 in carried.missing:
        print(f"janasetu: {what}: {sha256}", file=sys.stderr)
    return 1 if carried.missing else 0


def _url(_options: argparse.Namespace) -> None:
    print(installation.named_database() or url_of(data_folder.find(data_folder.choose())))


@contextmanager
def _archive() -> Iterator[Archive]:
    """What carries the town: with the database named from outside, else with our own, started for this if it
    must be.
    """
    outside = installation.named_database()
    if outside:
        yield Archive(Carrier(outside, binaries.choose()), _media_here())
        return
    folder = data_folder.find(data_folder.choose())
    server = Server(folder)
    if is_running(folder):
        yield Archive(Carrier(url_of(folder), server.cluster.binaries), folder.media)
        return
    with data_folder.locked(folder):
        server.start()
        try:
            yield Archive(Carrier(server.url, server.cluster.binaries), folder.media)
        finally:
            server.stop()


def _media_here() -> Path | None:
    """The media folder of this machine; with a database elsewhere it may have none."""
    try:
        return data_folder.find(data_folder.choose()).media
    except DataFolderError:
        return None


def _refuse_if_outside(verb: str) -> None:
    if os.environ.get("DATABASE_URL"):
        raise FrontDoorError(f"DATABASE_URL names the database, so there is none of ours to {verb}.")
