"""What each act sends, in Meta's shape of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import singledispatch

from linesim.messages import Content, Message, PersonMessage, Place, ProductMessage
from linesim.phones.acts import (
    AllowCalls,
    AnyAct,
    Choose,
    Delete,
    Edit,
    FillFlow,
    HearSystem,
    React,
    SendFile,
    SendOrder,
    SendUnknown,
    ShareContact,
    ShareLocation,
    Tap,
    WriteText,
)
from linesim.phones.choosing import Wanted, WrongChoiceError, find_choice, last_offer, offer_numbered
from linesim.phones.drafts import Draft
from linesim.phones.files import attached, media_node
from linesim.phones.targets import NoSuchMessageError, Scene, find_target, last_received, last_sent
from linesim.webhooks.envelope import Fields

UNSUPPORTED_KINDS = ("unsupported", "poll", "poll_update", "edit", "view_once", "event", "pin", "keep")
UNSUPPORTED_ERROR = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}
CONTACT_REQUEST, FLOW = "contact_request", "flow"
CALL_PERMISSION_LIFE = 7 * 24 * 3600  # seconds


@singledispatch
def compose(act: AnyAct, scene: Scene) -> Draft:
    """What the act sends."""
    raise TypeError(f"No way is known to send {type(act).__name__}.")


# --- what is new ---


@compose.register
def _text(act: WriteText, scene: Scene) -> Draft:
    return Draft({"type": "text", "text": {"body": act.text}}, Content("text", text=act.text))


@compose.register
def _file(act: SendFile, scene: Scene) -> Draft:
    content = attached(act, scene)
    return Draft({"type": act.type, act.type: media_node(content, scene.world, act)}, content)


@compose.register
def _location(act: ShareLocation, scene: Scene) -> Draft:
    node: Fields = {"latitude": act.lat, "longitude": act.lon}
    node |= {name: value for name, value in (("name", act.name), ("address", act.address)) if value}
    place = Place(act.lat, act.lon, act.name, act.address)
    return Draft({"type": "location", "location": node}, Content("location", text=act.name, place=place))


@compose.register
def _contact(act: ShareContact, scene: Scene) -> Draft:
    name = act.name or scene.person.name
    phone = act.phone or f"+{scene.person.number}"
    digits = "".join(sign for sign in phone if sign.isdigit())
    request = _request_answered(act, scene)
    card = {
        "name": {"formatted_name": name, "first_name": name},
        "phones": [{"phone": phone, "type": "CELL", "wa_id": digits}],
        "vcard": f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL;type=CELL:{phone}\nEND:VCARD",
        "origin": act.origin or (CONTACT_REQUEST if request else "other"),
    }
    content = Content("contacts", text=f"{name}, {phone}")
    return Draft({"type": "contacts", "contacts": [card]}, content, about=request)


@compose.register
def _order(act: SendOrder, scene: Scene) -> Draft:
    node: Fields = {
        "catalog_id": act.catalog_id,
        "product_items": [item.model_dump() for item in act.items],
        **({"text": act.text} if act.text else {}),
    }
    bought = ", ".join(f"{item.quantity} x {item.product_retailer_id}" for item in act.items)
    return Draft({"type": "order", "order": node}, Content("order", text=bought))


@compose.register
def _unknown(act: SendUnknown, scene: Scene) -> Draft:
    if act.kind not in UNSUPPORTED_KINDS:
        return Draft({"type": act.kind, act.kind: {}}, Content("unknown", text=act.kind))
    fields: Fields = {"type": "unsupported", "errors": [UNSUPPORTED_ERROR]}
    if act.kind != "unsupported":
        fields["unsupported"] = {"type": act.kind}
    return Draft(fields, Content("unknown", text=act.kind))


@compose.register
def _system(act: HearSystem, scene: Scene) -> Draft:
    """Without contacts; the key of a new phone is told both where it was and where it is now."""
    person, seconds = scene.person, scene.world.clock.seconds()
    key = hashlib.sha256(f"{person.bsuid} {seconds}".encode()).hexdigest()[:11]
    said = {"body": f"{person.name}: {act.kind}", "type": act.kind, "user_id": person.bsuid}
    fields: Fields = {"type": "system", "system": said}
    if act.kind == "customer_identity_changed":
        said |= {"body": f"{person.name} has a new security code", "identity": key}
        fields["identity"] = {"acknowledged": True, "created_timestamp": str(seconds), "hash": key}
    return Draft(fields, None, with_contacts=False)


# --- what answers something ---


@compose.register
def _choice(act: Choose, scene: Scene) -> Draft:
    offer = _offer(act, scene)
    choice = find_choice(scene.person, offer, Wanted(act.id, act.title, act.index))
    if offer.content.is_template:
        return replace(_tapped(choice.id, choice.title), about=offer)
    reply_type = offer.content.reply_type
    reply = {"id": choice.id, "title": choice.title}
    if reply_type == "list_reply" and choice.description:
        reply["description"] = choice.description
    return replace(_interactive(reply_type, reply, shown=choice.title), about=offer)


@compose.register
def _tap(act: Tap, scene: Scene) -> Draft:
    return _tapped(act.text if act.payload is None else act.payload, act.text)


@compose.register
def _flow(act: FillFlow, scene: Scene) -> Draft:
    offer = _flow_offer(act, scene)
    token = offer.content.choices[0].id if offer and offer.content.choices else ""
    token = token if act.flow_token is None else act.flow_token
    values = act.values | ({"flow_token": token} if token and "flow_token" not in act.values else {})
    written = json.dumps(values, ensure_ascii=False) if act.response_json is None else act.response_json
    reply = {"response_json": written, "body": "Sent", "name": "flow"}
    shown = "\n".join(f"{name}: {value}" for name, value in act.values.items())
    return replace(_interactive("nfm_reply", reply, shown=shown), about=offer)


@compose.register
def _call_permission(act: AllowCalls, scene: Scene) -> Draft:
    reply: Fields = {"response": act.response, "response_source": "user_action"}
    if act.response == "accept":
        reply["expiration_timestamp"] = str(scene.world.clock.seconds() + CALL_PERMISSION_LIFE)
    return _interactive("call_permission_reply", reply, shown=act.response)


# --- what changes something ---


@compose.register
def _reaction(act: React, scene: Scene) -> Draft:
    target = find_target(scene, act.message) or find_target(scene, act.reply_to) or last_received(scene)
    node = {"message_id": target.wamid} | ({"emoji": act.emoji} if act.emoji else {})

    def show() -> None:
        target.reaction = act.emoji
        scene.person.touch(target)

    return Draft({"type": "reaction", "reaction": node}, None, then=show)


@compose.register
def _edit(act: Edit, scene: Scene) -> Draft:
    target = _own(scene, act)
    if target.content.kind not in ("text", "image", "video", "document"):
        raise NoSuchMessageError("Only a text or a caption can be written anew.")
    edited = replace(target.content, text=act.text)

    def show() -> None:
        target.content = edited
        target.edited = True
        scene.person.touch(target)

    kind = edited.kind
    node = {"body": act.text} if kind == "text" else media_node(edited, scene.world)
    told = {"original_message_id": target.wamid, "message": {"type": kind, kind: node}}
    return Draft({"type": "edit", "edit": told}, None, then=show)


@compose.register
def _deletion(act: Delete, scene: Scene) -> Draft:
    target = _own(scene, act)

    def show() -> None:
        target.deleted = True
        scene.person.touch(target)

    node = {"original_message_id": target.wamid}
    return Draft({"type": "revoke", "revoke": node}, None, then=show)


def _own(scene: Scene, act: Edit | Delete) -> PersonMessage:
    """The message of one's own that the act changes; NoSuchMessageError."""
    target = find_target(scene, act.message) or find_target(scene, act.reply_to) or last_sent(scene)
    if not isinstance(target, PersonMessage) or target.deleted or not target.is_bubble:
        raise NoSuchMessageError("Only a message of one's own that is still there can be changed.")
    return target


