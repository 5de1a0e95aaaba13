"""How Meta stands to each number and to the portfolio: what is registered, restricted, limited and forced."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Rules = Literal["meta", "none"]
Quality = Literal["GREEN", "YELLOW", "RED", "UNKNOWN"]
Throughput = Literal["STANDARD", "HIGH", "COEXISTENCE"]

MESSAGES_A_SECOND: dict[Throughput, int] = {"STANDARD": 80, "HIGH": 1000, "COEXISTENCE": 20}
MESSAGING_LIMITS: dict[str, int | None] = {
    "TIER_250": 250,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
    "TIER_UNLIMITED": None,
}
UNNAMED = "linesim"  # what a number is called until somebody names it


@dataclass(slots=True)
class Account:
    """One number as Meta sees it; under the rules `none` windows are always open and nothing is limited.

    `refuse_with` answers every send at once with that code of the table of failures; `fail_with` accepts it
    and lets it fail.
    """

    rules: Rules
    verified_name: str = UNNAMED
    quality: Quality = "GREEN"
    throughput: Throughput = "STANDARD"
    registered: bool = True
    restricted: bool = False  # 368
    locked: bool = False  # 131031
    upgrading: bool = False  # 131057
    flagged_as_spam: bool = False  # 131048
    refuse_with: int | None = None
    fail_with: int | None = None
    pin: str = ""
    registered_at: list[datetime] = field(default_factory=list)
    public_key: str = ""
    profile: dict[str, object] = field(default_factory=lambda: {"vertical": "UNDEFINED"})
    settings: dict[str, object] = field(default_factory=dict)

    @property
    def is_limited(self) -> bool:
        """Whether windows close and limits hold."""
        return self.rules == "meta"


@dataclass(slots=True)
class Portfolio:
    """What all numbers share."""

    messaging_limit: str = "TIER_250"
    has_payment: bool = True  # 131042 for what is not free
    is_subscribed: bool = True

    @property
    def most_people(self) -> int | None:
        """How many people may be approached within 24 hours; None is no limit."""
        return MESSAGING_LIMITS[self.messaging_limit]


class AccountBook:
    """The account of every line, as it is by default until something about it is changed."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._accounts: dict[str, Account] = {}
        self.portfolio = Portfolio()

    def of(self, line_id: str) -> Account:
        """The account of a line."""
        return self._accounts.setdefault(line_id, Account(self._rules))

    def forget(self) -> None:
        """Let everything be as it was at the beginning."""
        self._accounts.clear()
        self.portfolio = Portfolio()
