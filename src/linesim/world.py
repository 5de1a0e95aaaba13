"""Everything one running linesim knows, in one place."""

from __future__ import annotations

from linesim.accounts import AccountBook
from linesim.bells import Bell
from linesim.chaos import CALM, Chaos
from linesim.clock import Clock
from linesim.costs import PriceList
from linesim.counters import Counters
from linesim.limits import Approached, Buckets
from linesim.lines import LineBook
from linesim.media import MediaStore
from linesim.messages import ProductMessage
from linesim.people import PeopleBook
from linesim.settings import Settings
from linesim.sms.book import SmsBook
from linesim.templates import TemplateBook
from linesim.uploads import UploadBook
from linesim.webhooks.deliveries import Deliveries
from linesim.webhooks.reports import Reports


class World:
    """Lines, people, files, templates, accounts, counters, the clock, and the webhooks on their way."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or Clock()
        self.lines = LineBook()
        self.people = PeopleBook()
        self.media = MediaStore(clock=self.clock)
        self.templates = TemplateBook()
        self.uploads = UploadBook()
        self.accounts = AccountBook(settings.rules)
        self.prices = PriceList()
        self.buckets = Buckets()
        self.approached = Approached()
        self.counters = Counters()
        self.sms = SmsBook()
        self.chaos = Chaos()
        self.deliveries = Deliveries(settings, self.counters, self.chaos)
        self.reports = Reports(settings, self.counters)
        self.bell = Bell()  # a text message came, or the end
        self.closing = False

    def forget(self) -> None:
        """Forget all that happened and whatever was set since the start; lines and clock stay as they are."""
        self.chaos.become(CALM)
        self.deliveries.forget()
        self.reports.forget()
        self.sms.forget()
        self.people.forget()
        self.media.forget()
        self.templates.forget()
        self.uploads.forget()
        self.accounts.forget()
        self.prices.forget()
        self.buckets.forget()
        self.approached.forget()
        self.counters.forget()

    def charge(self, message: ProductMessage) -> None:
        """A message was delivered: count it and what it cost."""
        self.counters.charge(message.line, message.price)
        self.prices.use(message.price, line=message.line, now=message.at)

    def close(self) -> None:
        """Send home whoever still waits for news, so that the server can end at once."""
        self.closing = True
        self.bell.ring()
        for person in self.people.all():
            person.bell.ring()
