"""How whatever of the product runs is begun, awaited, found and signalled, from outside."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from time import monotonic, sleep

SECRET = "5" * 32
_MODELS = "JANASETU_MODELS"
_LEARNT = Path(__file__).resolve().parents[2] / ".pytest_cache" / "models"  # where tests keep theirs
_OF_WHOEVER_RUNS_US = ("JANASETU_", "DJANGO_", "PYTEST", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")


class NotReadyError(Exception):
    """It did not start; its words are the text."""


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings(*, intake_port: int, web_port: int, provider_port: int) -> str:
    """What an operator writes for `serve`: everything on this machine, secrets that everybody may know."""
    return f"""\
secret_key = "{SECRET}{SECRET}"
[whatsapp]
app_secrets = ["{SECRET}"]
verify_token = "storm"
access_token = "storm"
graph_base_url = "http://127.0.0.1:{provider_port}/v25.0"
business_account = "200000000000001"
[web]
hosts = ["127.0.0.1"]
port = {web_port}
processes = 1
[intake]
port = {intake_port}
"""


def environment() -> dict[str, str]:
    """A stranger's: nothing of whoever runs this, and Python may keep what it compiles. What is learnt from
    our phrases is learnt once for all.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OF_WHOEVER_RUNS_US)}
    own = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    return kept | own | {_MODELS: os.environ.get(_MODELS) or str(_LEARNT)}


def await_ready(process: "subprocess.Popen[bytes]", log: Path, *, within: float) -> None:
    """Wait so many seconds until a command that stays says that it is ready; NotReadyError."""
    end = monotonic() + within
    while "READY " not in log.read_text(errors="replace"):
        if process.poll() is not None or monotonic() > end:
            raise NotReadyError(log.read_text(errors="replace")[-3000:])
        sleep(0.1)


def below(pid: int) -> list[int]:
    """All processes below this one, the deepest last."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = list[int](), [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def signal_all(pids: Iterable[int], number: signal.Signals) -> None:
    """Send it to each that still lives."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
