"""`./janasetu demo`: the whole product on one machine, with seeded towns and a simulated phone."""

import argparse
import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from janasetu.config import data_folder, definitions, installation, pids, ports, supervisor
from janasetu.config.cli import silence
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import FrontDoorError
from janasetu.config.postgres import database
from janasetu.config.postgres.server import Server, erase
from janasetu.config.supervisor import Plan, StopRequested, StopSignals, Supervisor

_WORKERS = ("pump", "sender", "jobs")  # they say themselves when they are ready


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
            _say("Stopped before it was ready.")
    return 0


def _live(folder: DataFolder, options: argparse.Namespace, signals: StopSignals) -> None:
    """Start everything, watch it, and stop everything however that ends."""
    installation.ensure_settings(folder)
    outside = installation.named_database()
    server = None if outside else Server(folder)
    crew = Supervisor(folder=folder, database=server, say=_say)
    try:
        variables = _variables(folder, options, _database_url(outside, server))
        with definitions.noted(folder, variables):
            _prepare(folder, variables, small=options.small)
            crew.start(_plans(variables), variables)
            _say(f"READY http://127.0.0.1:{options.port}/")
            signals.only_mark()
            crew.watch(until=lambda: signals.came)
    finally:
        signals.only_mark()
        crew.stop()


def _empty(folder: DataFolder) -> None:
    _say(f"Emptying {folder.path} ...")
    erase(folder)
    data_folder.empty(folder)


def _database_url(outside: str | None, server: Server | None) -> str:
    """The address of a database that is up and fit: the one named from outside, else our own."""
    if server is not None:
        _say("Starting the database ...")
        server.start()
        return server.url
    assert outside is not None
    database.accept(outside)
    return outside


def _variables(folder: DataFolder, options: argparse.Namespace, database_url: str) -> dict[str, str]:
    """What every child is told by its environment."""
    return {
        "JANASETU_DATA": str(folder.path),
        "JANASETU_MODE": "demo",
        "JANASETU_DATABASE_URL": database_url,
        "JANASETU_PORT": str(options.port),
        "JANASETU_SIM_PORT": str(options.sim_port),
        "DJANGO_SETTINGS_MODULE": "janasetu.config.settings",
        definitions.NAMED: definitions.with_named(os.environ, options.services),
    }


def _prepare(folder: DataFolder, variables: Mapping[str, str], *, small: bool) -> None:
    """Bring schema and towns up to date; FrontDoorError where that fails."""
    _say("Preparing the towns ...")
    preparation = subprocess.Popen(
        [sys.executable, "-m", "janasetu.config.preparation", *(["--small"] if small else [])],
        env=os.environ | variables | {supervisor.SUPERVISED: str(folder.path)},
        cwd=folder.path,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=pids.dies_with_us(signal.SIGTERM),
    )
    if preparation.wait() != 0:  # when a stop comes meanwhile, `Supervisor.stop` ends it as a leftover
        raise FrontDoorError("The database could not be prepared; what went wrong is told above.")


def _plans(variables: Mapping[str, str]) -> list[Plan]:
    """The children of a demo, in the order they are started."""
    port, sim_port = int(variables["JANASETU_PORT"]), int(variables["JANASETU_SIM_PORT"])
    return [
        Plan("web", _process("web"), partial(_answers, port, "/status/")),
        *(Plan(name, _process(name)) for name in _WORKERS),
        Plan("linesim", _simulator(variables), partial(_answers, sim_port, "/control/settings")),
    ]


def _process(name: str) -> list[str]:
    return [sys.executable, "-m", "janasetu.config.processes", name]


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
        "--rules=none",  # until the sender keeps to the provider's limits by itself
    ]


def _answers(port: int, path: str) -> bool:
    """Whether a page of this machine is answered with 200 just now."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        asked.request("GET", path)
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _say(line: str) -> None:
    """Tell the person who watches; a reader who has gone, or a full disk, is no reason to stop the town."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        silence()
    except OSError:
        return
