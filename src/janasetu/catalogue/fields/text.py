"""Words of the person's own on one line: a remark, an address, a short description."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import bounds, typed
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

SHOWN = 200  # units of an answer shown on one line


class TextKind(FieldKind):
    """Free words, kept as written but for line breaks and marks no page can draw.

    `least` and `most` count characters.
    """

    code = "text"
    words = True
    takes = frozenset({"least", "most"})
    longest = 1000  # characters; a paragraph

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        least, most = bounds.counts(field, least=1, most=self.longest)
        words = self._words(given.text)
        if typed.is_too_long(given.text, words, most):
            return Problem("text_too_long", {"most": most})
        if not typed.has_words(words):
            return Problem("text_needs_words")
        return words if len(words) >= least else Problem("text_too_short", {"least": least})

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return shorten(" ".join(str(answer).split()), SHOWN)

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(text=str(answer)),)

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from bounds.problems(field, smallest=1, largest=self.longest)

    def _words(self, text: str) -> str:
        return typed.one_line(text)
