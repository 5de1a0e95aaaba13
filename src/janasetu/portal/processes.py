"""Which of this installation's processes are alive, by the process ids they left in DIR/run. No Django."""

import os
from pathlib import Path

_PROC = Path("/proc")


def living(run: Path) -> dict[str, bool]:
    """Whether each process that ever started here is alive, by name; empty where none did."""
    return {file.stem: _is_alive(file) for file in sorted(run.glob("*.pid"))}


def _is_alive(file: Path) -> bool:
    try:
        pid = int(file.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return False
    if (_PROC / "self").exists():
        return _state(pid) not in {"Z", "X", ""}
    return _answers(pid)


def _state(pid: int) -> str:
    """The system's letter for the process; it stands behind the name, which may itself hold brackets."""
    try:
        return (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
