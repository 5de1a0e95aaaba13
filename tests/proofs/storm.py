"""The fault storm, at the full length of its faults: half an hour of people, a provider and bad luck."""

import fcntl
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from janasetu.config import pids
from janasetu.config.environment import CHECKOUT
from janasetu.config.proving import Proof

SECONDS = 900  # of bad weather a part: each of the faults comes once at least
COUNTED = ("acknowledged", "replies", "unanswered_accepts", "kills")


def part(number: int) -> Mapping[str, int]:
    """One storm over a town of its own, with the number as its seed."""
    with _alone():
        told = _storm(number)
    return {
        **{name: told[name] for name in COUNTED},
        "webhooks": sum(told["webhooks"].values()),
        "faults": sum(told["faults"].values()),
        "left_out": len(told["left_out"]),  # faults that cannot be had on this machine
    }


def _alone() -> TextIO:
    """Held until it is closed: two storms at once would be weather for each other."""
    held = (Path(tempfile.gettempdir()) / "janasetu-storm.lock").open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    return held


def _storm(seed: int) -> Any:
    """What a clean storm told; its table, with examples, is the text of the error where it was not."""
    blown = subprocess.run(
        [sys.executable, "-m", "storm", "--seed", str(seed), "--seconds", str(SECONDS), "--full", "--json"],
        cwd=CHECKOUT / "src",
        preexec_fn=pids.dies_with_us(signal.SIGTERM),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert blown.returncode == 0, blown.stderr
    return json.loads(blown.stdout.splitlines()[-1])


PROOF = Proof(
    sentence=(
        "Half an hour of storm, faults at their full length: of all that was acknowledged nothing is lost, "
        "doubled, out of order or stuck."
    ),
    floor="config",
    part=part,
    parts=2,
    folders=("src/storm", "src/linesim", "src/janasetu/locale"),
)
