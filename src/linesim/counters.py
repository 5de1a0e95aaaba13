"""What has been counted since the last reset."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields


@dataclass(slots=True)
class Counters:
    """Plain sums.

    `accepted` to `failed` count messages of the product, `received` those of people; categories count
    what was delivered, as that is what costs money.
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

    def forget(self) -> None:
        """Begin again at nothing."""
        for counted in fields(self):
            setattr(self, counted.name, Counter() if counted.name == "by_category" else 0)
