"""What a phone shows, as the control half and the page tell it."""

from __future__ import annotations

import time
from collections import Counter

from linesim.clock import stamp
from linesim.messages import Action, Choice, Content, Message, PersonMessage, ProductMessage
from linesim.people import Person
from linesim.webhooks.envelope import Fields


def received_view(message: ProductMessage, *, public_url: str) -> Fields:
    """One received message, every key always there."""
    content = message.content
    return {
        "n": message.number,
        "id": message.wamid,
        "line": message.line,
        "type": content.kind,
        "text": content.text,
        "choices": [choice_view(choice) for choice in content.choices],
        "actions": [action_view(action) for action in content.actions],
        "file": file_url(content, public_url=public_url),
        "filename": content.attachment.filename if content.attachment else None,
        "at": stamp(message.at),
        "header": content.header,
        "footer": content.footer,
        "list_label": content.list_label,
        "location": _place_view(content),
        "reply_to": message.reply_to,
        "about": content.about or None,
    }


def bubble_view(message: Message, *, public_url: str) -> Fields:
    """One bubble of either direction, for the page."""
    if isinstance(message, ProductMessage):
        return {
            **received_view(message, public_url=public_url),
            **_file_facts(message.content),
            "from": "office",
            "reaction": message.reaction,
            "callback": message.callback,
            "sections": [choice.section for choice in message.content.choices],
        }
    assert isinstance(message, PersonMessage)
    return _own_view(message, public_url=public_url)


def choice_view(choice: Choice) -> Fields:
    """One choice."""
    return {"id": choice.id, "title": choice.title, "description": choice.description}


def action_view(action: Action) -> Fields:
    """One button that answers nothing: what kind it is, and where it leads."""
    return {"kind": action.kind, "title": action.title, "value": action.value}


def file_url(content: Content, *, public_url: str) -> str | None:
    """Where the file can be fetched without a token."""
    if content.attachment is None:
        return None
    if content.attachment.file is None:
        return content.attachment.link
    return f"{public_url}/control/files/{content.attachment.file.id}"


def person_view(person: Person) -> Fields:
    """One person."""
    return {
        "wa_id": person.wa_id,
        "number": person.number,
        "user_id": person.bsuid,
        "name": person.name,
        "username": person.username,
        "hide_phone": person.hides_phone,
        "offline": person.offline,
        "blocked": person.blocked,
        "opted_out": bool(person.marketing_stopped),
        "received": len(person.received),
        "unread": len(person.unread),
    }


def phone_view(person: Person) -> Fields:
    """One person with the list of their chats; looking at it reads nothing."""
    return {**person_view(person), "chats": _chat_rows(person)}


def chat_view(person: Person, *, line: str, after: int, public_url: str) -> Fields:
    """The chat with one line: every bubble that changed since version `after`."""
    there = (message for message in person.chat.values() if message.line == line and message.is_bubble)
    changed = (bubble for bubble in there if bubble.version > after)
    return {
        "version": person.version,
        "person": person_view(person),
        "typing": _is_typing(person, line),
        "bubbles": [bubble_view(bubble, public_url=public_url) for bubble in changed],
    }


def _chat_rows(person: Person) -> list[Fields]:
    """Every line that the person has talked with: its last message, and how many are unread."""
    last = {message.line: message for message in person.chat.values() if message.is_bubble}
    unread = Counter(message.line for message in person.unread)
    return [
        {
            "line": line,
            "unread": unread[line],
            "typing": _is_typing(person, line),
            "last": _last_view(message),
        }
        for line, message in last.items()
    ]


def _last_view(message: Message) -> Fields:
    """As much of a message as a list of chats shows."""
    shown: Fields = {"type": message.content.kind, "text": message.content.text, "at": stamp(message.at)}
    if not isinstance(message, PersonMessage):
        return {**shown, "from": "office"}
    steps = {"arrived": message.arrived, "seen": message.seen, "deleted": message.deleted}
    return {**shown, "from": "person", **steps}


def _is_typing(person: Person, line: str) -> bool:
    return person.typing_until.get(line, 0.0) > time.monotonic()


def _file_facts(content: Content) -> Fields:
    """What the page has to know of a file to show it: its type, and its size in bytes; neither of a link."""
    file = content.attachment.file if content.attachment else None
    return {"mime_type": file.mime_type if file else None, "size": len(file.content) if file else None}


def _own_view(message: PersonMessage, *, public_url: str) -> Fields:
    content = message.content
    return {
        **_file_facts(content),
        "id": message.wamid,
        "from": "person",
        "type": content.kind,
        "text": content.text,
        "file": file_url(content, public_url=public_url),
        "filename": content.attachment.filename if content.attachment else None,
        "location": _place_view(content),
        "reply_to": message.reply_to,
        "reaction": message.reaction,
        "arrived": message.arrived,
        "seen": message.seen,
        "deleted": message.deleted,
        "edited": message.edited,
        "forwarded": message.forwarded,
        "at": stamp(message.at),
    }


def _place_view(content: Content) -> Fields | None:
    place = content.place
    if place is None:
        return None
    return {"lat": place.latitude, "lon": place.longitude, "name": place.name, "address": place.address}
