"""`./janasetu bench`: a benchmark of bench/, ours beside what others run."""

import argparse
import json
import sys
from collections.abc import Callable
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import ModuleType

from janasetu.config import data_folder, environment
from janasetu.config.environment import CHECKOUT
from janasetu.config.errors import FrontDoorError, NotBuiltError

_ROUNDS = 5
_PROMISED = ("pump", "turn", "burst", "console", "understanding", "documents")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which, how often, and in which form."""
    parser.add_argument("name", metavar="NAME", choices=(*_names(), *_PROMISED), help=", ".join(_names()))
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="what it is to be tried on: wards")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"default: {_ROUNDS}")
    parser.add_argument("--cases", type=int, metavar="N", help="how many, where cases are looked through")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="where those cases stay, to be measured again"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: argparse.Namespace) -> int:
    """Run one and print what it found."""
    if options.name not in _names():
        raise NotBuiltError(f"the benchmark {options.name} is not built yet.")
    environment.require("dev")
    environment.require("bench")
    sys.path.insert(0, str(CHECKOUT))
    folder = data_folder.prepare(data_folder.choose())
    benchmark = import_module(f"bench.{options.name}")
    measure = benchmark.run
    wanted = _file(options, benchmark) | _sizes(options, measure)
    report = measure(rounds=options.rounds, folder=folder, **wanted)
    print(json.dumps(report.as_json()) if options.json else report.as_table())
    return 0


def _sizes(options: argparse.Namespace, measure: Callable[..., object]) -> dict[str, object]:
    """The sizes that are asked for, and where they stay; FrontDoorError where the benchmark has none."""
    said = {"cases": options.cases, "kept": options.keep}
    wanted = {name: value for name, value in said.items() if value is not None}
    if wanted and "cases" not in signature(measure).parameters:
        raise FrontDoorError(f"the benchmark {options.name} looks through no cases.")
    return wanted


def _file(options: argparse.Namespace, benchmark: ModuleType) -> dict[str, Path]:
    """The file that it is to be tried on, where one is named."""
    if options.file is None:
        return {}
    if not hasattr(benchmark, "TAKES_FILE"):
        raise FrontDoorError(f"the benchmark {options.name} takes no file.")
    if not options.file.is_file():
        raise FrontDoorError(f"{options.file} cannot be read.")
    return {"file": options.file}


def _names() -> list[str]:
    """The benchmarks there are: modules of bench/ with a `run` of their own."""
    return sorted(
        path.stem for path in Path(CHECKOUT, "bench").glob("*.py") if "def run(" in path.read_text()
    )
