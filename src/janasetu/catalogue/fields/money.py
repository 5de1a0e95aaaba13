"""An amount in rupees."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import bounds, typed
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib import reading
from janasetu.lib.amounts import rupees
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST = 9_999_999_999  # rupees; some thousand crore
PAISE = Decimal("0.01")


class MoneyKind(FieldKind):
    """Rupees, kept as the text of a decimal number: "500", or with paise "500.50"."""

    code = "money"
    takes = frozenset({"least", "most"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        amount = reading.amount(typed.short(given.text))
        if amount is None:
            return Problem("money_needed")
        least, most = _bounds(field)
        if amount < least:
            return Problem("money_too_small", {"least": least})
        if amount > most:
            return Problem("money_too_large", {"most": most})
        return _written(amount) if amount == round(amount, 2) else Problem("money_needed")

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return rupees(Decimal(answer), lang)

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(text=str(answer)),)

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from bounds.problems(field, smallest=0, largest=MOST, decimals=2)


def _bounds(field: "Field") -> tuple[Decimal, Decimal]:
    return (
        Decimal(0) if field.least is None else field.least,
        Decimal(MOST) if field.most is None else field.most,
    )


def _written(amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    return str(amount.quantize(Decimal(1) if whole else PAISE))
