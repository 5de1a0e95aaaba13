"""Buttons and lists: read, counted and measured as Meta does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linesim.graph.attachments import Uploads, read_attachment
from linesim.graph.errors import InvalidParameterError, InvalidValueError, UnsupportedTypeError
from linesim.graph.nodes import Node, require_unique
from linesim.media import Attachment
from linesim.messages import Choice, Content

LONGEST_BODY = 1024
LONGEST_HEADER = 60
LONGEST_FOOTER = 60
MOST_BUTTONS = 3
LONGEST_BUTTON_TITLE = 20
LONGEST_BUTTON_ID = 256
MOST_SECTIONS = 10
LONGEST_SECTION_TITLE = 24
MOST_ROWS = 10
LONGEST_ROW_TITLE = 24
LONGEST_ROW_DESCRIPTION = 72
LONGEST_ROW_ID = 200
LONGEST_LIST_LABEL = 20

HEADER_TYPES = ("text", "image", "video", "document")
COMING_TYPES = (
    "address_message",
    "call_permission_request",
    "carousel",
    "catalog_message",
    "contact_request",
    "cta_url",
    "flow",
    "location_request_message",
    "product",
    "product_list",
    "voice_call",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the body: a text or a file."""

    text: str = ""
    attachment: Attachment | None = None


def read_interactive(request: Node, uploads: Uploads) -> Content:
    """Buttons or a list; GraphError."""
    node = request.node("interactive")
    kind = node.word("type", ("button", "list", *COMING_TYPES))
    if kind in COMING_TYPES:
        raise UnsupportedTypeError(f"{node.at('type')}: linesim does not take {kind!r} yet.")
    body = node.node("body").text("text", most=LONGEST_BODY)
    footer = node.node("footer").text("text", most=LONGEST_FOOTER) if node.has("footer") else ""
    header = _header(node, uploads, HEADER_TYPES if kind == "button" else ("text",))
    action = node.node("action")
    return Content(
        "choice",
        text=body,
        header=header.text,
        footer=footer,
        choices=_buttons(action) if kind == "button" else _rows(action),
        list_label=action.text("button", most=LONGEST_LIST_LABEL) if kind == "list" else "",
        attachment=header.attachment,
    )


def _header(interactive: Node, uploads: Uploads, allowed: tuple[str, ...]) -> Header:
    if not interactive.has("header"):
        return Header()
    node = interactive.node("header")
    kind = node.word("type", allowed)
    if kind == "text":
        return Header(text=node.text("text", most=LONGEST_HEADER))
    return Header(attachment=read_attachment(node.node(kind), uploads))


def _buttons(action: Node) -> tuple[Choice, ...]:
    buttons = action.nodes("buttons", least=1, most=MOST_BUTTONS, what="buttons")
    for button in buttons:
        button.word("type", ("reply",))
    replies = [button.node("reply") for button in buttons]
    choices = tuple(
        Choice(
            id=reply.text("id", most=LONGEST_BUTTON_ID), title=reply.text("title", most=LONGEST_BUTTON_TITLE)
        )
        for reply in replies
    )
    require_unique(replies, "id", what="button")
    require_unique(replies, "title", what="button")
    return choices


def _rows(action: Node) -> tuple[Choice, ...]:
    sections = action.nodes("sections", least=1, most=MOST_SECTIONS, what="sections")
    rows = [row for section in sections for row in _rows_of(section)]
    if len(rows) > MOST_ROWS:
        place = f"{action.at('sections')}[..]['rows']"
        raise InvalidValueError(f"{place}: Total row count exceed max allowed count: {MOST_ROWS}")
    choices = tuple(_choices(sections, named=len(sections) > 1))
    require_unique(rows, "id", what="row")
    require_unique(rows, "title", what="row")
    return choices


def _rows_of(section: Node) -> list[Node]:
    return section.nodes("rows", least=1, most=MOST_ROWS, what="rows")


def _choices(sections: list[Node], *, named: bool) -> Iterator[Choice]:
    for section in sections:
        title = section.optional_text("title", most=LONGEST_SECTION_TITLE)
        if named and not title:
            raise InvalidParameterError(f"The parameter {section.at('title')} is required.")
        for row in _rows_of(section):
            yield Choice(
                id=row.text("id", most=LONGEST_ROW_ID),
                title=row.text("title", most=LONGEST_ROW_TITLE),
                description=row.optional_text("description", most=LONGEST_ROW_DESCRIPTION),
                section=title,
            )
