"""How many: a whole number in figures of any script or in words."""

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
        number = reading.whole_number(typed.short(given.text))
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
