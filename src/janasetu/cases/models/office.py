"""What officers have beside the cases: drafts, ready-made replies, slips, photos, files of lists."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models.case import Case
from janasetu.lib.ids import uuid7


class ReferenceSeries(models.Model):
    """The next case serial of a body in a year; taken in blocks, outside any transaction: gaps are normal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    next_serial = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body_id", "year"], name="series_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.next_serial}"


class CaseDraft(models.Model):
    """What somebody is typing on a case, by move; it survives a reload, a log-out and another holder."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    texts = models.JSONField(default=dict, help_text="Words by the code of the move.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "user"], name="draft_once_a_writer")
        ]

    def __str__(self) -> str:
        return f"draft on {self.case_id}"


class CaseViewer(models.Model):
    """Who has a case open now. `seen_at` is wall time; an old one is nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="viewers")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "officer"], name="viewer_once_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} at {self.case_id}"


class FieldPhoto(models.Model):
    """A photo that an officer sent from the field as proof, from its arrival until its bytes are here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    file_bucket = models.PositiveSmallIntegerField()
    file_id = models.UUIDField()
    note = models.TextField(blank=True)
    contact_bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField()
    line_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "file_id"], name="field_photo_once_a_file")
        ]
        indexes: ClassVar = [models.Index(fields=["file_id"], name="field_photo_by_file")]

    def __str__(self) -> str:
        return f"photo for {self.case_id}"


class CannedReply(models.Model):
    """Words that an office sends often, kept by the office itself. `{ref}` stands for the case's number."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="canned_replies")
    title = models.CharField(max_length=60)
    text = models.TextField()
    retired = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "title"], name="canned_reply_once_a_title")
        ]

    def __str__(self) -> str:
        return self.title


class Slip(models.Model):
    """A paper slip that carries a case number before there is a case: for power cuts and camps."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20)
    printed_by = models.CharField(max_length=80, help_text="ROLE@BODY")
    printed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "ref"], name="slip_once_a_number")]

    def __str__(self) -> str:
        return self.ref


class ListExport(models.Model):
    """A list of cases that an officer took out as a file, in releases before there were looks.

    Nothing writes it any more, and its rows stand among the looks too; the table goes in a release to come.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=80, help_text="ROLE@BODY")
    asked = models.JSONField(
        default=dict, help_text="View and filters; whether words were searched, not which."
    )
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["body", "at"], name="export_by_moment")]

    def __str__(self) -> str:
        return f"{self.rows} rows for {self.by}"
