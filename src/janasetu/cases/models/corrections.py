"""What is wrong in a paper that was given out, and what is to stand there instead. Body family."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.cases.models.case import Case
from janasetu.documents.models import Paper
from janasetu.lib.ids import uuid7

MOST_LINE = 160  # characters of the name of a line


class Correction(models.Model):
    """The correction of a paper, which is a case of its own.

    `application`: the case that the paper was first given for; `paper`: the one in which something is wrong.
    `line`: which of its lines the holder named, by its name there. `lines`: what the office lets stand on
    the new paper, by the name of the line, in both languages; the rest is as it was. `margin`: of a paper
    that is copied from a register what is to be entered in the margin there, by the register's column.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    application = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=MOST_LINE, blank=True)
    lines = models.JSONField(default=dict)
    margin = models.JSONField(default=dict, db_default={})
    at = models.DateTimeField()
    noted_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case"], name="correction_once_a_case"),
            models.CheckConstraint(
                condition=Q(noted_at__isnull=True, noted_by="")
                | (Q(noted_at__isnull=False) & ~Q(noted_by="")),
                name="correction_noted_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "application"], name="correction_of_application"),
            models.Index(fields=["body", "paper"], name="correction_of_paper"),
        ]

    def __str__(self) -> str:
        return f"correction {self.case_id}"
