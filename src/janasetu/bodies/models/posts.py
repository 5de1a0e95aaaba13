"""The posts, the departments, and the officers: who holds which post, since when and until when."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from janasetu.bodies.errors import NoSuchOfficerError, TermEndedError
from janasetu.bodies.models.bodies import LocalBody, Ward
from janasetu.bodies.rules import LONG_AGO, Tenure, has_ended, in_office
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language


class Role(models.Model):
    """What an officer may be: officer, secretary, chairman. A reference table, filled from posts.yaml."""

    code = models.SlugField(primary_key=True)
    name = models.JSONField(help_text="bn, en, hi")
    elected = models.BooleanField(default=False, help_text="It ends with its board.")

    def __str__(self) -> str:
        return self.code

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)


class Department(models.Model):
    """A department of one body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="departments")
    code = models.SlugField()
    name = models.JSONField(help_text="bn, en, hi")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "code"], name="department_code_once_a_body")
        ]

    def __str__(self) -> str:
        return self.code

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)


class Officer(models.Model):
    """A person in a post of a body, for a time, and the login they use.

    Who holds several posts, or acts for another one (ভারপ্রাপ্ত), has a row for each. A row is never written
    over when somebody leaves: `until` is set, and who comes gets a row of their own. A seat of one `ward`
    answers for that ward alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="officers")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="officers")
    acting_for = models.ForeignKey(
        Role,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The post whose authority it has without holding it.",
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True)
    ward = models.ForeignKey(
        Ward, on_delete=models.PROTECT, null=True, blank=True, help_text="The one ward whose seat it is."
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offices")
    name = models.JSONField(help_text="bn, en, hi")
    phone = models.CharField(
        max_length=20, blank=True, help_text="The registered number of somebody who works in the field."
    )
    active = models.BooleanField(default=True, help_text="Whether the login is open.")
    since = models.DateTimeField(default=LONG_AGO)
    until = models.DateTimeField(null=True, blank=True, help_text="The first instant without authority.")
    order_number = models.CharField(max_length=60, blank=True)
    order_date = models.DateField(null=True, blank=True)

    # As `queries.holders` tells it of an instant: who stands in, where they are away.
    deputies: Sequence["Officer"] = ()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "user", "role", "acting_for", "ward", "since"],
                nulls_distinct=False,
                name="officer_once_a_term",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="officer_leaves_after_coming"
            ),
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True) | ~Q(acting_for=F("role")),
                name="officer_acts_for_another",
            ),
        ]

    def __str__(self) -> str:
        return self.post

    @property
    def post(self) -> str:
        """The role and the body, as in a login: `officer@falakata`."""
        return f"{self.role_id}@{self.body.code}"

    @property
    def away_until(self) -> datetime | None:
        """Until when they are away, where the query that read them told it of an instant."""
        told: datetime | None = getattr(self, "away_told", None)
        return told

    @property
    def tenure(self) -> Tenure:
        """The time in the post, as the pure rules know it."""
        away = self.away_until is not None
        return Tenure(self.role_id, self.acting_for_id, self.since, self.until, self.active, away)

    def require_office(self, *, at: datetime) -> None:
        """Let pass who is in office at this instant; TermEndedError for whose time is over, and
        NoSuchOfficerError for whose time has not come or whose login is closed.
        """
        if self.active and self.until is not None and has_ended(self.tenure, at):
            raise TermEndedError(self.post, ended_at=self.until)
        if not in_office(self.tenure, at):
            raise NoSuchOfficerError(self.post)

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)
