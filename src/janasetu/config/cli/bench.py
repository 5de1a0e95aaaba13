"""`./janasetu bench`: a benchmark of bench/, ours beside what others run."""

import argparse
import json
import sys
from collections.abc import Callable
from importlib import import_module
from inspect import signature
from pathlib import Path

from janasetu.config import data_folder, environment
from janasetu.config.environment import CHECKOUT
from janasetu.config.errors import FrontDoorError, NotBuiltError

_ROUNDS = 5
_PROMISED = ("pump", "turn", "burst", "console", "understanding", "documents")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which, how often, and in which form."""
    parser.add_argument("name", metavar="NAME", choices=(*_names(), *_PROMISED), help=", ".join(_names()))
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"default: {_ROUNDS}")
    parser.add_argument("--cases", type=int, metavar="N", help="how many, where cases are looked through")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: argparse.Namespace) -> int:
    """Run one and print what it found."""
    if options.name not in _names():
        raise NotBuiltError(f"the benchmark {options.name} is not built yet.")
    environment.require("dev")
    environment.require("bench")
    sys.path.insert(0, str(CHECKOUT))
    folder = data_folder.prepare(data_folder.choose())
    measure = import_module(f"bench.{options.name}").run
    report = measure(rounds=options.rounds, folder=folder, **_sizes(options, measure))
    print(json.dumps(report.as_json()) if options.json else report.as_table())
    return 0


def _sizes(options: argparse.Namespace, measure: Callable[..., object]) -> dict[str, int]:
    """The sizes that are asked for; FrontDoorError where the benchmark has none."""
    if options.cases is None:
        return {}
    if "cases" not in signature(measure).parameters:
        raise FrontDoorError(f"the benchmark {options.name} looks through no cases.")
    return {"cases": options.cases}


def _names() -> list[str]:
    """The benchmarks there are: modules of bench/ with a `run` of their own."""
    return sorted(
        path.stem for path in Path(CHECKOUT, "bench").glob("*.py") if "def run(" in path.read_text()
    )
