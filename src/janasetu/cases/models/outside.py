"""Cases that lie at an office outside, awaiting its answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.cases.choices import ReferralEnd, ReferredBy
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


class Referral(models.Model):
    """A matter that went to an office outside: to whom, what was asked, what came back. It waits for an
    answer until `ended_at`. A body that we serve has a case of its own for it, the `linked` one.

    `name` and `contact` are as the citizen was told them. `due_at`: when an answer is expected; `again`: how
    much later once it was asked for once more. `reminds_at`: when the desk is told next that none has come.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    agency = models.CharField(max_length=40, blank=True, help_text="Its code in agencies.yaml.")
    to_body = models.ForeignKey(
        LocalBody, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    linked = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    name = models.JSONField(help_text="bn, en, hi")
    contact = models.JSONField(default=dict, blank=True, help_text="bn, en, hi")
    how = models.CharField(max_length=12, choices=ReferredBy.choices)
    letter_id = models.UUIDField(
        null=True, blank=True, help_text="The paper that went there; no key, its floor is its own."
    )
    why = models.TextField(blank=True, help_text="What they are asked to do.")
    outside_ref = models.CharField(
        max_length=60, blank=True, help_text="The number under which they have it."
    )
    by = models.CharField(max_length=80, help_text="ROLE@BODY or `system`")
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    again = models.CharField(max_length=20, help_text="A length of time, as in a definition.")
    reminds_at = models.DateTimeField(null=True, blank=True)
    chased = models.PositiveSmallIntegerField(default=0, help_text="How often it was asked for again.")
    told_at = models.DateTimeField(help_text="When the citizen last heard of it.")
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=ReferralEnd.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(
        max_length=120, blank=True, help_text="Who said it there, as it was heard."
    )
    noted_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY or `system`")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case", "agency"],
                condition=Q(ended_at__isnull=True) & ~Q(agency=""),
                name="referred_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["body", "case", "to_body"],
                condition=Q(ended_at__isnull=True),
                name="referred_once_to_a_body",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | (~Q(end="") & ~Q(answer="")),
                name="referral_ends_in_words",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "case"], name="referral_of_case"),
            models.Index(
                fields=["body", "due_at"], condition=Q(ended_at__isnull=True), name="referral_awaited"
            ),
            models.Index(
                fields=["reminds_at"], condition=Q(ended_at__isnull=True), name="referral_to_remind"
            ),
            models.Index(
                fields=["linked"],
                condition=Q(ended_at__isnull=True, linked__isnull=False),
                name="referral_linked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or self.to_body_id} of {self.case_id}"

    def name_in(self, lang: Lang) -> str:
        return in_language(self.name, lang)

    def contact_in(self, lang: Lang) -> str:
        """How they are reached, on one line; empty where nobody has entered it."""
        return in_language(self.contact, lang) if self.contact else ""
