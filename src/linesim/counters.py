"""What has been counted since the last reset, and what it cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from decimal import Decimal

from linesim.costs import Price


@dataclass(slots=True)
class Counters:
    """Plain sums.

    `accepted` to `failed` count messages of the product, `received` those of people; categories, prices and
    lines count what was delivered, as that is what costs money.
    """

    accepted: int = 0
    sent: int = 0
    delivered: int = 0
    read: int = 0
    failed: int = 0
    refused: int = 0
    received: int = 0
    webhooks_posted: int = 0
    retried: int = 0
    by_category: Counter[str] = field(default_factory=Counter)
    by_price: Counter[Price] = field(default_factory=Counter)
    by_line: Counter[str] = field(default_factory=Counter)  # messages that were charged for
    refusals: Counter[int] = field(default_factory=Counter)  # by code
    failures: Counter[int] = field(default_factory=Counter)  # by code, told by a status

    def charge(self, line: str, price: Price) -> None:
        """Count a delivered message and its price."""
        self.by_category[price.category] += 1
        self.by_price[price] += 1
        self.by_line[line] += price.billable

    @property
    def rupees(self) -> Decimal:
        """What all delivered messages cost, before tax."""
        return sum((count * price.rupees for price, count in self.by_price.items()), Decimal(0))

    def costs(self) -> dict[str, object]:
        """The bill: messages by category and type of price, those charged for by line, and the sum."""
        by_type: dict[str, dict[str, int]] = {}
        for price, count in self.by_price.items():
            by_type.setdefault(price.category, {})[price.type] = count
        return {
            "by_type": by_type,
            "billable_by_line": {line: count for line, count in self.by_line.items() if count},
            "rupees": str(self.rupees),
        }

    def forget(self) -> None:
        """Begin again at nothing."""
        for counted in fields(self):
            value = getattr(self, counted.name)
            setattr(self, counted.name, Counter() if isinstance(value, Counter) else 0)
