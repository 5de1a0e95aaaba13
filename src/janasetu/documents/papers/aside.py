"""Press one paper in a process of its own: for whoever presses now and then, and need not keep the press.

As a program: a question as JSON on standard input, the PDF on standard output.
"""

import json
import os
import subprocess
import sys
from datetime import datetime
from typing import Any

from janasetu.documents.papers import layout, press
from janasetu.documents.papers.wording import Snapshot, check
from janasetu.documents.snapshots import canonical

SECONDS = 60


class NotPressedError(Exception):
    """The press said no; its words are for the log."""


def press_aside(name: str, snapshot: Snapshot, *, made_at: datetime) -> bytes:
    """One of our own layouts with this snapshot, as PDF. LetterError, NotPressedError."""
    check(snapshot)
    asked = {"layout": name, "snapshot": json.loads(canonical(snapshot)), "made_at": made_at.isoformat()}
    done = subprocess.run(  # our own program on our own interpreter
        [sys.executable, "-m", __name__],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd="/",
    )
    if done.returncode != 0:
        raise NotPressedError(done.stderr.decode(errors="replace")[-500:])
    return done.stdout


def _pressed(asked: dict[str, Any]) -> bytes:
    made_at = datetime.fromisoformat(asked["made_at"])
    return press.press(layout.ours(asked["layout"]), asked["snapshot"], made_at=made_at).pdf


if __name__ == "__main__":
    sys.stdout.buffer.write(_pressed(json.load(sys.stdin)))
