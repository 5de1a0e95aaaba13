"""`./janasetu prove`: the long proofs, one name per line they prove."""

import argparse
import json
from collections.abc import Mapping

from janasetu.config.errors import FrontDoorError

PROOFS: Mapping[str, str] = {}  # name: what it shows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which proofs, and in which form."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these proofs")
    parser.add_argument("--list", action="store_true", help="name the proofs and do not run them")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: argparse.Namespace) -> int:
    """List the proofs; there is none to run yet."""
    for name in options.names:
        if name not in PROOFS:
            raise FrontDoorError(f"There is no proof {name!r}; ./janasetu prove --list names them all.")
    if options.json:
        print(json.dumps({"proofs": [{"name": name, "shows": shows} for name, shows in PROOFS.items()]}))
    else:
        print(
            "\n".join(f"{name}  {shows}" for name, shows in PROOFS.items()) or "There are no long proofs yet."
        )
    return 0
