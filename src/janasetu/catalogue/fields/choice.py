"""One of several options: by its code or its words."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import naming
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Offer, Problem
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field


class ChoiceKind(FieldKind):
    """An option of the definition, kept as its code."""

    code = "choice"
    takes = frozenset({"options", "menu"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        if given.code in field.options:
            return given.code
        named = naming.named(field, given.text)
        return named[0] if len(named) == 1 else Problem("choice_unknown")

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        option = field.options.get(str(answer))
        return option.name.in_(lang) if option else str(answer)

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(code=str(answer)),)

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        return tuple(naming.offers(field))

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from option_problems(field)


def option_problems(field: "Field") -> Iterator[str]:
    """What is wrong with the options of a choice."""
    if not field.options:
        yield f"a {field.kind} needs `options`"
