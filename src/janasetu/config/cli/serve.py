"""`./janasetu serve`: the production processes, all of them or those named, behind a front server."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial

from janasetu.config import data_folder, installation, ports, supervisor
from janasetu.config.crew import answers, database_url, listens, ours, prepare, say
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import FrontDoorError
from janasetu.config.installation import Installation
from janasetu.config.postgres import url_of
from janasetu.config.postgres.server import Server, is_running
from janasetu.config.supervisor import Plan, StopRequested, StopSignals, Supervisor

_NAMES = ("intake", "web", "pump", "sender", "jobs", "signer")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which of the processes."""
    parser.add_argument(
        "--only",
        type=_names,
        default=_NAMES,
        metavar=",".join(_NAMES),
        help="these processes alone; others may run on other machines",
    )


def _names(text: str) -> tuple[str, ...]:
    """Names of processes, given with commas between them."""
    names = tuple(dict.fromkeys(text.split(",")))
    if unknown := [name for name in names if name not in _NAMES]:
        raise argparse.ArgumentTypeError(f"there is no process {unknown[0]!r}; there are {', '.join(_NAMES)}")
    return names


def run(options: argparse.Namespace) -> int:
    """Run the processes until told to stop."""
    folder = data_folder.prepare(data_folder.choose())
    signals = StopSignals()
    with _alone(folder, options.only), signals.caught():
        try:
            supervisor.end_leftovers(folder, only=_part(options.only))
            installation.ensure_settings(folder)
            _live(folder, options.only, signals)
        except StopRequested:
            say("Stopped before it was ready.")
    return 0


def _part(names: Sequence[str]) -> tuple[str, ...]:
    """The names where they are not all; the rest of the folder's processes is then somebody else's."""
    return () if set(names) == set(_NAMES) else tuple(names)


@contextmanager
def _alone(folder: DataFolder, names: Sequence[str]) -> Iterator[None]:
    """Each of these processes runs once in a folder, and none beside a demo or a whole `serve`."""
    if _part(names) and data_folder.holder(folder):
        raise FrontDoorError(f"A demo or a whole serve runs on {folder.path} already.")
    with ExitStack() as held:
        if not _part(names):
            held.enter_context(data_folder.locked(folder))
        for name in sorted(names):
            held.enter_context(data_folder.locked(folder, name))
        yield


def _live(folder: DataFolder, names: Sequence[str], signals: StopSignals) -> None:
    """Start the processes, watch them, and stop them however that ends."""
    server = _own_server(folder, names)
    crew = Supervisor(folder=folder, database=server, say=say, only=_part(names))
    try:
        variables = _variables(folder, server)
        here = _installed(variables)
        plans = [_plan(name, here) for name in _NAMES if name in names]
        crew.foresee(plans, variables)
        prepare(folder, variables, only=_part(names))
        crew.start(plans, variables)
        say(f"READY http://{here.address}:{here.port}/")
        signals.only_mark()
        crew.watch(until=lambda: signals.came)
    finally:
        signals.only_mark()
        crew.stop()


def _own_server(folder: DataFolder, names: Sequence[str]) -> Server | None:
    """The managed database where nobody named another; a part of the processes finds it running."""
    if installation.named_database():
        return None
    if not _part(names):
        return Server(folder)
    if not is_running(folder):
        raise FrontDoorError("Name the database in DATABASE_URL, or start ours: ./janasetu db start.")
    return None


def _variables(folder: DataFolder, server: Server | None) -> dict[str, str]:
    """What every child is told by its environment."""
    outside = installation.named_database() or (None if server else url_of(folder))
    return {
        "JANASETU_DATA": str(folder.path),
        "JANASETU_MODE": "serve",
        "JANASETU_DATABASE_URL": database_url(outside, server),
        "DJANGO_SETTINGS_MODULE": "janasetu.config.settings",
    }


def _installed(variables: dict[str, str]) -> Installation:
    """What the settings say, read as the children will read them: SettingError before anything is started."""
    os.environ.update(variables)
    return Installation.current()


def _plan(name: str, here: Installation) -> Plan:
    """How a process is started, and seen to do its work."""
    if name == "web":
        _require_free(here.port, "web.port")
        return ours(name, answers=partial(answers, here.address, here.port, "/status/"))
    if name == "intake":
        _require_free(here.intake_port, "intake.port")
        return ours(name, answers=partial(listens, here.address, here.intake_port))
    return ours(name)


def _require_free(port: int, setting: str) -> None:
    if problem := ports.problem_with(port):
        raise FrontDoorError(f"Port {port} {problem}: name another in settings.toml, {setting}.")
