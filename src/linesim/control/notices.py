"""The control call that sends news of the account."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, TypeAdapter
from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.control.reading import Asked, line_named, read_body, world_of
from linesim.lines import FIRST_LINE, Line
from linesim.webhooks.notices import FIELDS, post_notice
from linesim.world import World


def _field(given: str) -> str:
    if given not in FIELDS:
        raise ValueError(f"has to be one of {', '.join(FIELDS)}")
    return given


class Notice(Asked):
    """Which field, and what of its value is to be otherwise; `line` where the news is of one number."""

    field: Annotated[str, AfterValidator(_field)]
    value: dict[str, object] = {}
    line: str | None = None


NOTICE = TypeAdapter(Notice)


async def post(request: Request) -> JsonAnswer:
    """Send the news; answers with its value as it is told."""
    notice, world = await read_body(request, NOTICE), world_of(request)
    value = post_notice(world, notice.field, notice.value, line=_line(world, notice.line))
    return JsonAnswer({"field": notice.field, "value": value})


def _line(world: World, phone_number_id: str | None) -> Line:
    if phone_number_id is not None:
        return line_named(world, phone_number_id)
    lines = world.lines.all() or [FIRST_LINE]
    return lines[0]
