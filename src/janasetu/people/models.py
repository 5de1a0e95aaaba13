"""Tables of people as a line sees them: a contact, and the names by which lines know it."""

from typing import ClassVar

from django.db import models

from janasetu.lib.ids import uuid7
from janasetu.people.choices import AliasKind


class Contact(models.Model):
    """Somebody who writes to us. Bucket family: belongs to no body, its bucket never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    lang = models.CharField(max_length=5, default="bn")
    profile_name = models.CharField(
        max_length=200, blank=True, help_text="As the line gives it; nobody's proof."
    )
    stopped_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when they want no message unasked."
    )
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["bucket", "id"], name="contact_in_bucket")]

    def __str__(self) -> str:
        return str(self.id)


class ContactAlias(models.Model):
    """One outside name of a contact: kept as given, found by its own bucket, the hash of the alias."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in AliasKind])
    scope = models.CharField(
        max_length=64, blank=True, help_text="The portfolio, page or bot that knows this name."
    )
    value = models.CharField(max_length=200)
    contact_id = models.UUIDField()
    contact_bucket = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bucket", "kind", "scope", "value"], name="alias_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.contact_id}"
