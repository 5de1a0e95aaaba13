"""Reading what a control call was given: bodies into models, the query into numbers."""

from __future__ import annotations

import math
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.requests import Request

from linesim.answers import NotJsonError, json_object, json_value
from linesim.control.errors import ControlError, NothingThereError
from linesim.identifiers import WA_ID
from linesim.lines import Line
from linesim.people import Person
from linesim.world import World

Read = TypeVar("Read")


class Asked(BaseModel):
    """The body of a control call; an unknown key is an error, so that a misspelt one is found."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def world_of(request: Request) -> World:
    """The world this app serves."""
    world: World = request.app.state.world
    return world


async def read_body(request: Request, adapter: TypeAdapter[Read]) -> Read:
    """The body, null values left out, as what the adapter describes; ControlError says what is wrong."""
    try:
        given = await json_object(request)
    except NotJsonError as error:
        raise ControlError(str(error)) from None
    return checked({name: value for name, value in given.items() if value is not None}, adapter)


async def read_list(request: Request, adapter: TypeAdapter[Read]) -> Read:
    """The body, a list, as what the adapter describes; ControlError."""
    try:
        given = await json_value(request)
    except NotJsonError as error:
        raise ControlError(str(error)) from None
    return checked(given, adapter)


def checked(given: object, adapter: TypeAdapter[Read]) -> Read:
    """What was given as what the adapter describes; ControlError names every field that is wrong."""
    try:
        return adapter.validate_python(given)
    except ValidationError as error:
        raise ControlError("; ".join(map(_sentence, error.errors(include_url=False)))) from None


def _sentence(problem: object) -> str:
    assert isinstance(problem, dict)
    place = ".".join(str(step) for step in problem["loc"])
    return f"{place}: {problem['msg']}." if place else f"{problem['msg']}."


def query_number(request: Request, name: str, *, most: float, otherwise: float = 0) -> float:
    """A number of the query from 0 to `most`; ControlError."""
    written = request.query_params.get(name)
    if written is None:
        return otherwise
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if not 0 <= number <= most:
        raise ControlError(f"`{name}` has to be a number from 0 to {most:g}, not {written!r}.")
    return number


def line_named(world: World, phone_number_id: str) -> Line:
    """The line; NothingThereError names those that there are."""
    line = world.lines.find(phone_number_id)
    if line is None:
        known = ", ".join(line.phone_number_id for line in world.lines.all()) or "none"
        raise NothingThereError(f"There is no line {phone_number_id!r}; the lines are: {known}.")
    return line


def person_addressed(request: Request) -> Person:
    """The person in the address, met now if not before; ControlError unless it is a number in digits."""
    wa_id = request.path_params["wa_id"]
    if not WA_ID.fullmatch(wa_id):
        raise ControlError(
            f"{wa_id!r} is no number: 6 to 15 digits with the country code, such as 919000000001."
        )
    return world_of(request).people.meet(wa_id)
