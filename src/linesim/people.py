"""The people with their phones: who they are, and what stands in their chats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from linesim.bells import Bell
from linesim.identifiers import bsuid_of, name_in
from linesim.messages import Message, PersonMessage, ProductMessage, State


class Person:
    """Somebody with a phone. `version` grows with every change that the phone shows.

    `wa_id` is the number that the phone began with: its address in the control half and on the page for good.
    The product knows `number` and `bsuid`, which change together; it knows `bsuid` alone where the number is
    hidden.
    """

    def __init__(self, wa_id: str, *, holder: int = 0) -> None:
        self.wa_id = wa_id
        self.number = wa_id
        self.bsuid = bsuid_of(wa_id, holder)
        self.name = f"নাগরিক {wa_id[-4:]}"
        self.username = ""
        self.hides_phone = False
        self.gone = False  # nobody answers to these names any more
        self.offline = False
        self.blocked = False
        self.version = 0
        self.bell = Bell()
        self.chat: dict[str, Message] = {}
        self.received: list[ProductMessage] = []
        self.undelivered: list[ProductMessage] = []
        self.unread: list[ProductMessage] = []
        self.typing_until: dict[str, float] = {}  # by line, in monotonic seconds

    @property
    def shown_number(self) -> str | None:
        """The number, where the product may know it."""
        return None if self.hides_phone else self.number

    @property
    def shown_name(self) -> str:
        """What stands in message ids: the number, or the user id of somebody who hides it."""
        return self.shown_number or self.bsuid

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
    """Everybody who has a phone; a number nobody has heard of is a new person.

    A name is a number or a user id. One that was given up leads to somebody who is gone, until another
    person has it.
    """

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}  # by the address of the phone
        self._named: dict[str, Person] = {}  # who answers to a name now
        self._ever: dict[str, list[Person]] = {}  # who ever answered to it
        self._holders: Counter[str] = Counter()  # how many people had a number

    def meet(self, wa_id: str) -> Person:
        """The person of that phone, by its first number or by today's; new or known."""
        person = self._people.get(wa_id) or self.holder(wa_id)
        if person is None:
            person = self._people[wa_id] = Person(wa_id, holder=self._holders[wa_id])
            self._enter(person)
        return person

    def addressed(self, number: str) -> Person:
        """Whom a message to this number reaches: its holder, somebody new, or somebody who is gone."""
        return self._named.get(number) or self.meet(number)

    def by_bsuid(self, bsuid: str) -> Person | None:
        """The person behind a business-scoped user id, or who was behind it."""
        return self._named.get(bsuid)

    def holder(self, number: str) -> Person | None:
        """Who has that number now, if anybody does."""
        person = self._named.get(number)
        return None if person is None or person.gone else person

    def with_username(self, username: str) -> Person | None:
        """Who is called that, if anybody is."""
        return next((person for person in self._people.values() if person.username == username), None)

    def writer_of(self, wamid: str) -> Person | None:
        """In whose chat that message stands, whatever they were called then."""
        known = self._ever.get(name_in(wamid), ())
        return next((person for person in known if wamid in person.chat), None)

    def move(self, person: Person, number: str) -> Person:
        """Give the person another number, and with it another user id; who they were, and is gone."""
        before = Person(person.number)
        before.bsuid, before.hides_phone, before.gone = person.bsuid, person.hides_phone, True
        self._named[before.number] = self._named[before.bsuid] = before
        person.number, person.bsuid = number, bsuid_of(number, self._holders[number])
        self._enter(person)
        return before

    def all(self) -> list[Person]:
        """Everybody, in the order in which they appeared."""
        return list(self._people.values())

    def forget(self) -> None:
        """Forget everybody, and wake whoever still waits for them."""
        forgotten = self.all()
        for known in (self._people, self._named, self._ever, self._holders):
            known.clear()
        for person in forgotten:
            person.bell.ring()

    def _enter(self, person: Person) -> None:
        self._holders[person.number] += 1
        for name in (person.number, person.bsuid):
            self._named[name] = person
            self._ever.setdefault(name, []).append(person)
