"""Format 1 of a service definition, as far as it is built: what a service.yaml may say."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic import Field as Checked

from janasetu.catalogue.fields import KINDS
from janasetu.lib import bn
from janasetu.lib.text import units
from janasetu.lib.words import Lang

BUTTON = 20  # WhatsApp: title of a reply button, in UTF-16 units (Cloud API reference, 2026)
ROW = 24  # WhatsApp: title of a row of a list
BUTTONS = 3  # WhatsApp: up to three choices are buttons, more are a list
QUESTION = 800  # WhatsApp takes 1024 beside choices; the rest is for a remark before the question

_SPAN = re.compile(r"([1-9]\d{0,3}) (minutes|hours|days)", re.ASCII)
# Words with a meaning of their own in choice ids: DRAFT:change:FIELD, DRAFT:FIELD:more, menu:mine.
_RESERVED_FIELDS = frozenset({"change"})
_RESERVED_OPTIONS = frozenset({"more", "skip"})
_RESERVED_SERVICES = frozenset({"mine", "language"})


def _span(written: object) -> timedelta:
    """`48 hours` -> 48 hours. Working days need calendars, which are not built yet."""
    found = _SPAN.fullmatch(str(written))
    if not found:
        raise ValueError("write a time limit as `48 hours`, `30 minutes` or `7 days`")
    return timedelta(**{found.group(2): int(found.group(1))})


Span = Annotated[timedelta, BeforeValidator(_span)]
Code = Annotated[str, Checked(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


class Part(BaseModel):
    """A part of a definition: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(Part):
    """A sentence in the languages of the people; Bengali is a must."""

    bn: str = Checked(min_length=1)
    en: str = Checked(min_length=1)
    hi: str = ""

    def in_(self, lang: Lang) -> str:
        return getattr(self, lang, "") or self.bn

    def all(self) -> Iterator[str]:
        yield from (text for text in (self.bn, self.en, self.hi) if text)


@lru_cache(maxsize=4096)
def _keys(texts: tuple[str, ...]) -> frozenset[str]:
    """By what a typed word meets one of these; the same words are met with every message."""
    return frozenset(bn.match_key(text) for text in texts)


def fits(limit: int) -> BeforeValidator:
    """Refuse a text that a channel would refuse: counted as the larger of NFC and typed UTF-16 units."""

    def check(written: object) -> object:
        for lang, text in written.items() if isinstance(written, dict) else ():
            if units(str(text)) > limit:
                raise ValueError(f"{lang} is {units(str(text))} units long; {limit} fit")
        return written

    return BeforeValidator(check)


class Option(Part):
    """One option of a choice, and what choosing it decides: who does the work and by when."""

    name: Annotated[Texts, fits(ROW)]
    words: tuple[str, ...] = ()
    department: Code | None = None
    promise: Span | None = None
    urgent: bool = False

    def words_to_match(self) -> frozenset[str]:
        return _keys((*self.name.all(), *self.words))


class Field(Part):
    """One question of a service."""

    field: Code
    kind: str
    label: Annotated[Texts, fits(QUESTION)]
    short: Annotated[Texts, fits(BUTTON)]
    menu: Annotated[Texts, fits(BUTTON)] | None = None
    skip: Annotated[Texts, fits(BUTTON)] | None = None
    required: bool = True
    options: dict[Code, Option] = {}

    @model_validator(mode="after")
    def _known(self) -> "Field":
        if self.kind not in KINDS:
            raise ValueError(f"no field kind is called {self.kind}; there are {', '.join(sorted(KINDS))}")
        if (self.kind == "choice") != bool(self.options):
            raise ValueError("a choice has options, and nothing else has")
        if self.required == (self.skip is not None):
            raise ValueError("a question that may be skipped says so in `skip`, and no other does")
        if self.field in _RESERVED_FIELDS or not _RESERVED_OPTIONS.isdisjoint(self.options):
            raise ValueError("the words change, more and skip have a meaning in the ids of choices")
        return self

    @model_validator(mode="after")
    def _shown(self) -> "Field":
        """Few options are buttons, whose titles are shorter; two with one title cannot be told apart."""
        titles = [text for option in self.options.values() for text in set(option.name.all())]
        alike = {title for title in titles if titles.count(title) > 1}
        if alike:
            raise ValueError(f"two options are called {', '.join(sorted(alike))}")
        long = [title for title in titles if units(title) > BUTTON]
        if long and len(self.options) + (self.skip is not None) <= BUTTONS:
            raise ValueError(f"{long[0]} is {units(long[0])} units long; {BUTTON} fit a button")
        return self


class Limit(Part):
    """A time limit, and who said so."""

    within: Span
    source: str = ""


class Limits(Part):
    """The clocks of a case: what the office promises."""

    promise: Limit


class Service(Part):
    """A whole definition."""

    format: Literal[1]
    code: Code
    kind: Literal["complaint"]
    intent: Code
    offered_by: tuple[str, ...]
    name: Texts
    short: Annotated[Texts, fits(BUTTON)]
    words: tuple[str, ...] = ()
    ask: tuple[Field, ...]
    title_by: Code
    levels: tuple[Code, ...] = Checked(min_length=1)
    limits: Limits
    evidence: frozenset[Literal["resolve"]] = frozenset()

    @model_validator(mode="after")
    def _consistent(self) -> "Service":
        if self.code in _RESERVED_SERVICES:
            raise ValueError(f"{self.code} has a meaning in the ids of choices")
        names = [field.field for field in self.ask]
        if len(set(names)) != len(names):
            raise ValueError("two questions have the same field name")
        if self.title_by not in names:
            raise ValueError(f"title_by names no question: {self.title_by}")
        return self

    def field(self, name: str) -> Field:
        return next(field for field in self.ask if field.field == name)

    def words_to_match(self) -> frozenset[str]:
        return _keys((*self.name.all(), *self.short.all(), *self.words))

    def option(self, fields: dict[str, object]) -> Option | None:
        """The option that decides department, promise and urgency of a case with these answers."""
        return self.field(self.title_by).options.get(str(fields.get(self.title_by)))

    def title(self, fields: dict[str, object], lang: Lang) -> str:
        """What a case with these answers is called in lists and messages."""
        answer = fields.get(self.title_by)
        field = self.field(self.title_by)
        return KINDS[field.kind].show(field, answer, lang) if answer else self.name.in_(lang)
