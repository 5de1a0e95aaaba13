"""Which of a service's fees fall due with these answers, and what they come to, to the paisa. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Any

from janasetu.catalogue.conditions import condition
from janasetu.catalogue.schema import Fee, Service

WITH_APPLICATION, ON_DELIVERY = "with application", "on delivery"
MOST = Decimal("99999999999.99")  # what one demand may come to, in rupees


class TooMuchError(ValueError):
    """A fee that comes to more than anybody can owe: a count is wrong."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fee of a demand. `name`, `per`: by language; `each`: before it was multiplied by `counts`, which
    stand there by the name of their question; `since`: from when the amount holds; `source`: who said so.
    """

    amount: Decimal
    each: Decimal
    source: str
    name: Mapping[str, str]
    per: Mapping[str, str]
    counts: Mapping[str, int]
    since: dt.date | None = None

    def as_json(self) -> dict[str, Any]:
        """Amounts as texts, so that no paisa is lost in between."""
        return {
            "amount": f"{self.amount:f}",
            "each": f"{self.each:f}",
            "source": self.source,
            "name": dict(self.name),
            "per": dict(self.per),
            "counts": dict(self.counts),
            "since": self.since.isoformat() if self.since else None,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Line":
        return cls(
            amount=Decimal(stored["amount"]),
            each=Decimal(stored["each"]),
            source=stored["source"],
            name=stored["name"],
            per=stored["per"],
            counts=stored["counts"],
            since=dt.date.fromisoformat(stored["since"]) if stored["since"] else None,
        )


def before(stage: str) -> str:
    """The due time of what must be paid before a case comes to this stage."""
    return f"before {stage}"


def fees_with(service: Service, fields: Mapping[str, Any], *, on: dt.date) -> list[tuple[Fee, Decimal]]:
    """What it costs by the table of that day with these answers: each fee with its amount in rupees."""
    applying = (fee for fee in service.fees_on(on) if _falls_due(fee, fields))
    return [(fee, _multiplied(fee, fields)) for fee in applying]


def lines_due(service: Service, fields: Mapping[str, Any], *, on: dt.date, due: str) -> tuple[Line, ...]:
    """The fees of one due time. A fee of nothing is no line."""
    applying = ((fee, amount) for fee, amount in fees_with(service, fields, on=on) if fee.due == due)
    return tuple(_line(fee, amount, fields) for fee, amount in applying if amount)


def total(lines: Iterable[Line]) -> Decimal:
    """What the lines come to. TooMuchError where that is more than a demand can hold."""
    whole = _rupees(sum(_paise(line.amount) for line in lines))
    if whole > MOST:
        raise TooMuchError(f"{whole} rupees")
    return whole


def knows_fees(service: Service, due: str) -> bool:
    """Whether this service has fees of that due time at all, whatever the answers."""
    return any(fee.due == due for fee in service.fee)


def year_in_numbers(began: int) -> str:
    """2026-27: the financial year as it stands in numbers of receipts, in Latin digits."""
    return f"{began}-{(began + 1) % 100:02}"


def _falls_due(fee: Fee, fields: Mapping[str, Any]) -> bool:
    return fee.when is None or condition(fee.when).holds(fields)


def _multiplied(fee: Fee, fields: Mapping[str, Any]) -> Decimal:
    return _rupees(_paise(fee.amount) * prod(_counts(fee, fields).values()))


def _counts(fee: Fee, fields: Mapping[str, Any]) -> dict[str, int]:
    """The counts that were given; what nobody counted multiplies nothing."""
    given = {name: fields.get(name) for name in fee.times}
    return {
        name: count for name, count in given.items() if isinstance(count, int) and not isinstance(count, bool)
    }


def _line(fee: Fee, amount: Decimal, fields: Mapping[str, Any]) -> Line:
    return Line(
        amount=amount,
        each=_rupees(_paise(fee.amount)),
        source=fee.source,
        name=_texts(fee.name),
        per=_texts(fee.per),
        counts=_counts(fee, fields),
        since=fee.from_,
    )


def _texts(text: Any) -> dict[str, str]:
    return dict(_written(text)) if text else {}


def _written(text: Any) -> Iterator[tuple[str, str]]:
    for lang in ("bn", "en", "hi"):
        if words := getattr(text, lang):
            yield lang, words


def _paise(amount: Decimal) -> int:
    """Exact: a definition's amount has two places at most."""
    return int(amount.scaleb(2))


def _rupees(paise: int) -> Decimal:
    """Exact, however many digits it has: Decimal's own arithmetic would round at 28."""
    return Decimal(f"{paise}E-2")
