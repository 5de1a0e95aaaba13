"""A template that is sent: found, checked against what it was approved as, and filled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from linesim.graph.attachments import Stock, read_attachment
from linesim.graph.errors import InvalidParameterError, RefusedError
from linesim.graph.nodes import Node, length_of
from linesim.graph.template_rules import LONGEST_BODY, LONGEST_HEADER, MEDIA_FORMATS
from linesim.media import Attachment
from linesim.messages import TEMPLATE, Action, Choice, Content, Place
from linesim.templates import Button, Template, filled, variables

LONGEST_NAME = 512
LONGEST_VALUE = 32 * 1024
LONGEST_PAYLOAD = 256
LONGEST_PLACE_NAME = 1000
MOST_PARTS = 100
BAD_SPACING = re.compile(r"[\n\t]| {5,}")
PARTS = ("header", "body", "button")
TEXT_TYPES = ("text", "currency", "date_time")
PARAMETER_TYPES = (*TEXT_TYPES, "image", "video", "document", "location", "payload", "coupon_code", "action")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the text of a template."""

    text: str = ""
    attachment: Attachment | None = None
    place: Place | None = None


def read_template(request: Node, stock: Stock) -> Content:
    """The filled template; GraphError."""
    node = request.node("template")
    template = _found(node, stock)
    parts = _parts(node)
    definition = template.definition
    header = _header(template, parts.get("header"), stock)
    text = _filled(template, definition.body, parts.get("body"), part="body", longest=LONGEST_BODY)
    given = _button_parts(node)
    return Content(
        TEMPLATE,
        text=text,
        header=header.text,
        footer=definition.footer,
        choices=tuple(
            Choice(id=_payload(button, given.get(index)), title=button.text)
            for index, button in enumerate(definition.buttons)
            if button.kind in ("QUICK_REPLY", "FLOW")
        ),
        actions=tuple(
            Action(button.kind.lower(), button.text, _value(button, index, given.get(index)))
            for index, button in enumerate(definition.buttons)
            if button.kind not in ("QUICK_REPLY", "FLOW")
        ),
        attachment=header.attachment,
        place=header.place,
        category=template.category.lower(),
    )


def _found(node: Node, stock: Stock) -> Template:
    name = node.text("name", most=LONGEST_NAME)
    language = node.node("language").text("code", most=20)
    template = stock.templates.find(name, language)
    if template is None:
        raise RefusedError(132001, f"template name ({name}) does not exist in {language}")
    if template.status == "PAUSED":
        raise RefusedError(132015)
    if template.status == "DISABLED":
        raise RefusedError(132016)
    if template.status != "APPROVED":
        raise RefusedError(132001, f"template name ({name}) in {language} has not been approved")
    return template


def _parts(node: Node) -> dict[str, Node]:
    """The header and the body that were given, each with its parameters."""
    return {kind: part for kind, part in _components(node) if kind != "button"}


def _button_parts(node: Node) -> dict[int, Node]:
    return {_index(part): part for kind, part in _components(node) if kind == "button"}


def _components(node: Node) -> list[tuple[str, Node]]:
    if not node.has("components"):
        return []
    listed = node.nodes("components", least=0, most=MOST_PARTS, what="components")
    return [(part.word_of_any_case("type", PARTS), part) for part in listed]


def _index(part: Node) -> int:
    index = part.fields.get("index", 0)
    if isinstance(index, bool) or not isinstance(index, int | str) or not str(index).isdecimal():
        raise InvalidParameterError(f"Param {part.at('index')} must be a number.")
    return int(index)


def _parameters(part: Node | None) -> list[Node]:
    if part is None or not part.has("parameters"):
        return []
    return part.nodes("parameters", least=0, most=MOST_PARTS, what="parameters")


