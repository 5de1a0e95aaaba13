"""Small disks: full, nobody writes; empty again, everybody; and nothing of them stays."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from storm.product import CHECKOUT

# A process of its own, since what it mounts is for it alone.
_TRIED = """
import errno, json, sys
from pathlib import Path
from storm.disks import NoDiskError, mounted

def writes(path):
    try:
        path.write_bytes(bytes(100_000))
    except OSError as error:
        return errno.errorcode[error.errno]
    return "written"

one, two = Path(sys.argv[1]) / "one", Path(sys.argv[1]) / "two"
try:
    with mounted(one, two, keep=sys.argv[2] == "keep") as disks:
        (one / "before").write_text("kept")
        disks[0].fill()
        told = [writes(one / "full"), writes(two / "other"), (one / "before").read_text()]
        disks[0].empty()
        told.append(writes(one / "room"))
except NoDiskError as error:
    told = str(error)
print(json.dumps(told))
"""


def _tried(folder: Path, *, keep: bool) -> object:
    words = [sys.executable, "-c", _TRIED, str(folder), "keep" if keep else "leave"]
    done = subprocess.run(words, cwd=CHECKOUT / "src", capture_output=True, text=True, check=True)
    told: object = json.loads(done.stdout)
    if isinstance(told, str):
        pytest.skip(f"nothing may be mounted here: {told}")
    return told


def test_a_full_disk_takes_nothing_more_until_there_is_room_and_the_other_does(tmp_path: Path) -> None:
    assert _tried(tmp_path, keep=False) == ["ENOSPC", "written", "kept", "written"]
    assert list((tmp_path / "one").iterdir()) == []


def test_what_is_to_be_kept_stands_in_the_folder_afterwards(tmp_path: Path) -> None:
    _tried(tmp_path, keep=True)

    assert (tmp_path / "one" / "before").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
    assert str(tmp_path) not in Path("/proc/self/mounts").read_text()
