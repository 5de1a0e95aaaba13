"""Everything one running linesim knows, in one place."""

from __future__ import annotations

from linesim.clock import Clock
from linesim.counters import Counters
from linesim.lines import LineBook
from linesim.media import MediaStore
from linesim.people import PeopleBook
from linesim.settings import Settings
from linesim.webhooks.deliveries import Deliveries


class World:
    """Lines, people, files, counters, the clock, and the webhooks on their way to the product."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or Clock()
        self.lines = LineBook()
        self.people = PeopleBook()
        self.media = MediaStore(clock=self.clock)
        self.counters = Counters()
        self.deliveries = Deliveries(settings, self.counters)
        self.closing = False

    def forget(self) -> None:
        """Forget people, messages, files, counters and waiting webhooks; lines and clock stay as they are."""
        self.deliveries.forget()
        self.people.forget()
        self.media.forget()
        self.counters.forget()

    def close(self) -> None:
        """Send home whoever still waits for news, so that the server can end at once."""
        self.closing = True
        for person in self.people.all():
            person.bell.ring()
