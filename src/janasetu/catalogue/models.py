"""Tables of services: each version of a definition, by the hash of its content. Reference tables."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.lib.ids import uuid7


class ServiceVersion(models.Model):
    """One version of one definition. Never changed: a case and a conversation stay pinned to theirs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField()
    hash = models.CharField(max_length=64)
    content = models.TextField(help_text="JSON, in the order it was written: a list of options has an order.")
    current = models.BooleanField(default=False)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "hash"], name="version_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(current=True), name="one_current_version"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.hash[:8]}"
