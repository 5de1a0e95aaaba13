"""Tables of the doorstep: visits, and what runners told of them. Body family.

Whose door it is stands with the case: no name and no number of a citizen is here, only where to go.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.deliveries.choices import (
    FailReason,
    OutcomeKind,
    OutcomeState,
    Part,
    Proof,
    Purpose,
    Rating,
    VisitState,
)
from janasetu.deliveries.rules import Slot
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped

OPEN_STATES = (VisitState.ASKED, VisitState.PLANNED, VisitState.OUT, VisitState.AT_OFFICE)


class Visit(models.Model):
    """One walk to one door; a second try is a visit of its own with the next `attempt`.

    `source`: what asked for it, once; `due_at`: when its slot ends; `code`: the seal of the handover code.
    `wanted`: which paper of the form is fetched, of a visit that fetches a certain one; `desk_id`: the case
    at the desk that inspects; `permitted_by`: who let a handover be proved without the code.
    `confidential`: who lives there is hidden, and is called through the office. The contact is whoever is
    told of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case_id = models.UUIDField()
    paper_id = models.UUIDField(null=True, blank=True)
    source = models.CharField(max_length=120)
    attempt = models.PositiveSmallIntegerField(default=1)
    ref = models.CharField(max_length=20, help_text="The number of the case, digits only.")
    title = models.JSONField(help_text="What is brought, by language.")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    wanted = models.CharField(max_length=120, blank=True, db_default="", help_text="A question of the form.")
    desk_id = models.UUIDField(null=True, blank=True)
    address = models.CharField(max_length=1100)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    ward = models.CharField(max_length=8, blank=True)
    confidential = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.ASKED)
    day = models.DateField()
    part = models.CharField(max_length=10, choices=Part.choices)
    due_at = models.DateTimeField()
    runner = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0, help_text="Its turn in the round.")
    code = models.CharField(max_length=100, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=20, choices=FailReason.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    proof = models.CharField(max_length=10, choices=Proof.choices, blank=True)
    handed_to = models.CharField(max_length=80, blank=True)
    permitted_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    photo_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    photo_id = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True, blank=True)
    out_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY, or `citizen`")
    rating = models.CharField(max_length=5, choices=Rating.choices, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    lang = models.CharField(max_length=5, default="bn")
    contact_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_id = models.UUIDField(null=True, blank=True)
    contact_epoch = models.PositiveIntegerField(default=1)
    line_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "source", "attempt"], name="visit_once_an_attempt"),
            models.UniqueConstraint(
                fields=["body", "source"], condition=Q(state__in=OPEN_STATES), name="visit_one_is_open"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(VisitState.PLANNED, VisitState.OUT)) | Q(runner__isnull=False),
                name="visit_planned_has_runner",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "day"], condition=Q(state__in=OPEN_STATES), name="visit_open_by_day"
            ),
            models.Index(
                fields=["runner", "day"],
                condition=Q(state__in=(VisitState.PLANNED, VisitState.OUT)),
                name="visit_of_round",
            ),
            models.Index(fields=["body", "case_id"], name="visit_of_case"),
            models.Index(fields=["body", "ended_at"], name="visit_by_ending"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.attempt}"

    @property
    def grouped_ref(self) -> str:
        return grouped(self.ref)

    @property
    def slot(self) -> Slot:
        return Slot(self.day, self.part)

    def move_to(self, slot: Slot) -> None:
        """Let it be made in this slot."""
        self.day, self.part, self.due_at = slot.day, slot.part, slot.ends

    @property
    def brings(self) -> bool:
        """Whether a paper is handed over."""
        return self.purpose in (Purpose.DELIVER, Purpose.BOTH)

    @property
    def fetches(self) -> bool:
        """Whether a paper is photographed."""
        return self.purpose in (Purpose.COLLECT, Purpose.BOTH)

    @property
    def inspects(self) -> bool:
        """Whether a desk of the office comes to see; it costs nothing."""
        return self.purpose == Purpose.INSPECT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class Outcome(models.Model):
    """One word of a runner, kept as it came and never changed: what was told, and what became of it.

    `mark`: made on the runner's phone, so that a word that is sent twice is taken once. `told_at`: when it
    was written there. `why`: the sentence of a refusal, by its key. `money`: why cash that was taken at
    the door is not in the book.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="outcomes")
    mark = models.UUIDField()
    kind = models.CharField(max_length=10, choices=OutcomeKind.choices)
    state = models.CharField(max_length=10, choices=OutcomeState.choices)
    why = models.CharField(max_length=40, blank=True)
    values = models.JSONField(default=dict)
    said = models.JSONField(help_text="What the runner told, without the code.")
    cash = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    money = models.CharField(max_length=40, blank=True)
    photo_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    photo_id = models.UUIDField(null=True, blank=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "mark"], name="outcome_once_a_mark")]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "at"],
                condition=~Q(state=OutcomeState.TAKEN) | ~Q(money=""),
                name="outcome_to_look_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
