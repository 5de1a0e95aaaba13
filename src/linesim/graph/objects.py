"""GET, POST and DELETE of an id alone: whatever it is the id of."""

from __future__ import annotations

from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.graph import media, uploads
from linesim.graph.business import business_node
from linesim.graph.calls import authorized_world, chosen
from linesim.graph.errors import MissingObjectError
from linesim.graph.numbers import change_number, number_node
from linesim.graph.templates import change_template
from linesim.lines import WABA_ID


async def describe(request: Request) -> JsonAnswer:
    """What is known of a number, the account, a template, an upload or a file."""
    world = authorized_world(request)
    object_id = request.path_params["object_id"]
    if object_id == WABA_ID:
        return JsonAnswer(chosen(business_node(), request))
    if line := world.lines.find(object_id):
        return JsonAnswer(chosen(number_node(world, line), request))
    if template := world.templates.by_id(object_id):
        return JsonAnswer(chosen(template.node(), request))
    if upload := world.uploads.find(object_id):
        return uploads.progress(upload)
    return await media.describe(request)


async def change(request: Request) -> JsonAnswer:
    """Change a number's name or a template, or send an upload on."""
    world = authorized_world(request)
    object_id = request.path_params["object_id"]
    if world.lines.find(object_id):
        return await change_number(request, world.accounts.of(object_id))
    if template := world.templates.by_id(object_id):
        return await change_template(request, template)
    if upload := world.uploads.find(object_id):
        return await uploads.send_on(request, upload)
    raise MissingObjectError(object_id, verb=request.method)
