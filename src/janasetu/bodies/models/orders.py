"""What an order changes for a time: the title of a post, and the silence before an election."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from janasetu.bodies.models.bodies import LocalBody
from janasetu.bodies.models.posts import Role
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language


class Title(models.Model):
    """What a post of one body is called for a time: the chairman's office may be the administrator's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="titles")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="titles")
    name = models.JSONField(help_text="bn, en, hi")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True, help_text="The first instant under another title.")
    order_number = models.CharField(max_length=60, blank=True)
    order_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "role", "since"], name="title_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="title_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} of {self.body_id}"

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)


class ElectionSilence(models.Model):
    """The silence before an election, in a body and in everything that lies in it.

    Names, faces and publicity wait; service messages go on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="silences")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True, help_text="The first instant after it.")
    order_number = models.CharField(max_length=60)
    order_date = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "order_number"], name="silence_once_an_order"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="silence_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} from {self.since:%Y-%m-%d}"
