"""Control calls about the lines."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter
from starlette.requests import Request

from linesim.accounts import UNNAMED
from linesim.answers import JsonAnswer
from linesim.control.errors import ControlError
from linesim.control.reading import Asked, line_named, read_body, read_list, world_of
from linesim.identifiers import WA_ID
from linesim.lines import Entry, Line
from linesim.phones.echoing import echo as type_in_app
from linesim.phones.targets import Scene
from linesim.webhooks.envelope import Fields
from linesim.world import World

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
    verified_name: str | None = None  # told of a line's account, which has a call of its own: not read here
    coexistence: bool | None = None  # the same

    def line(self) -> Line:
        """As linesim keeps it."""
        entries = tuple(Entry(body=entry.body, text=entry.text) for entry in self.entries or ())
        return Line(self.phone_number_id, self.display, self.body, entries)


class AskedEcho(Asked):
    """What staff type, and to whom."""

    to: Annotated[str, Field(pattern=f"^{WA_ID.pattern}$")]
    text: Annotated[str, Field(min_length=1, max_length=4096)]


LINES = TypeAdapter(list[AskedLine])
ECHO = TypeAdapter(AskedEcho)


async def get_lines(request: Request) -> JsonAnswer:
    """Every line."""
    world = world_of(request)
    return JsonAnswer([_view(world, line) for line in world.lines.all()])


async def put_lines(request: Request) -> JsonAnswer:
    """Let these be all the lines."""
    lines = [asked.line() for asked in await read_list(request, LINES)]
    ids = [line.phone_number_id for line in lines]
    twice = sorted({phone_number_id for phone_number_id in ids if ids.count(phone_number_id) > 1})
    if twice:
        raise ControlError(f"A line stands there twice: {', '.join(twice)}.")
    world_of(request).lines.replace(lines)
    return await get_lines(request)


async def echo(request: Request) -> JsonAnswer:
    """Staff type in the phone app."""
    asked, world = await read_body(request, ECHO), world_of(request)
    line = line_named(world, request.path_params["phone_number_id"])
    return JsonAnswer({"wamid": type_in_app(Scene(world, line, world.people.meet(asked.to)), asked.text)})


def _view(world: World, line: Line) -> Fields:
    account = world.accounts.of(line.phone_number_id)
    return {
        "phone_number_id": line.phone_number_id,
        "display": line.display,
        "body": line.body,
        "entries": [{"body": entry.body, "text": entry.text} for entry in line.entries],
        **({"verified_name": account.verified_name} if account.verified_name != UNNAMED else {}),
        **({"coexistence": True} if account.throughput == "COEXISTENCE" else {}),
    }
