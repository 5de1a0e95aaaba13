"""Which of a service's fees fall due with these answers, and what they come to, to the paisa. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Any

from janasetu.catalogue.conditions import condition
from janasetu.catalogue.schema import Fee, Service

WITH_APPLICATION, BEFORE_ISSUE, ON_DELIVERY = "with application", "before issue", "on delivery"
_BEFORE = "before "
MOST = Decimal("99999999999.99")  # what one demand may come to, in rupees


class TooMuchError(ValueError):
    """A fee that comes to more than anybody can owe: a count is wrong."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fee of a demand. `name`, `per`: by language; `each`: before it was multiplied by `counts`, which
    stand there by the name of their question; `since`: from when the amount holds; `source`: who said so;
    `returns`: after which ends of the case it is given back.
    """

    amount: Decimal
    each: Decimal
    source: str
    name: Mapping[str, str]
    per: Mapping[str, str]
    counts: Mapping[str, int]
    since: dt.date | None = None
    returns: tuple[str, ...] = ()

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
            **({"returns": list(self.returns)} if self.returns else {}),
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
            returns=tuple(stored.get("returns", ())),
        )


def before(stage: str) -> str:
    """The due time of what must be paid before a case comes to this stage."""
    return f"{_BEFORE}{stage}"


def fees_with(
    service: Service, fields: Mapping[str, Any], *, on: dt.date, unfound: bool = False
) -> list[tuple[Fee, Decimal]]:
    """What it costs by the table of that day with these answers: each fee with its amount in rupees.

    `unfound`: it ends in the paper that says that somebody is in no register.
    """
    paper = "unfound" if unfound else "output"
    applying = (fee for fee in service.fees_on(on) if fee.of in (None, paper) and _falls_due(fee, fields))
    return [(fee, _multiplied(fee, fields)) for fee in applying]


def lines_due(
    service: Service, fields: Mapping[str, Any], *, on: dt.date, due: str, unfound: bool = False
) -> tuple[Line, ...]:
    """The fees of one due time. A fee of nothing is no line."""
    asked = fees_with(service, fields, on=on, unfound=unfound)
    applying = ((fee, amount) for fee, amount in asked if fee.due == due)
    return tuple(_line(fee, amount, fields) for fee, amount in applying if amount)


@dataclass(frozen=True, slots=True)
class Later:
    """A fee that falls due later, as far as the answers of today tell. `stage`: before which; empty where it
    is due when the paper goes out.
    """

    stage: str
    line: Line


def lines_later(
    service: Service, fields: Mapping[str, Any], *, on: dt.date, but: Collection[str]
) -> list[Later]:
    """The fees of all other due times than these, in the order of the definition; none of nothing."""
    found = [(fee, amount) for fee, amount in fees_with(service, fields, on=on) if fee.due not in but]
    return [
        Later("" if fee.due == ON_DELIVERY else fee.due.removeprefix(_BEFORE), _line(fee, amount, fields))
        for fee, amount in found
        if amount
    ]


def stands_still(service: Service, due: str) -> bool:
    """Whether the clocks of a case stand still while what is due at this time is not paid."""
    return any(fee.pauses for fee in service.fee if fee.due == due)


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
        returns=fee.returns,
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
