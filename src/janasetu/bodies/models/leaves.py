"""Who is away, and who stands in: dated rows, from which it follows who acts for a post."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from janasetu.bodies.choices import AbsenceKind
from janasetu.bodies.models.bodies import LocalBody
from janasetu.bodies.models.posts import Department, Officer, Role
from janasetu.lib.ids import uuid7


class Absence(models.Model):
    """An officer is away from a body for a time, in whatever posts they have there.

    Who comes back earlier has an earlier `until`; a leave that is called off ends as it begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=10, choices=AbsenceKind.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(help_text="The first instant back at work.")
    entered_by = models.CharField(max_length=80, help_text="ROLE@BODY, or `command`")
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_ends_after_it_began")
        ]
        indexes: ClassVar = [models.Index(fields=["body", "until"], name="absence_by_end")]

    def __str__(self) -> str:
        return f"{self.officer_id} until {self.until:%Y-%m-%d}"


class Deputy(models.Model):
    """Who stands in for a post while nobody who holds it is there. `absence`: for that leave alone; else a
    standing deputy, of the post in one department where that is named.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="deputations")
    absence = models.ForeignKey(
        Absence, on_delete=models.PROTECT, null=True, blank=True, related_name="deputies"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True, help_text="The first instant without it.")
    entered_by = models.CharField(max_length=80, help_text="ROLE@BODY, or `command`")
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="deputy_ends_after_they_began",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["body", "role"], name="deputy_by_post")]

    def __str__(self) -> str:
        return f"{self.officer_id} for {self.role_id}"
