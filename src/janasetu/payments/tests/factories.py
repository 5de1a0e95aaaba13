"""Money for tests: an office with an account in UPI, what its cases owe, who takes it and who agrees."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_body, make_officer
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.schema import Service
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.tests.factories import make_line
from janasetu.payments.actions import FeeOrder, raise_demands, take_cash
from janasetu.payments.models import Demand, Receipt
from janasetu.payments.notices import Payer
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=KOLKATA)
DAY = date(2026, 11, 24)
REF = "26100200014"
ACCOUNT = "falakata.namuna@specimen"


@dataclass(frozen=True)
class Office:
    """A municipality that takes money."""

    body: LocalBody
    line: Line
    clerk: Officer
    colleague: Officer
    chairman: Officer


def make_office(code: str = "falakata", *, number: int = 1002, account: str = ACCOUNT) -> Office:
    body = make_body(code, number=number)
    body.facts = {"upi": account} if account else {}
    body.save()
    return Office(
        body=body,
        line=make_line(body.id, provider_id=f"20000000000{number}"),
        clerk=make_officer(body, "clerk"),
        colleague=make_officer(body, "clerk"),
        chairman=make_officer(body, "chairman"),
    )


@cache
def definition(code: str) -> Service:
    """A service as it is bundled."""
    return read(BUNDLED / code / "service.yaml").service


def order(
    office: Office,
    *,
    service: str = "trade-noc",
    due: str = "before scrutiny",
    fields: dict[str, Any] | None = None,
    case_id: UUID | None = None,
    contact: ContactKey | None = None,
    on: date = DAY,
    ref: str = REF,
) -> FeeOrder:
    """A shop with two workers asks for leave: ₹200 before its papers are looked at."""
    payer = Payer(contact, office.line.id) if contact else None
    return FeeOrder(
        body_id=office.body.id,
        case_id=case_id or uuid7(),
        ref=ref,
        service=definition(service),
        fields={"workers": 2} if fields is None else fields,
        on=on,
        due=due,
        payer=payer,
    )


def owed(office: Office, **changes: Any) -> Demand:
    """A demand that is due."""
    (demand,) = raise_demands([order(office, **changes)], now=NOW)
    return demand


def paid(office: Office, demand: Demand | None = None, *, now: datetime = NOW) -> Receipt:
    """A demand that was paid in cash."""
    due = demand or owed(office)
    return take_cash(
        officer=office.clerk, demand_id=due.id, amount=due.amount, seen=due.amount, once=uuid7(), now=now
    )


def cash(office: Office, demand: Demand, amount: str = "200", **changes: Any) -> Receipt:
    """The clerk takes this much for what the page says is due."""
    said = {"officer": office.clerk, "seen": demand.amount, "once": uuid7(), "now": NOW} | changes
    return take_cash(demand_id=demand.id, amount=Decimal(amount), **said)


def told(contact: ContactKey) -> list[OutboundMessage]:
    """What a contact was told, oldest first."""
    rows = OutboundMessage.objects.filter(bucket=contact.bucket, contact_id=contact.id)
    return list(rows.order_by("id"))


def a_payer() -> ContactKey:
    return make_contact()
