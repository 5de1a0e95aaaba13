"""An Indian telephone number: a mobile, or a landline with its STD code."""

import datetime as dt
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import typed
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib import bn, phones
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOBILE_DIGITS = 10
_PLUSES = ("+", "\uff0b")


class PhoneKind(FieldKind):
    """A number, kept in E.164: +919000000001."""

    code = "phone"

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        typed_number = typed.short(given.text)
        return phones.read(typed_number) or _unread(typed_number)

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return phones.grouped(str(answer))

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(text=str(answer)),)


def _unread(text: str) -> Problem:
    """What to say of it: that it is of another country, has a digit too many or too few, or is none."""
    plain = bn.ascii_digits(text).strip()
    digits = sum(letter.isdecimal() for letter in plain)
    if plain.startswith(_PLUSES) and not plain[1:].lstrip().startswith("91"):
        return Problem("phone_abroad")
    if digits == 0:
        return Problem("phone_needed")
    return (
        Problem("phone_digits", {"digits": digits}) if digits != MOBILE_DIGITS else Problem("phone_no_such")
    )
