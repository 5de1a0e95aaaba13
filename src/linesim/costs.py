"""What a message costs: Meta's price per message, with the free ones of the month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

SERVICE, UTILITY, MARKETING, AUTHENTICATION = "service", "utility", "marketing", "authentication"
REGULAR, FREE_SERVICE, FREE_ENTRY = "regular", "free_customer_service", "free_entry_point"

# Free-form messages are billed like utility ones since 1 October 2026, but for these of each number and
# calendar month (here: of UTC). Meta, "Upcoming pricing updates", 25 August 2026.
FREE_A_MONTH = 1000

# Rupees for one delivered message in India before tax: Meta's rate card of January 2026, service as utility.
RUPEES = {
    SERVICE: Decimal("0.1150"),
    UTILITY: Decimal("0.1150"),
    AUTHENTICATION: Decimal("0.1150"),
    MARKETING: Decimal("0.8631"),
}


@dataclass(frozen=True, slots=True)
class Price:
    """What one message is charged as; the last three words are Meta's."""

    category: str
    type: str

    @property
    def billable(self) -> bool:
        """Whether it costs anything."""
        return self.type == REGULAR

    @property
    def rupees(self) -> Decimal:
        """Rupees before tax."""
        return RUPEES[self.category] if self.billable else Decimal(0)

    @property
    def fields(self) -> dict[str, object]:
        """As statuses carry it."""
        return {
            "billable": self.billable,
            "pricing_model": "PMP",
            "type": self.type,
            "category": self.category,
        }


UNPRICED = Price(SERVICE, REGULAR)


class PriceList:
    """Tells prices, and remembers how many free messages each number has used in which month."""

    def __init__(self) -> None:
        self._used: Counter[tuple[str, str]] = Counter()

    def quote(self, category: str, *, line: str, now: datetime, free_entry: bool = False) -> Price:
        """The price of one more message of that line."""
        if free_entry:
            return Price(category, FREE_ENTRY)
        if category == SERVICE and self.free_used(line, now) < FREE_A_MONTH:
            return Price(category, FREE_SERVICE)
        return Price(category, REGULAR)

    def use(self, price: Price, *, line: str, now: datetime) -> None:
        """A message was delivered at that price; a free one of the month is used up by it."""
        if price.type == FREE_SERVICE:
            self._used[line, _month(now)] += 1

    def free_used(self, line: str, now: datetime) -> int:
        """How many of the month's free messages a line has used."""
        return self._used[line, _month(now)]

    def forget(self) -> None:
        """Begin again with all free messages."""
        self._used.clear()


def _month(moment: datetime) -> str:
    return moment.strftime("%Y-%m")
