"""What the long-running programs load before they have anything to do."""

import json
import os
import subprocess
import sys

_SUPERVISING = """
import sys
import janasetu.config.cli.demo, janasetu.config.cli.serve
print(*sorted({"django", "psycopg", "structlog"} & set(sys.modules)))
"""
_LOADED = """
import json, os, sys
from pathlib import Path
from janasetu.config import processes
for name in processes.PROGRAMS:
    processes.load(name)
from django.db import connections
print(json.dumps({
    "maps": sorted({"shapely", "numpy"} & set(sys.modules)),
    "signing": sorted({"pyhanko", "pkcs11", "typst", "zxingcpp"} & set(sys.modules)),
    "threads": len(list(Path("/proc/self/task").glob("*"))),
    "connections": [one.alias for one in connections.all(initialized_only=True) if one.connection],
    "open": sorted(int(one.name) for one in Path("/proc/self/fd").iterdir() if one.exists()),
    "clock": sys.modules["janasetu.lib.clock"]._followed is not None,
}))
"""


def test_what_is_loaded_may_be_shared_by_all_processes() -> None:
    """A nursery loads it and bears them: a thread would be missing in them, and a connection be everybody's.

    Maps cost no memory where nobody looks at one: 19 MB; nor does what presses and signs papers: 60 MB.
    """
    assert json.loads(printed(_LOADED)) == {
        "maps": [],
        "signing": [],
        "threads": 1 if sys.platform == "linux" else 0,
        "connections": [],
        "open": [0, 1, 2],
        "clock": False,
    }


def test_who_supervises_them_loads_neither_django_nor_the_driver() -> None:
    assert printed(_SUPERVISING) == ""


def printed(program: str) -> str:
    """What a Python of its own prints that has loaded nothing."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "JANASETU_MODE": "test"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
