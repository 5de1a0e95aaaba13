"""A person takes another number: whoever they had talked with hears of it before anything else."""

from __future__ import annotations

from linesim.identifiers import new_wamid
from linesim.people import Person
from linesim.webhooks.envelope import move_update
from linesim.world import World


def move(world: World, person: Person, number: str) -> None:
    """Change the number, and the user id with it; nobody else may have it. The chats stay on the phone."""
    before = world.people.move(person, number)
    for phone_number_id in dict.fromkeys(message.line for message in person.chat.values()):
        update = move_update(
            world.lines.recall(phone_number_id),
            person,
            before,
            wamid=new_wamid(before.shown_name),
            seconds=world.clock.seconds(),
        )
        world.deliveries.post_later(person.wa_id, update)
    person.touch()
