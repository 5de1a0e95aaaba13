"""`./janasetu doctor`: what is right, what is wrong, and the command that mends it."""

import argparse
import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from janasetu.config import data_folder, definitions, environment, installation, lines, ports
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import DataFolderError, FrontDoorError
from janasetu.config.installation import DEFAULT_PORT, DEFAULT_SIM_PORT
from janasetu.config.postgres import binaries, database, identity, url_of
from janasetu.config.postgres.server import is_running

_LITTLE_SPACE = 1024**3  # bytes free, below which a year of photos may soon find no room


class State(IntEnum):
    """How a finding stands; the worst one is the exit code."""

    OK = 0
    WARNING = 1
    BROKEN = 2


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    title: str
    state: State
    fact: str
    mend: str = ""  # the command, or what a person must do


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The ports a demo would use."""
    parser.add_argument("--port", type=ports.port, default=DEFAULT_PORT)
    parser.add_argument("--sim-port", type=ports.port, default=DEFAULT_SIM_PORT)


def run(options: argparse.Namespace) -> int:
    """Look at everything, tell of each, and end with the worst."""
    worst = State.OK
    for finding in _findings(options):
        worst = max(worst, finding.state)
        print(f"{finding.state.name.lower():<8} {finding.title:<12} {finding.fact}")
        if finding.mend:
            print(f"{'':<21} -> {finding.mend}")
    return int(worst)


def _findings(options: argparse.Namespace) -> Iterator[Finding]:
    yield _python()
    yield _environment()
    yield _guarded("postgresql", _programs)
    yield _guarded("runs as", _identity)
    folder = _existing_folder()
    if folder is None:
        yield _guarded("data", _folder_to_be)
    else:
        yield from _folder(folder)
    yield _definitions(folder)
    yield from _databases(folder)
    yield from _ports(folder, options)


def _guarded(title: str, look: Callable[[], Finding]) -> Finding:
    """A finding, or the sentence of the error that looking ended in."""
    try:
        return look()
    except FrontDoorError as error:
        return Finding(title, State.BROKEN, str(error))


def _python() -> Finding:
    return Finding("python", State.OK, f"{platform.python_version()} at {os.path.realpath(sys.executable)}")


def _environment() -> Finding:
    if environment.is_whole("runtime"):
        return Finding("environment", State.OK, str(environment.FOLDER))
    return Finding("environment", State.WARNING, "not what requirements/ asks for", "./janasetu --help")


def _programs() -> Finding:
    found = binaries.available()
    if found:
        return Finding("postgresql", State.OK, "; ".join(map(str, found)))
    if installation.named_database():
        return Finding("postgresql", State.OK, "no programs here; DATABASE_URL names a server")
    return Finding(
        "postgresql", State.BROKEN, "no PostgreSQL 15 or newer", "apt install postgresql, or set DATABASE_URL"
    )


def _identity() -> Finding:
    if os.geteuid() != 0:
        return Finding("runs as", State.OK, "you yourself")
    if identity.mapped():
        return Finding("runs as", State.OK, "root, seen by the database server as nobody")
    identity.of_nobody()
    return Finding("runs as", State.OK, f"nobody, in {data_folder.MACHINE_FOLDER} (no user namespace here)")


def _existing_folder() -> DataFolder | None:
    try:
        return data_folder.find(data_folder.choose())
    except DataFolderError:
        return None


def _folder_to_be() -> Finding:
    path = data_folder.choose()
    place = next(step for step in (path, *path.parents) if step.exists())
    if path.exists() and any(path.iterdir()):
        return Finding(
            "data", State.BROKEN, f"{path} holds other things", "name an empty folder with --data DIR"
        )
    if not os.access(place, os.W_OK):
        return Finding("data", State.BROKEN, f"{path} cannot be made by you", "name a folder with --data DIR")
    return Finding("data", State.OK, f"{path} will be made by the first ./janasetu demo")


def _folder(folder: DataFolder) -> Iterator[Finding]:
    yield _writable("data", folder.path)
    yield _writable("media", folder.media)
    yield _space(folder.path)
    if folder.settings.exists():
        yield _privacy(folder.settings)
        yield _guarded("text reports", lambda: _reports(folder))
        yield _guarded("voices", lambda: _voices(folder))


def _writable(title: str, path: Path) -> Finding:
    if os.access(path, os.W_OK):
        return Finding(title, State.OK, str(path))
    return Finding(
        title, State.BROKEN, f"{path} cannot be written by you", f"as its owner: chmod u+rwx '{path}'"
    )


def _space(path: Path) -> Finding:
    free = shutil.disk_usage(path).free
    fact = f"{free / 1024**3:.1f} GB free"
    if free < _LITTLE_SPACE:
        return Finding("disk", State.WARNING, fact, "make room, or name a folder elsewhere with --data DIR")
    return Finding("disk", State.OK, fact)


def _privacy(settings: Path) -> Finding:
    if settings.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding("secrets", State.WARNING, f"{settings} is open to others", f"chmod 600 '{settings}'")
    return Finding("secrets", State.OK, f"{settings} is closed to others")


def _reports(folder: DataFolder) -> Finding:
    """Whether the gateway of text messages can tell us what became of them."""
    at = installation.sms_reports_at(folder)
    if not at:
        return Finding("text reports", State.OK, "no gateway of text messages is set")
    return Finding("text reports", State.OK, f"delivery reports come to {at}{installation.SMS_REPORTS}/TOKEN")


def _voices(folder: DataFolder) -> Finding:
    """Whether the engine that is to write down voices is there, where one is named."""
    from janasetu.channels.speech import engines

    told = installation.speech(folder)
    if not told:
        return Finding("voices", State.OK, "no engine writes down voices")
    name, options = told["speech_engine"], told["speech_options"]
    try:
        engines.made(name, tuple(sorted(options.items())))
    except engines.NoSuchEngineError as error:
        fact = f"the engine of {folder.settings} is not there: {error}"
        return Finding("voices", State.WARNING, fact, "docs/how-to/transcription.md")
    return Finding("voices", State.OK, f"{name} writes them down for {', '.join(told['speech_bodies'])}")


def _definitions(folder: DataFolder | None) -> Finding:
    from janasetu.catalogue.loader import shelf
    from janasetu.catalogue.problems import errors

    folders = [place for place in definitions.folders(folder.path if folder else None) if place.is_dir()]
    found = shelf(*folders)
    wrong = len(errors(found.problems))
    where = f"in {', '.join(map(str, folders))}"
    if wrong:
        fact = f"{lines.counted(wrong, 'error')} in the definitions {where}"
        return Finding("services", State.WARNING, fact, f"./janasetu services lint{_data(folder)}")
    usable = lines.counted(len(found.definitions), "definition")
    return Finding("services", State.OK, f"{usable}, none with an error, {where}")


def _data(folder: DataFolder | None) -> str:
    """The option that names the state folder in a command, where it is not the one that is meant anyhow."""
    named = os.environ.get("JANASETU_DATA")
    return f" --data '{folder.path}'" if folder and named else ""


def _databases(folder: DataFolder | None) -> Iterator[Finding]:
    outside = installation.named_database()
    if outside:
        yield from _database("DATABASE_URL", outside, folder)
    elif folder is not None and is_running(folder):
        yield from _database("managed", url_of(folder), folder)
    else:
        yield Finding("database", State.OK, "not running; ./janasetu demo starts it")


def _database(name: str, url: str, folder: DataFolder | None) -> Iterator[Finding]:
    try:
        health = database.health(url)
    except FrontDoorError as error:
        yield Finding("database", State.BROKEN, str(error), "./janasetu db start, or correct DATABASE_URL")
        return
    fits = health.version >= binaries.OLDEST
    yield Finding("database", State.OK if fits else State.BROKEN, f"PostgreSQL {health.version} ({name})")
    if health.sees_bengali:
        yield Finding("letters", State.OK, f"pg_trgm sees Bengali (LC_CTYPE {health.ctype})")
    else:
        yield Finding(
            "letters", State.BROKEN, f"pg_trgm sees no Bengali (LC_CTYPE {health.ctype})", _NEW_DATABASE
        )
    if health.is_durable:
        yield Finding("durability", State.OK, "fsync, full_page_writes and synchronous_commit are on")
    else:
        yield Finding("durability", State.BROKEN, "a confirmed message may be lost", _DURABLE)
    if folder is not None and folder.settings.exists():
        yield from _alarms()
        yield from _standing()
        yield from _history()


def _alarms() -> Iterator[Finding]:
    """What has waited longer than it may, as /status/ shows it."""
    from janasetu.config.cli import with_database

    found: list[Finding] = []

    def look() -> int:
        from janasetu.config.late import late, said

        found.extend(
            Finding("waiting", State.WARNING, said(one), f"{one.watch.mend}; docs/how-to/watch.md")
            for one in late()
        )
        return 0

    try:
        with_database(look)
    except FrontDoorError as error:
        yield Finding("waiting", State.WARNING, str(error))
        return
    yield from found or [Finding("waiting", State.OK, "nothing waits longer than it may")]


def _standing() -> Iterator[Finding]:
    """How providers stand to our templates and numbers, and whether the list of prices can be read."""
    from django.db import ProgrammingError

    from janasetu.config.cli import with_database
    from janasetu.messaging.prices import PricesError, load

    found: list[Finding] = []

    def look() -> int:
        from django.conf import settings

        from janasetu.config.standing import troubles
        from janasetu.messaging.standings import ALARMS

        for told in troubles():
            state = State.WARNING if told.trouble in ALARMS else State.OK
            found.append(Finding("templates", state, told.fact, told.mend))
        lists = len(load(settings.PRICES_FILE).lists)
        found.append(Finding("prices", State.OK, f"{lines.counted(lists, 'list')} of prices"))
        return 0

    try:
        with_database(look)
    except PricesError as error:
        found.append(Finding("prices", State.WARNING, str(error), "docs/reference/costs.md"))
    except FrontDoorError as error:
        found.append(Finding("templates", State.WARNING, str(error)))
    except ProgrammingError:
        found.append(Finding("templates", State.WARNING, "the database is of another release", _PREPARE))
    yield from found


def _history() -> Iterator[Finding]:
    """Whether the database keeps history as it should; whether it is whole is for `verify-audit`."""
    from janasetu.config.cli import with_database

    found: list[Finding] = []

    def look() -> int:
        from janasetu.audit.triggers import NO_TABLES, differences

        for said in differences():
            state = State.WARNING if said == NO_TABLES else State.BROKEN
            found.append(Finding("history", state, said, _PREPARE))
        return 0

    try:
        with_database(look)
    except FrontDoorError as error:
        yield Finding("history", State.WARNING, str(error))
        return
    yield from found or [Finding("history", State.OK, "every change is written down by the database")]


_PREPARE = "./janasetu demo or ./janasetu serve prepares it"
_NEW_DATABASE = (
    "CREATE DATABASE janasetu TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' LC_COLLATE 'C.UTF-8'"
)
_DURABLE = (
    "ALTER SYSTEM SET fsync = on; the same for full_page_writes and synchronous_commit; then restart it"
)


def _ports(folder: DataFolder | None, options: argparse.Namespace) -> Iterator[Finding]:
    supervisor = data_folder.holder(folder) if folder else None
    for option, number in (("--port", options.port), ("--sim-port", options.sim_port)):
        problem = ports.problem_with(number)
        if problem is None:
            yield Finding(f"port {number}", State.OK, "free")
        elif supervisor is not None:
            yield Finding(f"port {number}", State.OK, f"in use; a demo runs here (process {supervisor})")
        else:
            yield Finding(f"port {number}", State.WARNING, problem, f"./janasetu demo {option} NUMBER")
