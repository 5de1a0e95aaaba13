"""`./janasetu storm`: the fault storm, and what it left of what was promised.

The storm is a program of its own, which shares no code with us.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from janasetu.config import environment
from janasetu.config.environment import CHECKOUT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long, which, and in which form."""
    parser.add_argument("--seconds", type=float, default=60.0, help="of bad weather; default: 60")
    parser.add_argument("--seed", type=int, default=1, help="the same one is the same storm; default: 1")
    parser.add_argument("--calm", action="store_true", help="people only, and nothing goes wrong")
    parser.add_argument("--full", action="store_true", help="faults as long as in the world: up to 3 minutes")
    parser.add_argument("--mutant", metavar="NAME", help="with a mistake of tests/mutants planted in it")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave ledgers, logs and the database here")
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object")


def run(options: argparse.Namespace) -> int:
    """Let it storm; 0 where nothing was lost, doubled, out of order or stuck."""
    environment.require("dev")
    asked = ["--seconds", str(options.seconds), "--seed", str(options.seed)]
    asked += ["--calm"] * options.calm + ["--full"] * options.full + ["--json"] * options.json
    asked += ["--mutant", options.mutant] if options.mutant else []
    asked += ["--keep", str(options.keep.absolute())] if options.keep else []  # it runs in another folder
    return subprocess.run([sys.executable, "-m", "storm", *asked], cwd=CHECKOUT / "src").returncode
