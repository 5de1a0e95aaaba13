"""A talk with the pure engine, as a person on a telephone has it: no database, no clock, no channel."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from janasetu.cases.likeness import Where
from janasetu.catalogue.schema import Service
from janasetu.catalogue.tests.factories import complaint
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    Ask,
    AskByCode,
    BeHeard,
    BeQuiet,
    CaseLine,
    CaseNumbered,
    ChooseOffice,
    Concerned,
    Differs,
    DoneCases,
    Effect,
    Facts,
    FieldCases,
    FieldLine,
    FieldWord,
    FreeSlots,
    Heard,
    LandmarkLine,
    LandmarkMeant,
    LikeCases,
    LikeLine,
    MyCases,
    MyPapers,
    MyPersons,
    OfCase,
    OfficeCalled,
    OfficeLine,
    OfficeOf,
    OfficesNamed,
    OfficesUnder,
    OfOffice,
    OfVisit,
    OpenCase,
    OpenToAppeal,
    OptOut,
    PersonLine,
    Question,
    RememberLanguage,
    Say,
    SlotLine,
    Spotted,
    TakeBack,
    TakePaper,
    Turn,
    WhereLies,
)
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.session import Session
from janasetu.conversations.engine.turn import turn
from janasetu.conversations.models import Conversation
from janasetu.conversations.offices import AREA
from janasetu.conversations.talks import put, session_of
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Media, Message, Offered, Said, Spot

ACKNOWLEDGED = Message("(the case says its number here)")


# Sunday 22 November 2026, 11:30 in Kolkata.
BEGAN_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
MOST_QUESTIONS = 8


def office(
    *services: Service,
    languages: tuple[Lang, ...] = ("bn", "en"),
    kind: str = "municipality",
    body: str = "falakata",
    name: str = "ফালাকাটা পুরসভা",
    on_area_line: bool = False,
) -> Office:
    """Falakata, with these services; the complaint if none is named."""
    offered = services or (complaint().service,)
    return Office(
        body=body,
        name={"bn": name, "en": "Falakata Municipality"},
        languages=languages,
        services={version(number): service for number, service in enumerate(offered)},
        kind=kind,
        on_area_line=on_area_line,
    )


def version(number: int) -> str:
    """The version id of the n-th service of an office here."""
    return str(UUID(int=number + 1))


@dataclass
class Directory:
    """The offices of an area: those named so, those under one another, those that answer."""

    lines: dict[str, OfficeLine] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)

    def known(self, question: Question[Any]) -> Any:
        match question:
            case OfficesNamed(words):
                return self.named(words)
            case OfficesUnder(parent):
                return self.under(parent)
            case OfficeCalled(code):
                return tuple(line for line in self.lines.values() if line.code == code)
            case OfficeOf(body_id):
                return self.offices.get(body_id)
        raise AssertionError(f"nobody knows {question}")

    def named(self, words: str) -> tuple[OfficeLine, ...]:
        return tuple(line for line in self.lines.values() if line.name.strip() == words)

    def under(self, parent: str) -> tuple[OfficeLine, ...]:
        return tuple(line for line in self.lines.values() if self.parents.get(line.id, "") == parent)


@dataclass
class Talk:
    """What the person has on the screen, and what the office has kept."""

    office: Office = field(default_factory=office)
    lang: Lang = "bn"
    session: Session = field(default_factory=Session)
    cases: tuple[CaseLine, ...] = ()
    done: tuple[CaseLine, ...] = ()
    cases_of: dict[str, tuple[CaseLine, ...]] = field(default_factory=dict)
    field_cases: tuple[FieldLine, ...] = ()
    persons: tuple[PersonLine, ...] = ()
    directory: Directory = field(default_factory=Directory)
    free_slots: tuple[SlotLine, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    spots: dict[tuple[float, float], Spotted] = field(default_factory=dict)  # of an office
    anywhere: dict[tuple[float, float], Spotted] = field(default_factory=dict)  # before there is one
    landmarks: dict[str, LandmarkLine] = field(default_factory=dict)  # by what words hold
    now: datetime = BEGAN_AT
    pace: int = 5  # seconds from one thing said to the next
    received: list[Message] = field(default_factory=list)
    opened: list[dict[str, Any]] = field(default_factory=list)
    concerned: list[Concerned | None] = field(default_factory=list)
    chose: list[str] = field(default_factory=list)
    words_on_cases: list[OfCase] = field(default_factory=list)
    likes: tuple[LikeLine, ...] = ()
    looked_for: list[Where] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    opted_out: bool = False
    quiet: BeQuiet | BeHeard | None = None
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

    def sends_file(self, kind: str, mime: str, caption: str = "") -> list[str]:
        """A paper, a voice: `kind` as the line names it."""
        number = self.sent + 1
        said = Said(kind, text=caption, media=Media(str(number), kind, mime))
        return self.hears(said, file=f"{kind}-{number}")

    def waits(self, **time: float) -> "Talk":
        """Nothing is said for so long."""
        self.now += timedelta(**time)
        return self

    def sends_pin(self, lat: float = 26.5, lon: float = 89.25, name: str = "") -> list[str]:
        return self.hears(Said("location", spot=Spot(lat, lon, name)))

    def hears(self, said: Said, file: str = "") -> list[str]:
        """Anything else: the texts that come back."""
        self.sent += 1
        self.now += timedelta(seconds=self.pace)
        before = len(self.received)
        heard = Heard(said, self.offered, f"draft{self.sent}", self.lang, self.now, self.now, file)
        self._carry_out(self._decide(heard))
        return [message.text for message in self.received[before:]]

    def office_writes(self, text: str, *choices: Choice) -> "Talk":
        """The office writes of its own accord: about a case, or to an officer in the field."""
        self.received.append(Message(text, choices))
        return self

    def answered(self) -> "Talk":
        """A person of the office answers what was said last."""
        self.session = replace(self.session, answered=True, at=self.now)
        return self

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
    def stands(self) -> Session:
        """Where the talk stands, whenever that was."""
        return replace(self.session, at=None, album_at=None, album="", lost=0)

    @property
    def offered(self) -> Offered:
        with_choices = [message for message in self.received if message.choices]
        if not with_choices:
            return Offered()
        return Offered(with_choices[-1].choices, newest=with_choices[-1] is self.received[-1])

    # --- what the office does ---

    def _decide(self, heard: Heard) -> Turn:
        known: dict[Question[Any], Any] = {}
        for _ in range(MOST_QUESTIONS):
            decided = turn(self.office, self.session, heard, known)
            if isinstance(decided, Turn):
                return decided
            assert isinstance(decided, Ask)
            assert decided.question not in known, "the same thing is asked twice"
            known[decided.question] = self._known(decided.question)
        raise AssertionError("a turn asks on and on")

    def _known(self, question: Question[Any]) -> Any:
        match question:
            case OfOffice(body_id, asked):
                assert body_id in self.directory.offices
                return self._known_of_office(asked)
            case FieldCases():
                return self.field_cases
            case WhereLies(lat, lon) if self.office.is_area:
                return self.anywhere.get((lat, lon), Spotted("no_map"))
            case WhereLies() | LandmarkMeant():
                return self._known_of_places(question)
            case OpenToAppeal() | MyPapers():
                return ()
            case MyCases() | DoneCases() | CaseNumbered() | MyPersons() | Facts() | FreeSlots() | LikeCases():
                assert not self.office.is_area, "there is no office to ask this of"
                return self._known_of_office(question)
        return self.directory.known(question)

    def _known_of_office(self, question: Question[Any]) -> Any:
        match question:
            case MyCases() | DoneCases() | CaseNumbered():
                return self._known_of_cases(question)
            case LikeCases(_, _, where, only_known):
                self.looked_for.append(where)
                return tuple(one for one in self.likes if one.is_known or not only_known)
            case OpenToAppeal() | MyPapers():
                return ()
            case FieldCases():
                return self.field_cases
            case MyPersons():
                return self.persons
            case FreeSlots():
                return self.free_slots
            case Facts(about):
                return self.facts.get(about, "")
        return self._known_of_places(question)

    def _known_of_cases(self, question: Question[Any]) -> Any:
        match question:
            case MyCases(person):
                return self.cases_of.get(person, ()) if person else self.cases
            case CaseNumbered(ref):
                return next((case for case in (*self.cases, *self.done) if case.ref == ref), None)
        return self.done

    def _known_of_places(self, question: Question[Any]) -> Any:
        match question:
            case WhereLies(lat, lon):
                return self.spots.get((lat, lon), Spotted("no_map"))
            case LandmarkMeant(words):
                return next((line for name, line in self.landmarks.items() if name in words), None)
        raise AssertionError(f"no office knows {question}")

    def _carry_out(self, decided: Turn) -> None:
        self.session = stored_and_read_again(decided.session)
        for effect in decided.effects:
            self._keep(effect)
            match effect:
                case Say(message):
                    self.received.append(message)
                case OpenCase(_, fields, concerned, _, joins):
                    self.opened.append(dict(fields))
                    self.joined.append(joins)
                    self.concerned.append(concerned)
                    self.received.append(ACKNOWLEDGED)
                case ChooseOffice(body_id):
                    self.chose.append(body_id)
                    self.office = self.directory.offices[body_id] if body_id else AREA
                case (
                    AnswerClaim()
                    | AnswerQuestion()
                    | AskByCode()
                    | FieldWord()
                    | Differs()
                    | TakePaper()
                    | TakeBack()
                    | OfVisit()
                ):
                    self.words_on_cases.append(effect)
                    self.received.append(ACKNOWLEDGED)

    def _keep(self, effect: Effect) -> None:
        """What the office keeps of the person themselves."""
        match effect:
            case RememberLanguage(lang):
                self.lang = lang
            case OptOut(out):
                self.opted_out = out
            case BeQuiet() | BeHeard():
                self.quiet = effect


def stored_and_read_again(session: Session) -> Session:
    """The session as it comes back from its row."""
    row = Conversation(id=UUID(int=0), at=session.at or BEGAN_AT)
    put(row, session)
    for column in ("fields", "intents", "beside"):
        setattr(
            row, column, json.loads(json.dumps(getattr(row, column), allow_nan=False, ensure_ascii=False))
        )
    again = session_of(row)
    assert again == replace(session, at=row.at)
    return again
