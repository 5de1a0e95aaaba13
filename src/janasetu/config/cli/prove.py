"""`./janasetu prove`: the long proofs, one name per line they prove."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence

from janasetu.config import data_folder, environment, proving
from janasetu.config.proving import Broken, Held, Ledger, ProofEndedError, Standing
from janasetu.config.supervisor import StopRequested, StopSignals
from janasetu.lib import clock

_HOLDS, _BROKEN, _MISUSED, _INTERRUPTED = 0, 1, 2, 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which proofs, and in which form."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these proofs")
    parser.add_argument("--list", action="store_true", help="name the proofs and do not run them")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object; progress goes to standard error"
    )


def run(options: argparse.Namespace) -> int:
    """Run what does not hold yet, or list the proofs; 0 where all that were asked for hold."""
    known = proving.names()
    unknown = [name for name in options.names if name not in known]
    if unknown:
        print(f"janasetu: there is no proof {unknown[0]!r}; there are: {', '.join(known)}.", file=sys.stderr)
        return _MISUSED
    names = list(dict.fromkeys(options.names)) or known
    if options.list:
        return _listed(names, as_json=options.json)
    environment.require("dev")
    try:
        with StopSignals().caught():
            return _proved(names, as_json=options.json)
    except StopRequested:
        print("janasetu: stopped; what holds is kept, and the next call goes on from there.", file=sys.stderr)
        return _INTERRUPTED


def _listed(names: Iterable[str], *, as_json: bool) -> int:
    data = data_folder.choose()
    if as_json:
        _print_json(Standing.of(name, Ledger.of(name, data)) for name in names)
    else:
        print("\n".join(f"{name}  {proving.proof(name).sentence}" for name in names))
    return _HOLDS


def _proved(names: Sequence[str], *, as_json: bool) -> int:
    """Run one proof after another, also after one that does not hold, and tell of all at the end."""
    folder = data_folder.prepare(data_folder.choose())
    standings = []
    with data_folder.locked(folder, "prove"):
        for name in names:
            ledger = Ledger.of(name, folder.path)
            _run(name, ledger, aside=as_json)
            standings.append(Standing.of(name, ledger))
    if len(names) > 1:
        print(_all_told(standings), file=sys.stderr if as_json else sys.stdout)
    if as_json:
        _print_json(standings)
    return _HOLDS if all(one.holds for one in standings) else _BROKEN


def _all_told(standings: Iterable[Standing]) -> str:
    """A line for each proof."""
    return "\n".join(
        f"{'holds' if one.holds else 'BROKEN':<8} {one.name:<10} {len(one.parts)} of {one.proves.parts} parts"
        for one in standings
    )


def _run(name: str, ledger: Ledger, *, aside: bool) -> None:
    """Run the parts that are not held; the first that does not hold ends it."""
    progress, proves = _Progress(name, aside=aside), proving.proof(name)
    ledger.begin(anew=proves.in_one_go and len(ledger.held()) < proves.parts)
    held = ledger.held()
    progress.tell_standing(Standing.of(name, ledger))
    outcomes = proving.carry_out(name, [part for part in range(proves.parts) if part not in held])
    try:
        for outcome in outcomes:
            if isinstance(outcome, Broken):
                progress.tell_broken(outcome)
                return
            ledger.add(outcome)
            progress.tell_held(outcome, Standing.of(name, ledger))
    except ProofEndedError as error:
        print(f"janasetu: {error}", file=sys.stderr)
    finally:
        outcomes.close()


class _Progress:
    """What is told of one proof while it runs, and how quick it is in this run."""

    def __init__(self, name: str, *, aside: bool) -> None:
        self._name = name
        self._out = sys.stderr if aside else sys.stdout
        self._begun = clock.monotonic()
        self._done = 0

    def tell_standing(self, standing: Standing) -> None:
        self._tell(standing.proves.sentence)
        if standing.parts:
            self._tell(f"{len(standing.parts)} of {standing.proves.parts} parts hold already.")

    def tell_held(self, held: Held, standing: Standing) -> None:
        """«12 of 100 parts, 600 runs, 30000 steps, ...; 41 s, 14.6 runs a second»."""
        unit, count = next(iter(held.counted.items()))
        self._done += count
        seconds = max(clock.monotonic() - self._begun, 0.001)
        counted = ", ".join(f"{number} {what}" for what, number in standing.counted.items())
        rate = f"{seconds:.0f} s, {self._done / seconds:.1f} {unit} a second"
        self._tell(f"{len(standing.parts)} of {standing.proves.parts} parts: {counted}; {rate}")
        if standing.holds:
            self._tell("holds.")

    def tell_broken(self, broken: Broken) -> None:
        self._tell(f"does not hold. Part {broken.part}:")
        print(broken.words, file=self._out, flush=True)

    def _tell(self, words: str) -> None:
        print(f"{self._name}: {words}", file=self._out, flush=True)


def _print_json(standings: Iterable[Standing]) -> None:
    proofs = [standing.as_json() for standing in standings]
    print(json.dumps({"proofs": proofs}, ensure_ascii=False))
