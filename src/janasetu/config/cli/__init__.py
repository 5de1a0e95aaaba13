"""The command line: which command means which module, and what every command has in common.

A module of a command holds `add_arguments(parser)` and `run(options) -> exit code`. It is imported only when
its command is called. A command whose module does not exist is not built yet.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module, util
from types import ModuleType

from janasetu.config import data_folder
from janasetu.config.environment import EnvironmentMakingError
from janasetu.config.errors import FrontDoorError, NotBuiltError
from janasetu.config.version import version

_DONE, _FAILED, _MISUSED, _NOT_BUILT, _INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True)
class Command:
    """One command of the front door."""

    summary: str
    needs_django: bool = False  # the frame sets Django up before `run`
    passes_arguments: bool = False  # `run` gets the bare list of arguments: they are another program's


COMMANDS = {
    "demo": Command("the whole product with seeded towns and a simulated phone, in the foreground"),
    "test": Command("the test suite; arguments go to pytest", passes_arguments=True),
    "check": Command("format, lint, types, import floors, migrations, translations, definitions"),
    "prove": Command("the long proofs"),
    "trace": Command("one message from its raw body to its outcome", needs_django=True),
    "serve": Command("the production processes"),
    "verify-audit": Command("whether the audit chain is whole", needs_django=True),
    "doctor": Command("what is right, what is wrong, and the command that mends it"),
    "db": Command("the managed database: start, stop, dump, restore, url"),
    "services": Command("service definitions: list, lint, show, schema, set"),
    "understand": Command("free text on standard input to one JSON line each"),
    "cases": Command("one JSON line per case", needs_django=True),
    "inbox": Command("one JSON line per inbound message", needs_django=True),
    "outbox": Command("one JSON line per outbound message", needs_django=True),
    "conversations": Command("one JSON line per conversation", needs_django=True),
    "act": Command("an officer's move, in the demo", needs_django=True),
    "bodies": Command("local bodies: list, show, import; appointments, a board's end", needs_django=True),
    "holidays": Command("the days on which offices are closed: list, import, withdraw", needs_django=True),
    "hours": Command("when an office is open: show, set", needs_django=True),
    "wards": Command("the map of a body: borders of wards, its outline, what lies where", needs_django=True),
    "landmarks": Command("the places that people name in a body: import, find", needs_django=True),
    "signer": Command("signing papers: status, and go on where it stopped", needs_django=True),
    "bench": Command("the benchmarks"),
    "storm": Command("the fault storm and its reconciliation"),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code of the process."""
    try:
        return _dispatch(list(arguments))
    except NotBuiltError as error:
        return _complain(error, _NOT_BUILT)
    except (FrontDoorError, EnvironmentMakingError) as error:
        return _complain(error, _FAILED)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        silence()
        return _DONE


def silence() -> None:
    """Send what we still print nowhere: its reader has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(_help())
        return _DONE if arguments else _MISUSED
    name, *rest = arguments
    if name == "--version":
        print(version())
        return _DONE
    if name not in COMMANDS:
        return _complain(f"there is no command {name!r}; ./janasetu --help lists them all.", _MISUSED)
    code = _run(name, COMMANDS[name], rest)
    sys.stdout.flush()  # here, where a reader who left is not yet an accident
    return code


def _run(name: str, command: Command, rest: list[str]) -> int:
    module = _module_of(name)
    if command.passes_arguments:
        return int(module.run(rest))
    options = _parser(name, command, module).parse_args(_without_data(rest))
    return _run_with_django(name, module, options) if command.needs_django else int(module.run(options))


def _run_with_django(name: str, module: ModuleType, options: argparse.Namespace) -> int:
    return with_database(lambda: int(module.run(options)), why=name)


def with_database(do: Callable[[], int], *, why: str = "") -> int:
    """Do something that needs the database; where that does not answer, a sentence says so. `why`: what
    history says of whatever is changed.
    """
    _set_django_up()
    from django.db import OperationalError

    from janasetu.audit.acting import acting

    try:
        with acting(by="command", reason=why):
            return do()
    except OperationalError as error:
        raise FrontDoorError(
            "the database does not answer: is ./janasetu demo or db start running?"
        ) from error


def _parser(name: str, command: Command, module: ModuleType) -> argparse.ArgumentParser:
    description = f"{command.summary[0].upper()}{command.summary[1:]}."
    parser = argparse.ArgumentParser(prog=f"./janasetu {name}", description=description)
    _add_data(parser)
    module.add_arguments(parser)
    return parser


def _without_data(rest: list[str]) -> list[str]:
    """Take `--data DIR` out of the arguments, wherever it stands, and make it everybody's JANASETU_DATA."""
    parser = argparse.ArgumentParser(prog="./janasetu", add_help=False, allow_abbrev=False)
    _add_data(parser)
    options, others = parser.parse_known_args(rest)
    if options.data:
        os.environ["JANASETU_DATA"] = str(data_folder.choose(options.data))
    return others


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", help="the state folder (default: JANASETU_DATA, else var/)")


def _module_of(name: str) -> ModuleType:
    path = f"{__name__}.{name.replace('-', '_')}"
    if util.find_spec(path) is None:
        raise NotBuiltError(f"./janasetu {name} ({COMMANDS[name].summary}) is not built yet.")
    return import_module(path)


def _set_django_up() -> None:
    import django

    from janasetu.config.installation import Installation

    Installation.current()  # what is missing is told here in a sentence, not by a traceback of the settings
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janasetu.config.settings")
    django.setup()


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {_summary(name)}" for name in COMMANDS]
    return "\n".join(
        [
            "Usage: ./janasetu COMMAND [ARGUMENTS]      ./janasetu COMMAND --help tells more",
            "",
            *lines,
            "",
            "--data DIR or JANASETU_DATA names the state folder (default: var/ in the checkout).",
        ]
    )


def _summary(name: str) -> str:
    is_built = util.find_spec(f"{__name__}.{name.replace('-', '_')}") is not None
    return COMMANDS[name].summary if is_built else f"{COMMANDS[name].summary} (not built yet)"


def _complain(error: Exception | str, code: int) -> int:
    print(f"janasetu: {error}", file=sys.stderr)
    return code
