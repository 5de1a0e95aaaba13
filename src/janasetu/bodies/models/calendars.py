"""The calendar of an office: holidays by order, closures of its own, hours; and what of it has changed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from janasetu.bodies.choices import CalendarChangeKind, HolidayKind
from janasetu.bodies.models.bodies import LocalBody
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language


class Holiday(models.Model):
    """A day on which a body is closed, and everything that lies in it: the state's row closes all offices.

    A row is not written over when the day is an open one after all: `withdrawn_at` is set.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="holidays")
    day = models.DateField()
    name = models.JSONField(help_text="bn, en, hi")
    kind = models.CharField(max_length=10, choices=HolidayKind.choices)
    order_number = models.CharField(max_length=60, blank=True)
    order_date = models.DateField(null=True, blank=True)
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "day"], condition=Q(withdrawn_at__isnull=True), name="holiday_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name_in('en')}"

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)


class OfficeHours(models.Model):
    """When a body works, and all that lies in it and says nothing else, from a day on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="hours")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The first day under other hours.")
    opens = models.TimeField()
    closes = models.TimeField()
    days_off = models.JSONField(default=list, help_text="Monday is 0.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "since"], name="hours_once_a_day"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="hours_end_after_they_began"
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="office_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M} from {self.since}"


class CalendarChange(models.Model):
    """That a calendar has changed, until every due date that counts by it has followed.

    `days`: each day that was declared or withdrawn, with its name. `since`: the first day that is another
    than before; other hours have no last one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=CalendarChangeKind.choices)
    since = models.DateField()
    days = models.JSONField(default=list, help_text="day and name of each")
    at = models.DateTimeField()
    followed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at"], condition=Q(followed_at__isnull=True), name="calendar_to_follow")
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.since}"
