"""The command line: `python -m storm --seconds 60 --seed 1`."""

import argparse
import json
import signal
import sys
import tempfile
from pathlib import Path

from storm.mutants import NoSuchMutantError, names, plant
from storm.product import CHECKOUT
from storm.programs import NotReadyError
from storm.weather import Storm, blow


def main(arguments: list[str] | None = None) -> int:
    """One storm; 0 where nothing was lost, doubled, out of order or stuck, else 1."""
    asked = _parser().parse_args(arguments)
    signal.signal(
        signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT)
    )  # so that nothing stays behind
    try:
        storm = _storm(asked)
    except NoSuchMutantError as error:
        print(f"storm: {error}.", file=sys.stderr)
        return 2
    except FileExistsError as error:
        print(f"storm: {error.filename} is there already; name a new folder.", file=sys.stderr)
        return 2
    except NotReadyError as error:
        print(f"storm: the product did not start:\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(_table(storm), file=sys.stderr if asked.json else sys.stdout)
    if asked.json:
        print(json.dumps(storm.as_json(), ensure_ascii=False))
    return 0 if storm.clean else 1


def _storm(asked: argparse.Namespace) -> Storm:
    """Over the product as it is, or with a mistake planted in it."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as place:
        checkout = plant(asked.mutant, Path(place) / "checkout") if asked.mutant else CHECKOUT
        return blow(
            seed=asked.seed,
            seconds=asked.seconds,
            calm=asked.calm,
            full=asked.full,
            keep=asked.keep,
            checkout=checkout,
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="storm", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="default: 60")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--calm", action="store_true", help="people only, and nothing goes wrong")
    parser.add_argument("--full", action="store_true", help="faults as long as in the world: up to 3 minutes")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave ledgers, logs and database here")
    parser.add_argument("--mutant", metavar="NAME", help=f"with a mistake planted: {', '.join(names())}")
    parser.add_argument("--json", action="store_true", help="the last line is one JSON object")
    return parser


def _table(storm: Storm) -> str:
    """What was found, a line each, and examples of what should not be."""
    told = storm.as_json()
    examples, faults, left_out = told.pop("examples"), told.pop("faults"), told.pop("left_out")
    lines = [f"{name.replace('_', ' '):22} {value}" for name, value in told.items()]
    lines.append(f"{'faults':22} " + ", ".join(f"{name} {times}" for name, times in sorted(faults.items())))
    lines += [f"{'left out':22} {name}: {why}" for name, why in left_out.items()]
    lines += [f"{name}: {', '.join(some)}" for name, some in examples.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
