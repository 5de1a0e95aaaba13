"""Rita, who applies to an office and writes to it in the chat: what she says, presses, and hears."""

from datetime import datetime

from janasetu.cases.models import Case
from janasetu.cases.tests.offices import Office
from janasetu.conversations.pump import pump_once
from janasetu.lib import clock
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.tests.factories import NOW, RITA, SECOND, arrival, take_in
from janasetu.messaging.values import Said
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey


def says(office: Office, *said: str | Said, at: datetime = NOW) -> None:
    """Rita says this in the chat, one a second."""
    for number, one in enumerate(said):
        moment = at + number * SECOND
        text, spoken = (one, None) if isinstance(one, str) else ("", one)
        take_in(arrival(text, said=spoken, sender=RITA, at=moment, line=office.line.provider_id), now=moment)
        with clock.fixed(moment):
            pump_once()


def rita() -> ContactKey:
    """By whom the first case here was brought."""
    contact = Contact.objects.order_by("id").first()
    assert contact
    return ContactKey(contact.bucket, contact.id)


def told() -> list[OutboundMessage]:
    """All that went out, oldest first."""
    return list(OutboundMessage.objects.order_by("id"))


def last() -> OutboundMessage:
    """What she was told last, with what may be tapped under it."""
    return told()[-1]


def heard() -> str:
    """The words of that."""
    return last().text


def pressed(case: Case, act: str) -> Said:
    """A button of a case."""
    return tapped(f"case:{case.ref}:{act}")


def tapped(choice: str) -> Said:
    """A button by its code."""
    return Said("choice", text="…", choice=choice)


def offered() -> dict[str, str]:
    """What may be tapped under the last message: the code by the title."""
    return {one["title"]: one["id"] for one in last().choices}
