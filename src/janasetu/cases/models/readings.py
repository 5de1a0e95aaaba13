"""How a message was read, and what is learnt from it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.cases.choices import Decided, PhraseState
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7


class CaseReading(models.Model):
    """What was understood of the words that a case began with, and what the case turned out to be.

    `understood`, `begun_as`, `stands_as`: labels, of the model, of the case as it was opened and as it is
    now. None of a case whose complainant is hidden.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    understood = models.CharField(max_length=40)
    probability = models.FloatField(help_text="0 to 1.")
    decision = models.CharField(max_length=6, choices=Decided.choices)
    model = models.CharField(max_length=64, help_text="The hash of the model.")
    language = models.CharField(max_length=8, blank=True, help_text="In which the words were written.")
    text_hash = models.CharField(max_length=64, help_text="Of the words, folded.")
    begun_as = models.CharField(max_length=40)
    stands_as = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "case"], name="reading_once_a_case")]
        indexes: ClassVar = [models.Index(fields=["body", "at"], name="reading_by_moment")]

    def __str__(self) -> str:
        return f"{self.understood} of {self.case_id}"


class TrainingPhrase(models.Model):
    """A citizen's words, masked, whose matter the office put right: the next model learns from those that
    somebody has reviewed and accepted. Of what is refused the words are gone.

    `was`, `now`: labels; `now` is empty where only the department was another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=64, help_text="A hash of the words folded.")
    was = models.CharField(max_length=40)
    now = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=9, choices=PhraseState.choices, default=PhraseState.CANDIDATE)
    by = models.CharField(max_length=80, help_text="ROLE@BODY of who corrected the case")
    at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY or `system`")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "key"], condition=Q(state=PhraseState.ACCEPTED), name="phrase_accepted_once"
            ),
            models.UniqueConstraint(
                fields=["body", "case"], condition=Q(state=PhraseState.CANDIDATE), name="phrase_once_a_case"
            ),
            models.CheckConstraint(
                condition=~Q(state=PhraseState.ACCEPTED) | (~Q(text="") & ~Q(now="")),
                name="phrase_accepted_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=PhraseState.REFUSED) | Q(text=""), name="phrase_refused_is_gone"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "at"], condition=Q(state=PhraseState.CANDIDATE), name="phrase_to_review"
            ),
            models.Index(fields=["body", "reviewed_at"], name="phrase_by_review"),
        ]

    def __str__(self) -> str:
        return f"{self.was} to {self.now} of {self.case_id}"
