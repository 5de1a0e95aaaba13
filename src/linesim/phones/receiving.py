"""How a message of the product climbs: sent, delivered, read, or failed; the product hears of each step."""

from __future__ import annotations

from linesim.messages import Failure, ProductMessage, State
from linesim.people import Person
from linesim.webhooks.envelope import failure_body, status_body
from linesim.world import World

UNREACHABLE = Failure(
    code=131026,
    title="Message undeliverable",
    details="Message Undeliverable: the recipient cannot be reached on WhatsApp.",
)
UNFIT_MEDIA = Failure(
    code=131053,
    title="Media upload error",
    details="The media type of the file does not fit the type of the message.",
)
ANSWER_FIRST = 0.02  # seconds, so that a status does not overtake the answer to the send
FITTING_MEDIA = {
    "image": ("image/jpeg", "image/png"),
    "video": ("video/mp4", "video/3gpp"),
    "audio": ("audio/",),
}


def dispatch(world: World, person: Person, message: ProductMessage) -> None:
    """Send an accepted message on its way, as far as it gets now."""
    world.counters.accepted += 1
    failure = _failure(person, message)
    if failure is not None:
        _fail(world, person, message, failure)
        return
    message.state = State.SENT
    world.counters.sent += 1
    _tell(world, person, message, "sent", after=ANSWER_FIRST)
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
        world.counters.read += 1
        _tell(world, person, message, "read")


def _deliver(world: World, person: Person, message: ProductMessage) -> None:
    message.at = world.clock.now()
    person.typing_until.pop(message.line, None)
    person.receive(message)
    world.counters.delivered += 1
    world.counters.by_category[message.category] += 1
    _tell(world, person, message, "delivered")


def _fail(world: World, person: Person, message: ProductMessage, failure: Failure) -> None:
    message.state = State.FAILED
    world.counters.failed += 1
    line = world.lines.recall(message.line)
    body = failure_body(line, person, message, failure, seconds=world.clock.seconds())
    world.deliveries.post_later(person.wa_id, body, after=ANSWER_FIRST)


def _failure(person: Person, message: ProductMessage) -> Failure | None:
    if person.blocked or person.gone:
        return UNREACHABLE
    attachment = message.content.attachment
    fitting = FITTING_MEDIA.get(message.content.kind)
    if fitting and attachment and attachment.file and not attachment.file.mime_type.startswith(fitting):
        return UNFIT_MEDIA
    return None


def _tell(world: World, person: Person, message: ProductMessage, status: str, *, after: float = 0.0) -> None:
    line = world.lines.recall(message.line)
    body = status_body(line, person, message, status, seconds=world.clock.seconds())
    world.deliveries.post_later(person.wa_id, body, after=after)
