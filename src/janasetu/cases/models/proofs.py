"""Who was found to be whose a paper is, and the links by which papers are fetched. Body family."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.choices import ProofKind
from janasetu.cases.models.case import Case
from janasetu.cases.proving import MOST_FETCHES
from janasetu.documents.models import Paper
from janasetu.lib.ids import uuid7


class Proof(models.Model):
    """That somebody was found to be who may have the paper of a case: by an officer who saw it, or by the
    secret of the case, typed on the phone of this contact in this epoch. Never changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=20, choices=ProofKind.choices)
    at = models.DateTimeField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_id = models.UUIDField(null=True, blank=True)
    contact_epoch = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=ProofKind.CODE, officer__isnull=True, contact_id__isnull=False)
                | ~Q(kind=ProofKind.CODE) & Q(officer__isnull=False),
                name="proof_by_an_officer_or_the_secret",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["body", "case", "at"], name="proof_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.case_id}"


class PaperLink(models.Model):
    """An address under which one paper can be fetched, some hours long and a few times. The address itself
    stands nowhere; by its hash it is known again.

    `asks_secret`: whoever opens it types the secret of the case first. `ends_at`: wall time. `by`: ROLE@BODY,
    or the system that sent it. The contact is to whom it was sent, whose number may change hands meanwhile.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="paper_links")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    token_sha256 = models.CharField(max_length=64)
    asks_secret = models.BooleanField(default=False)
    by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    fetched = models.PositiveSmallIntegerField(default=0)
    contact_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_id = models.UUIDField(null=True, blank=True)
    contact_epoch = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "token_sha256"], name="paper_link_once"),
            models.CheckConstraint(condition=Q(fetched__lte=MOST_FETCHES), name="paper_link_few_times"),
        ]

    def __str__(self) -> str:
        return f"link to {self.paper_id}"