def _filled(template: Template, text: str, given: Node | None, *, part: str, longest: int) -> str:
    """A text with its variables replaced by the parameters of that part of the send."""
    wanted, parameters = variables(text), _parameters(given)
    if len(parameters) != len(wanted):
        raise _miscounted(part, given=len(parameters), expected=len(wanted))
    written = [_written(parameter, part) for parameter in parameters]
    names = _names(parameters) if template.parameter_format == "NAMED" else wanted
    values = dict(zip(names, written, strict=True))
    if set(values) != set(wanted):
        raise RefusedError(132000, f"{part}: the parameters are named {', '.join(sorted(wanted))}")
    whole = filled(text, values)
    if length_of(whole) > longest:
        raise RefusedError(132005, f"{part}: at most {longest} characters when filled")
    return whole


def _names(parameters: list[Node]) -> list[str]:
    for parameter in parameters:
        if not parameter.optional_text("parameter_name", most=LONGEST_NAME):
            raise InvalidParameterError("Parameter name is missing or empty")
    return [parameter.text("parameter_name", most=LONGEST_NAME) for parameter in parameters]


def _written(parameter: Node, part: str) -> str:
    kind = parameter.word_of_any_case("type", PARAMETER_TYPES)
    if kind not in TEXT_TYPES:
        raise _misformatted(part, "text", kind)
    text = (
        parameter.optional_text("text", most=LONGEST_VALUE) if kind == "text" else _fallback(parameter, kind)
    )
    if not text:
        raise RefusedError(131008, f"{parameter.at('text')}: a parameter cannot be empty")
    if BAD_SPACING.search(text):
        raise RefusedError(132007)
    return text


def _fallback(parameter: Node, kind: str) -> str:
    return parameter.node(kind).text("fallback_value", most=LONGEST_VALUE)


def _header(template: Template, part: Node | None, stock: Stock) -> Header:
    definition = template.definition
    if definition.header_format in ("", "TEXT"):
        text = _filled(template, definition.header, part, part="header", longest=LONGEST_HEADER)
        return Header(text=text)
    parameters = _parameters(part)
    if len(parameters) != 1:
        raise _miscounted("header", given=len(parameters), expected=1)
    (parameter,) = parameters
    wanted, kind = (
        definition.header_format.lower(),
        parameter.word_of_any_case("type", PARAMETER_TYPES),
    )
    if kind != wanted:
        raise _misformatted("header", wanted, kind)
    if definition.header_format in MEDIA_FORMATS:
        return Header(attachment=_file(parameter.node(wanted), wanted, stock))
    return Header(place=_place(parameter.node("location")))


def _file(node: Node, kind: str, stock: Stock) -> Attachment:
    attachment = read_attachment(node, stock)
    if attachment.file is not None and not attachment.file.fits(kind):
        raise _misformatted("header", kind, attachment.file.mime_type)
    return attachment


def _place(node: Node) -> Place:
    return Place(
        latitude=node.number("latitude", most=90),
        longitude=node.number("longitude", most=180),
        name=node.optional_text("name", most=LONGEST_PLACE_NAME),
        address=node.optional_text("address", most=LONGEST_PLACE_NAME),
    )


def _payload(button: Button, part: Node | None) -> str:
    """What a tap tells the product: the payload of the send, or the text of the button."""
    parameters = _parameters(part)
    if not parameters or not parameters[0].has("payload"):
        return button.text
    return parameters[0].text("payload", most=LONGEST_PAYLOAD)


def _value(button: Button, index: int, part: Node | None) -> str:
    """Where a button leads, its variable filled."""
    if not button.wants_parameter:
        return button.value
    parameters = _parameters(part)
    if not parameters:
        kind = button.kind.title()
        raise RefusedError(131008, f"buttons: Button at index {index} of type {kind} requires a parameter")
    name = "coupon_code" if parameters[0].has("coupon_code") else "text"
    given = parameters[0].text(name, most=LONGEST_VALUE)
    return filled(button.value, {"1": given}) if button.kind == "URL" else given


def _miscounted(part: str, *, given: int, expected: int) -> RefusedError:
    return RefusedError(
        132000,
        f"{part}: number of localizable_params ({given}) does not match the expected number of params "
        f"({expected})",
    )


def _misformatted(part: str, wanted: str, given: str) -> RefusedError:
    return RefusedError(
        132012, f"{part}: Format mismatch, expected {wanted.upper()}, received {given.upper()}"
    )
