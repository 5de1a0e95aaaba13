"""How many: a whole number in figures or words, also with what is counted: «৩ জন», «৫০ বছর»."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import bounds, typed
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib import bn, reading
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST = 999_999_999


class CountKind(FieldKind):
    """A whole number that is not negative."""

    code = "count"
    takes = frozenset({"least", "most"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        number = reading.how_many(typed.short(given.text), _question(field))
        if number is None:
            return Problem("count_needed")
        least, most = bounds.counts(field, least=0, most=MOST)
        if number < least:
            return Problem("count_too_small", {"least": least})
        return number if number <= most else Problem("count_too_large", {"most": most})

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return bn.number(int(answer), lang)

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(text=str(answer)),)

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from bounds.problems(field, smallest=0, largest=MOST)


def _question(field: "Field") -> Iterator[str]:
    """What is asked, in every language: it names what is counted."""
    for text in (field.label, field.short):
        yield from text.all() if text else ()
