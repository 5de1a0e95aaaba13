"""Reads of money: what a case owes and has paid, and what the book of a day holds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import F, Prefetch, Q, QuerySet

from janasetu.bodies.models import Officer
from janasetu.lib.amounts import rupees
from janasetu.payments import links, rules
from janasetu.payments.choices import CheckoutState, DemandState, Mode, ReliefKind
from janasetu.payments.fees import ON_DELIVERY
from janasetu.payments.models import Checkout, DayClosing, Demand, Receipt, Relief
from janasetu.payments.rules import RefusedError
from janasetu.payments.sentences import PHRASES

_NOTHING = Decimal("0.00")


def demands_of(body_id: UUID, case_id: UUID) -> list[Demand]:
    """What this case owes or owed, the first first, each with its receipt and its reliefs. Three queries."""
    receipts = Prefetch("receipts", Receipt.objects.filter(body_id=body_id).select_related("officer"))
    reliefs = Prefetch(
        "reliefs", Relief.objects.filter(body_id=body_id).select_related("asked_by").order_by("id")
    )
    rows = Demand.objects.filter(body_id=body_id, case_id=case_id).order_by("part")
    return list(rows.prefetch_related(receipts, reliefs))


def outstanding(body_id: UUID, case_id: UUID, *, due: str | None = None) -> Decimal:
    """What this case still owes, at one due time or at all; a move that waits for money asks this."""
    owed = Demand.objects.filter(body_id=body_id, case_id=case_id, state=DemandState.DUE)
    amounts = (owed if due is None else owed.filter(due=due)).values_list("amount", flat=True)
    return sum(amounts, _NOTHING)


def unpaid(body_id: UUID, case_id: UUID) -> Decimal:
    """What holds the work on a case up: all that it owes, but for what is paid when its paper goes out."""
    owed = Demand.objects.filter(body_id=body_id, case_id=case_id, state=DemandState.DUE)
    return sum(owed.exclude(due=ON_DELIVERY).values_list("amount", flat=True), _NOTHING)


def paid_words(body_id: UUID, case_id: UUID) -> dict[str, str] | None:
    """What was paid for a case, by which receipts, as its paper says it; None for nothing. One query."""
    paid = Receipt.objects.filter(body_id=body_id, demand__case_id=case_id, demand__state=DemandState.PAID)
    rows = list(paid.order_by("year", "serial"))
    if not rows:
        return None
    whole, numbers = sum((one.amount for one in rows), _NOTHING), ", ".join(one.number for one in rows)
    return {
        lang: PHRASES.say("paid_on_paper", lang, amount=rupees(whole, lang), receipts=numbers)
        for lang in ("bn", "en")
    }


def owed_by(body_ids: Collection[UUID], case_ids: Collection[UUID]) -> dict[UUID, list[Demand]]:
    """What each of these cases owes now, the first first, with its body. One query, none for none."""
    if not case_ids:
        return {}
    owed = Demand.objects.filter(body_id__in=body_ids, case_id__in=case_ids, state=DemandState.DUE)
    found: dict[UUID, list[Demand]] = {}
    for one in owed.select_related("body").order_by("part"):
        found.setdefault(one.case_id, []).append(one)
    return found


def to_note(limit: int) -> list[Demand]:
    """Demands of which something happened that their cases do not know yet, of all bodies; oldest first."""
    return list(Demand.objects.filter(~Q(state=F("noted"))).order_by("id")[:limit])


def to_note_for_update(body_ids: Collection[UUID], case_ids: Collection[UUID]) -> list[Demand]:
    """The same of these cases, locked, each with its receipts and what was agreed about it. Four queries."""
    theirs = Demand.objects.select_for_update(of=("self",)).filter(body_id__in=body_ids, case_id__in=case_ids)
    receipts = Prefetch(
        "receipts", Receipt.objects.filter(body_id__in=body_ids).select_related("officer__role")
    )
    agreed = Relief.objects.filter(body_id__in=body_ids, agreed=True).select_related("decided_by")
    rows = theirs.filter(~Q(state=F("noted"))).select_related("body").order_by("id")
    return list(rows.prefetch_related(receipts, Prefetch("reliefs", agreed.order_by("id"))))


def going_back(body_id: UUID) -> QuerySet[Demand]:
    """What was paid and is to be given back by the rule of its fee, and is not yet; the oldest first."""
    waiting = Demand.objects.filter(body_id=body_id, state=DemandState.PAID, goes_back_at__isnull=False)
    return waiting.order_by("goes_back_at", "id")


def owing(body_ids: Collection[UUID], case_ids: Collection[UUID]) -> set[UUID]:
    """Those of these cases that owe something; one query."""
    owed = Demand.objects.filter(body_id__in=body_ids, case_id__in=case_ids, state=DemandState.DUE)
    return set(owed.values_list("case_id", flat=True))


def demand_for_update(body_id: UUID, demand_id: UUID) -> Demand:
    """The demand, locked until the end of the transaction; RefusedError where there is none."""
    rows = Demand.objects.select_for_update(of=("self",)).select_related("body")
    demand = rows.filter(body_id=body_id, id=demand_id).first()
    if demand is None:
        raise RefusedError("no_such_demand")
    return demand


def token_of(demand: Demand) -> str:
    """By which the page of this demand is found on the web."""
    return links.token(demand.body.number or 0, demand.id, key=settings.PAYMENT_SECRET)


def demand_of_number(number: int, demand_id: UUID) -> Demand | None:
    """The demand of the office that has this number, with its body; None where there is none."""
    return Demand.objects.select_related("body").filter(body__number=number, id=demand_id).first()


def checkout_of(body_id: UUID, checkout_id: UUID) -> Checkout | None:
    """One try to pay."""
    return Checkout.objects.filter(body_id=body_id, id=checkout_id).first()


def receipt_of(body_id: UUID, receipt_id: UUID) -> Receipt | None:
    """The receipt of this body, with its demand and body."""
    known = Receipt.objects.select_related("demand", "body", "officer")
    return known.filter(body_id=body_id, id=receipt_id).first()


def reliefs_to_decide(officer: Officer, *, now: datetime) -> QuerySet[Relief]:
    """The wishes of colleagues that wait for a second officer, the oldest first."""
    waiting = Relief.objects.filter(
        body_id=officer.body_id, decided_at__isnull=True, asked_at__gt=now - rules.WAITS
    ).exclude(asked_by__user_id=officer.user_id)
    return waiting.select_related("demand", "asked_by").order_by("id")


def strays(body_id: UUID) -> QuerySet[Checkout]:
    """Money that came and that nobody owed, which has to go back; the oldest first."""
    return (
        Checkout.objects.filter(body_id=body_id, state=CheckoutState.STRAY)
        .select_related("demand")
        .order_by("id")
    )


@dataclass(frozen=True, slots=True)
class Book:
    """The book of one day: what came, what was given back, and how it was closed, where it was."""

    day: date
    receipts: list[Receipt]
    refunds: list[Relief]
    closing: DayClosing | None

    def came(self, mode: Mode) -> Decimal:
        """What came that way."""
        return sum((one.amount for one in self.receipts if one.mode == mode), _NOTHING)

    def went(self, mode: Mode) -> Decimal:
        """What was given back that way."""
        return sum((one.amount for one in self.refunds if one.mode == mode), _NOTHING)

    def totals(self) -> Iterator[tuple[Mode, int, Decimal, Decimal]]:
        """Of each way: how many receipts, what came, what went."""
        for mode in Mode:
            count = sum(one.mode == mode for one in self.receipts)
            yield mode, count, self.came(mode), self.went(mode)

    @property
    def total(self) -> Decimal:
        """What came on the whole, less what was given back."""
        came = sum((one.amount for one in self.receipts), _NOTHING)
        return came - sum((one.amount for one in self.refunds), _NOTHING)

    @property
    def cash(self) -> Decimal:
        """What should lie in the box at the end of the day."""
        return self.came(Mode.CASH) - self.went(Mode.CASH)


def book_of(body_id: UUID, day: date) -> Book:
    """The book of this day; three queries, however full it is."""
    receipts = Receipt.objects.filter(body_id=body_id, day=day).select_related("demand", "officer")
    refunds = Relief.objects.filter(body_id=body_id, day=day, kind=ReliefKind.REFUND, agreed=True)
    return Book(
        day,
        list(receipts.order_by("year", "serial")),
        list(refunds.select_related("demand", "decided_by").order_by("year", "serial")),
        DayClosing.objects.filter(body_id=body_id, day=day).select_related("officer").first(),
    )


def latest_unclosed(body_id: UUID, *, before: date) -> date | None:
    """The last day before this one on which cash moved and whose book is still open; None where all are
    closed.
    """
    days = Receipt.objects.filter(body_id=body_id, mode=Mode.CASH, day__lt=before)
    closed = DayClosing.objects.filter(body_id=body_id).values("day")
    return days.exclude(day__in=closed).order_by("-day").values_list("day", flat=True).first()
