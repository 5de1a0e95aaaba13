"""The pages: each of them at every width in both languages, where a run of the tests looks at each once."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from janasetu.config import pids
from janasetu.config.environment import CHECKOUT
from janasetu.config.proving import Proof

_LOOK = ("test", "-q", "-n", "0", "tests/pages", "--show-capture=no", "-o", "junit_family=xunit1")


def part(number: int) -> Mapping[str, int]:
    """Look at all there are: the tests of the pages, on a database of their own."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        looked = subprocess.run(
            [sys.executable, "-m", "janasetu", *_LOOK, f"--junit-xml={report}"],
            cwd=CHECKOUT,
            env=os.environ | {"JANASETU_PAGES": "all"},
            preexec_fn=pids.dies_with_us(signal.SIGTERM),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert looked.returncode == 0, looked.stdout
        return _counted(report, looked.stdout)


def _counted(report: Path, said: str) -> Mapping[str, int]:
    """The views that were looked at, and the tests; a browser that is not there looked at nothing."""
    root = ElementTree.parse(report).getroot()  # noqa: S314  # pytest wrote it a moment ago
    suite = root if root.tag == "testsuite" else root[0]
    assert suite.get("skipped") == "0", said
    counted = Counter({"views": 0, "tests": int(suite.get("tests", 0))})
    for told in suite.iter("property"):
        if told.get("name") == "views":
            counted["views"] += int(told.get("value", 0))
    return counted


PROOF = Proof(
    sentence=(
        "Every page at 360, 768 and 1280 pixels, in Bengali and English, keeps nobody out: no barrier that "
        "axe knows, nothing too wide, cut off or untranslated, and nothing that the browser complains of."
    ),
    floor="config",
    part=part,
    parts=1,
    folders=("src/janasetu/locale", "src/linesim", "tests/pages"),
)
