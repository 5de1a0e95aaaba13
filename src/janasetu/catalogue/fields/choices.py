"""Several of the options: tapped one by one and finished, or named together in words."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import bounds, naming, wording, words
from janasetu.catalogue.fields.base import DONE, Answer, FieldKind, Given, Offer, Problem
from janasetu.catalogue.fields.choice import option_problems
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

SHOWN = 200  # units of an answer shown on one line


class ChoicesKind(FieldKind):
    """Options of the definition, kept as a list of codes in the definition's order.

    A tap adds an option, or takes it away again, and the answer is `{"so_far": [...]}` until the code DONE
    ends it; words, which name all at once, end it too. `least` and `most` count options.
    """

    code = "choices"
    takes = frozenset({"options", "menu", "least", "most"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        so_far = _codes(earlier)
        if given.code == DONE:
            return self._ended(field, so_far)
        if given.code in field.options:
            return self._tapped(field, so_far, given.code)
        if so_far and words.means(given.text, "no_more"):
            return self._ended(field, so_far)
        named = self._named(field, given.text)
        if not named:
            return Problem("choices_unknown")
        unfinished = isinstance(earlier, dict)
        return self._ended(field, {*named, *(so_far if unfinished else ())})

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return shorten(self.show_whole(field, answer, lang), SHOWN)

    def show_whole(self, field: "Field", answer: Answer, lang: Lang) -> str:
        options = field.options
        return ", ".join(
            options[code].name.in_(lang) if code in options else str(code) for code in _codes(answer)
        )

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        taps = tuple(Given(code=code) for code in _codes(answer))
        return taps if isinstance(answer, dict) else (*taps, Given(code=DONE))

    def lacking(self, field: "Field", answer: Answer) -> str | None:
        if not isinstance(answer, dict):
            return None
        return "choices_more" if self._enough(field, answer) else "choices_some_more"

    def without(self, field: "Field", answer: Answer) -> Answer:
        return _codes(answer) if self._enough(field, answer) else answer

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        chosen = _codes(answer)
        options = (
            Offer(offer.code, offer.title, wording.titles("chosen")) if offer.code in chosen else offer
            for offer in naming.offers(field)
        )
        ends = isinstance(answer, dict) and self._enough(field, answer)
        return (*options, Offer(DONE, wording.titles("done"))) if ends else tuple(options)

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from option_problems(field)
        yield from bounds.problems(field, smallest=1, largest=max(len(field.options), 1))

    # --- parts ---

    def _named(self, field: "Field", text: str) -> list[str]:
        if found := naming.named(field, text) or naming.numbered(field, text):
            return found
        return list(field.options) if words.means(text, "everything") else []

    def _tapped(self, field: "Field", so_far: list[str], code: str) -> Answer | Problem:
        chosen = _ordered(field, {code} ^ set(so_far))
        if not chosen:
            return Problem("choices_keep_one")
        most = _bounds(field)[1]
        return {"so_far": chosen} if len(chosen) < most else self._ended(field, chosen)

    def _ended(self, field: "Field", chosen: Collection[str]) -> Answer | Problem:
        """The list where it is long enough, else the beginning of it."""
        codes = _ordered(field, chosen)
        least, most = _bounds(field)
        if not codes:
            return Problem("choices_some_more")
        if len(codes) > most:
            return Problem("choices_too_many", {"most": most})
        return codes if len(codes) >= least else {"so_far": codes}

    def _enough(self, field: "Field", answer: Answer) -> bool:
        return len(_codes(answer)) >= _bounds(field)[0]


def _codes(answer: Answer) -> list[str]:
    return list(answer["so_far"] if isinstance(answer, dict) else answer or ())


def _ordered(field: "Field", codes: Collection[str]) -> list[str]:
    return [code for code in field.options if code in codes]


def _bounds(field: "Field") -> tuple[int, int]:
    return bounds.counts(field, least=1, most=len(field.options))
