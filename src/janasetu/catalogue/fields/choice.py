"""One of several options: by its code, its number on the screen, or its words."""

from typing import TYPE_CHECKING

from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib import bn
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field


class ChoiceKind(FieldKind):
    """An option of the definition, kept as its code."""

    code = "choice"

    def read(self, field: "Field", given: Given, *, earlier: Answer = None) -> Answer | Problem:
        if given.code in field.options:
            return given.code
        meant = self._meant(field, bn.match_key(given.text))
        return meant or Problem("choice_unknown")

    def _meant(self, field: "Field", words: str) -> str | None:
        """The one option these words name; None when none or several do."""
        if not words:
            return None
        named = {code: option.words_to_match() for code, option in field.options.items()}
        exact = [code for code, names in named.items() if words in names]
        inside = [code for code, names in named.items() if any(name in words for name in names)]
        found = exact or inside
        return found[0] if len(found) == 1 else None

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        option = field.options.get(str(answer))
        return option.name.in_(lang) if option else str(answer)
