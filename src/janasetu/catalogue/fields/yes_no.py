"""Yes or no."""

import datetime as dt
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import typed, wording
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Offer, Problem
from janasetu.lib import reading
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

YES, NO = "yes", "no"
_CODES = {YES: True, NO: False}


class YesNoKind(FieldKind):
    """Kept as true or false."""

    code = "yes_no"

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        if given.code in _CODES:
            return _CODES[given.code]
        meant = reading.yes_no(typed.short(given.text))
        return Problem("yes_no_unclear") if meant is None else meant

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return wording.say(YES if answer else NO, lang)

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(code=YES if answer else NO),)

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        return tuple(Offer(code, wording.titles(code)) for code in _CODES)
