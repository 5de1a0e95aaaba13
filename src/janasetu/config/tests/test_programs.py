"""What the long-running programs load before they have anything to do."""

import os
import subprocess
import sys

_LOADED = """
import sys
from importlib import import_module
import django
django.setup()
for name in ("one_port", "web", "intake", "pump", "sender", "jobs"):
    import_module(f"janasetu.config.programs.{name}")
import_module("janasetu.config.urls")
print(*sorted({"shapely", "numpy"} & set(sys.modules)))
"""


def test_maps_cost_no_memory_where_nobody_looks_at_one() -> None:
    """Five processes would each hold 19 MB more."""
    source = os.pathsep.join(sys.path)

    done = subprocess.run(
        [sys.executable, "-c", _LOADED],
        env=os.environ | {"PYTHONPATH": source, "JANASETU_MODE": "test"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == ""
