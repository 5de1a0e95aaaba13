"""The people with their phones: who they are, and what stands in their chats."""

from __future__ import annotations

from collections.abc import Iterator

from linesim.bells import Bell
from linesim.identifiers import bsuid_of
from linesim.messages import Message, PersonMessage, ProductMessage, State


class Person:
    """Somebody with a phone. `version` grows with every change that the phone shows."""

    def __init__(self, wa_id: str) -> None:
        self.wa_id = wa_id
        self.bsuid = bsuid_of(wa_id)
        self.name = f"নাগরিক {wa_id[-4:]}"
        self.offline = False
        self.blocked = False
        self.version = 0
        self.bell = Bell()
        self.chat: dict[str, Message] = {}
        self.received: list[ProductMessage] = []
        self.undelivered: list[ProductMessage] = []
        self.unread: list[ProductMessage] = []
        self.typing_until: dict[str, float] = {}  # by line, in monotonic seconds

    def add(self, message: Message) -> None:
        """Put a message into the chat."""
        self.chat[message.wamid] = message
        self.touch(message)

    def receive(self, message: ProductMessage) -> None:
        """Take a message as the next one received, and number it."""
        self.received.append(message)
        self.unread.append(message)
        message.number = len(self.received)
        message.state = State.DELIVERED
        self.add(message)

    def touch(self, message: Message | None = None) -> None:
        """Note a change, of one message or of the phone as a whole, and wake whoever waits for one."""
        self.version += 1
        if message is not None:
            message.version = self.version
        self.bell.ring()

    def received_from(self, line: str) -> Iterator[ProductMessage]:
        """What came from one line, newest first."""
        return (message for message in reversed(self.received) if message.line == line)

    def sent_to(self, line: str) -> Iterator[PersonMessage]:
        """What the person wrote to one line or did there, newest first."""
        newest_first = reversed(self.chat.values())
        return (
            bubble for bubble in newest_first if isinstance(bubble, PersonMessage) and bubble.line == line
        )


class PeopleBook:
    """Everybody who has a phone; a number nobody has heard of is a new person."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._numbers: dict[str, str] = {}

    def meet(self, wa_id: str) -> Person:
        """The person of that number, new or known."""
        person = self._people.get(wa_id)
        if person is None:
            person = self._people[wa_id] = Person(wa_id)
            self._numbers[person.bsuid] = wa_id
        return person

    def find(self, wa_id: str) -> Person | None:
        """The person of that number, if anybody has been met under it."""
        return self._people.get(wa_id)

    def by_bsuid(self, bsuid: str) -> Person | None:
        """The person behind a business-scoped user id."""
        wa_id = self._numbers.get(bsuid)
        return None if wa_id is None else self._people[wa_id]

    def all(self) -> list[Person]:
        """Everybody, in the order in which they appeared."""
        return list(self._people.values())

    def forget(self) -> None:
        """Forget everybody, and wake whoever still waits for them."""
        forgotten = self.all()
        self._people.clear()
        self._numbers.clear()
        for person in forgotten:
            person.bell.ring()
