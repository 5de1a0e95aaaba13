"""Control calls about people and their phones."""

from __future__ import annotations

import asyncio
import re
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from linesim.answers import JsonAnswer, NotJsonError, json_object
from linesim.control.errors import ControlError, NothingThereError, NotNowError, UnfitError
from linesim.control.reading import (
    Asked,
    checked,
    line_named,
    person_addressed,
    query_number,
    read_body,
    world_of,
)
from linesim.identifiers import WA_ID
from linesim.people import Person
from linesim.phones.acts import ACT, ACT_TYPES, AnyAct
from linesim.phones.calling import call as ring
from linesim.phones.choosing import WrongChoiceError
from linesim.phones.moving import move
from linesim.phones.opting import opt_out
from linesim.phones.receiving import come_online, read_all
from linesim.phones.sending import perform
from linesim.phones.targets import NoSuchMessageError, Scene
from linesim.phones.views import chat_view, choice_view, person_view, received_view
from linesim.ranges import file_answer
from linesim.world import World

Value = TypeVar("Value", str, bool)

LONGEST_WAIT = 300.0  # seconds
MOST_MESSAGES = 10**9
FILE_HEADERS = {
    "Cache-Control": "max-age=3600",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def _username(given: str) -> str:
    """As WhatsApp takes one, or nothing for none."""
    plain = re.fullmatch(r"[a-z0-9_][a-z0-9._]{1,33}[a-z0-9_]", given) and re.search("[a-z]", given)
    if given and (not plain or ".." in given or given.startswith("www.")):
        raise ValueError(
            "has to be 3 to 35 small letters, digits, underscores and single dots, a letter among them"
        )
    return given


class Change(Asked):
    """What is to be different about a person."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    username: Annotated[str, AfterValidator(_username)] | None = None
    hide_phone: bool | None = None
    new_number: Annotated[str, Field(pattern=f"^{WA_ID.pattern}$")] | None = None
    offline: bool | None = None
    blocked: bool | None = None
    opted_out: bool | None = None


class AskedCall(Asked):
    """Which line is called, and how long somebody talks: 0 is a missed call."""

    line: str
    seconds: Annotated[int, Field(ge=0, le=24 * 3600, strict=True)] = 0


CHANGE = TypeAdapter(Change)
CALL = TypeAdapter(AskedCall)


async def get_people(request: Request) -> JsonAnswer:
    """Everybody who has written or been written to."""
    return JsonAnswer([person_view(person) for person in world_of(request).people.all()])


async def change_person(request: Request) -> JsonAnswer:
    """Change what a person is called, how they are reached, and whether they are; all of it or nothing."""
    change = await read_body(request, CHANGE)
    world, person = world_of(request), person_addressed(request)
    _require_free(world, person, change)
    person.name = change.name or person.name
    person.username = _changed(person.username, change.username)
    person.hides_phone = _changed(person.hides_phone, change.hide_phone)
    person.blocked = _changed(person.blocked, change.blocked)
    person.offline = _changed(person.offline, change.offline)
    if change.new_number:
        move(world, person, change.new_number)
    if change.opted_out is not None:
        opt_out(world, person, stopped=change.opted_out)
    if not person.offline:
        come_online(world, person)
    person.touch()
    return JsonAnswer(person_view(person))


def _changed(before: Value, asked: Value | None) -> Value:
    return before if asked is None else asked


def _require_free(world: World, person: Person, change: Change) -> None:
    """NotNowError where the new number or username is somebody's already."""
    holder = world.people.holder(change.new_number) if change.new_number else None
    if holder is person:
        raise NotNowError(f"+{change.new_number} is this phone's number already.")
    if holder is not None:
        raise NotNowError(f"+{change.new_number} is the number of {holder.name}.")
    namesake = world.people.with_username(change.username) if change.username else None
    if namesake not in (None, person):
        raise NotNowError(f"{change.username!r} is the username of somebody else.")


async def send(request: Request) -> JsonAnswer:
    """The person sends something."""
    act = await _act(request)
    world, person = world_of(request), person_addressed(request)
    scene = Scene(world, line_named(world, act.line), person)
    _require_reach(person)
    try:
        return JsonAnswer({"wamid": perform(scene, act)})
    except WrongChoiceError as error:
        raise UnfitError(str(error), choices=[choice_view(choice) for choice in error.live]) from None
    except NoSuchMessageError as error:
        raise UnfitError(str(error)) from None


async def call(request: Request) -> JsonAnswer:
    """The person calls a line by voice."""
    asked, world, person = await read_body(request, CALL), world_of(request), person_addressed(request)
    scene = Scene(world, line_named(world, asked.line), person)
    _require_reach(person)
    return JsonAnswer({"call_id": ring(scene, asked.seconds)})


def _require_reach(person: Person) -> None:
    """NotNowError where the phone reaches no office."""
    if person.offline:
        raise NotNowError("This phone is off line; it cannot send.")
    if person.blocked:
        raise NotNowError("This person has blocked the office; it has to be unblocked before writing to it.")


async def get_messages(request: Request) -> JsonAnswer:
    """What the person has received after N; waits for something to come if there is nothing."""
    world, wa_id = world_of(request), person_addressed(request).wa_id
    after = int(query_number(request, "after", most=MOST_MESSAGES))
    seconds = query_number(request, "wait", most=LONGEST_WAIT)
    person = await _person_with_news(world, wa_id, after=after, seconds=seconds)
    read_all(world, person)
    public_url = world.settings.public_url
    return JsonAnswer([received_view(message, public_url=public_url) for message in person.received[after:]])


async def get_chat(request: Request) -> JsonAnswer:
    """Both sides of the chat with one line, as far as it changed after a version; waits for a change."""
    world, person = world_of(request), person_addressed(request)
    line = line_named(world, request.query_params.get("line", "")).phone_number_id
    after = int(query_number(request, "after", most=MOST_MESSAGES))
    seconds = query_number(request, "wait", most=LONGEST_WAIT)
    if person.version <= after and not world.closing:
        await person.bell.wait(seconds)
        person = world.people.found(person.wa_id)  # whoever waited may be gone: a reset lets nobody in again
    read_all(world, person, line=line)
    return JsonAnswer(chat_view(person, line=line, after=after, public_url=world.settings.public_url))


async def get_file(request: Request) -> Response:
    """A file that travelled in some message, for the person's eyes: no token, no expiry."""
    found = world_of(request).media.find(request.path_params["media_id"])
    if found is None:
        raise NothingThereError("There is no such file.")
    answer = file_answer(found, request.headers.get("range", ""))
    answer.headers.update(FILE_HEADERS)
    return answer


async def _act(request: Request) -> AnyAct:
    try:
        given = {name: value for name, value in (await json_object(request)).items() if value is not None}
    except NotJsonError as error:
        raise ControlError(str(error)) from None
    act_type = given.get("type")
    if act_type not in ACT_TYPES:
        raise ControlError(f"`type` has to be one of {', '.join(ACT_TYPES)}; it is {act_type!r}.")
    return checked(given, ACT)


async def _person_with_news(world: World, wa_id: str, *, after: int, seconds: float) -> Person:
    """The person, as soon as there is a message after N, and after `seconds` in any case."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    person = world.people.meet(wa_id)
    while len(person.received) <= after and not world.closing and loop.time() < until:
        await person.bell.wait(until - loop.time())
        person = world.people.meet(wa_id)  # a reset in between has made it somebody new
    return person
