"""What Meta takes as a template: the parts read, counted and measured, and every wrong one named."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import replace
from itertools import pairwise

from linesim.graph.errors import InvalidParameterError, TemplateError
from linesim.graph.nodes import Node, length_of
from linesim.templates import VARIABLE, Button, Category, Definition, Format, variables

LONGEST_BODY = 1024
LONGEST_HEADER = 60
LONGEST_FOOTER = 60
LONGEST_BUTTON = 25
LONGEST_URL = 2000
LONGEST_CODE = 15
LONGEST_NUMBER = 20
MOST_BUTTONS = 10
MOST_OF_A_KIND = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1, "FLOW": 1, "OTP": 1, "REQUEST_CONTACT_INFO": 1}
MOST_COMPONENTS = 5
MOST_MINUTES = 90

# The subcodes of code 100: Meta's page of error codes, template creation errors.
TOO_LONG = 2388040
HEADER_FORMAT = 2388047
BODY_FORMAT = 2388072
FOOTER_FORMAT = 2388073
LEADING_OR_TRAILING = 2388299

MEDIA_FORMATS = ("IMAGE", "VIDEO", "DOCUMENT")
HEADER_FORMATS = ("TEXT", *MEDIA_FORMATS, "LOCATION")
COMPONENTS = ("HEADER", "BODY", "FOOTER", "BUTTONS")
BUTTONS = ("QUICK_REPLY", *MOST_OF_A_KIND)
NAME_OF_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")
ADJACENT = re.compile(r"\}\}\s*\{\{")

CODE_TEXT = "{{1}} is your verification code."
CODE_WARNING = " For your security, do not share this code."
CODE_LIFE = "This code expires in {minutes} minutes."
CODE_BUTTON = "Copy code"


def read_definition(
    components: list[Node], *, category: Category, parameter_format: Format, handles: Container[str]
) -> Definition:
    """The parts of a template; `handles` are the examples that were uploaded. GraphError."""
    parts = _by_type(components)
    if "BODY" not in parts:
        raise InvalidParameterError("The parameter components is required to have a BODY.")
    if category == "AUTHENTICATION":
        return _authentication(parts)
    definition = Definition(_body(parts["BODY"], parameter_format))
    if "HEADER" in parts:
        definition = _with_header(definition, parts["HEADER"], parameter_format, handles)
    footer = _footer(parts["FOOTER"]) if "FOOTER" in parts else ""
    buttons = _buttons(parts["BUTTONS"]) if "BUTTONS" in parts else ()
    return replace(definition, footer=footer, buttons=buttons)


def _by_type(components: list[Node]) -> dict[str, Node]:
    parts: dict[str, Node] = {}
    for component in components:
        kind = component.word_of_any_case("type", COMPONENTS)
        if kind in parts:
            raise InvalidParameterError(f"Param {component.at('type')}: there can be only one {kind}.")
        parts[kind] = component
    return parts


def _body(part: Node, parameter_format: Format) -> str:
    text = _measured(part, LONGEST_BODY)
    _require_good_variables(part, text, parameter_format)
    _require_examples(part, len(variables(text)), BODY_FORMAT)
    return text


def _measured(part: Node, longest: int) -> str:
    """The text of a part; TemplateError where it is too long."""
    text = part.text("text", most=10 * longest)
    if length_of(text) > longest:
        raise TemplateError(TOO_LONG, "Character limit exceeded", f"{part.at('text')}: at most {longest}.")
    return text


def _require_good_variables(part: Node, text: str, parameter_format: Format) -> None:
    found, rest, trimmed = variables(text), VARIABLE.sub("", text), text.strip()
    if found and (trimmed.startswith("{{") or trimmed.endswith("}}")):
        sentence = "Variables can't be at the start or end of the template."
        raise TemplateError(LEADING_OR_TRAILING, "Leading or trailing params not allowed", sentence)
    if "{{" in rest or "}}" in rest:
        raise _bad_body(part, "a variable is written {{1}}")
    if ADJACENT.search(text):
        raise _bad_body(part, "variables cannot be next to each other")
    if parameter_format == "POSITIONAL" and found != [str(number) for number in range(1, len(found) + 1)]:
        raise _bad_body(part, "variables are numbered from 1, in order")
    if parameter_format == "NAMED" and not all(map(NAME_OF_VARIABLE.fullmatch, found)):
        raise _bad_body(part, "variables are named in small letters, digits and underscores")


def _bad_body(part: Node, what: str) -> TemplateError:
    return TemplateError(BODY_FORMAT, "Invalid format", f"{part.at('text')}: {what}.")


def _require_examples(part: Node, count: int, subcode: int) -> None:
    if count and _examples(part) != count:
        sentence = f"{part.at('example')}: every variable needs an example; {count} are expected."
        raise TemplateError(subcode, "Examples are missing", sentence)


def _examples(part: Node) -> int:
    """How many examples are given, in whichever of Meta's shapes."""
    given = part.node("example").fields.values() if part.has("example") else ()
    listed = next((each for each in given if isinstance(each, list)), [])
    if len(listed) == 1 and isinstance(listed[0], list):
        return len(listed[0])
    return len(listed)


