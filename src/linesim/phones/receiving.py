"""How a message of the product climbs: sent, delivered, read, or failed; the product hears of each step."""

from __future__ import annotations

from linesim.failures import FAILURES
from linesim.messages import Failure, ProductMessage, State
from linesim.people import Person
from linesim.webhooks.envelope import failure_update, status_update
from linesim.world import World

UNREACHABLE = FAILURES[131026]
UNFIT_MEDIA = FAILURES[131053]
ANSWER_FIRST = 0.02  # seconds, so that a status does not overtake the answer to the send


def dispatch(world: World, person: Person, message: ProductMessage) -> None:
    """Send an accepted message on its way, as far as it gets now."""
    world.counters.accepted += 1
    failure = _failure(person, message) or _misfortune(world)
    if failure is not None:
        _fail(world, person, message, failure)
        return
    message.state = State.SENT
    world.counters.sent += 1
    _tell(world, person, message, "sent", after=ANSWER_FIRST)
    hand_over(world, person, message)


def hand_over(world: World, person: Person, message: ProductMessage) -> None:
    """Put a message on the phone, or keep it until the phone is on line."""
    if person.offline:
        person.undelivered.append(message)
    else:
        _deliver(world, person, message)


def come_online(world: World, person: Person) -> None:
    """Let everything arrive that waited for the phone, oldest first."""
    waited, person.undelivered = person.undelivered, []
    for message in waited:
        _deliver(world, person, message)


def read_all(world: World, person: Person, *, line: str | None = None) -> None:
    """The person opens the chat with one line, or with all; a phone that is off line tells nobody of it."""
    if person.offline:
        return
    just_read = [message for message in person.unread if line in (None, message.line)]
    if not just_read:
        return
    person.unread = [message for message in person.unread if line not in (None, message.line)]
    for message in just_read:
        message.state = State.READ
        if message.is_echo:
            continue
        world.counters.read += 1
        _tell(world, person, message, "read")


def _deliver(world: World, person: Person, message: ProductMessage) -> None:
    message.at = world.clock.now()
    person.typing_until.pop(message.line, None)
    person.receive(message)
    if message.is_echo:
        return
    world.counters.delivered += 1
    world.charge(message)
    if not world.chaos.skips_delivered():
        _tell(world, person, message, "delivered")


def _fail(world: World, person: Person, message: ProductMessage, failure: Failure) -> None:
    message.state = State.FAILED
    world.counters.failed += 1
    world.counters.failures[failure.code] += 1
    line = world.lines.recall(message.line)
    update = failure_update(line, person, message, failure, seconds=world.clock.seconds())
    world.deliveries.post_later(person.wa_id, update, after=ANSWER_FIRST)


def _failure(person: Person, message: ProductMessage) -> Failure | None:
    if person.blocked or person.gone:
        return UNREACHABLE
    if message.failure is not None:
        return message.failure
    attachment = message.content.attachment
    if attachment and attachment.file and not attachment.file.fits(message.content.kind):
        return UNFIT_MEDIA
    return None


def _misfortune(world: World) -> Failure | None:
    """What goes wrong with a message for no reason of its own."""
    code = world.chaos.failure()
    return None if code is None else FAILURES[code]


def _tell(world: World, person: Person, message: ProductMessage, status: str, *, after: float = 0.0) -> None:
    line = world.lines.recall(message.line)
    update = status_update(line, person, message, status, seconds=world.clock.seconds())
    world.deliveries.post_later(person.wa_id, update, after=after)
