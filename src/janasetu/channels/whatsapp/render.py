"""Put a neutral message into the Cloud API's shapes: text, buttons, a list, or numbered text.

Limits: Cloud API reference, 2026. The texts of definitions fit by their linter; what people wrote may
not, and is cut at a letter's border rather than refused.
"""

from collections.abc import Mapping
from typing import Any

from janasetu.channels.whatsapp.payloads import CHANNEL
from janasetu.lib.text import shorten, units
from janasetu.messaging.capabilities import Capabilities, capabilities_of
from janasetu.messaging.values import Choice, Enclosed

FULL = capabilities_of(CHANNEL)
BUTTON_TITLE, ROW_TITLE, ROW_DESCRIPTION, LIST_BUTTON = 20, 24, 72, 20
BODY, TEXT = 1024, 4096
ROW_ID, BUTTON_ID = 200, 256

Payload = dict[str, Any]


def render(text: str, choices: list[Choice], menu: str, capabilities: Capabilities = FULL) -> Payload:
    """The type-specific part of a message to send."""
    if not choices:
        return {"type": "text", "text": {"body": shorten(text, TEXT), "preview_url": False}}
    fits = units(text) <= BODY
    if fits and len(choices) <= capabilities.buttons and _fit_buttons(choices):
        return _interactive("button", text, {"buttons": [_button(choice) for choice in choices]})
    if fits and len(choices) <= capabilities.rows:
        rows = [_row(choice) for choice in choices]
        return _interactive(
            "list", text, {"button": shorten(menu or "…", LIST_BUTTON), "sections": [{"rows": rows}]}
        )
    return {"type": "text", "text": {"body": shorten(numbered(text, choices), TEXT), "preview_url": False}}


def render_file(file: Enclosed, media_id: str, text: str, choices: list[Choice]) -> Payload:
    """A file with its caption; with choices it stands above the text and the buttons."""
    node: Payload = {"id": media_id}
    if file.kind == "document" and file.name:
        node["filename"] = file.name
    heads = file.kind in {"image", "document"}
    if choices and heads and len(choices) <= FULL.buttons and _fit_buttons(choices):
        asked = _interactive("button", shorten(text, BODY), {"buttons": [_button(one) for one in choices]})
        asked["interactive"]["header"] = {"type": file.kind, file.kind: node}
        return asked
    if file.kind != "audio":
        node["caption"] = shorten(numbered(text, choices) if choices else text, BODY)
    return {"type": file.kind, file.kind: node}


def render_template(template: Mapping[str, Any], choices: list[Choice]) -> Payload:
    """An approved template with what fills it; each quick reply carries the id of its choice."""
    components: list[Payload] = []
    if template["params"]:
        filled = [{"type": "text", "text": filling} for filling in template["params"]]
        components.append({"type": "body", "parameters": filled})
    components += [
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": str(index),
            "parameters": [{"type": "payload", "payload": choice.id}],
        }
        for index, choice in enumerate(choices)
    ]
    named = {"name": template["name"], "language": {"code": template["lang"]}, "components": components}
    return {"type": "template", "template": named}


def _fit_buttons(choices: list[Choice]) -> bool:
    """A button shows no description and cuts a long title; a row shows both."""
    return all(units(choice.title) <= BUTTON_TITLE and not choice.description for choice in choices)


def numbered(text: str, choices: list[Choice]) -> str:
    """The choices as numbered lines under the text; the number typed is understood."""
    lines = [f"{number}. {choice.title}" for number, choice in enumerate(choices, start=1)]
    room = TEXT - units("\n".join(lines)) - 2
    return "\n".join([shorten(text, max(room, 1)), "", *lines])


def _interactive(kind: str, text: str, action: Payload) -> Payload:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": text}, "action": action}}


def _button(choice: Choice) -> Payload:
    return {"type": "reply", "reply": {"id": choice.id, "title": shorten(choice.title, BUTTON_TITLE)}}


def _row(choice: Choice) -> Payload:
    row = {"id": choice.id, "title": shorten(choice.title, ROW_TITLE)}
    if choice.description:
        row["description"] = shorten(choice.description, ROW_DESCRIPTION)
    return row