def _with_header(
    definition: Definition, part: Node, parameter_format: Format, handles: Container[str]
) -> Definition:
    kind = part.word_of_any_case("format", HEADER_FORMATS)
    if kind == "TEXT":
        return replace(definition, header_format=kind, header=_header_text(part, parameter_format))
    if kind in MEDIA_FORMATS:
        _require_handle(part, handles)
    return replace(definition, header_format=kind)


def _header_text(part: Node, parameter_format: Format) -> str:
    """A header may begin or end with its one variable, other than a body."""
    text = _measured(part, LONGEST_HEADER)
    found = variables(text)
    if len(found) > 1 or "\n" in text or (parameter_format == "POSITIONAL" and found not in ([], ["1"])):
        sentence = f"{part.at('text')}: one line with at most one variable, number 1."
        raise TemplateError(HEADER_FORMAT, "Invalid format", sentence)
    _require_examples(part, len(found), HEADER_FORMAT)
    return text


def _require_handle(part: Node, handles: Container[str]) -> None:
    given = part.node("example").fields.get("header_handle") if part.has("example") else None
    if not (isinstance(given, list) and given and str(given[0]) in handles):
        sentence = f"{part.at('example')}: header_handle has to be the handle of an upload to this app."
        raise TemplateError(HEADER_FORMAT, "Invalid header handle", sentence)


def _footer(part: Node) -> str:
    text = _measured(part, LONGEST_FOOTER)
    if VARIABLE.search(text) or "\n" in text:
        sentence = f"{part.at('text')}: one line without variables."
        raise TemplateError(FOOTER_FORMAT, "Invalid format", sentence)
    return text


def _buttons(part: Node) -> tuple[Button, ...]:
    listed = part.nodes("buttons", least=1, most=MOST_BUTTONS, what="buttons")
    buttons = tuple(_button(each) for each in listed)
    kinds = [button.kind for button in buttons]
    for kind, most in MOST_OF_A_KIND.items():
        if kinds.count(kind) > most:
            raise InvalidParameterError(f"Param {part.at('buttons')} can have at most {most} of type {kind}.")
    if _turns([kind == "QUICK_REPLY" for kind in kinds]) > 1:
        raise InvalidParameterError(f"Param {part.at('buttons')}: quick replies have to stand together.")
    texts = [button.text for button in buttons]
    if len(set(texts)) < len(texts):
        raise InvalidParameterError(f"Param {part.at('buttons')}: no two buttons can have the same text.")
    return buttons


def _turns(marks: list[bool]) -> int:
    """How often one mark follows another."""
    return sum(before != after for before, after in pairwise(marks))


def _button(node: Node) -> Button:
    kind = node.word_of_any_case("type", BUTTONS)
    return Button(kind, _button_text(node, kind), _VALUES[kind](node))


def _button_text(node: Node, kind: str) -> str:
    if kind in ("COPY_CODE", "OTP") and not node.has("text"):
        return CODE_BUTTON
    if kind == "REQUEST_CONTACT_INFO" and not node.has("text"):
        return "Share phone number"
    return node.text("text", most=LONGEST_BUTTON)


def _url(node: Node) -> str:
    url = node.text("url", most=LONGEST_URL)
    found = VARIABLE.findall(url)
    if found and (found != ["1"] or not url.endswith("}}")):
        raise InvalidParameterError(f"Param {node.at('url')} can have one variable, {{{{1}}}}, at its end.")
    if found and not node.has("example"):
        raise InvalidParameterError(f"The parameter {node.at('example')} is required.")
    return url


def _flow(node: Node) -> str:
    return node.text("flow_id" if node.has("flow_id") else "flow_name", most=200)


def _code(node: Node) -> str:
    example = node.fields.get("example")
    first = example[0] if isinstance(example, list) and example else example
    return str(first)[:LONGEST_CODE] if first is not None else ""


_VALUES: dict[str, Callable[[Node], str]] = {
    "QUICK_REPLY": lambda node: "",
    "URL": _url,
    "PHONE_NUMBER": lambda node: node.text("phone_number", most=LONGEST_NUMBER),
    "COPY_CODE": _code,
    "FLOW": _flow,
    "OTP": lambda node: node.optional_text("otp_type", most=LONGEST_BUTTON),
    "REQUEST_CONTACT_INFO": lambda node: "",
}


def _authentication(parts: dict[str, Node]) -> Definition:
    """Meta writes the texts itself; the business says only what goes in."""
    if "HEADER" in parts or "BUTTONS" not in parts:
        raise InvalidParameterError("Param components of AUTHENTICATION: a BODY, one OTP button, no HEADER.")
    buttons = _buttons(parts["BUTTONS"])
    if [button.kind for button in buttons] != ["OTP"]:
        raise InvalidParameterError("Param components of AUTHENTICATION must have exactly one OTP button.")
    warned = parts["BODY"].fields.get("add_security_recommendation") is True
    minutes = parts["FOOTER"].fields.get("code_expiration_minutes") if "FOOTER" in parts else None
    if minutes is not None and not (isinstance(minutes, int) and 1 <= minutes <= MOST_MINUTES):
        raise InvalidParameterError(f"Param code_expiration_minutes must be from 1 to {MOST_MINUTES}.")
    return Definition(
        CODE_TEXT + (CODE_WARNING if warned else ""),
        footer=CODE_LIFE.format(minutes=minutes) if minutes else "",
        buttons=buttons,
    )
