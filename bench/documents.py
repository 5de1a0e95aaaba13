"""How many papers a second one core presses and signs, how large they are, how soon the first is there."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import process_time

from bench.report import Goal, Report
from janasetu.documents.papers.press import press
from janasetu.documents.signing import keys, pades
from janasetu.documents.signing.places import TestAuthority
from janasetu.documents.tests import paper_samples
from janasetu.lib.clock import monotonic

A_ROUND = 200  # papers
WARM = 100  # papers before anything counts
_FIRST = """
from janasetu.lib.clock import monotonic
begun = monotonic()
from bench.documents import finished
finished()(0)
print(1000 * (monotonic() - begun))
"""


def run(*, rounds: int, folder: Path) -> Report:
    """Birth certificates, each with another number, pressed and signed; needs no database.

    `per_s_core`: by processor time, so that a busy machine does not count. `p95_ms`: by the clock.
    """
    make = finished()
    for number in range(WARM):
        make(number)
    before, begun, took, sizes = _own_mb(), process_time(), [], []
    for number in range(WARM, WARM + rounds * A_ROUND):
        started = monotonic()
        sizes.append(len(make(number)))
        took.append(1000 * (monotonic() - started))
    figures = {
        "per_s_core": len(took) / (process_time() - begun),
        "p95_ms": quantiles(took, n=20)[-1],
        "max_kb": max(sizes) / 1000,
        "first_ms": _first_ms(),
        "documents": float(len(took)),
        "rss_growth_mb": _own_mb() - before,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    goals = [
        Goal("papers a second on one core", figures["per_s_core"], 20),
        Goal("from data to finished bytes, 95 of 100, ms", figures["p95_ms"], 80, below=True),
        Goal("largest, kB", figures["max_kb"], 100, below=True),
        Goal("the first one in a new process, ms", figures["first_ms"], 1000, below=True),
    ]
    return Report("documents", rounds, figures, goals)


def finished() -> Callable[[int], bytes]:
    """What makes the paper of this number, signed where there is signing."""
    layout = paper_samples.of_service("birth-certificate", "copy")
    sign = _signing()

    def make(number: int) -> bytes:
        """Names as people have them; the proof is where the longest are."""
        snapshot = paper_samples.birth() | {"number": f"KMC/BR/2026/{number:07}"}
        made = press(layout, snapshot, made_at=paper_samples.MADE_AT, mark_svg=paper_samples.MARK)
        return sign(made.pdf)

    return make


def _signing() -> Callable[[bytes], bytes]:
    """Signed by the test authority, as the signer does it."""
    at = paper_samples.MADE_AT
    with TemporaryDirectory() as folder:
        key = keys.open_key(TestAuthority(Path(folder)), wall=at)
    return lambda pdf: pades.signed(pdf, key=key, at=at, name="Registrar", reason="KMC/BR", place="KMC")


def _own_mb() -> float:
    """What this process holds that is no file."""
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Anonymous:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _first_ms() -> float:
    """In a process that has loaded nothing of ours, imports counted."""
    done = subprocess.run(
        [sys.executable, "-c", _FIRST],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)
