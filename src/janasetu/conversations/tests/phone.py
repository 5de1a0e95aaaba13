"""A citizen's telephone on one line, with the database behind it: what is said is pumped, the answer read."""

from datetime import datetime, timedelta

from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import pump_once
from janasetu.lib import clock
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.tests.factories import NOW, RITA, arrival, take_in
from janasetu.messaging.values import Choice, Said
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact


class Phone:
    """One phone on one line, from `NOW` on, a second for each thing said."""

    def __init__(self, line: Line, number: str = RITA) -> None:
        self.line, self.number = line, number
        self.now: datetime = NOW
        self.contact = make_contact(number)

    # --- what the person does; each answers with what the office says to it ---

    def says(self, *words: str) -> list[str]:
        """Say these one after another; titles of what is offered are taps. What is answered to the last."""
        told: list[str] = []
        for said in words:
            chosen = next((choice for choice in self.choices if choice.title == said), None)
            told = self.hears(Said("choice", choice=chosen.id) if chosen else Said("text", text=said))
        return told

    def types(self, *words: str) -> None:
        """Write these one after another, faster than anybody answers."""
        moments = [self.now + timedelta(seconds=number) for number in range(1, len(words) + 1)]
        self.now = moments[-1]
        with clock.fixed(self.now):
            take_in(
                *(
                    arrival(said, sender=self.number, at=at, line=self.line.provider_id)
                    for said, at in zip(words, moments, strict=True)
                ),
                now=self.now,
            )
            self._pump()

    def taps_id(self, choice_id: str) -> list[str]:
        return self.hears(Said("choice", choice=choice_id))

    def hears(self, said: Said) -> list[str]:
        self.now += timedelta(seconds=1)
        before = len(self.told)
        came = arrival(said=said, sender=self.number, at=self.now, line=self.line.provider_id)
        with clock.fixed(self.now):
            take_in(came, now=self.now)
            self._pump()
        return self.told[before:]

    def _pump(self) -> None:
        while pump_once():
            pass

    def waits(self, **time: float) -> "Phone":
        """Nothing is said for so long."""
        self.now += timedelta(**time)
        return self

    # --- what the person sees, and what the office keeps ---

    @property
    def told(self) -> list[str]:
        return [row.text for row in self._rows()]

    @property
    def choices(self) -> list[Choice]:
        """The choices on the screen, of whichever message had some last."""
        offered = [row.choices for row in self._rows() if row.choices]
        return [Choice.from_json(choice) for choice in offered[-1]] if offered else []

    @property
    def titles(self) -> list[str]:
        return [choice.title for choice in self.choices]

    def _rows(self) -> list[OutboundMessage]:
        rows = OutboundMessage.objects.filter(bucket=self.contact.bucket, contact_id=self.contact.id)
        return list(rows.order_by("id"))

    @property
    def talk(self) -> Conversation:
        """The row of the talk."""
        return Conversation.objects.get(
            bucket=self.contact.bucket, contact_id=self.contact.id, line_id=self.line.id
        )

    @property
    def epoch(self) -> int:
        return Contact.objects.get(bucket=self.contact.bucket, id=self.contact.id).epoch
