"""A person wants no more marketing, or wants it again: every line that they have talked with hears of it."""

from __future__ import annotations

from linesim.people import Person
from linesim.webhooks.envelope import preference_update
from linesim.world import World


def opt_out(world: World, person: Person, *, stopped: bool) -> None:
    """Stop or resume marketing messages; nothing is told where nothing changes."""
    for phone_number_id in _lines(world, person):
        if (phone_number_id in person.marketing_stopped) == stopped:
            continue
        if stopped:
            person.marketing_stopped.add(phone_number_id)
        else:
            person.marketing_stopped.discard(phone_number_id)
        line = world.lines.recall(phone_number_id)
        update = preference_update(line, person, stopped=stopped, seconds=world.clock.seconds())
        world.deliveries.post_later(person.wa_id, update)


def _lines(world: World, person: Person) -> list[str]:
    """The lines of the person's chats, or all where there is no chat yet."""
    talked_with = dict.fromkeys(message.line for message in person.chat.values())
    return list(talked_with) or [line.phone_number_id for line in world.lines.all()]
