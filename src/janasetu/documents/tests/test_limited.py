"""A program in its bounds: it has so much memory and time and no more, and cannot take more."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from janasetu.documents import limited

_ASK = """
import json, resource, sys
names = ("AS", "CPU", "NOFILE", "FSIZE", "CORE")
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
        "FSIZE": [limited.MOST_WRITTEN] * 2,
        "CORE": [0, 0],
    }


@pytest.mark.parametrize(
    ("program", "error"), [(_TOO_MUCH_MEMORY, b"MemoryError"), (_TOO_MANY_FILES, b"Too many open files")]
)
def test_who_wants_more_ends(tmp_path: Path, program: str, error: bytes) -> None:
    done = run(program, tmp_path)

    assert done.returncode == 1
    assert error in done.stderr


@pytest.mark.parametrize(
    "asking",
    [
        "import socket; socket.socket()",
        "import socket; socket.socketpair()",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.fork()",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import os; os.kill(os.getppid(), 0)",
    ],
)
def test_a_program_has_no_network_no_other_program_and_no_hand_on_others(tmp_path: Path, asking: str) -> None:
    done = run(asking, tmp_path)

    assert done.returncode == 1
    assert b"PermissionError" in done.stderr


def test_what_a_program_writes_has_an_end(tmp_path: Path) -> None:
    program = "open('much', 'wb').write(bytes(100 * 1024 * 1024))"

    done = run(f"import os; os.chdir({str(tmp_path)!r}); {program}", tmp_path)

    assert b"File too large" in done.stderr
    assert (tmp_path / "much").stat().st_size == limited.MOST_WRITTEN


def test_the_filter_refuses_the_calls_of_every_other_architecture() -> None:
    """Run step by step as the kernel does: what is allowed, what is refused."""

    def outcome(architecture: int, call: int) -> int:
        steps = [struct.unpack("HBBI", step) for step in limited._filter(0xC000003E, [41, 59])]
        loaded, at = 0, 0
        while True:
            code, yes, no, value = steps[at]
            if code == 0x06:
                return value
            if code == 0x20:
                loaded = {0: call, 4: architecture}[value]
            holds = loaded == value if code == 0x15 else loaded >= value
            at += 1 + (0 if code == 0x20 else yes if holds else no)

    allowed, refused = 0x7FFF0000, 0x00050001
    assert [outcome(0xC000003E, call) for call in (0, 41, 42, 59, 60)] == [
        *(allowed, refused, allowed, refused, allowed)
    ]
    assert outcome(0xC000003E, 0x40000000 + 41) == refused
    assert outcome(0x40000003, 0) == refused  # the calls of 32 bits have other numbers
