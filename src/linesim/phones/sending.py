"""What a person does becomes a bubble in the chat and a webhook to the product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import singledispatch

from linesim.identifiers import new_wamid
from linesim.lines import Line
from linesim.media import INBOUND_LIFE, Attachment, MediaFile
from linesim.messages import ACT_ONLY, Content, Message, PersonMessage, Place, ProductMessage
from linesim.people import Person
from linesim.phones.acts import (
    AnyAct,
    Choose,
    Delete,
    React,
    SendFile,
    SendUnknown,
    ShareContact,
    ShareLocation,
    Target,
    WriteText,
)
from linesim.phones.choosing import Wanted, WrongChoiceError, find_choice, last_offer, offer_numbered
from linesim.phones.receiving import read_all
from linesim.samples import mime_type_of, sample
from linesim.webhooks.envelope import Fields, message_body
from linesim.world import World

UNSUPPORTED_KINDS = ("unsupported", "poll", "poll_update", "edit", "view_once", "event", "pin", "keep")
UNSUPPORTED_ERROR = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}


class NoSuchMessageError(Exception):
    """The act points at a message that this phone does not have."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who does something, and on which line."""

    world: World
    line: Line
    person: Person


@dataclass(frozen=True, slots=True)
class Draft:
    """What will be sent: the fields of the webhook's message, and the bubble, if there is one."""

    fields: Fields
    content: Content | None
    about: Message | None = None
    then: Callable[[], None] = field(default=lambda: None)


def perform(scene: Scene, act: AnyAct) -> str:
    """Do it and tell the product; answers the message id. NoSuchMessageError, WrongChoiceError."""
    draft = compose(act, scene)
    about = draft.about or (_target(scene, act.reply_to) if draft.content else None)
    read_all(scene.world, scene.person, line=scene.line.phone_number_id)
    message = PersonMessage(
        wamid=new_wamid(scene.person.shown_name),
        line=scene.line.phone_number_id,
        content=draft.content or Content(ACT_ONLY),
        at=scene.world.clock.now(),
        reply_to=about.wamid if about else None,
    )
    scene.person.add(message)
    draft.then()
    context: Fields = {"context": _context(scene, about)} if about else {}
    _tell(scene, message, {**context, **draft.fields})
    return message.wamid


def _tell(scene: Scene, message: PersonMessage, fields: Fields) -> None:
    person, world = scene.person, scene.world

    def tick() -> None:
        message.arrived = True
        person.touch(message)

    world.counters.received += 1
    body = message_body(scene.line, person, message, fields)
    world.deliveries.post_later(person.wa_id, body, accepted=tick)


@singledispatch
def compose(act: AnyAct, scene: Scene) -> Draft:
    """What the act sends."""
    raise TypeError(f"No way is known to send {type(act).__name__}.")


@compose.register
def _text(act: WriteText, scene: Scene) -> Draft:
    return Draft({"type": "text", "text": {"body": act.text}}, Content("text", text=act.text))


@compose.register
def _file(act: SendFile, scene: Scene) -> Draft:
    kept = _kept_file(act, scene)
    node = {**_media_fields(act, kept, scene.world), "id": kept.id, "mime_type": kept.mime_type}
    attachment = Attachment(filename=kept.filename, file=kept)
    return Draft(
        {"type": act.type, act.type: node}, Content(act.type, text=act.caption, attachment=attachment)
    )


@compose.register
def _location(act: ShareLocation, scene: Scene) -> Draft:
    node: Fields = {"latitude": act.lat, "longitude": act.lon}
    node |= {name: value for name, value in (("name", act.name), ("address", act.address)) if value}
    place = Place(act.lat, act.lon, act.name, act.address)
    return Draft({"type": "location", "location": node}, Content("location", text=act.name, place=place))


@compose.register
def _choice(act: Choose, scene: Scene) -> Draft:
    offer = _offer(act, scene)
    choice = find_choice(scene.person, offer, Wanted(act.id, act.title, act.index))
    reply_type = offer.content.reply_type
    reply = {"id": choice.id, "title": choice.title}
    if reply_type == "list_reply" and choice.description:
        reply["description"] = choice.description
    node = {"type": reply_type, reply_type: reply}
    return Draft(
        {"type": "interactive", "interactive": node}, Content("reply", text=choice.title), about=offer
    )


