"""Offices that are not ours, to which a matter is sent: who they are, how they are reached, by when."""

from typing import Self

from pydantic import Field as Checked
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from janasetu.catalogue.schema.parts import Code, Day, FullName, Part, Sentence, Span, Title
from janasetu.lib.words import Lang


class Way(Part):
    """One way to reach an agency, who published it, and when somebody last looked.

    It is one of `phone`, `place` (where to go or whom to ask, in words) and `web`. `name`: what it is for,
    where there are several; `hours`: when somebody answers.
    """

    name: Title | None = None
    phone: str = Checked(default="", pattern=r"^(\+?[0-9 -]{3,20})?$")
    place: Sentence | None = None
    web: str = Checked(default="", max_length=120, pattern=r"^(https://[^\s]+)?$")
    hours: Title | None = None
    source: str = ""
    checked: Day | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.phone) + (self.place is not None) + bool(self.web) != 1:
            raise PydanticCustomError("way_shape", "a way is one of `phone`, `place` and `web`")
        return self

    def said(self, lang: Lang) -> str:
        """«অ্যাম্বুল্যান্স 108 (সকাল ১০টা থেকে ৫টা)»."""
        where = self.phone or self.web or (self.place.in_(lang) if self.place else "")
        named = f"{self.name.in_(lang)} {where}" if self.name else where
        return f"{named} ({self.hours.in_(lang)})" if self.hours else named


class Agency(Part):
    """An office that is not ours. `does`: what for people turn to it. `within`: when an answer to something
    that was sent there is expected; `again`: after how long it is asked for once more.
    """

    name: FullName
    does: Sentence
    ways: tuple[Way, ...] = ()
    within: Span = Span(15, "days")
    again: Span = Span(7, "days")

    def contact(self, lang: Lang) -> str:
        """How it is reached, on one line; empty where nobody has entered it."""
        return "; ".join(way.said(lang) for way in self.ways)


class Agencies(Part):
    """A whole file of them, by code."""

    format: int = Checked(ge=1, le=1)
    agencies: dict[Code, Agency]
