"""Control calls about the lines."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter
from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.control.errors import ControlError
from linesim.control.reading import Asked, read_list, world_of
from linesim.lines import Entry, Line
from linesim.webhooks.envelope import Fields

PhoneNumberId = Annotated[str, Field(pattern=r"^[0-9]{1,32}$")]


class AskedEntry(Asked):
    """What a body's poster code makes a person say first."""

    body: str
    text: str


class AskedLine(Asked):
    """One number that people can write to."""

    phone_number_id: PhoneNumberId
    display: Annotated[str, Field(min_length=1, max_length=200)]
    body: str | None = None
    entries: list[AskedEntry] | None = None

    def line(self) -> Line:
        """As linesim keeps it."""
        entries = tuple(Entry(body=entry.body, text=entry.text) for entry in self.entries or ())
        return Line(self.phone_number_id, self.display, self.body, entries)


LINES = TypeAdapter(list[AskedLine])


async def get_lines(request: Request) -> JsonAnswer:
    """Every line."""
    return JsonAnswer([_view(line) for line in world_of(request).lines.all()])


async def put_lines(request: Request) -> JsonAnswer:
    """Let these be all the lines."""
    lines = [asked.line() for asked in await read_list(request, LINES)]
    ids = [line.phone_number_id for line in lines]
    twice = sorted({phone_number_id for phone_number_id in ids if ids.count(phone_number_id) > 1})
    if twice:
        raise ControlError(f"A line stands there twice: {', '.join(twice)}.")
    world_of(request).lines.replace(lines)
    return await get_lines(request)


def _view(line: Line) -> Fields:
    return {
        "phone_number_id": line.phone_number_id,
        "display": line.display,
        "body": line.body,
        "entries": [{"body": entry.body, "text": entry.text} for entry in line.entries],
    }
