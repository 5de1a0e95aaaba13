"""The bodies, the names they are searched by, and their wards."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from janasetu.bodies.choices import ABOVE_LOCAL, BodyKind
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language


class LocalBody(models.Model):
    """A corporation, municipality or panchayat, or what it lies in. A reference table.

    Open311 calls it a jurisdiction. `parent` is the next above: a panchayat's block, its district, the
    state. `served` is false for a row of the directory, of which we know the name only. `facts` holds what
    people ask of an office, each as texts by language or as plain text: hours, address, phone and others,
    with their origin under `sources`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(unique=True)
    number = models.PositiveSmallIntegerField(
        unique=True, null=True, blank=True, help_text="Our own four digits in case numbers."
    )
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    name = models.JSONField(help_text="bn, en, hi")
    languages = models.JSONField(default=list, help_text="Languages it answers in, its first language first.")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    lgd_code = models.CharField(max_length=12, blank=True, help_text="Local Government Directory")
    aliases = models.JSONField(default=list, blank=True, help_text="Other spellings, in any script.")
    served = models.BooleanField(default=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(served=False) | Q(number__isnull=False) | Q(kind__in=ABOVE_LOCAL),
                name="served_body_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="body_is_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)


class BodyName(models.Model):
    """One spelling of a body's name, folded, for search over all bodies. A reference table."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.CASCADE, related_name="names")
    key = models.TextField(help_text="As lib.fold makes it.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "key"], name="body_name_once")]
        indexes: ClassVar = [
            models.Index(fields=["key"], name="body_name_by_key", opclasses=["text_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.key


class Ward(models.Model):
    """A ward of a body, from the day it was drawn until the day it was drawn anew."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="wards")
    number = models.CharField(max_length=8, help_text="Latin digits, as in 5 or 12A.")
    name = models.JSONField(default=dict, blank=True, help_text="bn, en, hi, where it has a name")
    borough = models.CharField(max_length=8, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The first day on which it is no more.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number", "since"], name="ward_once_a_drawing"),
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9A-Z/-]+$"), name="ward_number_is_ascii"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="ward_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def name_in(self, lang: str) -> str:
        """Its name; empty where it has a number only."""
        return in_language(self.name, lang)
