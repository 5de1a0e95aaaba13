"""Starting, stopping, being killed: nothing is left behind and nothing is lost."""

import os
from collections.abc import Callable
from pathlib import Path

from journeys.product import Phone, Product, ref_in

Citizen = Callable[[], Phone]


def _processes_of(data: Path) -> list[str]:
    """Command lines of living processes that work for this state folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if str(data).encode() in told and state != "Z":
            found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return found


def test_a_killed_supervisor_loses_nothing_and_a_stop_leaves_nothing(
    product: Product, citizen: Citizen
) -> None:
    ref = ref_in(citizen().complain()["text"])
    product.kill()

    product.start()
    case = product.case(ref)
    code = product.stop()

    assert (case["category"], case["status"]) == ("streetlight_out", "received")
    assert code == 0
    assert _processes_of(product.data) == []
    assert sorted(path.name for path in (product.data / "run").iterdir()) == []
