"""A program in its bounds: it has so much memory and time and no more, and cannot take more."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from janasetu.documents import limited

_ASK = """
import json, resource, sys
names = ("AS", "CPU", "NOFILE", "CORE")
print(json.dumps({name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}")) for name in names}))
"""
_TOO_MUCH_MEMORY = "bytearray(2 * 1024 * 1024 * 1024)"
_TOO_MANY_FILES = "kept = [open('/dev/null') for _ in range(100)]"


def run(program: str, folder: Path, *, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    path = folder / "program.py"
    path.write_text(program)
    return subprocess.run([sys.executable, "-I", limited.__file__, path], input=given, capture_output=True)


def test_a_program_reads_and_writes_as_without_bounds(tmp_path: Path) -> None:
    program = "import sys\nif __name__ == '__main__':\n    print(sys.stdin.read()[::-1])\n    sys.exit(3)"

    done = run(program, tmp_path, given=b"abc")

    assert (done.stdout, done.returncode) == (b"cba\n", 3)


def test_the_bounds_are_set_hard_and_soft(tmp_path: Path) -> None:
    assert json.loads(run(_ASK, tmp_path).stdout) == {
        "AS": [limited.MEMORY] * 2,
        "CPU": [limited.SECONDS] * 2,
        "NOFILE": [limited.OPEN_FILES] * 2,
        "CORE": [0, 0],
    }


@pytest.mark.parametrize(
    ("program", "error"), [(_TOO_MUCH_MEMORY, b"MemoryError"), (_TOO_MANY_FILES, b"Too many open files")]
)
def test_who_wants_more_ends(tmp_path: Path, program: str, error: bytes) -> None:
    done = run(program, tmp_path)

    assert done.returncode == 1
    assert error in done.stderr
