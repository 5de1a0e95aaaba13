"""What a turn wants done, and what it must be told first: values the pump carries out in bulk."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from janasetu.cases.likeness import Where
from janasetu.catalogue.schema import ROW, Alike, Service
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.reading import Taken
from janasetu.conversations.engine.session import Session
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message, Offered, Said

# --- what was said ---


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing said, and what it answers to. `token` names this message; `file` is our id of its file.

    `at` is the moment of the turn, `said_at` the provider's second.
    """

    said: Said
    offered: Offered
    token: str
    lang: Lang
    at: dt.datetime
    said_at: dt.datetime
    file: str = ""

    @property
    def today(self) -> dt.date:
        return local(self.at).date()

    @property
    def media(self) -> str:
        """What kind of file came, in the words of field kinds: image, pdf, document, audio, video."""
        assert self.said.media
        mime = self.said.media.mime.partition(";")[0].strip().lower()
        if mime == "application/pdf":
            return "pdf"
        if mime.startswith("image/"):
            return "image"
        return self.said.media.kind


# --- what is to be done ---


@dataclass(frozen=True, slots=True)
class Say:
    """Say this to the person."""

    message: Message


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a case is for: a person known here by `id`, or a new one by name."""

    id: str = ""
    relation: Literal["self", "other", ""] = ""
    name: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Open a case with these answers, of the form `draft`; its receipt is said by the case itself.

    `joins`: the number of the case that the person says, or the office knows, is the same matter. `taken`:
    what their words were taken for, where it was begun by them. `beside`: it was told in one message with the
    case that is opened before it. `corrects`: of a correction, the number of the case whose
    paper it is, and `line` the name of the line there that was chosen.
    """

    version: str
    fields: Mapping[str, Any]
    concerned: Concerned | None = None
    draft: str = ""
    joins: str = ""
    taken: Taken | None = None
    beside: bool = False
    corrects: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class AnswerClaim:
    """The person's word on whether the work of a case was really done; `file`: what shows it, by our id;
    `text`: what they say of it.
    """

    ref: str
    yes: bool
    file: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class RateWork:
    """What the person says of work that they confirmed: stars (1 to 5), words, or thanks where neither is."""

    ref: str
    stars: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """The person's answer to what an officer asked about a case; `file`: what shows it, by our id; `place`:
    a place on the map, in words.
    """

    ref: str
    text: str
    file: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class AskByCode:
    """The number of a case, whoever's, and the code that goes with it, as the person typed them."""

    ref: str
    code: str


@dataclass(frozen=True, slots=True)
class Differs:
    """The person says that theirs is another matter than the one it was joined or merged with."""

    ref: str


@dataclass(frozen=True, slots=True)
class TakePaper:
    """The person asks once more for the paper that their case ended in."""

    ref: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The person wants an application of theirs no longer, and has said so twice."""

    ref: str


@dataclass(frozen=True, slots=True)
class OfVisit:
    """The person's word on a visit to their door: `act` as in its buttons."""

    ref: str
    act: str


@dataclass(frozen=True, slots=True)
class MakeAppeal:
    """The person appeals against how a case of theirs was dealt with, and has said so twice."""

    ref: str


@dataclass(frozen=True, slots=True)
class FieldWord:
    """An officer's answer about a case from the field: `act` as in their buttons, or `photo` with a file."""

    ref: str
    act: str
    text: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class CallBack:
    """The person rang a line that takes no calls, and is to be rung."""


@dataclass(frozen=True, slots=True)
class RememberLanguage:
    """The person asked for this language."""

    lang: Lang


@dataclass(frozen=True, slots=True)
class OptOut:
    """The person wants no more messages of our own accord (`out`), or writes again after that."""

    out: bool


@dataclass(frozen=True, slots=True)
class BeQuiet:
    """Somebody else reads this phone: tell only numbers, and call between these times, if at all."""

    call_from: dt.time | None = None
    call_until: dt.time | None = None


@dataclass(frozen=True, slots=True)
class BeHeard:
    """Nobody else reads this phone any more."""


@dataclass(frozen=True, slots=True)
class ChooseOffice:
    """On a line that serves an area, the person's office is this one from now on; empty: none any more."""

    body_id: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """The person came by this poster of this body, by their ids: one chat more that it opened."""

    body_id: str
    poster: str


