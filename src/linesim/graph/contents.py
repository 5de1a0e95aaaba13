"""What a message of the product holds, read type by type and refused where Meta would refuse it."""

from __future__ import annotations

from collections.abc import Callable

from linesim.graph.attachments import Uploads, read_attachment
from linesim.graph.errors import InvalidParameterError
from linesim.graph.interactive import read_interactive
from linesim.graph.nodes import Node, length_of
from linesim.messages import Content, Place

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_NAME = 512
LONGEST_PLACE_NAME = 1000
LONGEST_EMOJI = 32
MOST_CONTACTS = 257
MOST_PARTS = 100

Reader = Callable[[Node, Uploads], Content]


def read_content(request: Node, uploads: Uploads) -> Content:
    """The content of a request, after its `type` (text where none is named); GraphError."""
    kind = request.word("type", READERS) if request.has("type") else "text"
    return READERS[kind](request, uploads)


def _text(request: Node, uploads: Uploads) -> Content:
    node = request.node("text")
    body = node.text("body", most=10 * LONGEST_TEXT)
    if length_of(body) > LONGEST_TEXT:
        raise InvalidParameterError(
            f"Param {node.at('body')} must be at most {LONGEST_TEXT} characters long."
        )
    return Content("text", text=body)


def _file(kind: str, *, captioned: bool) -> Reader:
    def read(request: Node, uploads: Uploads) -> Content:
        node = request.node(kind)
        if node.has("caption") and not captioned:
            raise InvalidParameterError(f"The parameter {node.at('caption')} is not allowed here.")
        caption = node.optional_text("caption", most=LONGEST_CAPTION)
        return Content(kind, text=caption, attachment=read_attachment(node, uploads))

    return read


def _location(request: Node, uploads: Uploads) -> Content:
    node = request.node("location")
    place = Place(
        latitude=node.number("latitude", most=90),
        longitude=node.number("longitude", most=180),
        name=node.optional_text("name", most=LONGEST_PLACE_NAME),
        address=node.optional_text("address", most=LONGEST_PLACE_NAME),
    )
    return Content("location", text=place.name, place=place)


def _reaction(request: Node, uploads: Uploads) -> Content:
    node = request.node("reaction")
    about = node.text("message_id", most=LONGEST_NAME)
    return Content("reaction", text=node.optional_text("emoji", most=LONGEST_EMOJI), about=about)


def _contacts(request: Node, uploads: Uploads) -> Content:
    cards = request.nodes("contacts", least=1, most=MOST_CONTACTS, what="contacts")
    names = [card.node("name").text("formatted_name", most=LONGEST_NAME) for card in cards]
    return Content("contacts", text=", ".join(names))


def _template(request: Node, uploads: Uploads) -> Content:
    """Accepted shallowly: no definition is known, so what shows is the name and the parameters."""
    node = request.node("template")
    name = node.text("name", most=LONGEST_NAME)
    node.node("language").text("code", most=20)
    parts = _optional_nodes(node, "components")
    parameters = [parameter for part in parts for parameter in _optional_nodes(part, "parameters")]
    texts = [parameter.optional_text("text", most=LONGEST_TEXT) for parameter in parameters]
    return Content("template", text=" · ".join([name, *filter(None, texts)]))


def _optional_nodes(node: Node, name: str) -> list[Node]:
    return node.nodes(name, least=0, most=MOST_PARTS, what=name) if node.has(name) else []


READERS: dict[str, Reader] = {
    "audio": _file("audio", captioned=False),
    "contacts": _contacts,
    "document": _file("document", captioned=True),
    "image": _file("image", captioned=True),
    "interactive": read_interactive,
    "location": _location,
    "reaction": _reaction,
    "sticker": _file("sticker", captioned=False),
    "template": _template,
    "text": _text,
    "video": _file("video", captioned=True),
}
