"""The app: the page, the control half and the provider half over one world."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from linesim.answers import JsonAnswer
from linesim.control import errors as control_errors
from linesim.control.routes import control_routes
from linesim.graph import errors as graph_errors
from linesim.graph.routes import graph_routes
from linesim.page import page_routes
from linesim.sms import gateway
from linesim.sms.gateway import sms_routes
from linesim.world import World


def create_app(world: World) -> Starlette:
    """An ASGI app over this world; its lifespan ends the deliveries."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        world.close()
        await world.deliveries.close()
        await world.reports.close()

    app = Starlette(
        routes=[*page_routes(), Mount("/control", routes=control_routes()), *sms_routes(), *graph_routes()],
        exception_handlers={
            control_errors.ControlError: control_errors.answer_refusal,
            graph_errors.GraphError: graph_errors.answer_refusal,
            gateway.SmsError: gateway.answer_refusal,
            HTTPException: answer_no_such_address,
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.world = world
    return app


async def answer_no_such_address(request: Request, error: Exception) -> Response:
    """No such address or method: in words on our own side, in Meta's envelope on the provider's."""
    assert isinstance(error, HTTPException)
    path = request.url.path
    if path.startswith(("/control", "/page")):
        sentence = f"There is no {request.method} {path}."
        return JsonAnswer({"error": sentence}, status_code=error.status_code, headers=error.headers)
    return await graph_errors.answer_refusal(request, graph_errors.UnknownPathError(path))