OfPaper = TakePaper | TakeBack | MakeAppeal | OfVisit
OfCase = OpenCase | AnswerClaim | RateWork | AnswerQuestion | AskByCode | Differs | FieldWord | OfPaper
Effect = Say | OfCase | CallBack | RememberLanguage | OptOut | BeQuiet | BeHeard | ChooseOffice | Scanned


# --- what must be known first ---

_Answer = TypeVar("_Answer")


class Question(Generic[_Answer]):
    """Something only the world knows; asked for a whole batch at once."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case, in words of the person's language. `may_end`: an application that can be taken back; `asks`:
    one for which its applicant owes an answer or a paper.
    """

    ref: str
    shown: str
    awaits_word: bool
    may_end: bool = False
    asks: bool = False


@dataclass(frozen=True)
class MyCases(Question[tuple[CaseLine, ...]]):
    """Which open cases has this contact here? With `person`, only those of that person (id)."""

    person: str = ""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """An open case in an officer's charge, in words of their language; `answers`: their buttons about it."""

    ref: str
    shown: str
    answers: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class FieldCases(Question[tuple[FieldLine, ...]]):
    """Which open cases has whoever writes on this line as an officer, by their registered number?

    The newest charge first.
    """


@dataclass(frozen=True)
class CaseNumbered(Question[CaseLine | None]):
    """This contact's own case of this stored number here, open or ended; None where it is not theirs."""

    ref: str


@dataclass(frozen=True, slots=True)
class Renewable:
    """An application that ended in a paper: its definition as it was, and the flat answers."""

    service: Service
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class ToRenew(Question[Renewable | None]):
    """This contact's own application of this stored number that has ended in a paper; None for any other."""

    ref: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A paper of this contact's own in which something may be wrong: its number, how many days ago it was
    given, and its lines, each by its name there, what it is called and what it says, which is empty for who
    may not see it. `is_under_way`: the number of the correction that it has already.
    """

    ref: str
    number: str
    days: int
    lines: tuple[tuple[str, str, str], ...]
    is_under_way: str = ""


@dataclass(frozen=True)
class LinesToCorrect(Question[Wrong | None]):
    """The paper of this contact's own case of this stored number, as long as it holds; None for any other."""

    ref: str


@dataclass(frozen=True)
class MyPapers(Question[tuple[CaseLine, ...]]):
    """Which papers that hold was this contact given here? The newest first."""


@dataclass(frozen=True)
class DoneCases(Question[tuple[CaseLine, ...]]):
    """Which cases of this contact here does the office say are done, that a no would open again? The newest
    first.
    """


@dataclass(frozen=True)
class OpenToAppeal(Question[tuple[CaseLine, ...]]):
    """Against which cases of this contact here may it appeal now, by law? The newest first."""


@dataclass(frozen=True, slots=True)
class LikeLine:
    """A case at work that may be the same matter, in words of the person's language.

    `is_known`: it is a known incident; `own`: the number by which this person has it already.
    """

    ref: str
    shown: str
    is_known: bool = False
    own: str = ""


@dataclass(frozen=True)
class LikeCases(Question[tuple[LikeLine, ...]]):
    """Which cases of this office may be the same matter, of this kind and there? The likest first.

    `only_known`: no others than known incidents.
    """

    category: str
    rule: Alike
    where: Where
    only_known: bool = False


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One of those who share the phone."""

    id: str
    name: Mapping[str, str | None]
    relation: str = "other"

    def shown(self, lang: Lang) -> str:
        return self.name.get(lang) or next((name for name in self.name.values() if name), "")


def row_titles(persons: Sequence[PersonLine], lang: Lang) -> list[str]:
    """A title of a row for each; where two would look alike the later ones are numbered."""
    titles = [shorten(person.shown(lang), ROW) or "?" for person in persons]
    alike = [titles[: place + 1].count(title) for place, title in enumerate(titles)]
    return [
        title if number == 1 else f"{shorten(title, ROW - 5)} ({bn.number(number, lang)})"
        for title, number in zip(titles, alike, strict=True)
    ]


@dataclass(frozen=True)
class MyPersons(Question[tuple[PersonLine, ...]]):
    """Who is known to share this phone, in this office?"""


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office or area of the directory. `within`: block and district, in the person's language."""

    id: str
    code: str
    name: str
    within: str = ""
    kind: str = ""
    served: bool = True
    exact: bool = True


