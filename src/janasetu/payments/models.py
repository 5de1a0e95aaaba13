"""Tables of money: what is owed, what was received, what was let go, and how each day closed. Body family.

Whose case it is stands with the case: no name and no number of a citizen is here.
"""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.documents.models import Paper
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.payments.choices import CheckoutState, DemandState, Mode, ReliefKind
from janasetu.payments.fees import Line, year_in_numbers


class Demand(models.Model):
    """What a case owes at one due time, and what became of it. `due`: as the definition says it.

    `part`: the first, second ... demand of its case. The contact is whoever is told of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case_id = models.UUIDField()
    ref = models.CharField(max_length=20, help_text="The number of the case, digits only.")
    service = models.CharField(max_length=60, help_text="The code of the service.")
    due = models.CharField(max_length=60)
    part = models.PositiveSmallIntegerField()
    lines = models.JSONField(help_text="The fees, each with its source.")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    state = models.CharField(max_length=10, choices=DemandState.choices, default=DemandState.DUE)
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was owed no more.")
    pauses = models.BooleanField(
        default=False, db_default=False, help_text="The clocks of the case stand still while it is due."
    )
    noted = models.CharField(
        max_length=10,
        choices=DemandState.choices,
        default=DemandState.DUE,
        db_default=DemandState.DUE,
        help_text="What the case knows of it: its newest state that stands on the timeline.",
    )
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="When the payer was reminded, once.")
    goes_back_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when it is to be given back, by the rule of its fees.",
    )
    lang = models.CharField(max_length=5, default="bn")
    contact_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_id = models.UUIDField(null=True, blank=True)
    contact_epoch = models.PositiveIntegerField(default=1)
    line_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case_id", "due"], name="demand_once_a_due_time"),
            models.UniqueConstraint(fields=["body", "case_id", "part"], name="demand_part_once_a_case"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="demand_of_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=~Q(state=F("noted")), name="demand_to_note"),
            models.Index(
                fields=["raised_at"],
                condition=Q(state=DemandState.DUE, reminded_at=None),
                name="demand_to_remind",
            ),
            models.Index(
                fields=["body", "goes_back_at"],
                condition=Q(state=DemandState.PAID, goes_back_at__isnull=False),
                name="demand_to_give_back",
            ),
        ]

    def __str__(self) -> str:
        return self.payment_reference

    @property
    def payment_reference(self) -> str:
        """By which a payment says what it is for: the number of the case, and which of its demands."""
        return f"{self.ref}F{self.part}"

    @property
    def grouped_ref(self) -> str:
        return grouped(self.ref)

    @property
    def fees(self) -> tuple[Line, ...]:
        """Its fees, one by one."""
        return tuple(map(Line.from_json, self.lines))

    def charge(self, lines: Iterable[Line]) -> None:
        """Let it be for these fees."""
        self.lines = [line.as_json() for line in lines]


class Receipt(models.Model):
    """Money that came, and the paper for it: never changed, and its numbers have no gap.

    `source`: what brought it, which brings it once. `day`: that of Kolkata, in whose book it stands.
    `officer` is empty where a payment company told of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="receipts")
    year = models.PositiveSmallIntegerField(help_text="In which its fiscal year began.")
    serial = models.PositiveIntegerField()
    mode = models.CharField(max_length=10, choices=Mode.choices)
    reference = models.CharField(max_length=60, blank=True, help_text="By which the other side knows it.")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    lines = models.JSONField(help_text="As they were when it was paid.")
    day = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80, help_text="ROLE@BODY, or the payment company")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "year", "serial"], name="receipt_number_once"),
            models.UniqueConstraint(fields=["body", "demand"], name="receipt_once_a_demand"),
            models.UniqueConstraint(fields=["body", "source"], name="receipt_once_a_source"),
            models.UniqueConstraint(
                fields=["body", "mode", "reference"],
                condition=~Q(reference=""),
                name="receipt_once_a_payment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "day"], name="receipt_by_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As it is printed: 2026-27/000123."""
        return numbered(self.year, self.serial)

    @property
    def fees(self) -> tuple[Line, ...]:
        """What was paid for, one by one."""
        return tuple(map(Line.from_json, self.lines))


class ReceiptPaper(models.Model):
    """The paper of a receipt, by which anybody can check it, and when it went to who paid."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="papers")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When it was finished, and sent.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "receipt"], name="paper_once_a_receipt")
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(sent_at=None), name="receipt_paper_to_send")
        ]

    def __str__(self) -> str:
        return f"paper of {self.receipt_id}"


class Relief(models.Model):
    """A fee that is let go, or given back: one officer asks and says why, another agrees or says no.

    Of what was given back, `mode`, `reference`, `day` and a number of its own series tell how.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="reliefs")
    kind = models.CharField(max_length=10, choices=ReliefKind.choices)
    reason = models.CharField(max_length=500)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    mode = models.CharField(max_length=10, choices=Mode.choices, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "demand"], condition=Q(decided_at__isnull=True), name="relief_asked_once"
            ),
            models.UniqueConstraint(fields=["body", "year", "serial"], name="voucher_number_once"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="relief_by_two"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "day"], name="relief_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.demand_id}"

    @property
    def number(self) -> str:
        """Of the voucher, as it is printed: 2026-27/000004; empty where nothing was given back."""
        return numbered(self.year, self.serial) if self.year and self.serial else ""


class NumberSeries(models.Model):
    """The last number of a series without gaps; taken last in a transaction. `kind`: receipt or voucher."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField()
    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField(help_text="In which the fiscal year began.")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body_id", "kind", "year"], name="number_series_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class DayClosing(models.Model):
    """How the cash of a day was counted when its book was closed; after that it takes no more cash.

    `expected`: what the book says; `pieces`: how many of each note and coin; `note`: why the two differ.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    expected = models.DecimalField(max_digits=14, decimal_places=2)
    counted = models.DecimalField(max_digits=14, decimal_places=2)
    pieces = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "day"], name="day_closed_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.counted}"


class Checkout(models.Model):
    """One try to pay a demand with a payment company, and what the company told of it.

    `transaction`: the company's own number. `told`: the amount that it told. `why`: of money that nobody
    owed, why; `returned_by`, `returned_note`: who sent it back, and how.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="checkouts")
    company = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    state = models.CharField(max_length=10, choices=CheckoutState.choices, default=CheckoutState.OPEN)
    transaction = models.CharField(max_length=60, blank=True)
    told = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    why = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "company", "transaction"],
                condition=~Q(transaction=""),
                name="checkout_once_a_transaction",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["body"], condition=Q(state=CheckoutState.STRAY), name="checkout_stray")
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.id}"


def numbered(year: int, serial: int) -> str:
    """A number of a series as it is printed."""
    return f"{year_in_numbers(year)}/{serial:06}"
