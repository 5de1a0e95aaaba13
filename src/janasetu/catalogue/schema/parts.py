"""The small parts of a definition: texts, words, spans of time, and what fits a channel."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    model_validator,
)
from pydantic import Field as Checked
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from janasetu.catalogue.conditions import ConditionError, condition
from janasetu.lib import bn
from janasetu.lib.text import units
from janasetu.lib.words import Lang

BUTTON = 20  # WhatsApp: title of a reply button, in UTF-16 units (Cloud API reference, 2026)
ROW = 24  # WhatsApp: title of a row of a list
BUTTONS = 3  # WhatsApp: up to three choices are buttons, more are a list
DESCRIPTION = 72  # WhatsApp: description of a row, where a whole name is shown beside the short one
QUESTION = 800  # WhatsApp takes 1024 beside choices; the rest is for a remark before the question
SENTENCE = 400

Unit = Literal["minutes", "hours", "days", "working days", "months", "years"]
_SPAN = re.compile(r"([1-9]\d{0,3}) (minute|hour|day|working day|month|year)s?", re.ASCII)

ALWAYS, OPEN_DAYS = "always", "open days"  # when a clock runs
Code = Annotated[str, Checked(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
BodyKindCode = Literal["state", "district", "block", "corporation", "municipality", "gram_panchayat"]


def _day(written: object) -> object:
    """Only as 2026-04-01: pydantic would also take a number for seconds since 1970."""
    if isinstance(written, dt.date):
        return written
    try:
        return dt.date.fromisoformat(written if isinstance(written, str) and len(written) == 10 else "")
    except ValueError as error:
        raise PydanticCustomError("day", "write a day as 2026-04-01") from error


def _readable(written: str) -> str:
    try:
        condition(written)
    except ConditionError as error:
        raise PydanticCustomError("condition", "{reason}", {"reason": str(error)}) from error
    return written


def _as_said_now(written: object) -> object:
    """`office` is how `open days` was written once; stored versions keep it."""
    return OPEN_DAYS if written == "office" else written


When = Annotated[str, AfterValidator(_readable)]
Running = Annotated[Literal["always", "open days"], BeforeValidator(_as_said_now)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Flag = Annotated[bool, Strict()]  # true or false; «yes» and «1» are other things
# Who complains is hidden; «about_office»: and the whole case from the body that it is about.
Hidden = Literal[True, False, "about_office"]
Confidential = Hidden | Mapping[BodyKindCode, Hidden]


class Part(BaseModel):
    """A part of a definition: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as an office writes it: `48 hours`, `7 working days`, `1 year`."""

    count: int
    unit: Unit

    @classmethod
    def read(cls, written: object) -> "Span":
        if isinstance(written, Span):
            return written
        found = _SPAN.fullmatch(str(written))
        if not found:
            raise PydanticCustomError("span", "write a length of time as `48 hours` or `7 working days`")
        unit = next(unit for unit in get_args(Unit) if unit == f"{found.group(2)}s")
        return cls(int(found.group(1)), unit)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": f"^{_SPAN.pattern}$", "examples": ["48 hours", "7 working days"]}


class Texts(Part):
    """A sentence in the languages of the people; Bengali is a must."""

    bn: str = Checked(min_length=1)
    en: str = Checked(min_length=1)
    hi: str = ""

    def in_(self, lang: Lang) -> str:
        return getattr(self, lang, "") or self.bn

    def all(self) -> Iterator[str]:
        yield from (text for text in (self.bn, self.en, self.hi) if text)


class Words(Part):
    """What people call a thing, by language and script; the names themselves need not be repeated.

    May be written as one plain list, whatever the languages.
    """

    bn: tuple[str, ...] = ()
    bn_latn: tuple[str, ...] = Checked(default=(), alias="bn-Latn")
    en: tuple[str, ...] = ()
    hi: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain_list(cls, written: Any) -> Any:
        return {"bn": written} if isinstance(written, list | tuple) else written

    def all(self) -> tuple[str, ...]:
        return (*self.bn, *self.bn_latn, *self.en, *self.hi)


@lru_cache(maxsize=8192)
def keys(texts: tuple[str, ...]) -> frozenset[str]:
    """By what a typed word meets one of these; the same words are met with every message."""
    return frozenset(bn.match_key(text) for text in texts)


def fits(limit: int) -> BeforeValidator:
    """Refuse a text that a channel would refuse: counted as the larger of NFC and typed UTF-16 units."""

    def check(written: object) -> object:
        for lang, text in written.items() if isinstance(written, Mapping) else ():
            if units(str(text)) > limit:
                raise PydanticCustomError(
                    "too_long",
                    "{lang} is {length} units long; {limit} fit",
                    {"lang": lang, "length": units(str(text)), "limit": limit},
                )
        return written

    return BeforeValidator(check)


FullName = Annotated[Texts, fits(DESCRIPTION)]
Title = Annotated[Texts, fits(ROW)]
ButtonTitle = Annotated[Texts, fits(BUTTON)]
Question = Annotated[Texts, fits(QUESTION)]
Sentence = Annotated[Texts, fits(SENTENCE)]
