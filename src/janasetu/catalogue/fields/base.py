"""What every field kind is: reads what a person gave, says what is wrong with it, shows it again."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from janasetu.catalogue.fields import wording
from janasetu.catalogue.fields.wards import Territory
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS 84, and what the sender's map calls the spot."""

    lat: float
    lon: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Lies:
    """What the office's map tells of a place that was given: its ward, a landmark of the words.

    `asks_ward`: the map has no ward there, though there may be one. `refused`: the place cannot be meant.
    """

    ward: str = ""
    landmark: str = ""
    asks_ward: bool = False
    refused: "Problem | None" = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave for one field, from any face: words, a chosen code, a point, files by id.

    `media` is the kind of the files: image, pdf, document (any other paper), audio, video. `beside`: it came
    while something else was asked; a kind may then join it to a whole answer instead of replacing that.
    `lies`: where it lies, of a kind that is a place; None where no map was asked.
    """

    text: str = ""
    code: str = ""
    point: Point | None = None
    files: tuple[str, ...] = ()
    media: str = ""
    beside: bool = False
    lies: Lies | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer cannot be taken: a key of `phrases.yaml` beside this package, and its values.

    `kept`: the answer without the part that is wrong, where the rest of it can be taken.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    kept: Any = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer a face may offer beside a question, and its title by language."""

    code: str
    title: Mapping[Lang, str]
    description: Mapping[Lang, str] = field(default_factory=dict)


# An answer is what the case keeps: JSON values only.
Answer = Any

SKIP, MORE, DONE = "skip", "more", "done"  # codes with a meaning of their own beside any question

# Keys of a field that some kinds know; the others belong to every question.
_SOMETIMES = (
    "options",
    "menu",
    "least",
    "most",
    "earliest",
    "latest",
    "toward",
    "scripts",
    "needs",
    "accepts",
    "resource",
)
_UNSET: tuple[object, ...] = (None, {}, ())


class FieldKind(ABC):
    """One kind of question: the only validation of its answers.

    `code`: its name in definitions. `words`: a person may answer it in free words. `lies`: its answer lies
    somewhere, which a map may know. `media`: the kinds of file that answer it. `takes`: which of a field's
    optional keys it knows (others are refused).
    """

    code: str
    words = False
    lies = False
    media: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()

    @abstractmethod
    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        """The answer to keep, or the problem to tell.

        `earlier` is what was kept before, if anything: an answer in several parts or files is completed,
        any other is replaced. `today` is Kolkata's date.
        """

    def read_in(
        self, field: "Field", given: Given, *, territory: Territory, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        """As `read`, and it must fit the local body where it is asked; most kinds fit every one."""
        return self.read(field, given, today=today, earlier=earlier)

    @abstractmethod
    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """The answer in words, on one line."""

    def show_to_go(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """As `show`, for an officer who has to go where it is; most answers are shown alike to everybody."""
        return self.show(field, answer, lang)

    def show_whole(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """As `show`, however long it is: for a paper."""
        return self.show(field, answer, lang)

    @abstractmethod
    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        """What would have to be given, one after another, to get this very answer: for forms and imports."""

    def read_out(self, field: "Field", lang: Lang) -> str:
        """The question as a person asks it aloud; its short name where there are no words for that."""
        return field.spoken.in_(lang) if field.spoken else wording.short_of(field, lang)

    def lacking(self, field: "Field", answer: Answer) -> str | None:
        """The follow-up question (a key of phrases.yaml) that an answer in parts still needs."""
        return None

    def without(self, field: "Field", answer: Answer) -> Answer:
        """The answer when the person leaves the lacking part out."""
        return answer

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        """What to offer beside the question, or beside the follow-up question of `answer`."""
        return ()

    def media_for(self, field: "Field") -> frozenset[str]:
        """The kinds of file that this very field takes."""
        return self.media

    def files(self, answer: Answer) -> tuple[str, ...]:
        """The ids of the files in an answer."""
        return ()

    def is_joined_by(self, field: "Field", text: str, answer: Answer) -> bool:
        """Whether words that came beside another question plainly belong to this answer."""
        return False

    def elsewhere(self, answer: Answer) -> Answer:
        """The answer without what holds in this body only, for it to be given to another one."""
        return answer

    def without_file(self, answer: Answer, file: str) -> Answer:
        """The answer without this file; None where nothing else was given."""
        return answer

    def problems(self, field: "Field") -> Iterator[str]:
        """What is wrong with how a definition declares this field; a kind adds what only it can know."""
        for key in _SOMETIMES:
            if key not in self.takes and getattr(field, key) not in _UNSET:
                yield f"a {self.code} has no `{key}`"
        for part, has_own in (("label", wording.has_label), ("short", wording.has_short)):
            if getattr(field, part) is None and not has_own(self.code):
                yield f"a {self.code} needs a `{part}`"
