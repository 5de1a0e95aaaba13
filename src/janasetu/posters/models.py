"""Tables of posters: where each hangs, and how often it was scanned. Body family; no person is in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.lib.ids import uuid7
from janasetu.posters.codes import code_of


class Poster(models.Model):
    """One poster of a ward, or of the whole body where it names none. `place`: where it hangs, as the office
    calls it; empty for the sheet of the whole ward.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField(help_text="In the body; in its code.")
    ward = models.CharField(max_length=8, blank=True, help_text="Latin digits, as in 5 or 12A.")
    place = models.CharField(max_length=60, blank=True, help_text="As the office calls it.")
    hung_at = models.DateTimeField()
    hung_by = models.CharField(max_length=80, help_text="ROLE@BODY")
    down_at = models.DateTimeField(null=True, blank=True, help_text="Since when its code leads nowhere.")
    down_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "serial"], name="poster_serial_once"),
            models.UniqueConstraint(
                fields=["body", "ward", "place"],
                condition=Q(down_at__isnull=True),
                name="poster_once_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What its QR says; its body has a number, or it would have no posters."""
        return code_of(self.body.number or 0, self.serial)


class PosterDay(models.Model):
    """How many chats one poster opened on one day.

    `part`: of which part of the people it is the count. A pump is alone with its part, so that two pumps
    never wait for one row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    poster = models.ForeignKey(Poster, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    part = models.PositiveSmallIntegerField()
    scans = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "poster", "day", "part"], name="poster_day_once_a_part")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.scans}"
