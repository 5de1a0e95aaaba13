"""Interactive messages: read, counted and measured as Meta does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from linesim.graph.attachments import Stock, read_attachment
from linesim.graph.errors import InvalidParameterError, InvalidValueError, UnsupportedTypeError
from linesim.graph.nodes import Node, require_unique
from linesim.media import Attachment
from linesim.messages import Action, Choice, Content

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

LONGEST_LINK_TITLE = 20
LONGEST_LINK = 2000
LONGEST_FLOW_TITLE = 30
LONGEST_FLOW_TOKEN = 4096
LONGEST_FLOW_NAME = 200

HEADER_TYPES = ("text", "image", "video", "document")
COMING_TYPES = (
    "address_message",
    "call_permission_request",
    "carousel",
    "catalog_message",
    "product",
    "product_list",
    "voice_call",
)
SEND_LOCATION = "Send location"  # what WhatsApp itself writes on the button, in the person's language
SHARE_NUMBER = "Share phone number"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the body: a text or a file."""

    text: str = ""
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What stands below the body: choices that answer, or a button that leads somewhere."""

    kind: str
    choices: tuple[Choice, ...] = ()
    actions: tuple[Action, ...] = ()
    list_label: str = ""


def read_interactive(request: Node, stock: Stock) -> Content:
    """Buttons, a list, a link, a Flow, or a question for the place or the number; GraphError."""
    node = request.node("interactive")
    kind = node.word("type", (*OFFERS, *COMING_TYPES))
    if kind in COMING_TYPES:
        raise UnsupportedTypeError(f"{node.at('type')}: linesim does not take {kind!r} yet.")
    body = node.node("body").text("text", most=LONGEST_BODY)
    footer = node.node("footer").text("text", most=LONGEST_FOOTER) if node.has("footer") else ""
    header = _header(node, stock, HEADERS.get(kind, ()))
    offer = OFFERS[kind](node.node("action"))
    return Content(
        offer.kind,
        text=body,
        header=header.text,
        footer=footer,
        choices=offer.choices,
        list_label=offer.list_label,
        attachment=header.attachment,
        actions=offer.actions,
    )


def _header(interactive: Node, stock: Stock, allowed: tuple[str, ...]) -> Header:
    if not interactive.has("header"):
        return Header()
    if not allowed:
        raise InvalidParameterError(f"The parameter {interactive.at('header')} is not allowed here.")
    node = interactive.node("header")
    kind = node.word("type", allowed)
    if kind == "text":
        return Header(text=node.text("text", most=LONGEST_HEADER))
    return Header(attachment=read_attachment(node.node(kind), stock))


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


def _link(action: Node) -> Offer:
    action.word("name", ("cta_url",))
    parameters = action.node("parameters")
    title = parameters.text("display_text", most=LONGEST_LINK_TITLE)
    url = parameters.text("url", most=LONGEST_LINK)
    if not url.startswith(("https://", "http://")):
        raise InvalidValueError(f"{parameters.at('url')}: is not a valid URI")
    return Offer("cta_url", actions=(Action("url", title, url),))


def _place_question(action: Node) -> Offer:
    action.word("name", ("send_location",))
    return Offer("location_request", actions=(Action("location", SEND_LOCATION),))


def _number_question(action: Node) -> Offer:
    action.word("name", ("request_contact_info",))
    return Offer("contact_request", actions=(Action("contact", SHARE_NUMBER),))


def _flow(action: Node) -> Offer:
    """A Flow by its id or its name: the shape is checked, what is in it is not known here."""
    action.word("name", ("flow",))
    parameters = action.node("parameters")
    parameters.word("flow_message_version", ("3",))
    named = [name for name in ("flow_id", "flow_name") if parameters.has(name)]
    if len(named) != 1:
        raise InvalidParameterError(f"Param {parameters.at('flow_id')}: say either flow_id or flow_name.")
    flow = parameters.text(named[0], most=LONGEST_FLOW_NAME)
    title = parameters.text("flow_cta", most=LONGEST_FLOW_TITLE)
    token = parameters.optional_text("flow_token", most=LONGEST_FLOW_TOKEN)
    _require_flow_action(parameters)
    return Offer("flow", choices=(Choice(id=token or flow, title=title),))


def _require_flow_action(parameters: Node) -> None:
    if parameters.has("mode"):
        parameters.word("mode", ("draft", "published"))
    if not parameters.has("flow_action"):
        return
    kind = parameters.word("flow_action", ("navigate", "data_exchange"))
    if kind == "navigate" and parameters.has("flow_action_payload"):
        parameters.node("flow_action_payload").text("screen", most=LONGEST_FLOW_NAME)


OFFERS: dict[str, Callable[[Node], Offer]] = {
    "button": lambda action: Offer("choice", choices=_buttons(action)),
    "list": lambda action: Offer(
        "choice",
        choices=_rows(action),
        list_label=action.text("button", most=LONGEST_LIST_LABEL),
    ),
    "cta_url": _link,
    "flow": _flow,
    "location_request_message": _place_question,
    "request_contact_info": _number_question,
    "contact_request": _number_question,
}
HEADERS: dict[str, tuple[str, ...]] = {
    "button": HEADER_TYPES,
    "list": ("text",),
    "cta_url": HEADER_TYPES,
    "flow": HEADER_TYPES,
}
