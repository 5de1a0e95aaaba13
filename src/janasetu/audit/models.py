"""Tables of history: what was changed, what of it is sealed, and who looked. Nothing in them ever changes.

Their bodies, cases and officers are ids without foreign keys: history stands below all that it is about, and
outlives it.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from janasetu.audit.choices import Act, LookKind
from janasetu.lib.ids import uuid7


class AuditRow(models.Model):
    """One change of one row of an audited table, written by a trigger of the database and by nobody else.

    `at` is the database's own clock, which no demo moves. `changed` holds the columns of an update or a
    delete as [before, after], and "*" for one whose value must not stand in a history. `row_hash` is of
    the whole row as it was left; `mark` one of this row of history.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(help_text="Counts up over all tables; gaps are normal.")
    body_id = models.UUIDField(null=True, blank=True, help_text="Empty for what belongs to no body.")
    case_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    table_name = models.CharField(max_length=63)
    key = models.CharField(max_length=80, help_text="The primary key of the row that changed.")
    act = models.CharField(max_length=10, choices=Act.choices)
    actor = models.CharField(
        max_length=120, help_text="ROLE@BODY, `citizen`, `system`; `unknown` and the database's role for SQL."
    )
    reason = models.TextField(blank=True)
    changed = models.JSONField(default=dict)
    row_hash = models.BinaryField(null=True)
    mark = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body_id", "number"], nulls_distinct=False, name="audit_number_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body_id", "case_id", "number"],
                condition=Q(case_id__isnull=False),
                name="audit_of_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} of {self.table_name} {self.key}"


class Unsealed(models.Model):
    """A row of history that waits for its seal: its id, and what the seal will say of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField()
    body_id = models.UUIDField(null=True, blank=True)
    mark = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class AuditSeal(models.Model):
    """What became history of one body since its seal before: which rows, each with its mark, and one digest
    over these and over the digest before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField(null=True, blank=True)
    number = models.BigIntegerField(help_text="1, 2, 3 ... without a gap, in each body.")
    upto = models.BigIntegerField(help_text="The highest number of a row in it.")
    rows = models.PositiveIntegerField()
    ids = ArrayField(models.UUIDField())
    marks = models.BinaryField(help_text="32 bytes for each of the ids.")
    digest = models.BinaryField()
    at = models.DateTimeField(help_text="Wall time.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body_id", "number"], nulls_distinct=False, name="seal_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"seal {self.number} of {self.body_id}"


class Look(models.Model):
    """That somebody looked: at a case, a talk, a file, a number, or through all for some words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField(help_text="Whose matter was looked at.")
    by = models.CharField(max_length=80, help_text="ROLE@BODY")
    officer_id = models.UUIDField(null=True, blank=True)
    what = models.CharField(max_length=10, choices=LookKind.choices)
    case_id = models.UUIDField(null=True, blank=True)
    about = models.UUIDField(null=True, blank=True, help_text="The talk, the file or the call, by its id.")
    rows = models.PositiveIntegerField(default=1, help_text="How many cases a list held.")
    asked = models.JSONField(
        default=dict, help_text="View and filters of a list; whether words were searched, not which."
    )
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["body_id", "at"], name="look_by_moment"),
            models.Index(
                fields=["body_id", "case_id", "at"], condition=Q(case_id__isnull=False), name="look_at_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} by {self.by}"
