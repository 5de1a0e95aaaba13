"""`./janasetu demo`: the whole product on one machine, with seeded towns and a simulated phone."""

import argparse
import os
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from janasetu.config import data_folder, definitions, installation, ports, supervisor
from janasetu.config.crew import answers, database_url, ours, prepare, say
from janasetu.config.data_folder import DataFolder
from janasetu.config.postgres.server import Server, erase
from janasetu.config.supervisor import Plan, StopRequested, StopSignals, Supervisor

_HERE = "127.0.0.1"
_WORKERS = ("pump", "sender", "jobs", "signer")  # they say themselves when they are ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What a demo can be told."""
    for option, default, whose in (
        ("--port", installation.DEFAULT_PORT, "the product"),
        ("--sim-port", installation.DEFAULT_SIM_PORT, "the simulator"),
    ):
        parser.add_argument(option, type=ports.port, default=default, help=f"of {whose} (default: {default})")
    parser.add_argument("--small", action="store_true", help="seed about 300 cases instead of a year")
    parser.add_argument(
        "--services",
        action="append",
        default=[],
        type=_folder,
        metavar="DIR",
        help="a folder of service definitions beside ours; may be given again",
    )
    parser.add_argument("--reset", action="store_true", help="empty the state folder first")


def _folder(text: str) -> Path:
    """An argument that names a folder; the processes, which run elsewhere, are told its full name."""
    path = Path(text).absolute()
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path}")
    return path


def run(options: argparse.Namespace) -> int:
    """Run the demo until it is told to stop."""
    folder = data_folder.prepare(data_folder.choose())
    signals = StopSignals()
    with data_folder.locked(folder), signals.caught():
        try:
            supervisor.end_leftovers(folder)
            ports.require_free(options.port, options.sim_port)
            if options.reset:
                _empty(folder)
            _live(folder, options, signals)
        except StopRequested:
            say("Stopped before it was ready.")
    return 0


def _live(folder: DataFolder, options: argparse.Namespace, signals: StopSignals) -> None:
    """Start everything, watch it, and stop everything however that ends."""
    installation.ensure_settings(folder)
    outside = installation.named_database()
    server = None if outside else Server(folder)
    crew = Supervisor(folder=folder, database=server, say=say)
    try:
        variables = _variables(folder, options, database_url(outside, server))
        plans = _plans(variables)
        with definitions.noted(folder, variables):
            crew.foresee(plans, variables)
            say("Preparing the towns ...")
            prepare(folder, variables, ["--towns", "small" if options.small else "whole"])
            crew.start(plans, variables)
            say(f"READY http://127.0.0.1:{options.port}/")
            signals.only_mark()
            crew.watch(until=lambda: signals.came)
    finally:
        signals.only_mark()
        crew.stop()


def _empty(folder: DataFolder) -> None:
    say(f"Emptying {folder.path} ...")
    erase(folder)
    data_folder.empty(folder)


def _variables(folder: DataFolder, options: argparse.Namespace, url: str) -> dict[str, str]:
    """What every child is told by its environment."""
    return {
        "JANASETU_DATA": str(folder.path),
        "JANASETU_MODE": "demo",
        "JANASETU_DATABASE_URL": url,
        "JANASETU_PORT": str(options.port),
        "JANASETU_SIM_PORT": str(options.sim_port),
        "DJANGO_SETTINGS_MODULE": "janasetu.config.settings",
        definitions.NAMED: definitions.with_named(os.environ, options.services),
    }


def _plans(variables: Mapping[str, str]) -> list[Plan]:
    """The children of a demo, in the order they are started."""
    port, sim_port = int(variables["JANASETU_PORT"]), int(variables["JANASETU_SIM_PORT"])
    return [
        ours("web", program="one_port", answers=partial(answers, _HERE, port, "/status/"), also=("intake",)),
        *(ours(name) for name in _WORKERS),
        Plan("linesim", _simulator(variables), partial(answers, _HERE, sim_port, "/control/settings")),
    ]


def _simulator(variables: Mapping[str, str]) -> list[str]:
    """The stand-in of the outside world, told about us by its command line alone, as it knows
    nothing of us.
    """
    folder = data_folder.find(data_folder.choose(variables["JANASETU_DATA"]))
    secrets = installation.read_secrets(folder)
    return [  # each value in one word with its option: a person's own secret may begin with a dash
        *(sys.executable, "-m", "linesim"),
        f"--port={variables['JANASETU_SIM_PORT']}",
        f"--webhook=http://127.0.0.1:{variables['JANASETU_PORT']}/webhooks/whatsapp",
        f"--secret={secrets.app_secrets[0]}",
        f"--verify-token={secrets.verify_token}",
        f"--token={secrets.access_token}",
        f"--clock={folder.path / 'clock'}",
        "--rules=none",  # scripts post webhooks past it, and whom it has not heard it would not let us answer
    ]
