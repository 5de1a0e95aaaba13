"""A citizen on WhatsApp, end to end: webhooks in, the pump, the outbox and the cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from janasetu.cases.models import Case, CaseParty
from janasetu.channels.tests.factories import post_messages, work
from janasetu.channels.whatsapp.tests.samples import RITA, message
from janasetu.conversations.engine.session import Session
from janasetu.conversations.models import Conversation
from janasetu.conversations.talks import session_of
from janasetu.conversations.tests.talking import BEGAN_AT
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.values import Choice
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact


class Chat:
    """One phone on one line. What it does is posted as Meta posts it."""

    def __init__(self, number: str = RITA) -> None:
        self.number = number
        self.contact = make_contact(number)
        self._sent = 0
        self._received: list[OutboundMessage] = []

    # --- what the person does; each answers with what the office says to it ---

    def says(self, text: str) -> list[str]:
        return self._sends(message(text, sender=self.number, at=self._second()))

    def taps(self, title: str) -> list[str]:
        """Tap the choice of this title on the last message that had choices."""
        chosen = next(choice for choice in self.choices if choice.title == title)
        kind = "list_reply" if len(self.choices) > 3 else "button_reply"
        node = {"type": kind, kind: {"id": chosen.id, "title": chosen.title}}
        return self._sends(self._message("interactive", node))

    def sends_photo(self, caption: str = "") -> list[str]:
        return self.sends_file("image", "image/jpeg", caption)

    def sends_file(self, kind: str, mime: str, caption: str = "") -> list[str]:
        node = {"id": f"{self._sent + 1000}", "mime_type": mime, "sha256": ""}
        return self._sends(self._message(kind, node | ({"caption": caption} if caption else {})))

    def sends_pin(self, lat: float = 26.5, lon: float = 89.25, name: str = "") -> list[str]:
        return self._sends(self._message("location", {"latitude": lat, "longitude": lon, "name": name}))

    def _message(self, kind: str, node: Mapping[str, Any]) -> dict[str, Any]:
        plain = message("", sender=self.number, at=self._second(), type=kind)
        return {key: value for key, value in plain.items() if key != "text"} | {kind: dict(node)}

    def _second(self) -> int:
        self._sent += 1
        return int(BEGAN_AT.timestamp()) - 1000 + 5 * self._sent

    def _sends(self, one: Mapping[str, Any]) -> list[str]:
        before = len(self._received)
        post_messages(one)
        work()
        self._received = self._read()
        return [said.text for said in self._received[before:]]

    # --- what the person sees, and what the office keeps ---

    def _read(self) -> list[OutboundMessage]:
        rows = OutboundMessage.objects.filter(bucket=self.contact.bucket, contact_id=self.contact.id)
        return list(rows.order_by("id"))

    @property
    def choices(self) -> Sequence[Choice]:
        with_choices = [said for said in self._received if said.choices]
        return [Choice.from_json(choice) for choice in with_choices[-1].choices] if with_choices else []

    @property
    def session(self) -> Session:
        return session_of(Conversation.objects.get(bucket=self.contact.bucket, contact_id=self.contact.id))

    @property
    def lang(self) -> Lang:
        return as_lang(Contact.objects.get(bucket=self.contact.bucket, id=self.contact.id).lang)

    @property
    def cases(self) -> list[Case]:
        parties = CaseParty.objects.filter(contact_id=self.contact.id).values("case_id")
        return list(Case.objects.filter(id__in=parties).order_by("id"))

    @property
    def opened(self) -> Sequence[Mapping[str, Any]]:
        return [case.fields for case in self.cases]
