"""Control calls about text messages: what was handed in, and what is registered."""

from __future__ import annotations

import asyncio
from typing import Annotated

from pydantic import Field, TypeAdapter
from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.clock import stamp
from linesim.control.errors import ControlError
from linesim.control.reading import Asked, query_number, read_list, world_of
from linesim.sms.book import Sms, SmsTemplate
from linesim.webhooks.envelope import Fields
from linesim.world import World

LONGEST_WAIT = 300.0  # seconds
MOST_MESSAGES = 10**9


class AskedTemplate(Asked):
    """A text as it stands on the register."""

    template_id: Annotated[str, Field(pattern=r"^[0-9]{1,30}$")]
    header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{3,14}$")]
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    entity_id: Annotated[str, Field(pattern=r"^[0-9]{0,30}$")] = ""


TEMPLATES = TypeAdapter(list[AskedTemplate])


async def put_templates(request: Request) -> JsonAnswer:
    """Let these be all that is registered; with none, every text is delivered."""
    asked = await read_list(request, TEMPLATES)
    ids = [template.template_id for template in asked]
    twice = sorted({template_id for template_id in ids if ids.count(template_id) > 1})
    if twice:
        raise ControlError(f"A template stands there twice: {', '.join(twice)}.")
    world_of(request).sms.register([SmsTemplate(**template.model_dump()) for template in asked])
    return await get_templates(request)


async def get_templates(request: Request) -> JsonAnswer:
    """Everything that is registered."""
    return JsonAnswer([_template_view(template) for template in world_of(request).sms.registered()])


async def get_sms(request: Request) -> JsonAnswer:
    """What was handed in, for one number or for all, after N; waits for something to come."""
    world, number = world_of(request), request.query_params.get("to")
    after = int(query_number(request, "after", most=MOST_MESSAGES))
    seconds = query_number(request, "wait", most=LONGEST_WAIT)
    listed = await _list_with_news(world, number, after=after, seconds=seconds)
    return JsonAnswer([_view(sms, n) for n, sms in enumerate(listed, start=1)][after:])


async def _list_with_news(world: World, number: str | None, *, after: int, seconds: float) -> list[Sms]:
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while len(listed := world.sms.to(number)) <= after and not world.closing and loop.time() < until:
        await world.bell.wait(until - loop.time())
    return listed


def _view(sms: Sms, n: int) -> Fields:
    order = sms.order
    return {
        "n": n,
        "id": sms.id,
        "to": order.to,
        "header": order.header,
        "template_id": order.template_id,
        "text": order.text,
        "parts": sms.parts,
        "state": sms.state,
        "at": stamp(sms.at),
        "entity_id": order.entity_id,
        "reference": order.reference,
    }


def _template_view(template: SmsTemplate) -> Fields:
    entity = {"entity_id": template.entity_id} if template.entity_id else {}
    return {
        "template_id": template.template_id,
        "header": template.header,
        "text": template.text,
        **entity,
    }
