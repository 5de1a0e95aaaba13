"""The numbers that people can write to."""

from __future__ import annotations

from dataclasses import dataclass

WABA_ID = "200000000000001"  # every line hangs on this one business account


@dataclass(frozen=True, slots=True)
class Entry:
    """What a body's poster code makes a person say first on a line that serves an area."""

    body: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A business number; `body` is None where it serves an area, and linesim reads no meaning into either."""

    phone_number_id: str
    display: str
    body: str | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def digits(self) -> str:
        """The number as webhooks carry it: digits alone."""
        return "".join(sign for sign in self.display if sign in "0123456789") or self.phone_number_id


FIRST_LINE = Line(phone_number_id="100000000000001", display="+91 00000 00001")


class LineBook:
    """All lines by their phone_number_id; one made-up line until somebody writes others."""

    def __init__(self) -> None:
        self._lines = {FIRST_LINE.phone_number_id: FIRST_LINE}

    def all(self) -> list[Line]:
        """Every line, in the order in which they were written."""
        return list(self._lines.values())

    def find(self, phone_number_id: str) -> Line | None:
        """The line of that id, if there is one."""
        return self._lines.get(phone_number_id)

    def recall(self, phone_number_id: str) -> Line:
        """The line of that id, or what is left to say of one that was taken away."""
        return self._lines.get(phone_number_id) or Line(phone_number_id, display=phone_number_id)

    def replace(self, lines: list[Line]) -> None:
        """Let these lines be all there are."""
        self._lines = {line.phone_number_id: line for line in lines}
