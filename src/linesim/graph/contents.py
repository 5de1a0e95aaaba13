"""What a message of the product holds, read type by type and refused where Meta would refuse it."""

from __future__ import annotations

from collections.abc import Callable

from linesim.graph.attachments import Stock, read_attachment
from linesim.graph.errors import InvalidParameterError
from linesim.graph.interactive import read_interactive
from linesim.graph.nodes import Node, length_of
from linesim.graph.template_sending import read_template
from linesim.messages import Content, Place

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_NAME = 512
LONGEST_PLACE_NAME = 1000
LONGEST_EMOJI = 32
MOST_CONTACTS = 257

Reader = Callable[[Node, Stock], Content]


def read_content(request: Node, stock: Stock) -> Content:
    """The content of a request, after its `type` (text where none is named); GraphError."""
    kind = request.word("type", READERS) if request.has("type") else "text"
    return READERS[kind](request, stock)


def _text(request: Node, stock: Stock) -> Content:
    node = request.node("text")
    body = node.text("body", most=10 * LONGEST_TEXT)
    if length_of(body) > LONGEST_TEXT:
        raise InvalidParameterError(
            f"Param {node.at('body')} must be at most {LONGEST_TEXT} characters long."
        )
    return Content("text", text=body)


def _file(kind: str, *, captioned: bool) -> Reader:
    def read(request: Node, stock: Stock) -> Content:
        node = request.node(kind)
        if node.has("caption") and not captioned:
            raise InvalidParameterError(f"The parameter {node.at('caption')} is not allowed here.")
        caption = node.optional_text("caption", most=LONGEST_CAPTION)
        return Content(kind, text=caption, attachment=read_attachment(node, stock))

    return read


def _location(request: Node, stock: Stock) -> Content:
    node = request.node("location")
    place = Place(
        latitude=node.number("latitude", most=90),
        longitude=node.number("longitude", most=180),
        name=node.optional_text("name", most=LONGEST_PLACE_NAME),
        address=node.optional_text("address", most=LONGEST_PLACE_NAME),
    )
    return Content("location", text=place.name, place=place)


def _reaction(request: Node, stock: Stock) -> Content:
    node = request.node("reaction")
    about = node.text("message_id", most=LONGEST_NAME)
    return Content("reaction", text=node.optional_text("emoji", most=LONGEST_EMOJI), about=about)


def _contacts(request: Node, stock: Stock) -> Content:
    cards = request.nodes("contacts", least=1, most=MOST_CONTACTS, what="contacts")
    names = [card.node("name").text("formatted_name", most=LONGEST_NAME) for card in cards]
    return Content("contacts", text=", ".join(names))


READERS: dict[str, Reader] = {
    "audio": _file("audio", captioned=False),
    "contacts": _contacts,
    "document": _file("document", captioned=True),
    "image": _file("image", captioned=True),
    "interactive": read_interactive,
    "location": _location,
    "reaction": _reaction,
    "sticker": _file("sticker", captioned=False),
    "template": read_template,
    "text": _text,
    "video": _file("video", captioned=True),
}
