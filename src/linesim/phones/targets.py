"""Which message of a phone an act points at."""

from __future__ import annotations

from dataclasses import dataclass

from linesim.lines import Line
from linesim.messages import Message
from linesim.people import Person
from linesim.phones.acts import Target
from linesim.world import World


class NoSuchMessageError(Exception):
    """The act points at a message that this phone does not have."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who does something, and on which line."""

    world: World
    line: Line
    person: Person


def find_target(scene: Scene, target: Target | None) -> Message | None:
    """The message that `target` names, by its N or its id; NoSuchMessageError if the phone has none such."""
    if target is None:
        return None
    if isinstance(target, int):
        if 0 < target <= len(scene.person.received):
            return scene.person.received[target - 1]
    elif target in scene.person.chat:
        return scene.person.chat[target]
    raise NoSuchMessageError(f"This phone has no message {target!r}.")


def last_received(scene: Scene) -> Message:
    """The last message of the line; NoSuchMessageError."""
    found = next(scene.person.received_from(scene.line.phone_number_id), None)
    if found is None:
        raise NoSuchMessageError("Nothing has been received from this line yet.")
    return found


def last_sent(scene: Scene) -> Message:
    """The last message to the line that is still there; NoSuchMessageError."""
    sent = scene.person.sent_to(scene.line.phone_number_id)
    found = next((message for message in sent if message.is_bubble and not message.deleted), None)
    if found is None:
        raise NoSuchMessageError("Nothing has been sent to this line that is still there.")
    return found