@compose.register
def _contact(act: ShareContact, scene: Scene) -> Draft:
    name = act.name or scene.person.name
    phone = act.phone or f"+{scene.person.number}"
    digits = "".join(sign for sign in phone if sign.isdigit())
    card = {
        "name": {"formatted_name": name, "first_name": name},
        "phones": [{"phone": phone, "type": "CELL", "wa_id": digits}],
        "vcard": f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL;type=CELL:{phone}\nEND:VCARD",
        "origin": "other",
    }
    return Draft({"type": "contacts", "contacts": [card]}, Content("contacts", text=f"{name}, {phone}"))


@compose.register
def _reaction(act: React, scene: Scene) -> Draft:
    target = _target(scene, act.message) or _target(scene, act.reply_to) or _last_received(scene)
    node = {"message_id": target.wamid} | ({"emoji": act.emoji} if act.emoji else {})

    def show() -> None:
        target.reaction = act.emoji
        scene.person.touch(target)

    return Draft({"type": "reaction", "reaction": node}, None, then=show)


@compose.register
def _deletion(act: Delete, scene: Scene) -> Draft:
    target = _target(scene, act.message) or _target(scene, act.reply_to) or _last_sent(scene)
    if not isinstance(target, PersonMessage) or target.deleted or not target.is_bubble:
        raise NoSuchMessageError("Only a message of one's own that is still there can be deleted.")

    def show() -> None:
        target.deleted = True
        scene.person.touch(target)

    node = {"original_message_id": target.wamid}
    return Draft({"type": "revoke", "revoke": node}, None, then=show)


@compose.register
def _unknown(act: SendUnknown, scene: Scene) -> Draft:
    if act.kind not in UNSUPPORTED_KINDS:
        return Draft({"type": act.kind, act.kind: {}}, Content("unknown", text=act.kind))
    fields: Fields = {"type": "unsupported", "errors": [UNSUPPORTED_ERROR]}
    if act.kind != "unsupported":
        fields["unsupported"] = {"type": act.kind}
    return Draft(fields, Content("unknown", text=act.kind))


def _offer(act: Choose, scene: Scene) -> ProductMessage:
    phone_number_id = scene.line.phone_number_id
    if act.message is not None:
        return offer_numbered(scene.person, phone_number_id, act.message)
    offer = last_offer(scene.person, phone_number_id)
    if offer is None:
        raise WrongChoiceError("No message of this line has offered a choice yet.", ())
    return offer


def _kept_file(act: SendFile, scene: Scene) -> MediaFile:
    example = sample(act.type)
    content = act.file_base64 or example.content
    declared = act.mime_type or mime_type_of(content, filename=act.filename, otherwise=example.mime_type)
    filename = act.filename or (example.filename if act.type == "document" else "")
    return scene.world.media.keep(
        content,
        line=scene.line.phone_number_id,
        mime_type=declared,
        filename=filename,
        life=INBOUND_LIFE,
    )


def _media_fields(act: SendFile, kept: MediaFile, world: World) -> Fields:
    fields: Fields = {"sha256": kept.sha256, "url": world.settings.public_url + world.media.address(kept.id)}
    if act.caption:
        fields["caption"] = act.caption
    if act.type == "document":
        fields["filename"] = kept.filename
    if act.type == "audio":
        fields["voice"] = True
    return fields


def _target(scene: Scene, target: Target | None) -> Message | None:
    """The message that `target` names, by its N or its id; NoSuchMessageError if the phone has none such."""
    if target is None:
        return None
    if isinstance(target, int):
        if 0 < target <= len(scene.person.received):
            return scene.person.received[target - 1]
    elif target in scene.person.chat:
        return scene.person.chat[target]
    raise NoSuchMessageError(f"This phone has no message {target!r}.")


def _last_received(scene: Scene) -> Message:
    found = next(scene.person.received_from(scene.line.phone_number_id), None)
    if found is None:
        raise NoSuchMessageError("Nothing has been received from this line yet.")
    return found


def _last_sent(scene: Scene) -> Message:
    sent = scene.person.sent_to(scene.line.phone_number_id)
    found = next((message for message in sent if message.is_bubble and not message.deleted), None)
    if found is None:
        raise NoSuchMessageError("Nothing has been sent to this line that could be deleted.")
    return found


def _context(scene: Scene, about: Message) -> Fields:
    """What a message answers to; who had written that is missing where it is somebody without a number."""
    writer = scene.line.digits if isinstance(about, ProductMessage) else scene.person.shown_number
    return {"from": writer, "id": about.wamid} if writer else {"id": about.wamid}
