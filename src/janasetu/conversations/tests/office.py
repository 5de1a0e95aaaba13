"""A town whose citizens have asked for a person of the office, and what that person does."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from janasetu.bodies.models import Officer
from janasetu.cases.tests.factories import NOW, Town
from janasetu.conversations import actions, queries
from janasetu.conversations.models import Conversation
from janasetu.conversations.pump import pump_once
from janasetu.conversations.queries import OfficeTalk
from janasetu.lib import clock
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.tests.factories import RITA, SECOND, arrival, take_in
from janasetu.messaging.values import Said

PERSON = "কর্মীর সঙ্গে কথা"
HANDED = "আপনার কথা অফিসের কর্মীকে জানালাম। তিনি এখানেই উত্তর দেবেন। তালিকায় ফিরতে «মেনু» লিখুন।"
COMFORT = "আপনার লেখা পৌঁছেছে। কর্মী দেখে উত্তর দেবেন। তালিকায় ফিরতে «মেনু» লিখুন।"
BACK = "অফিসের কর্মীর সঙ্গে কথা শেষ হল। এবার থেকে আবার জনসেতু উত্তর দেবে।"


def says(town: Town, *said: str | Said, sender: str = RITA, at: datetime = NOW, **more: Any) -> None:
    """The citizen says this, one a second, and the service has seen to it."""
    for number, one in enumerate(said):
        text, spoken = (one, None) if isinstance(one, str) else ("", one)
        moment = at + number * SECOND
        came = arrival(
            text, said=spoken, sender=sender, at=moment, line=town.line.provider_id, provider_id=None, **more
        )
        take_in(came, now=moment)
        with clock.fixed(moment):
            pump_once()


def the_row() -> Conversation:
    return Conversation.objects.get()


def the_talk(town: Town) -> OfficeTalk:
    return queries.talk_for(town.body.id, the_row().id)


def reply(
    officer: Officer, text: str = "মিস্ত্রি যাচ্ছেন।", *, nonce: UUID | None = None, now: datetime = NOW
) -> bool:
    return actions.reply(
        officer=officer, conversation_id=the_row().id, text=text, nonce=nonce or uuid4(), now=now
    )


def hand_back(officer: Officer, *, now: datetime = NOW) -> bool:
    return actions.hand_back(officer=officer, conversation_id=the_row().id, now=now)


def told() -> list[str]:
    """Everything queued to go out, oldest first."""
    return list(OutboundMessage.objects.order_by("id").values_list("text", flat=True))
