"""What a pump has under way, in a file that outlives its process: over what it died can be read there.

Files only; what follows from a death is the pump's to say.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self
from uuid import UUID

import structlog

log = structlog.get_logger("pump")


class Noted(NamedTuple):
    """A message that is under way."""

    bucket: int
    id: UUID


class UnderWay:
    """The note of one pump, a line for each message; `with` clears it at the end, however that comes.

    It survives the death of the process, not that of the machine: nothing is forced to disk, and a note costs
    some microseconds. On a full disk the answers matter more than the note. Without a path nothing is noted.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._file: int | None = None

    def left_behind(self) -> list[Noted]:
        """What a pump before us had under way when it died."""
        try:
            words = self._path.read_text("ascii", errors="replace") if self._path else ""
        except OSError:
            return []
        return [noted for line in words.splitlines(keepends=True) if (noted := _read(line))]

    def note(self, messages: Iterable[Noted]) -> None:
        """These are under way from now on; nothing else may stand in the note yet."""
        words = "".join(f"{one.bucket} {one.id}\n" for one in messages).encode("ascii")
        if self._path is None or not words:
            return
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            os.pwrite(self._file, words, 0)
        except OSError as error:
            log.warning("under_way_not_noted", error=type(error).__name__)

    def clear(self) -> None:
        """Nothing is under way."""
        if self._path is not None:
            with suppress(OSError):
                os.truncate(self._path if self._file is None else self._file, 0)

    def close(self) -> None:
        """The pump ends in order: no file stays, unless it tells of a death that nobody could count yet."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if self._path is not None and not self.left_behind():
            self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()


def _read(line: str) -> Noted | None:
    """A line; None where a death cut it short."""
    bucket, _, rest = line.partition(" ")
    try:
        return Noted(int(bucket), UUID(rest.removesuffix("\n"))) if line.endswith("\n") else None
    except ValueError:
        return None
