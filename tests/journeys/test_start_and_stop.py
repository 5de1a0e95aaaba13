"""Starting, stopping, being killed: nothing is left behind and nothing is lost."""

import os
import time
from pathlib import Path

from journeys.product import Phone, Product, ref_in


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


def test_a_killed_supervisor_loses_nothing_and_a_stop_leaves_nothing(tmp_path: Path) -> None:
    data = tmp_path / "নমুনা ১"
    first = Product(data)
    cold = first.start()
    phone = Phone(first, "910000900001", "রহিমা")
    ref = ref_in(phone.complain()["text"])
    first.kill()

    second = Product(data, port=first.port, sim_port=first.sim_port)
    warm = second.start()
    case = second.case(ref)
    began = time.monotonic()
    code = second.stop()

    assert warm < max(10, cold)  # on a busy machine, less than making everything took a moment ago
    assert (case["category"], case["status"]) == ("streetlight_out", "received")
    assert code == 0
    assert time.monotonic() - began < 10
    assert _processes_of(data) == []
    assert sorted(path.name for path in (data / "run").iterdir()) == []
