"""Pure rules of money: who may take it, who may let it go, what a day's book holds. No Django."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal

from janasetu.bodies import rules as bodies
from janasetu.bodies.rules import Tenure, authority, in_office
from janasetu.lib.clock import local

# Who may agree to let a fee go or to give it back: the heads of an office and of its board. Whoever takes
# money may ask for it, and never agrees to their own wish.
MAY_AGREE = frozenset(
    {"mayor", "chairman", "pradhan", "administrator", "commissioner", "secretary", "ea", "bdo"}
)
LEAST_REASON, MOST_REASON = 10, 500  # characters
REMINDED_AFTER = timedelta(days=3)  # whoever has not paid is reminded, once
_WAKES, _SLEEPS = time(9), time(20)  # between these hours nobody is woken by a message about money
WAITS = timedelta(days=7)  # so long a second officer may agree

# Notes and coins of India, in rupees, the largest first (RBI); those that are no more legal tender are out.
DENOMINATIONS = (500, 200, 100, 50, 20, 10, 5, 2, 1)
MOST_PIECES = 100_000


class RefusedError(Exception):
    """An act that the rules do not allow; `key` is its sentence in phrases.yaml beside this module, `values`
    fill it.
    """

    def __init__(self, key: str, **values: str | Decimal) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, str | Decimal] = values


def may_take(tenure: Tenure, at: datetime) -> bool:
    """Whether they may take money for the office: whoever may lawfully sign a receipt."""
    return bodies.may_sign(tenure, "receipt", at)


def may_agree(tenure: Tenure, at: datetime) -> bool:
    """Whether they may agree that a fee is let go or given back."""
    return in_office(tenure, at) and not MAY_AGREE.isdisjoint(authority(tenure))


def may_see_book(tenure: Tenure, at: datetime) -> bool:
    """Whether they may read the day's book: whoever takes money, agrees, or audits."""
    audits = in_office(tenure, at) and "auditor" in authority(tenure)
    return audits or may_take(tenure, at) or may_agree(tenure, at)


def is_daytime(at: datetime) -> bool:
    """Whether a message that nobody waits for may go out now."""
    return _WAKES <= local(at).time() < _SLEEPS


def counted(pieces: Mapping[int, int]) -> Decimal:
    """What so many pieces of each denomination come to. RefusedError where one of them is none."""
    for value, number in pieces.items():
        if value not in DENOMINATIONS or not 0 <= number <= MOST_PIECES:
            raise RefusedError("count_wrong")
    return Decimal(sum(value * number for value, number in pieces.items()))


def check_reason(reason: str) -> None:
    """RefusedError where a reason is too short to be one, or too long."""
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise RefusedError("reason_needed")
