"""The log files of an installation's processes: appended to, cut at a start, read for last words."""

import os
from pathlib import Path

_LARGEST = 8 * 1024 * 1024  # bytes; a larger log becomes NAME.log.1 at the next start


def cut(log: Path) -> None:
    """Put a log that has grown large aside, in the place of the one before it."""
    try:
        if log.stat().st_size > _LARGEST:
            log.replace(log.with_name(f"{log.name}.1"))
    except FileNotFoundError:
        return


def last_lines(log: Path, count: int = 8) -> str:
    """The last lines of a log in one text; empty where there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - 8192))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-count:])
    except FileNotFoundError:
        return ""
