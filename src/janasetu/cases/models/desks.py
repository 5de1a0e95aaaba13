"""Applications at their desks, and the papers that came with them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.choices import BroughtState
from janasetu.cases.models.case import Case
from janasetu.cases.stages import Visit
from janasetu.catalogue.schema.stages import ISSUE
from janasetu.lib.ids import uuid7


class CaseDesk(models.Model):
    """A visit of an application to a desk: from when until when, whose desk, and what was decided there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="desks")
    stage = models.CharField(max_length=40)
    beside = models.CharField(
        max_length=40, blank=True, help_text="The stage in which it lies side by side with others."
    )
    time = models.PositiveSmallIntegerField(default=1, help_text="Which visit to this stage.")
    role = models.CharField(max_length=40, blank=True, help_text="Whose desk it is.")
    also = ArrayField(
        models.CharField(max_length=40), default=list, help_text="Other posts that have this desk too."
    )
    agency = models.CharField(max_length=40, blank=True, help_text="Of an outside desk, in agencies.yaml.")
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    came_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True, help_text="The move by which it was over.")
    left_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    approved_by = ArrayField(
        models.CharField(max_length=40), default=list, help_text="The logins of those who have approved."
    )
    nudged_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody last asked why it lies here so long."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "stage", "time"], name="desk_once_a_visit"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, outcome="") | (Q(left_at__isnull=False) & ~Q(outcome="")),
                name="desk_left_by_a_move",
            ),
            models.CheckConstraint(condition=Q(role="") | Q(agency=""), name="desk_of_one_kind"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "case"], name="desk_of_case"),
            models.Index(
                fields=["case"], condition=Q(stage=ISSUE, left_at__isnull=True), name="desk_makes_a_paper"
            ),
            models.Index(
                fields=["officer", "due_at"], condition=Q(left_at__isnull=True), name="desk_of_officer"
            ),
            models.Index(
                fields=["body", "role", "due_at"], condition=Q(left_at__isnull=True), name="desk_of_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.case_id}"

    @property
    def visit(self) -> Visit:
        """As the pure rules know it."""
        return Visit(self.stage, self.beside, self.time, self.outcome, tuple(self.approved_by))


class CasePaper(models.Model):
    """A paper that came with an application, and what the office says of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    question = models.CharField(max_length=120, help_text="Its path in the form.")
    file_bucket = models.PositiveSmallIntegerField()
    file_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=BroughtState.choices, default=BroughtState.GIVEN)
    why = models.CharField(max_length=400, blank=True, help_text="Why it is not good enough.")
    judged_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    judged_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "question", "file_id"], name="paper_once_a_case"),
            models.CheckConstraint(
                condition=~Q(state=BroughtState.REFUSED) | ~Q(why=""), name="paper_refused_with_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "case"], name="given_paper_of_case")]

    def __str__(self) -> str:
        return f"{self.question} of {self.case_id}"