def _interactive(reply_type: str, reply: Fields | dict[str, str], *, shown: str) -> Draft:
    node = {"type": reply_type, reply_type: reply}
    return Draft({"type": "interactive", "interactive": node}, Content("reply", text=shown))


def _tapped(payload: str, text: str) -> Draft:
    button = {"payload": payload, "text": text}
    return Draft({"type": "button", "button": button}, Content("reply", text=text))


def _offer(act: Choose, scene: Scene) -> ProductMessage:
    phone_number_id = scene.line.phone_number_id
    if act.message is not None:
        return offer_numbered(scene.person, phone_number_id, act.message)
    offer = last_offer(scene.person, phone_number_id)
    if offer is None:
        raise WrongChoiceError("No message of this line has offered a choice yet.", ())
    return offer


def _flow_offer(act: FillFlow, scene: Scene) -> ProductMessage | None:
    """The message that invited to the Flow; None where the act brings a token of its own."""
    if act.message is not None:
        return offer_numbered(scene.person, scene.line.phone_number_id, act.message)
    received = scene.person.received_from(scene.line.phone_number_id)
    offer = next((message for message in received if message.content.kind == FLOW), None)
    if offer is None and act.flow_token is None and act.response_json is None:
        raise NoSuchMessageError("No message of this line has offered a Flow yet.")
    return offer


def _request_answered(act: ShareContact, scene: Scene) -> Message | None:
    """The question for the person's number, where that is the last thing the line said."""
    if act.name is not None or act.phone is not None or act.reply_to is not None or act.origin == "other":
        return None
    last = next(scene.person.received_from(scene.line.phone_number_id), None)
    return last if last is not None and last.content.kind == CONTACT_REQUEST else None
