"""What a definition asks: questions, their options, groups of questions, and when they apply."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag, model_validator
from pydantic import Field as Checked
from pydantic_core import PydanticCustomError

from janasetu.catalogue.conditions import Condition, condition
from janasetu.catalogue.schema.parts import (
    BodyKindCode,
    ButtonTitle,
    Code,
    Confidential,
    Flag,
    Part,
    Question,
    Running,
    Sentence,
    Span,
    Texts,
    Title,
    When,
    Words,
    keys,
)
from janasetu.catalogue.schema.terms import Alarm, Alike, EmergencyNumber
from janasetu.lib.dates import months_later
from janasetu.lib.words import Lang

Accepted = Literal["image", "pdf", "document", "audio", "video"]
MOST_REPEATS = 50


class Option(Part):
    """One option of a choice, and what choosing it decides: who does the work and by when.

    `short`: what a button says of it, where the name is too long for one.
    `levels` replace those of the service: a complaint against an office does not climb through it.
    `calendar`: whether the clock stands still on closed days or runs always, in place of the service's.
    `refers`: the agency whose work it is; the citizen hears at once how it is reached. `also`: other codes of
    the phrase bank by which it is meant. `alarm`: it calls the duty officer at once.
    May be written as a bare text: `sole: {bn: ..., en: ...}`.
    """

    name: Title
    short: ButtonTitle | None = None
    words: Words = Words()
    department: Code | Mapping[BodyKindCode, Code] | None = None
    promise: Span | None = None
    urgent: Flag = False
    confidential: Confidential = False
    emergency: tuple[EmergencyNumber, ...] = ()
    levels: tuple[Code, ...] | Mapping[BodyKindCode, tuple[Code, ...]] = ()
    calendar: Running | None = None
    refers: Code | None = None
    also: tuple[Code, ...] = ()
    alarm: Alarm | None = None
    alike: Alike | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, written: Any) -> Any:
        bare = isinstance(written, Mapping) and "name" not in written and not {"bn", "en"}.isdisjoint(written)
        return {"name": written} if bare else written

    def words_to_match(self) -> frozenset[str]:
        return keys((*self.name.all(), *self.words.all()))

    def is_called_by(self, own: str) -> frozenset[str]:
        """The codes of the phrase bank by which this option, of this code, is meant."""
        return frozenset((own, *self.also, *((self.refers,) if self.refers else ())))

    def department_in(self, body_kind: str) -> str | None:
        """Which department does the work in a body of this kind."""
        if isinstance(self.department, Mapping):
            return self.department.get(body_kind)  # type: ignore[call-overload,no-any-return]  # any kind may ask
        return self.department

    def title_in(self, lang: Lang) -> str:
        """What a button says of it."""
        return (self.short or self.name).in_(lang)


class Repeat(Part):
    """A question or group that is asked again until the person has no more."""

    least: int = Checked(default=1, ge=0, le=MOST_REPEATS)
    most: int = Checked(ge=2, le=MOST_REPEATS)
    more: Question


class Field(Part):
    """One question of a service. Which of the optional keys it may have depends on its kind."""

    field: Code
    kind: str
    label: Question | None = None
    spoken: Texts | None = None
    short: ButtonTitle | None = None
    hint: Sentence | None = None
    menu: ButtonTitle | None = None
    skip: ButtonTitle | None = None
    required: Flag = True
    when: When | None = None
    repeat: Repeat | None = None
    options: dict[Code, Option] = {}
    least: Decimal | None = None
    most: Decimal | None = None
    earliest: str | None = None
    latest: str | None = None
    toward: Literal["past", "future"] | None = None
    scripts: Literal["one"] | None = None
    needs: tuple[Literal["ward", "landmark", "pin"], ...] = ()
    accepts: tuple[Accepted, ...] = ()
    resource: Code | None = None
    keep: Span | None = None
    purpose: Sentence | None = None

    def condition(self) -> Condition | None:
        return condition(self.when) if self.when else None


class Group(Part):
    """Questions that belong together, asked once or, with `repeat`, for each of several things."""

    group: Code
    label: Question
    short: ButtonTitle
    when: When | None = None
    repeat: Repeat | None = None
    ask: tuple[Field, ...] = Checked(min_length=1)

    def condition(self) -> Condition | None:
        return condition(self.when) if self.when else None


def _which(written: Any) -> str:
    is_group = isinstance(written, Group) or (isinstance(written, Mapping) and "group" in written)
    return "group" if is_group else "field"


Asked = Annotated[
    Annotated[Field, Tag("field")] | Annotated[Group, Tag("group")],
    Discriminator(_which),
]


def fields_in(asked: tuple[Field | Group, ...]) -> Iterator[Field]:
    """Every question, those of groups too, in order."""
    for one in asked:
        yield from one.ask if isinstance(one, Group) else (one,)


def day_written(written: str, today: dt.date) -> dt.date | None:
    """A day of `earliest` or `latest`: `today`, `today + 30 days`, `today - 120 years`, `2026-04-01`.

    Months and years on, it is the same day of the month, or the last one of a month that has no such day.
    None where the text is no such day.
    """
    sign = next((sign for sign in ("+", "-") if f" {sign} " in written), None)
    if written == "today":
        return today
    if sign is None:
        try:
            return dt.date.fromisoformat(written)
        except ValueError:
            return None
    base, _, length = written.partition(f" {sign} ")
    try:
        span = Span.read(length)
    except PydanticCustomError:
        return None
    return _moved(today, span, 1 if sign == "+" else -1) if base == "today" else None


def _moved(day: dt.date, span: Span, sign: int) -> dt.date | None:
    try:
        if span.unit == "days":
            return day + dt.timedelta(days=sign * span.count)
        if span.unit in ("months", "years"):
            return months_later(day, sign * span.count * (12 if span.unit == "years" else 1))
    except (ValueError, OverflowError):
        return None
    return None
