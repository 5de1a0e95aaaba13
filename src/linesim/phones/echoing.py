"""Staff type in the phone app of a number that lives in both (Coexistence)."""

from __future__ import annotations

from linesim.identifiers import new_wamid
from linesim.messages import Content, ProductMessage, State
from linesim.phones.receiving import hand_over
from linesim.phones.targets import Scene
from linesim.webhooks.envelope import echo_update


def echo(scene: Scene, text: str) -> str:
    """The person gets the message and the product hears of it; the number is marked as one of Coexistence."""
    world, line, person = scene.world, scene.line, scene.person
    world.accounts.of(line.phone_number_id).throughput = "COEXISTENCE"
    message = ProductMessage(
        wamid=new_wamid(person.shown_name),
        line=line.phone_number_id,
        content=Content("text", text=text),
        at=world.clock.now(),
        state=State.SENT,
        is_echo=True,
    )
    if not person.blocked:
        hand_over(world, person, message)
    world.deliveries.post_later(person.wa_id, echo_update(line, person, message))
    return message.wamid
