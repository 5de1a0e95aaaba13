"""Words of the person's own: a description, a remark."""

import unicodedata
from typing import TYPE_CHECKING

from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib import bn
from janasetu.lib.text import shorten, tame
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST = 4000  # characters; what one WhatsApp message can carry
SHOWN = 200


class TextKind(FieldKind):
    """Free words, kept as written but for marks no page can draw."""

    code = "text"
    words = True

    def read(self, field: "Field", given: Given, *, earlier: Answer = None) -> Answer | Problem:
        words = tame(bn.normalise(given.text)).strip()
        if not any(unicodedata.category(letter)[0] in "LN" for letter in words):
            return Problem("text_needs_words")
        if len(words) > MOST:
            return Problem("text_too_long", {"most": MOST})
        return words

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return shorten(" ".join(str(answer).split()), SHOWN)