@dataclass(frozen=True)
class OfficesNamed(Question[tuple[OfficeLine, ...]]):
    """Which offices of this area do these words name? Best first."""

    words: str


@dataclass(frozen=True)
class OfficesUnder(Question[tuple[OfficeLine, ...]]):
    """What lies directly under this one (district: blocks and towns; block: panchayats); empty: districts."""

    parent: str = ""


@dataclass(frozen=True)
class OfficeCalled(Question[tuple[OfficeLine, ...]]):
    """Which office or area has this code, as on its posters and in its buttons? One or none."""

    code: str


@dataclass(frozen=True, slots=True)
class PosterLine:
    """A poster: of which body (id, code and name in Bengali), and in which ward."""

    id: str
    body_id: str
    office: str
    name: str
    ward: str


@dataclass(frozen=True)
class PosterCalled(Question[PosterLine | None]):
    """Which poster has this code? None where none that hangs has."""

    code: str


@dataclass(frozen=True)
class OfficeOf(Question[Office | None]):
    """What does this office offer? None where it is not served."""

    id: str


@dataclass(frozen=True, slots=True)
class Spotted:
    """Where a pin lies to an office, as far as its map tells.

    `where`: in a ward of it; in it or at its edge where the map has no ward; elsewhere, outside of all that
    we know, or no map. `beside`: the other wards on whose border it is. `unmapped`: the office's wards that
    are not on the map. `office`: the other office or area that it lies in, with how it is reached: `number`
    on which people write to it, and its `phone`; `movable` where this very line leads to it too.
    """

    where: Literal["ward", "unmapped", "edge", "elsewhere", "outside", "no_map"]
    ward: str = ""
    beside: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    office: OfficeLine | None = None
    number: str = ""
    phone: str = ""
    movable: bool = False


@dataclass(frozen=True)
class WhereLies(Question[Spotted]):
    """In which ward of this office lies this place, in degrees? Before an office is chosen: of any office."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class LandmarkLine:
    """A landmark in the person's language; `ward`: empty where several meet there."""

    name: str
    ward: str = ""


@dataclass(frozen=True)
class LandmarkMeant(Question[LandmarkLine | None]):
    """Which landmark of this office do these words name? None where none is clear."""

    words: str


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A free slot, by its code (start as RFC 3339) and in words."""

    code: str
    shown: str


@dataclass(frozen=True)
class FreeSlots(Question[tuple[SlotLine, ...]]):
    """Which slots of this resource can still be had? None where the office publishes no slots."""

    resource: str


@dataclass(frozen=True)
class Facts(Question[str]):
    """What the office knows of itself, in words: hours, address, officers. Empty: nothing on record."""

    about: str


@dataclass(frozen=True)
class OfOffice(Question[Any]):
    """The same question, of an office that was chosen in this very turn: not yet that of the talk."""

    body_id: str
    question: Question[Any]


Known = Mapping[Question[Any], Any]


class NotKnownError(Exception):
    """A turn stops here until the question is answered; never seen outside the engine."""

    def __init__(self, question: Question[Any]) -> None:
        super().__init__(repr(question))
        self.question = question


@dataclass(frozen=True, slots=True)
class World:
    """What has been answered so far. `body_id`: of which office, where it is not that of the talk yet."""

    known: Known
    body_id: str = ""

    def know(self, question: Question[_Answer]) -> _Answer:
        """The answer. NotKnownError when nobody has been asked yet: the turn is called again with it."""
        asked = OfOffice(self.body_id, question) if self.body_id else question
        if asked not in self.known:
            raise NotKnownError(asked)
        answer: _Answer = self.known[asked]
        return answer


@dataclass(frozen=True, slots=True)
class Ask:
    """The turn cannot go on without the answer; ask, and call it again."""

    question: Question[Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the talk stands now, and what is to be done, in this order."""

    session: Session
    effects: tuple[Effect, ...] = ()

    def then(self, *effects: Effect) -> "Turn":
        return Turn(self.session, (*self.effects, *effects))

    def after(self, *effects: Effect) -> "Turn":
        """The same turn with these done first."""
        return Turn(self.session, (*effects, *self.effects))
