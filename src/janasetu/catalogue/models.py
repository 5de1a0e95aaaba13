"""Tables of services: versions of definitions, what a body changes of them, what is wrong with files."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.lib.ids import uuid7


class ServiceVersion(models.Model):
    """One version of one definition. Never changed: a case and a conversation stay pinned to theirs.

    The current version of a code is what every body offers that has not its own; a body's own version is
    never current. A reference table.
    """

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


class BodyService(models.Model):
    """What one body changes of one service: whether it is offered, and its own terms."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="services")
    code = models.SlugField()
    enabled = models.BooleanField(default=True)
    patch = models.JSONField(default=dict, help_text="RFC 7396, over the definition's content.")
    version = models.ForeignKey(
        ServiceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The definition with the patch; none where there is no patch.",
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "code"], name="override_once_a_body")
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.body_id}"


class BodyAgency(models.Model):
    """What one body changes of one agency, or an agency of its own: the number of its own police station."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField()
    patch = models.JSONField(default=dict, help_text="RFC 7396, over what agencies.yaml says of it.")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "code"], name="agency_once_a_body")]

    def __str__(self) -> str:
        return f"{self.code} of {self.body_id}"


class DefinitionFault(models.Model):
    """One thing wrong with the definitions of the folders, as last read. A reference table."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=8)
    told = models.TextField(help_text="As `services lint` prints it, with file, line and column.")
    is_error = models.BooleanField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.told
