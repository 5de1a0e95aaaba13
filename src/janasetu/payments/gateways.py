"""The port to a payment company, and a stand-in that needs no account: orders out, signed answers in. Pure.

What comes back is believed for its signature alone (HMAC-SHA256 over the raw bytes), as a webhook is.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, Protocol, get_args
from uuid import UUID

Outcome = Literal["paid", "failed"]
MOST_BYTES = 64 * 1024  # of an answer
_SIGNED = "sha256="
_LONGEST = 60  # of a company's own number of a payment


class NotGenuineError(Exception):
    """An answer that the company did not sign, or that says nothing we can read."""


@dataclass(frozen=True, slots=True)
class Order:
    """One try to pay: whose, which, and how much."""

    body_id: UUID
    checkout_id: UUID
    amount: Decimal

    @property
    def code(self) -> str:
        """By which the company names it to us again; it names its body, so that every look-up does."""
        return f"{self.body_id.hex}.{self.checkout_id.hex}"


@dataclass(frozen=True, slots=True)
class Told:
    """What the company says of an order. `transaction`: its own number of the payment."""

    body_id: UUID
    checkout_id: UUID
    outcome: Outcome
    amount: Decimal
    transaction: str


class Company(Protocol):
    """A payment company. `code`: in a receipt and in our rows."""

    @property
    def code(self) -> str: ...

    def address(self, order: Order) -> str:
        """Where whoever pays is sent."""

    def read(self, raw: bytes, signature: str) -> Told:
        """What these bytes say. NotGenuineError where the signature is not the company's."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A company of our own making, for the demo and the tests: it signs as a real one does.

    `pays_at`: the page on which one pretends to pay.
    """

    secret: bytes
    pays_at: str = "/demo/pay/"
    code: str = "sample"

    def address(self, order: Order) -> str:
        return f"{self.pays_at}{order.code}/"

    def read(self, raw: bytes, signature: str) -> Told:
        if len(raw) > MOST_BYTES or not hmac.compare_digest(self._sign(raw).encode(), signature.encode()):
            raise NotGenuineError("signature")
        return _told(raw)

    def answer(self, order: Order, *, outcome: Outcome, transaction: str) -> tuple[bytes, str]:
        """The company's half: the bytes that it posts, and their signature."""
        said = {
            "order": order.code,
            "outcome": outcome,
            "amount": f"{order.amount:.2f}",
            "transaction": transaction,
        }
        raw = json.dumps(said).encode()
        return raw, self._sign(raw)

    def _sign(self, raw: bytes) -> str:
        return _SIGNED + hmac.new(self.secret, raw, hashlib.sha256).hexdigest()


def order_of(code: str) -> tuple[UUID, UUID]:
    """The body and the checkout that an order's code names. NotGenuineError where it names none."""
    body, _, checkout = code.partition(".")
    try:
        return UUID(hex=body), UUID(hex=checkout)
    except ValueError as error:
        raise NotGenuineError("order") from error


def _told(raw: bytes) -> Told:
    try:
        said: Any = json.loads(raw)
        amount, outcome = Decimal(str(said["amount"])), str(said["outcome"])
        transaction, code = str(said["transaction"]), str(said["order"])
    except (ValueError, KeyError, TypeError, InvalidOperation) as error:
        raise NotGenuineError("shape") from error
    is_named = 0 < len(transaction) <= _LONGEST and transaction.isascii() and transaction.isprintable()
    if outcome not in get_args(Outcome) or not is_named or not _is_money(amount):
        raise NotGenuineError("shape")
    body_id, checkout_id = order_of(code)
    return Told(body_id, checkout_id, outcome, amount, transaction)  # type: ignore[arg-type]  # one of these


def _is_money(amount: Decimal) -> bool:
    """Whole paise, above nothing, and no more than a row holds."""
    if not amount.is_finite() or not 0 < amount < 10**11:
        return False
    return amount == amount.quantize(Decimal("0.01"))
