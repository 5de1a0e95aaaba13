"""A talk with the pure engine, as a person on a telephone has it: no database, no clock, no channel."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from janasetu.catalogue.schema import Service
from janasetu.catalogue.tests.factories import complaint
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    Ask,
    CaseLine,
    Heard,
    MyCases,
    OpenCase,
    OptOut,
    RememberLanguage,
    Say,
    Turn,
)
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.session import Session
from janasetu.conversations.engine.turn import turn
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Media, Message, Offered, Said, Spot

ACKNOWLEDGED = Message("(the case says its number here)")


def office(*services: Service, languages: tuple[Lang, ...] = ("bn", "en")) -> Office:
    """Falakata, with these services; the complaint if none is named."""
    offered = services or (complaint().service,)
    return Office(
        body="falakata",
        name={"bn": "ফালাকাটা পুরসভা", "en": "Falakata Municipality"},
        languages=languages,
        services={f"version-{number}": service for number, service in enumerate(offered)},
    )


@dataclass
class Talk:
    """What the person has on the screen, and what the office has kept."""

    office: Office = field(default_factory=office)
    lang: Lang = "bn"
    session: Session = field(default_factory=Session)
    cases: tuple[CaseLine, ...] = ()
    received: list[Message] = field(default_factory=list)
    opened: list[dict[str, Any]] = field(default_factory=list)
    claims: list[AnswerClaim] = field(default_factory=list)
    opted_out: bool = False
    sent: int = 0

    # --- what the person does; each answers with what the office says to it ---

    def says(self, text: str) -> list[str]:
        return self.hears(Said("text", text=text))

    def taps(self, title: str) -> list[str]:
        """Tap the choice of this title on the last message that had choices."""
        return self.taps_id(next(choice.id for choice in self.choices if choice.title == title))

    def taps_id(self, choice_id: str, title: str = "") -> list[str]:
        return self.hears(Said("choice", text=title, choice=choice_id))

    def sends_photo(self, caption: str = "") -> list[str]:
        number = self.sent + 1
        said = Said("image", text=caption, media=Media(str(number), "image", "image/jpeg"))
        return self.hears(said, file=f"photo-{number}")

    def sends_pin(self, lat: float = 26.5, lon: float = 89.25, name: str = "") -> list[str]:
        return self.hears(Said("location", spot=Spot(lat, lon, name)))

    def hears(self, said: Said, file: str = "") -> list[str]:
        """Anything else: the texts that come back."""
        self.sent += 1
        before = len(self.received)
        self._carry_out(self._decide(Heard(said, self.offered, f"draft{self.sent}", self.lang, file)))
        return [message.text for message in self.received[before:]]

    def goes_through(self, *answers: str) -> "Talk":
        """Say these one after another; titles of what is offered are taps."""
        for answer in answers:
            if answer in self.titles:
                self.taps(answer)
            else:
                self.says(answer)
        return self

    # --- what the person sees ---

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices on the screen, of whichever message had some last."""
        return self.offered.choices

    @property
    def titles(self) -> list[str]:
        return [choice.title for choice in self.choices]

    @property
    def offered(self) -> Offered:
        with_choices = [message for message in self.received if message.choices]
        if not with_choices:
            return Offered()
        return Offered(with_choices[-1].choices, newest=with_choices[-1] is self.received[-1])

    # --- what the office does ---

    def _decide(self, heard: Heard) -> Turn:
        decided = turn(self.office, self.session, heard, {})
        if isinstance(decided, Ask):
            decided = turn(self.office, self.session, heard, {MyCases(): self.cases})
        assert isinstance(decided, Turn)
        return decided

    def _carry_out(self, decided: Turn) -> None:
        self.session = stored_and_read_again(decided.session)
        for effect in decided.effects:
            match effect:
                case Say(message):
                    self.received.append(message)
                case OpenCase(_, fields):
                    self.opened.append(dict(fields))
                    self.received.append(ACKNOWLEDGED)
                case AnswerClaim():
                    self.claims.append(effect)
                    self.received.append(ACKNOWLEDGED)
                case RememberLanguage(lang):
                    self.lang = lang
                case OptOut(out):
                    self.opted_out = out


def stored_and_read_again(session: Session) -> Session:
    """The session as it comes back from its row."""
    stored = json.loads(json.dumps(asdict(session), allow_nan=False, ensure_ascii=False))
    again = replace(Session(**stored), intents=tuple(stored["intents"]))
    assert again == session
    return again
