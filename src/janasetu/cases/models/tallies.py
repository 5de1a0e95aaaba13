"""Figures of many bodies, counted beforehand."""

from typing import ClassVar

from django.db import models

from janasetu.bodies.models import LocalBody
from janasetu.cases.choices import Reach
from janasetu.lib.ids import uuid7


class Tally(models.Model):
    """What the cases of a body counted in a month for the figures of reports, at the last recount.

    Without a service: of every subject. `told`: the numbers by `tallying.Told`; those of a month `since` an
    earlier one are added wherever both months are.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.CASCADE, related_name="+", db_index=False)
    reach = models.CharField(max_length=5, choices=Reach.choices)
    service = models.CharField(max_length=50, blank=True)
    category = models.CharField(max_length=40, blank=True)
    month = models.DateField(help_text="Its first day; of what stands now the first of all days.")
    since = models.DateField()
    told = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "reach", "service", "category", "month", "since"], name="tally_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} in {self.month}"


class Recount(models.Model):
    """Of which moment the tallies are of a body in which others lie; `first`: the month they begin with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    first = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body"], name="recounted_once")]

    def __str__(self) -> str:
        return f"{self.body_id} at {self.at}"
