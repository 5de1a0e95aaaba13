"""By whose word a paper is signed, and what the signer did: all that the signer reads and writes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody, Officer
from janasetu.documents.choices import EntryKind, SigningState
from janasetu.documents.models.papers import Paper
from janasetu.lib.ids import uuid7


class SigningOrder(models.Model):
    """The order to sign one paper, as it stands: who may sign it, and how many officers must want it.

    Its terms are bound by the seal of each approval: who changes them later has no approval any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="orders")
    snapshot_sha256 = models.CharField(max_length=64)
    draft_sha256 = models.CharField(max_length=64, blank=True, help_text="Where the draft was looked at.")
    type = models.SlugField(max_length=30, help_text="Of the paper, as posts.yaml has it.")
    roles = models.JSONField(help_text="A list: the posts of which one signs.")
    seconds = models.JSONField(default=list, help_text="A list: the posts of whom the others may be.")
    needed = models.PositiveSmallIntegerField(help_text="How many officers, who signs among them.")
    ward = models.CharField(max_length=8, blank=True, help_text="Of the matter; for seats of a ward.")
    state = models.CharField(max_length=10, choices=SigningState.choices)
    note = models.CharField(max_length=200, blank=True, help_text="Why it was refused: a key of phrases.")
    opened_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True, blank=True, help_text="When it had all approvals.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "paper"], name="signing_order_once_a_paper"),
            models.CheckConstraint(condition=Q(needed__gte=1), name="signing_order_needs_somebody"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(state=SigningState.ORDERED), name="order_to_sign")
        ]

    def __str__(self) -> str:
        return f"order for {self.paper_id}"


class Approval(models.Model):
    """The word of one officer for one order. Who alters this row, or what it is about, breaks its seal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(SigningOrder, on_delete=models.PROTECT, related_name="approvals")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.SlugField(help_text="The post whose authority was used.")
    signs = models.BooleanField(help_text="Whether it is the signatory's own, whose name is printed.")
    title = models.JSONField(help_text="bn, en: as printed")
    order_number = models.CharField(max_length=60, blank=True, help_text="Of the order to act for a post.")
    order_date = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    nonce = models.CharField(max_length=32, help_text="Hex; of no other approval.")
    seal = models.CharField(max_length=64, help_text="Hex; made with the installation's key.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "order", "user"], name="approval_once_a_person"),
            models.UniqueConstraint(fields=["body", "nonce"], name="approval_nonce_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} for {self.order_id}"


class SignerEntry(models.Model):
    """One line of the signer's own book. Nothing in it is ever changed; each line holds the one before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="1, 2, 3 ... without a gap, in each body.")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    order_id = models.UUIDField(null=True, blank=True, help_text="The signing order it is about.")
    at = models.DateTimeField(help_text="Office time, which stands in the signature.")
    wall_at = models.DateTimeField(help_text="Wall time, by which the pace is counted.")
    draft_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the signed file.")
    certificate = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the certificate, hex.")
    note = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, help_text="Hex; over this line and the digest before it.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number"], name="signer_entry_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "wall_at"], name="signer_entry_by_moment"),
            models.Index(fields=["body", "order_id"], name="signer_entry_of_order"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
