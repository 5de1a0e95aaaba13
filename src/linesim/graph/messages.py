"""POST {phone_number_id}/messages: sending, and marking as read."""

from __future__ import annotations

import time
from itertools import dropwhile, takewhile

from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.costs import AUTHENTICATION
from linesim.graph.admission import count_approach, foreseen_failure, require_good_standing, require_room
from linesim.graph.attachments import Stock
from linesim.graph.calls import asked_node, authorized_world
from linesim.graph.contents import read_content
from linesim.graph.errors import (
    InvalidParameterError,
    InvalidValueError,
    MissingObjectError,
    RefusedError,
)
from linesim.graph.nodes import Node
from linesim.graph.numbers import line_of
from linesim.identifiers import BSUID, WA_ID, new_wamid
from linesim.lines import Line
from linesim.messages import Content, PersonMessage, ProductMessage
from linesim.people import Person
from linesim.phones.receiving import dispatch
from linesim.world import World

LONGEST_CALLBACK = 512
LONGEST_ADDRESS = 140
LONGEST_ID = 512
TYPING_SECONDS = 25
ALLOWED_IN_NUMBERS = str.maketrans("", "", "+ -()")


async def post_message(request: Request) -> JsonAnswer:
    """Accept a message, or a read receipt for one of a person's."""
    world = authorized_world(request)
    line = line_of(request, world)
    asked = await asked_node(request)
    asked.word("messaging_product", ("whatsapp",))
    if asked.has("status"):
        return _mark_as_read(world, line, asked)
    return _send(world, line, asked)


def _send(world: World, line: Line, asked: Node) -> JsonAnswer:
    require_good_standing(world.accounts.of(line.phone_number_id))
    _require_individual(asked)
    address, person = _addressee(world, line, asked)
    message = _message(world, line, person, asked)
    if message.category == AUTHENTICATION and address == person.bsuid:
        raise RefusedError(131062)
    require_room(world, line, person, message.at)
    message.failure = foreseen_failure(world, person, message)
    if message.failure is None:
        count_approach(world, person, message)
    _show_reaction(person, message.content)
    dispatch(world, person, message)
    return _accepted(address, person, message)


def _message(world: World, line: Line, person: Person, asked: Node) -> ProductMessage:
    now, line_id = world.clock.now(), line.phone_number_id
    content = read_content(asked, Stock(world.media, world.templates, line_id))
    free_entry = person.is_free(line_id, now)
    return ProductMessage(
        wamid=new_wamid(person.shown_name),
        line=line_id,
        content=content,
        at=now,
        reply_to=_context(asked),
        callback=asked.optional_text("biz_opaque_callback_data", most=LONGEST_CALLBACK) or None,
        price=world.prices.quote(content.category, line=line_id, now=now, free_entry=free_entry),
    )


def _accepted(address: str, person: Person, message: ProductMessage) -> JsonAnswer:
    return JsonAnswer(
        {
            "messaging_product": "whatsapp",
            "contacts": [{"input": address, **_identified(address, person)}],
            "messages": [{"id": message.wamid, "message_status": "accepted"}],
        }
    )


def _identified(address: str, person: Person) -> dict[str, str]:
    """A user id is answered with a user id, a number with a number."""
    return {"user_id": person.bsuid} if address == person.bsuid else {"wa_id": person.number}


def _require_individual(asked: Node) -> None:
    if asked.has("recipient_type"):
        asked.word("recipient_type", ("individual",))


def _addressee(world: World, line: Line, asked: Node) -> tuple[str, Person]:
    """The address as it was written, and whom it means: `to` before `recipient`, a number or a BSUID."""
    name = "recipient" if asked.has("recipient") and not asked.has("to") else "to"
    address = asked.text(name, most=LONGEST_ADDRESS)
    if BSUID.fullmatch(address):
        return address, _behind(world, address)
    digits = address.translate(ALLOWED_IN_NUMBERS)
    if digits == line.digits:
        raise RefusedError(131021)
    if not WA_ID.fullmatch(digits):
        raise InvalidValueError(f"{asked.at(name)}: is not a valid phone number or user id")
    return address, world.people.addressed(digits)


def _behind(world: World, bsuid: str) -> Person:
    person = world.people.by_bsuid(bsuid)
    if person is None:
        raise MissingObjectError(bsuid, verb="POST")
    return person


def _context(asked: Node) -> str | None:
    return asked.node("context").text("message_id", most=LONGEST_ID) if asked.has("context") else None


def _show_reaction(person: Person, content: Content) -> None:
    reacted_to = person.chat.get(content.about)
    if content.kind == "reaction" and reacted_to is not None:
        reacted_to.reaction = content.text
        person.touch(reacted_to)


def _mark_as_read(world: World, line: Line, asked: Node) -> JsonAnswer:
    """The ticks of this and all earlier messages turn, and the person may see that somebody types."""
    asked.word("status", ("read",))
    wamid = asked.text("message_id", most=LONGEST_ID)
    person = _writer(world, line, wamid)
    for message in _unseen_up_to(wamid, person, line):
        message.seen = True
        person.touch(message)
    if asked.has("typing_indicator"):
        asked.node("typing_indicator").word("type", ("text",))
        person.typing_until[line.phone_number_id] = time.monotonic() + TYPING_SECONDS
        person.touch()
    return JsonAnswer({"success": True})


def _writer(world: World, line: Line, wamid: str) -> Person:
    person = world.people.writer_of(wamid)
    message = person.chat.get(wamid) if person else None
    if person is None or not isinstance(message, PersonMessage) or message.line != line.phone_number_id:
        raise InvalidParameterError("Param message_id is not a message that this number has received.")
    return person


def _unseen_up_to(wamid: str, person: Person, line: Line) -> list[PersonMessage]:
    newest_first = person.sent_to(line.phone_number_id)
    from_there = dropwhile(lambda message: message.wamid != wamid, newest_first)
    return list(takewhile(lambda message: not message.seen, from_there))
