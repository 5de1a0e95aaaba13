"""The map of the bodies: borders of wards, outlines, landmarks, and from which files they were brought in.

Borders are bytes here (WKB, longitude and latitude, WGS 84); what lies in them is for `shapes.py` to tell.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from janasetu.bodies.choices import MapPart
from janasetu.bodies.models.bodies import LocalBody, Ward
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language


class MapImport(models.Model):
    """A file that was brought in. Whenever there is a new row, the maps in memory are read anew."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=MapPart.choices)
    source = models.CharField(max_length=200, blank=True, help_text="Whose work it is, and its licence.")
    sha256 = models.CharField(max_length=64, help_text="Of the file.")
    count = models.PositiveIntegerField(help_text="How many wards or landmarks it told of.")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} of {self.body_id}"


class Drawn(models.Model):
    """A border for a time, with the box around it in degrees."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The first day on which it is no more.")
    wkb = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        abstract = True


class WardShape(Drawn):
    """The border of a ward for a time; a ward that is drawn anew is another ward."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, related_name="shapes")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "ward", "since"], name="ward_shape_once_a_drawing"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="ward_shape_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"ward {self.ward_id}"


class BodyShape(Drawn):
    """The outline of a body. `of_wards`: nobody gave it, it is what the known wards cover together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    of_wards = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "since"], name="body_shape_once_a_drawing"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="body_shape_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"outline of {self.body_id}"


class Landmark(models.Model):
    """A place that people name to say where something is: a crossing, a market, a temple."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    name = models.JSONField(help_text="bn, en, hi")
    keys = models.JSONField(help_text="A list: every spelling as lib.fold makes it.")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    ward = models.CharField(max_length=8, blank=True, help_text="Empty where several meet there.")

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)
