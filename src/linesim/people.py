"""The people with their phones: who they are, and what stands in their chats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from linesim.bells import Bell
from linesim.identifiers import bsuid_of, name_in
from linesim.messages import Message, PersonMessage, ProductMessage, State

WINDOW = timedelta(hours=24)
FREE_ENTRY = timedelta(hours=72)


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
        self.windows: dict[str, datetime] = {}  # by line, until when free-form messages reach the person
        self.free_entries: dict[str, datetime] = {}  # by line, until when everything is free of charge
        self.marketing_stopped: set[str] = set()  # lines that may not advertise any more

    @property
    def shown_number(self) -> str | None:
        """The number, where the product may know it."""
        return None if self.hides_phone else self.number

    @property
    def shown_name(self) -> str:
        """What stands in message ids: the number, or the user id of somebody who hides it."""
        return self.shown_number or self.bsuid

    def open_window(self, line_id: str, at: datetime) -> None:
        """The person wrote to a line or called it: for 24 hours it may send what it likes."""
        self.windows[line_id] = at + WINDOW

    def window_until(self, line_id: str) -> datetime | None:
        """When the window of a line closes or closed; None if it never was open."""
        return self.windows.get(line_id)

    def has_window(self, line_id: str, now: datetime) -> bool:
        """Whether a line may send free-form messages now."""
        until = self.window_until(line_id)
        return until is not None and now < until

    def enter_free(self, line_id: str, at: datetime) -> None:
        """The person came by an advertisement: for 72 hours nothing costs the line anything."""
        self.free_entries[line_id] = at + FREE_ENTRY

    def is_free(self, line_id: str, now: datetime) -> bool:
        """Whether the line's messages cost nothing now."""
        until = self.free_entries.get(line_id)
        return until is not None and now < until

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

    def found(self, wa_id: str) -> Person:
        """The person of that phone; one whom nobody has met stays so, and nothing stands in their chats."""
        return self._people.get(wa_id) or Person(wa_id)

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
