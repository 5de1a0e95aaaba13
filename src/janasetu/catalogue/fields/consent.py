"""Consent: to exactly the words that were shown."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import typed, wording, words
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Offer, Problem
from janasetu.catalogue.fields.yes_no import NO, YES
from janasetu.lib import reading
from janasetu.lib.texts import LANGUAGES
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

_TITLES = {YES: "agree", NO: "disagree"}


class ConsentKind(FieldKind):
    """Kept as {"given", "text"}: whether it was given, and the SHA-256 of the words it was asked with.

    Where it is required, a refusal is the problem `consent_needed`.
    """

    code = "consent"

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        agreed = _agreed(given)
        if agreed is None:
            return Problem("consent_unclear")
        if field.required and not agreed:
            return Problem("consent_needed")
        return {"given": agreed, "text": asked_text_hash(field)}

    def read_out(self, field: "Field", lang: Lang) -> str:
        """Word for word what is agreed to."""
        return wording.label_of(field, lang)

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return wording.say("consent_given" if answer["given"] else "consent_refused", lang)

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(code=YES if answer["given"] else NO),)

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        return tuple(Offer(code, wording.titles(key)) for code, key in _TITLES.items())

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        if field.purpose is None:
            yield "a consent needs a `purpose`"
        if field.spoken is not None:
            yield "a consent has no `spoken`: its `label` is read out word for word"


def asked_text_hash(field: "Field") -> str:
    """SHA-256, in hex, of the question in all its languages, bn, en and hi, a line each.

    Of all of them: who agreed to one wording agreed to what stands in the others.
    """
    asked = "\n".join(wording.label_of(field, lang) for lang in LANGUAGES)
    return hashlib.sha256(asked.encode()).hexdigest()


def _agreed(given: Given) -> bool | None:
    if given.code in _TITLES:
        return given.code == YES
    if words.means(given.text, "agreed"):
        return True
    return False if words.means(given.text, "refused") else reading.yes_no(typed.short(given.text))
